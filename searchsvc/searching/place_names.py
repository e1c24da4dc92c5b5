"""The places that a query names: typed in small letters, without marks, in any spelling.

What the analysis of articles finds by capitals (`analysis.places`) is found here by first putting capitals and marks
where a name of a unit is typed; a name that is a common word or a person's too counts only when it has a capital or a
word for its kind before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from searchsvc.analysis.gazetteer import gazetteer, is_highland, key, names_from, units_named
from searchsvc.analysis.places import Place, find_places
from searchsvc.analysis.spots import alone, is_like_a_person
from searchsvc.analysis.units import became, is_unit, level
from searchsvc.resources import words as word_list
from searchsvc.text.fold import fold
from searchsvc.text.marks import bears_marks

_KINDS = "thành phố|thị xã|thị trấn|đặc khu|tỉnh|huyện|quận|phường|xã"
_KIND_BEFORE = re.compile(rf"(?<!\w)(?:{_KINDS}|t\.?p|t\.?x|[hqp](?=\.)|tt(?=\.))\.?[ ]*$", re.IGNORECASE)
_BARE_KIND_BEFORE = re.compile(r"(?<!\w)(?:thanh pho|thi xa|huyen|quan|tinh|t\.?p|t\.?x)\.? ?$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_LONGEST = 5
"""Words of the longest name of a unit."""


def places_in(text: str) -> tuple[Place, ...]:
    """The places a query names, each from where a word for its kind begins.

    >>> [(place.id, text[place.start : place.end]) for text in ("lũ huyện đăk hà",) for place in places_in(text)]
    [('615', 'huyện đăk hà')]
    """
    restored = _restored(text)
    found = []
    for place in find_places([_capitals(restored)], known=_provinces()):
        kind = _KIND_BEFORE.search(restored[: place.start])
        if kind or not text[place.start].islower() or _is_known(place.id, restored[place.start : place.end]):
            found.append(place._replace(start=kind.start() if kind else place.start))
    return tuple(found)


def place_ids(typed: str) -> tuple[str, ...]:
    """The units that a value of the field `place` means: an id, else all units of the name, with what became of them.

    >>> place_ids("62"), place_ids("kontum")[0], place_ids("nowhere")
    (('62',), '62', ())
    """
    if is_unit(typed):
        return (typed,)
    name = _restored(typed).strip()
    named = units_named(name) or ()
    found = places_in(typed.strip())
    whole = bool(found) and found[0].start == 0 and (len(found) > 1 or found[0].end == len(typed.strip()))
    ids = (found[0].id,) if whole else alone(named, name) or named
    return tuple(dict.fromkeys(one for id in ids for one in (id, *became(id))))


def _is_known(id: str, name: str) -> bool:
    """Whether a name in small letters is the unit's: hòa bình is peace, chợ mới a new market, đăk hà nothing else."""
    if is_highland(gazetteer().units[id].name) or key(name) in {
        key(other) for other, _ in gazetteer().spellings.get(id, ())
    }:
        return True
    if level(id) == "province":
        return key(name) != key("hòa bình")
    return gazetteer().units[id].kind == "thành phố" and not is_like_a_person(name)


@cache
def _provinces() -> tuple[str, ...]:
    """A query may be about any of them, so that a district's name that is the only one means it."""
    return tuple(id for id, unit in gazetteer().units.items() if not unit.parents)


def _capitals(text: str) -> str:
    """The text with capitals on the names of units, and on a family name before one, letter for letter."""
    words = [(found.group(), found.start()) for found in _WORD.finditer(text)]
    letters = list(text)
    at = 0
    while at < len(words):
        length = _name_at(words, at, text)
        first = at - 1 if length and at and words[at - 1][0].capitalize() in word_list("family_names.txt") else at
        for word, start in words[first : at + length]:
            letters[start] = word[0].upper() if len(word[0].upper()) == 1 else word[0]
        at += length or 1
    return "".join(letters)


def _name_at(words: Sequence[tuple[str, int]], at: int, text: str) -> int:
    """How many words from one on are the name of a unit, 0 for none; a commune's only after a word for its kind."""
    some = [word for word, _ in words[at : at + _LONGEST]]
    said = bool(_KIND_BEFORE.search(text[: words[at][1]]))
    by_itself = said or is_highland(some[0]) or fold(some[0]) == "hue"
    named = (length for length, ids in names_from(some) if said or not ids or alone(ids, " ".join(some[:length])))
    return next((length for length in named if length > 1 or by_itself), 0)


def _restored(text: str) -> str:
    """A query typed without marks, with those of the provinces and districts it names and of the words before them."""
    if bears_marks(text):
        return text

    def marked(found: re.Match[str]) -> str:
        name, known = _names()[fold(found.group())]
        return name if known or _BARE_KIND_BEFORE.search(text[: found.start()]) else found.group()

    return _bare_names().sub(marked, text)


@cache
def _names() -> dict[str, tuple[str, bool]]:
    """Folded names of provinces and districts, and words for units, with their marks, and whether they need no word for
    their kind; none that two units share.
    """
    found: dict[str, set[tuple[str, bool]]] = {fold(kind): {(kind, True)} for kind in _KINDS.split("|") if kind != "xã"}
    for id, unit in gazetteer().units.items():
        if level(id) != "commune" and not unit.name.isdigit():
            found.setdefault(fold(unit.name), set()).add((unit.name, " " in unit.name and _is_known(id, unit.name)))
    return {
        bare: max(one, key=lambda name: name[1]) for bare, one in found.items() if len({name for name, _ in one}) == 1
    }


@cache
def _bare_names() -> re.Pattern[str]:
    names = sorted(map(re.escape, _names()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)
