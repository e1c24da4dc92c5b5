"""Abbreviations and other words for what a query says: `UBND` finds ủy ban nhân dân too, `ô tô` finds xe hơi."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from searchsvc.analysis import cut
from searchsvc.analysis.tokens import Token
from searchsvc.engine import Engine
from searchsvc.engine.query import AnyOf, Boost, Or, Phrase, Query, Term
from searchsvc.searching.desk import Desk
from searchsvc.searching.meanings import Meaning
from searchsvc.searching.parse import Parsed, Word
from searchsvc.searching.wordings import Other, Wording, letters_of, reads_as_syllable, units_of
from searchsvc.text.fold import key
from searchsvc.text.marks import tier

_JOINING = ("và", "&")
"""What stands between the parts of a name or does not: giáo dục (và) đào tạo."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A syllable or code of the query: `[start, end)` in it, and whether it follows the unit before it directly."""

    token: Token
    start: int
    end: int
    next: bool


def wordings_meant(parsed: Parsed, desk: Desk) -> tuple[Meaning, ...]:
    """What the plain words of a query are called otherwise, the longest stretches first come."""
    units = list(_units(parsed))
    found: list[Meaning] = []
    at = 0
    while at < len(units):
        longest = next(_from(units[at:], parsed.text, desk), None)
        found += longest[1] if longest else ()
        at += longest[0] if longest else 1
    return tuple(found)


def _units(parsed: Parsed) -> Iterator[_Unit]:
    before: object = None
    for part in parsed.root.parts:
        if isinstance(part, Word) and not part.ending:
            for unit in units_of(cut(part.text)):
                yield _Unit(unit, part.start + unit.start, part.start + unit.end, isinstance(before, Word))
                before = part
        before = part


def _from(units: Sequence[_Unit], text: str, desk: Desk) -> Iterator[tuple[int, tuple[Meaning, ...]]]:
    """The stretches from the first unit on that are known, longest first: how many units, and what they mean."""
    known, reach = desk.wordings, 1
    while reach < min(len(units), known.longest) and units[reach].next:
        reach += 1
    keys = tuple(key(unit.token.text) for unit in units[:reach])
    for length in range(reach, 0, -1):
        stretch = units[:length]
        for wording, others in known.others.get(keys[:length], ()):
            if _says(stretch, wording, text) and (meant := tuple(_meanings(stretch, wording, others, desk.engine))):
                yield length, meant


def _says(stretch: Sequence[_Unit], wording: Wording, text: str) -> bool:
    """Whether what was typed is that wording: typed marks bind; one syllable must be typed as it is written, an
    abbreviation that could be one in capitals.
    """
    if wording.short:
        return _abbreviates(text[stretch[0].start : stretch[-1].end], wording, text)
    words = [part.text for unit in stretch for part in cut(unit.token.text) if part.parts == 1]
    if len(wording.words) == 1:
        return words == list(wording.words)
    return len(words) == len(wording.words) and all(map(tier, words, wording.words))


def _abbreviates(typed: str, wording: Wording, text: str) -> bool:
    """Whether letters typed are that abbreviation: of two letters đ binds, and what may be a word is in capitals."""
    letters = letters_of(typed)
    if letters != wording.letters and (len(letters) < 3 or not tier(letters, wording.letters)):
        return False
    return not reads_as_syllable(wording.text) or (typed.isupper() and (typed == text or not text.isupper()))


def _meanings(stretch: Sequence[_Unit], wording: Wording, others: Sequence[Other], engine: Engine) -> Iterator[Meaning]:
    """What is the same for sure, or nearly; and for a late rung what is one meaning of several."""
    trees = [(other, tree) for other in others if (tree := _tree(other.wording, engine)) is not None]
    short = wording.short or any(other.wording.short for other, _ in trees)
    sure = [(other, tree) for other, tree in trees if other.sign != "?"]
    doubtful = [(other, tree) for other, tree in trees if other.sign == "?"]
    rungs: tuple[tuple[Literal["exact", "synonym"], list[tuple[Other, Query]]], ...]
    rungs = (("exact", sure), ("synonym", doubtful))
    for rung, some in rungs:
        if some:
            parts = tuple(Boost(tree, other.weight) for other, tree in some)
            yield Meaning(
                stretch[0].start,
                stretch[-1].end,
                "abbreviation" if short else "synonym",
                _label([other.wording for other, _ in some]),
                parts[0] if len(parts) == 1 else Or(parts),
                rung=rung,
                marks=tuple(words for other, _ in some for words in _marks(other.wording)),
            )


def _label(wordings: Sequence[Wording]) -> str:
    """What a reader is told: the words where there are any, else the letters, not more than three."""
    told = [wording.text for wording in wordings if not wording.short] or [wording.text for wording in wordings]
    return ", ".join(text[:1].upper() + text[1:] for text in told[:3])


def _tree(wording: Wording, engine: Engine) -> Query | None:
    """The articles that have a wording; None for an abbreviation that none has."""
    if not wording.short:
        words = _kept(wording.words)
        terms = tuple(Term(word) for word in words)
        return terms[0] if len(terms) == 1 else Phrase(terms, slop=len(wording.words) - len(words))
    written = _written(wording, engine)
    one = Term(written[0]) if len(written) == 1 else AnyOf(tuple((form, 1.0) for form in written)) if written else None
    if len(wording.words) < 2:
        return one
    apart = Phrase(tuple(map(Term, wording.words)))
    return Or((one, apart)) if one else apart


def _written(wording: Wording, engine: Engine) -> list[str]:
    """The forms in which the index has an abbreviation: with or without its joints, đ as đ.

    Where it has joints of its own, those without any: the others have its parts side by side.
    """
    folded, joined = key(wording.letters), len(wording.words) > 1
    forms = [form.text for form in engine.spellings([folded])[folded] if letters_of(form.text) == wording.letters]
    return [form for form in forms if form.isalnum() or not joined]


def _kept(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _JOINING) if len(words) > 2 else tuple(words)


def _marks(wording: Wording) -> Iterator[tuple[str, ...]]:
    if not wording.short:
        yield wording.words
        if (kept := _kept(wording.words)) != wording.words:
            yield kept
        return
    yield wording.words
    yield (wording.letters,)
