"""Places as meanings of a query: the spellings of a name, and on a lower rung what the unit became or was made of.

On 1 July 2025 provinces and communes were merged and districts ended: Kon Tum is the west of Quảng Ngãi, huyện Đăk Hà
five communes of it. A search for one finds the other and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

from searchsvc.analysis import cut
from searchsvc.analysis.gazetteer import alike, gazetteer, is_highland
from searchsvc.analysis.places import Place
from searchsvc.analysis.spots import alone
from searchsvc.analysis.units import above, became, came_from, label, level
from searchsvc.engine.query import AnyOf, Or, Phrase, Query, Term
from searchsvc.engine.schema import Spelling
from searchsvc.searching.desk import Desk
from searchsvc.searching.meanings import Meaning
from searchsvc.searching.parse import Parsed
from searchsvc.searching.place_names import places_in
from searchsvc.text.fold import fold, key

LATER, FORMER = 0.6, 0.3
"""What an article counts that names what a place became, and what a place of today was made of."""

_MOST_MARKS = 128
"""Spellings of one name that are marked."""

_SHORT = {"thành phố": "tp", "thị xã": "tx", "huyện": "h", "quận": "q", "phường": "p", "thị trấn": "tt"}
_SWAPPED = {"k": "c", "c": "k", "y": "i", "i": "y"}


def places_meant(parsed: Parsed, desk: Desk) -> tuple[Meaning, ...]:
    """The places a query names, each by its spellings and by what it became or was made of."""
    return tuple(meaning for place in places_in(parsed.text) for meaning in _meanings(place, parsed.text, desk))


def _meanings(place: Place, text: str, desk: Desk) -> Iterator[Meaning]:
    typed = fold(text[place.start : place.end])
    same, older = _names_of(place.id, "same", typed), _names_of(place.id, "once", typed)
    spelled = tuple(one for name in same for one in _wordings(name, desk) if _is_other(one, name, typed))
    if spelled and not _is_among(typed, older):
        told = "" if _is_among(typed, same[:1]) else f"{label(place.id)}, mọi cách viết"
        yield Meaning(place.start, place.end, "place", told, Or(spelled), marks=_marks(spelled))
    changed = _what_became(place.id)
    if changed or older:
        also = f" ({changed})" if changed else f", kể cả tên {', '.join(older)}"
        wordings = (*spelled, *(one for name in older for one in _wordings(name, desk)))
        tree = Or((*wordings, AnyOf(_weighted(place.id), "place")))
        told = _called(place.id) + also
        yield Meaning(place.start, place.end, "place", told, tree, rung="synonym", marks=_marks(wordings))


def _is_other(wording: Query, name: str, typed: str) -> bool:
    """Whether a wording finds more than the words as typed do."""
    has_choice = isinstance(wording, Phrase) and any(isinstance(word, AnyOf) for word in wording.words)
    return has_choice or isinstance(wording, AnyOf) or not _is_among(typed, [name])


def _is_among(typed: str, names: Sequence[str]) -> bool:
    return any(typed.endswith(fold(name)) for name in names)


def _called(id: str) -> str:
    unit = gazetteer().units[id]
    return f"{unit.kind} {unit.name}" if unit.parents else label(id)


def _weighted(id: str) -> tuple[tuple[str, float], ...]:
    later = tuple((one, LATER) for one in became(id))
    return ((id, 1.0), *later, *((one, FORMER) for one in came_from(id)))


def _what_became(id: str) -> str:
    """What a reader is told of a unit's other time, "" when it is as it was."""
    if later := became(id):
        provinces = dict.fromkeys(label(one if level(one) == "province" else above(one)[-1]) for one in later)
        return f"nay thuộc {', '.join(provinces)}"
    former = [_called(one) for one in came_from(id)]
    more = ", …" if len(former) > 4 else ""
    return f"gồm {', '.join(former[:4])}{more} cũ" if former else ""


def _names_of(id: str, nearness: str, typed: str) -> list[str]:
    """The names of a unit of one nearness, with the word for its kind, whole and short, where that was typed too.

    Its own is none where it is somebody's (Hồ Chí Minh).
    """
    unit = gazetteer().units[id]
    others = [other for other, near in gazetteer().spellings.get(id, ()) if near == nearness]
    if nearness != "same" or (not unit.parents and not alone((id,), unit.name)):
        return others
    short = _SHORT.get(unit.kind, "")
    if unit.parents and typed.startswith((f"{fold(unit.kind)} ", f"{short} ", f"{short}.")):
        return [f"{kind} {name}" for name in (unit.name, *others) for kind in (unit.kind, short) if kind]
    return [unit.name, *others]


def _wordings(name: str, desk: Desk) -> Iterator[Query]:
    """Each way the index writes a name: syllables side by side, in any spelling, or a Highland one all in one word."""
    words = [token.text for token in cut(name) if token.parts == 1]
    whole = key("".join(words))
    known = desk.engine.spellings({whole, *(one for word in words for one in _keys(word))})
    syllables = tuple(_alternatives(word, known) for word in words)
    yield Phrase(syllables) if len(syllables) > 1 else syllables[0]
    if len(words) > 1 and is_highland(name) and (joined := known[whole]):
        yield AnyOf(tuple((one.text, 1.0) for one in joined))


def _marks(wordings: Sequence[Query]) -> tuple[tuple[str, ...], ...]:
    """The wordings as tokens side by side, each spelling for itself."""
    found: list[tuple[str, ...]] = []
    for wording in wordings:
        if isinstance(wording, Phrase):
            found += islice(product(*map(_texts, wording.words)), _MOST_MARKS)
        elif isinstance(wording, Term | AnyOf):
            found += [(text,) for text in _texts(wording)]
    return tuple(dict.fromkeys(found))


def _texts(word: Term | AnyOf) -> tuple[str, ...]:
    return (word.text,) if isinstance(word, Term) else tuple(text for text, _ in word.spellings)


def _alternatives(word: str, known: Mapping[str, tuple[Spelling, ...]]) -> Term | AnyOf:
    written = {one.text for form in _keys(word) for one in known[form] if one.text.isalpha() and alike(word, one.text)}
    return AnyOf(tuple((one, 1.0) for one in sorted({word, *written}))) if written - {word} else Term(word)


def _keys(word: str) -> tuple[str, ...]:
    """Under which keys an index may have a word of a name: Đắk and Đắc, Mỹ and Mĩ."""
    bare = key(word)
    return (bare, bare[:-1] + _SWAPPED[bare[-1]]) if bare[-1:] in _SWAPPED else (bare,)
