"""One JSON object -> one raw article: the shape of `interface.md`, checked field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from searchsvc.errors import BadRecord
from searchsvc.ingest import identity
from searchsvc.model import RawArticle

TEXTS = ("title", "body", "lead", "url", "published", "updated", "category", "source")
LISTS = {"authors": 100, "tags": 500, "captions": 1000}
"""The fields that hold several values, and how many at most."""
DEEPEST = 32
_KNOWN = frozenset((*TEXTS, *LISTS, "author", "id"))
_KINDS = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object", str: "a text"}

_TAG = re.compile(
    r"<(?:/(?:p|div|span|a|b|i|u|em|strong|h[1-6]|ul|ol|li|table|tr|td|th|blockquote|figure|figcaption|section|article|font|center)\s*"
    r"|(?:br|hr|p|img|figure|div)(?:\s[^<>]{0,2000})?/?|!--[^<>]{0,200}--)>",
    re.IGNORECASE,
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def from_record(record: Mapping[str, Any], *, origin: str = "", position: str = "") -> RawArticle:
    """A raw article from `{"id", "title", "body", ...}`; raises `BadRecord` that says what is wrong with which field.

    Without an id one is derived from the address, else from the content. Keys that mean nothing here go to `extra`.
    """
    if not isinstance(record, Mapping):
        raise BadRecord(f"not a JSON object but {_kind(record)}", origin=origin, position=position)
    id = _id(record)
    try:
        return _article(_bounded(record), id, origin, position)
    except BadRecord as error:
        raise BadRecord(error.reason, origin=origin, position=position, id=id) from None


def markup_of(body: str) -> Literal["text", "html"]:
    """Whether a body is HTML: by tags that stand in it, never by a lone `<`.

    >>> markup_of("Giá < 5 triệu"), markup_of("<p>Giá</p>"), markup_of("Dòng một<br>dòng hai")
    ('text', 'html', 'html')
    """
    return "html" if _TAG.search(body) else "text"


def _article(record: Mapping[str, Any], id: str, origin: str, position: str) -> RawArticle:
    texts = {name: _text(record, name) for name in TEXTS}
    if not texts["title"].strip() and not texts["body"].strip():
        raise BadRecord("neither title nor body")
    lists = {name: _texts(record, name) for name in LISTS}
    extra = {key: value for key, value in record.items() if key not in _KNOWN}
    return RawArticle(
        id=id or identity.derived(texts["url"], texts["title"], texts["body"]),
        title=texts["title"],
        body=texts["body"],
        lead=texts["lead"],
        url=texts["url"],
        markup=markup_of(texts["body"]),
        published=texts["published"],
        updated=texts["updated"],
        authors=lists["authors"] or _texts(record, "author"),
        category=texts["category"],
        tags=lists["tags"],
        captions=lists["captions"],
        source=texts["source"],
        extra=extra,
        origin=origin,
        position=position,
    )


def _id(record: Mapping[str, Any]) -> str:
    """The id a record gives, "" when none that can be used; `_article` says why through `_bounded`."""
    id = record.get("id")
    if isinstance(id, int) and not isinstance(id, bool):
        return str(id)
    return id.strip() if isinstance(id, str) and len(id) <= identity.LONGEST and id.isprintable() else ""


def _bounded(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The record, when its id is one and it is not nested too deep; halves of surrogate pairs become U+FFFD."""
    id = record.get("id")
    if isinstance(id, bool) or not isinstance(id, str | int | None):
        raise BadRecord(f"id is {_kind(id)}, not a text")
    if id not in (None, "") and not _id(record):
        raise BadRecord(f"id is longer than {identity.LONGEST} characters, blank or holds characters nobody can see")
    return {str(_whole(key, 0)): _whole(value, 1) for key, value in record.items()}


def _whole(value: Any, depth: int) -> Any:
    if depth > DEEPEST:
        raise BadRecord(f"nested deeper than {DEEPEST} levels")
    match value:
        case str():
            return value if value.isascii() else _mended(value)
        case list():
            return [_whole(item, depth + 1) for item in value]
        case dict():
            return {str(_whole(key, depth)): _whole(item, depth + 1) for key, item in value.items()}
    return value


def _mended(text: str) -> str:
    """JSON may name half of a surrogate pair (`\\ud83d`), which no file and no database can hold."""
    return _SURROGATE.sub("\ufffd", text)


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if name in ("published", "updated") and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)  # seconds since 1970
    if not isinstance(value, str):
        raise BadRecord(f"{name} is {_kind(value)}, not a text")
    return value


def _texts(record: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = record.get(name)
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,) if value.strip() else ()
    if not isinstance(value, list):
        raise BadRecord(f"{name} is {_kind(value)}, not a list of texts")
    limit = LISTS.get(name, LISTS["authors"])
    if len(value) > limit:
        raise BadRecord(f"{name} has {len(value):,} values, more than {limit:,}")
    if odd := [item for item in value if not isinstance(item, str)]:
        raise BadRecord(f"{name} holds {_kind(odd[0])}, not a text")
    return tuple(item for item in value if item.strip())


def _kind(value: Any) -> str:
    return _KINDS.get(type(value), "nothing")
