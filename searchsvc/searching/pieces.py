"""The plain words of a query as pieces of its trees, and what standing together adds.

Neighbours that belong together (a name) are a unit: alone its syllables count a tenth, together they count as one rare
word. A stretch with a meaning is one piece, found by its words or by what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from searchsvc.engine.query import And, AnyOf, Boost, Either, Maybe, Or, Phrase, Query, Term
from searchsvc.searching.expand import Asked, Vocabulary
from searchsvc.searching.meanings import Meaning
from searchsvc.searching.parse import Word
from searchsvc.text.fold import fold

ALONE = 0.1
"""What a syllable of a unit counts by itself."""
PAIR = 0.2
"""What two neighbours count as a pair, beside their own weights."""
PARTS = 0.5
"""What the parts of a code count when they stand side by side but the code is written otherwise."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of the query as a tree, its syllables, and what says that it makes a name with the one behind it.

    `bound` does outright; `person` when the one behind is a syllable of the same people's names.
    """

    tree: Query
    syllables: tuple[Term | AnyOf, ...]
    name: Literal["", "bound", "person"] = ""


def pieces(
    plain: Sequence[Word], words: Vocabulary, *, meant: Sequence[Meaning] = (), names: Set[str] = frozenset()
) -> list[Piece]:
    """Plain words as pieces; `names` are the folded syllables of the people the query is about."""
    found: list[Piece] = []
    at = 0
    while at < len(plain):
        meaning = next((one for one in meant if _covers(one, plain[at])), None)
        end = at + 1
        while meaning and end < len(plain) and _covers(meaning, plain[end]):
            end += 1
        own = [piece for word in plain[at:end] for piece in asked_pieces(words.of(word), names)]
        found += [_either(own, meaning)] if meaning and own else own
        at = end
    return found


def _covers(meaning: Meaning, word: Word) -> bool:
    return meaning.start < word.end and word.start < meaning.end


def _either(own: Sequence[Piece], meaning: Meaning) -> Piece:
    syllables = tuple(syllable for piece in own for syllable in piece.syllables)
    typed = needed(own, len(own))[0]
    other = meaning.tree if meaning.weight == 1 else Boost(meaning.tree, meaning.weight)
    if meaning.number and len(syllables) > 1:
        return Piece(Maybe(Or((Phrase(syllables), other)), (typed,)), syllables)
    return Piece(Either((typed, other)), syllables)


def asked_pieces(asked: Sequence[Asked], names: Set[str] = frozenset()) -> Iterator[Piece]:
    """One typed run as pieces: a code is one, else each syllable is."""
    at = 0
    while at < len(asked):
        one = asked[at]
        at += 1
        if one.parts > 1:
            parts = tuple(any_of(part) for part in asked[at : at + one.parts])
            yield Piece(Or((any_of(one), Boost(Phrase(parts), PARTS))), parts)
            at += one.parts
            continue
        word = any_of(one)
        name: Literal["", "bound", "person"] = "person" if fold(one.typed) in names else "bound" if one.bound else ""
        yield Piece(word, () if one.prefix else (word,), name)


def any_of(asked: Asked) -> Term | AnyOf:
    """One typed word as a word of the tree."""
    if len(asked.variants) == 1:
        return Term(asked.variants[0].text)
    return AnyOf(tuple((variant.text, variant.weight) for variant in asked.variants))


def needed(pieces: Sequence[Piece], least: int) -> tuple[Query, ...]:
    """Plain words, at least so many of them, with what their standing together adds; () when there are none."""
    if not pieces:
        return ()
    together = [_together(left, right) for left, right in pairwise(pieces)]
    unit = [any(together[max(0, place - 1) : place + 1]) for place in range(len(pieces))]
    trees = tuple(Boost(piece.tree, ALONE) if unit[place] else piece.tree for place, piece in enumerate(pieces))
    all_of = trees[0] if len(trees) == 1 else And(trees) if least >= len(trees) else Or(trees, least)
    pairs = []
    for place, joined in enumerate(together):
        if syllables := _pair(pieces[place], pieces[place + 1]):
            pair = Phrase(syllables)
            pairs.append(pair if joined else Boost(pair, PAIR))
    return (Maybe(all_of, tuple(pairs)) if pairs else all_of,)


def _together(left: Piece, right: Piece) -> bool:
    return left.name == "bound" or left.name == right.name == "person"


def _pair(left: Piece, right: Piece) -> tuple[Term | AnyOf, ...]:
    return (*left.syllables[-1:], *right.syllables[:1]) if left.syllables and right.syllables else ()
