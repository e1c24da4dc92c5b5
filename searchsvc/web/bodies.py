"""The body of a PUT: JSON to the article it holds, read strictly and in bounds."""

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


def article_in(request: Request, id: str) -> RawArticle:
    """The article in a request's body, under the id of its address; raises `Mistake` or `BadRecord`."""
    if not request.is_json:
        raise UnsupportedMediaType
    record = _object(request.get_data(cache=False))
    if record.get("id", id) != id:
        raise BadParameter(
            "“id” trong bài khác địa chỉ.", "“id” in the body is not the one in the address.", where="id"
        )
    raw = from_record({**record, "id": id})
    if raw.id != id:  # blanks around it: the article would be kept under another address than this
        raise BadParameter("“id” không được có khoảng trắng ở hai đầu.", "“id” has blanks around it.", where="id")
    return raw


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
