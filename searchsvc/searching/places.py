"""Places as meanings of a query: the spellings of a name, and on a lower rung what the unit became or was made of.

On 1 July 2025 provinces and communes were merged and districts ended: Kon Tum is the west of Quảng Ngãi, huyện Đăk Hà
five communes of it. A search for one finds the other and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from searchsvc.analysis import cut
from searchsvc.analysis.gazetteer import above, alike, became, came_from, gazetteer, label, level
from searchsvc.analysis.places import Place
from searchsvc.analysis.spots import alone
from searchsvc.engine.query import AnyOf, Or, Phrase, Query, Term
from searchsvc.engine.schema import Spelling
from searchsvc.searching.desk import Desk
from searchsvc.searching.meanings import Meaning
from searchsvc.searching.parse import Parsed
from searchsvc.searching.place_names import places_in
from searchsvc.text.fold import key

LATER, FORMER = 0.6, 0.3
"""What an article counts that names what a place became, and what a place of today was made of."""

_SWAPPED = {"k": "c", "c": "k", "y": "i", "i": "y"}


def places_meant(parsed: Parsed, desk: Desk) -> tuple[Meaning, ...]:
    """The places a query names, each by its spellings and by what it became or was made of."""
    return tuple(meaning for place in places_in(parsed.text) for meaning in _meanings(place, desk))


def _meanings(place: Place, desk: Desk) -> Iterator[Meaning]:
    spelled = tuple(_wordings(_names_of(place.id, "same"), desk))
    if len(spelled) > 1 or any(_has_choice(one) for one in spelled):
        yield Meaning(place.start, place.end, "place", f"{label(place.id)}, mọi cách viết", Or(spelled))
    changed, older = _what_became(place.id), _names_of(place.id, "once")
    if changed or older:
        also = f" ({changed})" if changed else f", kể cả tên {', '.join(older)}"
        tree = Or((*spelled, *_wordings(older, desk), AnyOf(_weighted(place.id), "place")))
        yield Meaning(place.start, place.end, "place", _called(place.id) + also, tree, rung="synonym")


def _has_choice(wording: Query) -> bool:
    return isinstance(wording, Phrase) and any(isinstance(word, AnyOf) for word in wording.words)


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


def _names_of(id: str, nearness: str) -> list[str]:
    """The names of a unit of one nearness; its own is none where it is somebody's (Hồ Chí Minh)."""
    name = gazetteer().units[id].name
    own = [name] if nearness == "same" and (level(id) != "province" or alone((id,), name)) else []
    return own + [other for other, near in gazetteer().spellings.get(id, ()) if near == nearness]


def _wordings(names: Iterable[str], desk: Desk) -> Iterator[Query]:
    """Each way the index writes the names: syllables side by side, in any spelling, or all in one word."""
    cuts = [tuple(token.text for token in cut(name) if token.parts == 1) for name in names]
    known = desk.engine.spellings({form for words in cuts for form in _looked_up(words)})
    for words in dict.fromkeys(cuts):
        syllables = tuple(_alternatives(word, known) for word in words)
        yield Phrase(syllables) if len(syllables) > 1 else syllables[0]
        joined = known[key("".join(words))] if len(words) > 1 else ()
        if joined:
            yield AnyOf(tuple((one.text, 1.0) for one in joined))


def _looked_up(words: Sequence[str]) -> Iterator[str]:
    yield key("".join(words))
    for word in words:
        yield from _keys(word)


def _alternatives(word: str, known: Mapping[str, tuple[Spelling, ...]]) -> Term | AnyOf:
    written = {one.text for form in _keys(word) for one in known[form] if alike(word, one.text)}
    return AnyOf(tuple((one, 1.0) for one in sorted({word, *written}))) if written - {word} else Term(word)


def _keys(word: str) -> tuple[str, ...]:
    """Under which keys an index may have a word of a name: Đắk and Đắc, Mỹ and Mĩ."""
    bare = key(word)
    return (bare, bare[:-1] + _SWAPPED[bare[-1]]) if bare[-1:] in _SWAPPED else (bare,)
