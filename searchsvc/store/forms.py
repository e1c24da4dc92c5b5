"""The model's values as they are written down: JSON without what is empty, squeezed where it is long."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from searchsvc.model import Appearance, Article, Card, Dateline, OfficeHeld, RawArticle

Plain = dict[str, Any]


def pack(value: RawArticle | Article) -> bytes:
    """An article as squeezed JSON."""
    return _squeezed(_bytes(_plain(value)))


def unpack_raw(data: bytes) -> RawArticle:
    """The article as it was received."""
    return RawArticle(**_known(RawArticle, _loads(zlib.decompress(data)), ("authors", "tags", "captions")))


def unpack_article(data: bytes) -> Article:
    """The article as it was cleaned."""
    plain = _known(Article, _loads(zlib.decompress(data)), ("authors", "tags", "captions", "notes"))
    if dateline := plain.get("dateline"):
        plain["dateline"] = Dateline(**dateline)
    return Article(**plain)


def digest(raw: RawArticle) -> bytes:
    """What tells two received forms of an article apart; where it was read from does not count."""
    return hashlib.sha256(_content(raw)).digest()


def sealed(raw: RawArticle) -> tuple[bytes, bytes]:
    """The digest of a received article, and the article as `pack` gives it: both of one JSON text, made once."""
    content = _content(raw)
    where = {name: value for name in _WHERE if (value := getattr(raw, name))}
    whole = content if not where else content[:-1] + (b"," if len(content) > 2 else b"") + _bytes(where)[1:]
    return hashlib.sha256(content).digest(), _squeezed(whole)


_WHERE = ("origin", "position")


def _content(raw: RawArticle) -> bytes:
    plain = _plain(raw)
    for name in _WHERE:
        plain.pop(name, None)
    return _bytes(plain, sort_keys=True)


def _squeezed(text: bytes) -> bytes:
    return zlib.compress(text, 3)


def write_appearance(appearance: Appearance) -> str:
    """An appearance as JSON."""
    return _bytes(_plain(appearance)).decode("utf-8", "replace")


def read_appearance(text: str) -> Appearance:
    """The appearance back."""
    plain = _known(Appearance, json.loads(text), ("forms", "with_names"))
    plain["offices"] = tuple((title, place, former) for title, place, former in plain["offices"])
    return Appearance(**plain)


def write_card(card: Card) -> str:
    """A card as JSON, without its list of articles: that is kept once, as rows."""
    plain = _plain(card)
    plain.pop("articles", None)
    plain["offices"] = [_plain(office) for office in card.offices]
    return _bytes(plain).decode("utf-8", "replace")


def read_card(text: str, articles: tuple[str, ...]) -> Card:
    """The card back, with its articles put in again."""
    plain = _known(Card, json.loads(text), ("names",))
    plain["offices"] = tuple(OfficeHeld(**office) for office in plain["offices"])
    return Card(**{**plain, "articles": articles})


_KINDS = (RawArticle, Article, Dateline, Appearance, Card, OfficeHeld)
_NAMES: dict[type, tuple[str, ...]] = {kind: tuple(field.name for field in fields(kind)) for kind in _KINDS}
_DEFAULTS: dict[type, Plain] = {
    kind: {field.name: {} if field.default_factory is dict else field.default for field in fields(kind)}
    for kind in _KINDS
}


def _plain(value: Any) -> Plain:
    """The fields that are not as they are by default."""
    plain = {name: getattr(value, name) for name in _NAMES[type(value)]}
    defaults = _DEFAULTS[type(value)]
    return {name: _inner(what) for name, what in plain.items() if what != defaults[name]}


def _inner(what: Any) -> Any:
    if isinstance(what, Dateline):
        return _plain(what)
    return dict(what) if isinstance(what, Mapping) else what


def _known(kind: type, plain: Plain, lists: tuple[str, ...]) -> Plain:
    known = _NAMES[kind]
    return {name: tuple(what) if name in lists else what for name, what in plain.items() if name in known}


def _bytes(plain: Plain, *, sort_keys: bool = False) -> bytes:
    # A lone surrogate cannot be UTF-8 and must not stop a run; it is written as it stands and read back so.
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=sort_keys, default=str)
    return text.encode("utf-8", "surrogatepass")


def _loads(data: bytes) -> Plain:
    plain: Plain = json.loads(data.decode("utf-8", "surrogatepass"))
    return plain
