"""Spots: where a text names what may be a province, district or commune.

A capitalised stretch is looked up in the gazetteer once and remembered. A word for a unit before it (huyện, TP., Tỉnh
ủy) says that it names one; without it only provinces and districts are looked for, and not where it stands as a person,
a street, a river or a company.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from searchsvc.analysis.gazetteer import gazetteer, is_highland, names_from, units_named
from searchsvc.analysis.units import level
from searchsvc.resources import rows, words
from searchsvc.text.syllables import canonical, is_syllable

_LATIN = [chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))]
_UPPER = "".join(letter for letter in _LATIN if letter.isupper())
_RUN = re.compile(
    rf"[{_UPPER}](?<!\w.)[\w'’]{{0,24}}(?:(?:[ \u00a0]|[ \u00a0]?[-–][ \u00a0]?)[{_UPPER}0-9][\w'’]{{0,24}}){{0,15}}"
)
_PIECE = re.compile(r"[\w'’]+")
_NUMBERED = re.compile(r"[QqPp](?<!\w.)(?:(?<=q)uận |(?<=p)hường |\. ?)(\d{1,2})(?![\w.,/]?\d|[\w%])")
_SMALL: Final = {
    kind: re.compile(rf"{kind} ([^\W\d_{_UPPER}][\w'’]{{0,24}}(?: [{_UPPER}][\w'’]{{0,24}}){{1,3}})")
    for kind in ("huyện", "xã", "phường")
}
"""Names whose first letter was typed small (huyện sa Thầy), right behind a word for their kind."""
_BEFORE = 24
"""Letters read to the left of a stretch."""
_LONGEST = 5
"""Words of the longest name of a unit."""

_KINDS: Final = {
    "tỉnh": "tỉnh", "tỉnh ủy": "tỉnh", "thành phố": "thành phố", "thành ủy": "thành phố", "tp": "thành phố",
    "huyện": "huyện", "huyện ủy": "huyện", "h": "huyện", "quận": "quận", "quận ủy": "quận", "q": "quận",
    "thị xã": "thị xã", "thị ủy": "thị xã", "tx": "thị xã", "xã": "xã", "phường": "phường", "p": "phường",
    "thị trấn": "thị trấn", "tt": "thị trấn", "đặc khu": "đặc khu",
}  # fmt: skip
"""Words before a name that say what kind of unit it is."""
_KIND = re.compile(
    r"(?<!\w)((?:tỉnh|huyện|thành|quận|thị) (?:ủy|uỷ)|tỉnh|thành phố|t\.?p|huyện|quận|thị xã|t\.?x|xã|phường|thị trấn"
    r"|đặc khu|[hqp](?=\.)|tt(?=\.))\.?[ \u00a0]*$",
    re.IGNORECASE,
)
_LEVELS: Final = {
    "tỉnh": ("province",), "thành phố": ("province", "district"), "huyện": ("district",), "quận": ("district",),
    "thị xã": ("district",), "xã": ("commune",), "phường": ("commune",), "thị trấn": ("commune",),
    "đặc khu": ("commune",),
}  # fmt: skip
_NAMED_AFTER: Final = frozenset(
    ("bv", "bệnh viện", "bến xe", "cảng", "ga", "khu", "nhà ga", "sân bay", "sân vận động", "svđ", "thủy điện", "đoàn")
)
"""Words for what is named after the unit it lies in; a river or a hamlet of a unit's name may lie elsewhere."""


class Part(NamedTuple):
    """A name inside a stretch: its place there, and the units it may be; `kind` as said before it ("" for nothing)."""

    start: int
    end: int
    ids: tuple[str, ...]
    kind: str
    after: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A name `[start, end)` in the text of that number, the units it may be, and whether it is one without doubt."""

    text: int
    start: int
    end: int
    ids: tuple[str, ...]
    sure: bool


def spots(number: int, text: str) -> Iterator[Spot]:
    """The names in a text that may be units, in its order but for quận 1 and huyện sa Thầy, which come last."""
    for run in _RUN.finditer(text):
        stretch, at = run.group(), run.start()
        if (said := _said(stretch)) is None:
            continue
        kind = _kind_before(text[max(0, at - _BEFORE) : at]) if said.begins else ""
        for part in _parts(stretch, kind) if kind else said.parts:
            start, end = at + part.start, at + part.end
            if part.kind:
                yield Spot(number, start, end, part.ids, True)
            elif not _is_else(part, text[start:end], text[max(0, start - _BEFORE) : start]):
                yield Spot(number, start, end, part.ids, _stands_alone(part.ids, text[start:end]))
    if "ận " in text or "ường " in text or "Q." in text or "P." in text:
        yield from _numbered(number, text)
    for kind, small in _SMALL.items():
        yield from _small(number, text, kind, small)


def alone(ids: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Which of the units of a name it means without a word for its kind: the province, else the districts.

    >>> [alone(units_named(name) or (), name) for name in ("Thái Bình", "Châu Đốc", "Hồ Chí Minh")]
    [('34',), ('884',), ()]
    """
    if canonical(name[:2]) == "hồ":
        return ()  # that is the man; the city is called TP.HCM, Thành phố Hồ Chí Minh or Sài Gòn
    provinces = tuple(id for id in ids if level(id) == "province")
    return provinces or tuple(id for id in ids if level(id) == "district")


