"""From a query understood to the trees that the engine is asked with, one for each rung of the ladder.

Rungs: `exact` wants all words (each in any of its spellings), `spelling` as well in those that take a slip, `synonym`
all of them or what is nearly the same, `most` about 70 % of them, `any` one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from searchsvc.engine.query import TEXT, And, AnyOf, Boost, Either, Every, Maybe, Not, Or, Phrase, Query, Term
from searchsvc.engine.schema import TEXT_FIELDS
from searchsvc.searching.answer import Rung
from searchsvc.searching.expand import Vocabulary
from searchsvc.searching.meanings import Meaning
from searchsvc.searching.parse import Group, Node, Parsed, Quoted, Within, Without, Word
from searchsvc.searching.people import Meant
from searchsvc.searching.pieces import Piece, any_of, asked_pieces, needed, pieces
from searchsvc.searching.spelled import literal_names, plain_words

PERSON = 1.0
"""What it counts that an article names the person meant, beside a word of that rarity."""
MOST = 0.7
"""How many of the words the rung `most` wants."""

NOBODY = Meant()
Look = Callable[[str, str], Query | None]
"""(field, what was typed) -> the tree of a field whose values are not words: a person, a section, a date."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The trees by rung; a query with operators is never widened."""

    trees: dict[Rung, Query]
    words: int
    misspelt: bool = False
    """Whether a word was hardly meant as it was typed: then `spelling` is where to begin,"""
    names: tuple[Query, ...] = ()
    """unless there are these, names as typed in which one would be put for another."""


def plan(
    parsed: Parsed, words: Vocabulary, *, look: Look, people: Meant = NOBODY, meant: Sequence[Meaning] = ()
) -> Plan | None:
    """The trees of a query; None when there is no word in it to search for.

    Articles that name the people meant outright score the more for it.
    """
    wanted = [part for part in parsed.root.parts if not isinstance(part, Without)]
    excluded = [part.part for part in parsed.root.parts if isinstance(part, Without)]
    without = tuple(Not(tree) for part in excluded if (tree := _tree(part, words, look)))
    plain = [part for part in wanted if isinstance(part, Word)]
    rest = tuple(tree for part in wanted if not isinstance(part, Word) and (tree := _tree(part, words, look)))
    same = [meaning for meaning in meant if meaning.rung == "exact"]
    strict = pieces(plain, words.without_slips(), meant=same, names=people.words)
    if not (strict or rest or without):
        return None
    trees: dict[Rung, Query] = {"exact": _and((*needed(strict, len(strict)), *rest), without)}
    wide = strict
    if words.slipped:
        wide = pieces(plain, words, meant=same, names=people.words)
        trees["spelling"] = _and((*needed(wide, len(wide)), *rest), without)
    if len(same) < len(meant):
        wide = pieces(plain, words, meant=meant, names=people.words)
        trees["synonym"] = _and((*needed(wide, len(wide)), *rest), without)
    if len(wide) > 1 and not rest:
        trees["most"] = _widened(wide, max(1, math.ceil(MOST * len(wide))), without)
        trees["any"] = _widened(wide, 1, without)
    if people.named:
        named = Boost(AnyOf(tuple((id, 1.0) for id in people.named), "person"), PERSON)
        trees = {rung: Maybe(tree, (named,)) for rung, tree in trees.items()}
    asked = plain_words(parsed, words)
    return Plan(trees, len(wide), words.corrected, tuple(literal_names(asked)))


def _and(wanted: tuple[Query, ...], without: tuple[Query, ...]) -> Query:
    parts = (*wanted, *without) if wanted else (Every(), *without)
    return parts[0] if len(parts) == 1 else And(parts)


def _widened(pieces: Sequence[Piece], least: int, without: tuple[Query, ...]) -> Query:
    """At least so many of the words; whatever has all of them is counted twice, so that it comes first."""
    every = needed(pieces, len(pieces))
    return _and((Maybe(_and(needed(pieces, least), ()), every),), without)


def _tree(node: Node, words: Vocabulary, look: Look) -> Query | None:
    """The tree of one part of a query, by itself."""
    match node:
        case Word():
            return _joined([piece.tree for piece in asked_pieces(words.of(node))], "and")
        case Quoted(quoted, slop, order):
            syllables = tuple(any_of(one) for word in quoted for one in words.of(word) if one.parts == 1)
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
        return look(name, written(part)) or _tree(part, words, look)
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
        case Either(parts):
            return Either(tuple(in_field(part, name) for part in parts))
        case Boost(part, weight):
            return Boost(in_field(part, name), weight)
        case Not(part):
            return Not(in_field(part, name))
        case _:
            return tree
