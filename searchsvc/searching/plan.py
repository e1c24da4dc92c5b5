"""From a query understood to the trees that the engine is asked with, one for each rung of the ladder.

Rungs: `exact` wants all words (each in any of its spellings), `most` about 70 % of them, `any` one. Neighbours that
belong
together (a name) are a unit: alone its syllables count a tenth, together they count as one rare word.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal

from searchsvc.engine.query import TEXT, And, AnyOf, Boost, Every, Maybe, Not, Or, Phrase, Query, Term
from searchsvc.engine.schema import TEXT_FIELDS
from searchsvc.searching.answer import Rung
from searchsvc.searching.expand import Asked, Vocabulary
from searchsvc.searching.parse import Group, Node, Parsed, Quoted, Within, Without, Word
from searchsvc.searching.people import Meant
from searchsvc.text.fold import fold

ALONE = 0.1
"""What a syllable of a unit counts by itself."""
PAIR = 0.2
"""What two neighbours count as a pair, beside their own weights."""
PARTS = 0.5
"""What the parts of a code count when they stand side by side but the code is written otherwise."""
PERSON = 1.0
"""What it counts that an article names the person meant, beside a word of that rarity."""
MOST = 0.7
"""How many of the words the rung `most` wants."""

NOBODY = Meant()
Look = Callable[[str, str], Query | None]
"""(field, what was typed) -> the tree of a field whose values are not words: a person, a section, a date."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The trees by rung; a query with operators has `exact` alone and is never widened."""

    trees: dict[Rung, Query]
    words: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word of the query as a tree, its syllables, and whether a capital says that it may be part of a name."""

    tree: Query
    syllables: tuple[Term | AnyOf, ...]
    name: Literal["", "capital", "code"] = ""


def plan(parsed: Parsed, words: Vocabulary, *, look: Look, people: Meant = NOBODY) -> Plan | None:
    """The trees of a query; None when there is no word in it to search for.

    Articles that name the people meant outright score the more for it.
    """
    wanted = [part for part in parsed.root.parts if not isinstance(part, Without)]
    excluded = [part.part for part in parsed.root.parts if isinstance(part, Without)]
    without = tuple(Not(tree) for part in excluded if (tree := _tree(part, words, look)))
    plain = [part for part in wanted if isinstance(part, Word)]
    rest = tuple(tree for part in wanted if not isinstance(part, Word) and (tree := _tree(part, words, look)))
    pieces = [piece for word in plain for piece in _pieces(words.of(word), people.words)]
    if not (pieces or rest or without):
        return None
    trees: dict[Rung, Query] = {"exact": _and((*_needed(pieces, len(pieces)), *rest), without)}
    if len(pieces) > 1 and not rest:
        trees["most"] = _widened(pieces, max(1, math.ceil(MOST * len(pieces))), without)
        trees["any"] = _widened(pieces, 1, without)
    if people.named:
        named = Boost(AnyOf(tuple((id, 1.0) for id in people.named), "person"), PERSON)
        trees = {rung: Maybe(tree, (named,)) for rung, tree in trees.items()}
    return Plan(trees, len(pieces))


def _and(wanted: tuple[Query, ...], without: tuple[Query, ...]) -> Query:
    parts = (*wanted, *without) if wanted else (Every(), *without)
    return parts[0] if len(parts) == 1 else And(parts)


def _widened(pieces: Sequence[_Piece], least: int, without: tuple[Query, ...]) -> Query:
    """At least so many of the words; whatever has all of them is counted twice, so that it comes first."""
    every = _needed(pieces, len(pieces))
    return _and((Maybe(_and(_needed(pieces, least), ()), every),), without)


def _needed(pieces: Sequence[_Piece], least: int) -> tuple[Query, ...]:
    """Plain words, at least so many of them, with what their standing together adds; () when there are none."""
    if not pieces:
        return ()
    together = [pieces[place].name == pieces[place + 1].name == "capital" for place in range(len(pieces) - 1)]
    unit = [any(together[max(0, place - 1) : place + 1]) for place in range(len(pieces))]
    trees = tuple(Boost(piece.tree, ALONE) if unit[place] else piece.tree for place, piece in enumerate(pieces))
    needed = trees[0] if len(trees) == 1 else And(trees) if least >= len(trees) else Or(trees, least)
    pairs = []
    for place, joined in enumerate(together):
        if syllables := _pair(pieces[place], pieces[place + 1]):
            pair = Phrase(syllables)
            pairs.append(pair if joined else Boost(pair, PAIR))
    return (Maybe(needed, tuple(pairs)) if pairs else needed,)


def _pair(left: _Piece, right: _Piece) -> tuple[Term | AnyOf, ...]:
    return (*left.syllables[-1:], *right.syllables[:1]) if left.syllables and right.syllables else ()


def _pieces(asked: Sequence[Asked], names: Set[str] = frozenset()) -> list[_Piece]:
    """One typed run as pieces: a code is one, else each syllable is."""
    found: list[_Piece] = []
    at = 0
    while at < len(asked):
        one = asked[at]
        if one.parts > 1:
            parts = tuple(_any(part) for part in asked[at + 1 : at + 1 + one.parts])
            found.append(_Piece(Or((_any(one), Boost(Phrase(parts), PARTS))), parts, "code"))
            at += 1 + one.parts
            continue
        word = _any(one)
        name = one.capital or fold(one.typed) in names
        found.append(_Piece(word, () if one.prefix else (word,), "capital" if name else ""))
        at += 1
    return found


def _any(asked: Asked) -> Term | AnyOf:
    if len(asked.variants) == 1:
        return Term(asked.variants[0].text)
    return AnyOf(tuple((variant.text, variant.weight) for variant in asked.variants))


def _tree(node: Node, words: Vocabulary, look: Look) -> Query | None:
    """The tree of one part of a query, by itself."""
    match node:
        case Word():
            return _joined([piece.tree for piece in _pieces(words.of(node))], "and")
        case Quoted(quoted, slop, order):
            syllables = tuple(_any(one) for word in quoted for one in words.of(word) if one.parts == 1)
            if len(syllables) < 2:
                return syllables[0] if syllables else None
            return Phrase(syllables, slop, ordered=order == "as typed")
        case Group(parts, joined):
            return _joined([tree for part in parts if (tree := _tree(part, words, look))], joined)
        case Without(part):
            tree = _tree(part, words, look)
            return And((Every(), Not(tree))) if tree else None
        case Within(name, part):
            return _within(name, part, words, look=look)


def _joined(trees: list[Query], joined: str) -> Query | None:
    if len(trees) < 2:
        return trees[0] if trees else None
    return Or(tuple(trees)) if joined == "or" else And(tuple(trees))


def _within(name: str, part: Node, words: Vocabulary, *, look: Look) -> Query | None:
    if name == "number":
        return _tree(part, words, look)
    if name not in TEXT_FIELDS:
        return look(name, written(part))
    tree = _tree(part, words, look)
    return in_field(tree, name) if tree else None


def written(node: Node) -> str:
    """What was typed under a node, as plain words."""
    match node:
        case Word(text):
            return text
        case Quoted(words):
            return " ".join(word.text for word in words)
        case Group(parts):
            return " ".join(written(part) for part in parts)
        case Without(part) | Within(_, part):
            return written(part)


def in_field(tree: Query, name: str) -> Query:
    """The same tree over one text field."""
    match tree:
        case Term(_, field) | AnyOf(_, field):
            return replace(tree, field=name) if field == TEXT else tree
        case Phrase():
            return replace(tree, field=name)
        case And(parts):
            return And(tuple(in_field(part, name) for part in parts))
        case Or(parts, minimum):
            return Or(tuple(in_field(part, name) for part in parts), minimum)
        case Boost(part, weight):
            return Boost(in_field(part, name), weight)
        case Not(part):
            return Not(in_field(part, name))
        case _:
            return tree