def of_kind(ids: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """The units of the very kind, else those as high: what was a thị xã once is a thành phố later, a thị trấn a xã."""
    high = tuple(id for id in ids if level(id) in _LEVELS[kind])
    units = gazetteer().units
    exact = tuple(id for id in high if units[id].kind == kind)
    if exact or kind != "thành phố":
        return exact or high
    return tuple(id for id in high if units[id].kind == "thị xã")  # TP Quảng Ninh is the province, not the huyện


def _numbered(number: int, text: str) -> Iterator[Spot]:
    for found in _NUMBERED.finditer(text):
        ids = of_kind(units_named(str(int(found[1]))) or (), "quận" if found[0][0] in "Qq" else "phường")
        if ids:
            yield Spot(number, *found.span(1), ids, True)


def _small(number: int, text: str, kind: str, small: re.Pattern[str]) -> Iterator[Spot]:
    for found in small.finditer(text):
        for length, named in names_from(found[1].split()):
            if length > 1 and (ids := of_kind(named, kind)):
                yield Spot(number, found.start(1), found.start(1) + len(" ".join(found[1].split()[:length])), ids, True)
                break


def _kind_before(left: str) -> str:
    found = _KIND.search(left)
    return _KINDS[found[1].lower().replace(".", "").replace("uỷ", "ủy")] if found else ""


class Said(NamedTuple):
    """What a stretch says by itself: the names in it, and whether it begins with one that is a unit's after a word for
    its kind.
    """

    begins: bool
    parts: tuple[Part, ...]


@lru_cache(maxsize=1 << 16)
def _said(run: str) -> Said | None:
    begins = any(ids for _, ids in names_from([piece.group() for piece in _PIECE.finditer(run)][:_LONGEST]))
    parts = _parts(run, "")
    return Said(begins, parts) if begins or parts else None


@lru_cache(maxsize=1 << 14)
def _parts(run: str, kind: str) -> tuple[Part, ...]:
    """The names in a stretch, the longest first at each word; `kind` is what stands before it."""
    pieces = [piece.span() for piece in _PIECE.finditer(run)]
    texts = [run[start:end] for start, end in pieces]
    found, at = [], 0
    while at < len(pieces):
        start, step = pieces[at][0], 1
        for length, named in names_from(texts[at : at + _LONGEST]):
            if (ids := _meant(named, kind, texts[at : at + length])) is not None:
                end = pieces[at + length - 1][1]
                found.append(Part(start, end, ids, kind, _going_on(texts[at + length : at + length + _LONGEST])))
                step = length
                break
        kind = _KINDS.get(texts[at + step - 1].lower(), "")
        at += step
    return tuple(part for part in found if part.ids)


def _going_on(texts: Sequence[str]) -> str:
    """The word with which a name may go on, "" at the end and where another unit's name begins."""
    return "" if any(alone(ids, " ".join(texts[:length])) for length, ids in names_from(texts)) else "".join(texts[:1])


def _meant(ids: tuple[str, ...], kind: str, name: Sequence[str]) -> tuple[str, ...] | None:
    """The units of a name; () for a longer name that is none, None where it says nothing."""
    if not ids:
        return ids
    if kind:
        # TP Quảng Ninh is the province; tỉnh Sơn Hà and phường Thái Bình are none that there is.
        provinces = [id for id in ids if level(id) == "province" and kind in ("tỉnh", "thành phố", "thị xã")]
        return of_kind(ids, kind) or tuple(provinces) or None
    if name[0][0].isdigit() or (len(name) == 1 and is_syllable(name[0].lower()) and name[0] not in ("Huế", "HUẾ")):
        return None
    return alone(ids, " ".join(name)) or None


def _is_else(part: Part, name: str, left: str) -> bool:
    """Whether a name without a word for a unit is a person's, a street's or a company's where it stands."""
    before = left.split()[-3:] if left[-1:].isspace() else []
    cues = {_cues().get(" ".join(before[-length:]).lower(), "") for length in range(1, len(before) + 1)}
    if "street" in cues or "place" in cues or _is_address(before):
        return True
    if not is_like_a_person(name):
        return False
    known = before and before[-1] in words("family_names.txt")
    goes_on = part.after and not part.after.isupper() and part.after not in words("family_names.txt")
    return bool(known or goes_on or cues - {""})


def _is_address(before: Sequence[str]) -> bool:
    """`số 408 Điện Biên Phủ`: a street, though nothing calls it one."""
    return len(before) > 1 and before[-2].lower() in ("số", "nhà") and before[-1][0].isdigit()


@cache
def _cues() -> dict[str, str]:
    """Words before a name that make it something else than a unit."""
    found = {row[0]: row[1] for row in rows("place_words.txt") if row[0] not in _NAMED_AFTER and row[0] not in _KINDS}
    found |= {row[0]: "person" for row in rows("offices.tsv") if row[1] in ("profession", "sport", "honour")}
    return found | {row[0]: "person" for row in rows("honorifics.tsv")}


@lru_cache(maxsize=1 << 14)
def is_like_a_person(name: str) -> bool:
    """Whether a name might be somebody's: Hà Giang, Thái Bình, Thanh Hà; not Quảng Ngãi, Kon Tum."""
    return all(canonical(word) in _given() for word in name.split())


@cache
def _given() -> frozenset[str]:
    return frozenset(canonical(name) for name in words("given_names.txt") | words("family_names.txt"))


@lru_cache(maxsize=1 << 14)
def _stands_alone(ids: tuple[str, ...], name: str) -> bool:
    """Whether a name is a unit's without a word for its kind: provinces, well-known cities, what is no Vietnamese."""
    if level(ids[0]) == "province":
        return True
    well_known = gazetteer().units[ids[0]].kind == "thành phố" and not is_like_a_person(name)
    return len(ids) == 1 and (well_known or is_highland(name))
