"""Bodies of requests: JSON to the article or the names it holds, read strictly and in bounds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from flask import Request
from werkzeug.exceptions import UnsupportedMediaType

from searchsvc.errors import Mistake
from searchsvc.ingest.record import from_record
from searchsvc.model import RawArticle
from searchsvc.web.params import BadParameter

LARGEST = 10 * 1024 * 1024
"""Bytes of a request's body; Flask answers 413 beyond."""
MOST_NAMES, LONGEST_NAME = 200, 200
"""Names in one request to match, and letters of a name."""
MOST_CANDIDATES, CANDIDATES = 20, 5
"""People given for each name, at most and unless told."""


def article_in(request: Request, id: str) -> RawArticle:
    """The article in a request's body, under the id of its address; raises `Mistake` or `BadRecord`."""
    record = json_object(request)
    if record.get("id", id) != id:
        raise BadParameter(
            "“id” trong bài khác địa chỉ.", "“id” in the body is not the one in the address.", where="id"
        )
    raw = from_record({**record, "id": id})
    if raw.id != id:  # blanks around it: the article would be kept under another address than this
        raise BadParameter("“id” không được có khoảng trắng ở hai đầu.", "“id” has blanks around it.", where="id")
    return raw


def names_in(request: Request) -> tuple[list[str], int]:
    """The names in a request's body, `{"names": [...], "size": 5}`, and how many people to give for each."""
    record = json_object(request)
    names, size = record.get("names"), record.get("size", CANDIDATES)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BadParameter("“names” phải là danh sách các tên.", "“names” must be a list of strings.", where="names")
    if len(names) > MOST_NAMES or any(len(name) > LONGEST_NAME for name in names):
        raise BadParameter(
            f"Mỗi lần nhiều nhất {MOST_NAMES} tên, mỗi tên nhiều nhất {LONGEST_NAME} ký tự.",
            f"At most {MOST_NAMES} names at a time, each of at most {LONGEST_NAME} characters.",
            where="names",
        )
    if not isinstance(size, int) or isinstance(size, bool) or not 1 <= size <= MOST_CANDIDATES:
        raise BadParameter(
            f"“size” phải là một số từ 1 đến {MOST_CANDIDATES}.",
            f"“size” must be a number from 1 to {MOST_CANDIDATES}.",
            where="size",
        )
    return names, size


def json_object(request: Request) -> Mapping[str, Any]:
    """The JSON object that a request brings; raises `Mistake`."""
    if not request.is_json:
        raise UnsupportedMediaType
    return _object(request.get_data(cache=False))


def _object(body: bytes) -> Mapping[str, Any]:
    """The JSON object in a body; raises `Mistake`. NaN is not JSON, and nesting has an end."""
    try:
        value = json.loads(body.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Mistake("Nội dung gửi lên không phải là JSON (UTF-8).") from None
    if not isinstance(value, dict):
        raise Mistake("Nội dung gửi lên phải là một đối tượng JSON.")
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
