"""What stretches of a query mean beyond their words: a document number, an abbreviation, a place, a time.

Each kind has a module of its own that finds its meanings; `plan` sets them beside the words as typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from searchsvc.engine.query import Query
from searchsvc.searching.desk import Desk
from searchsvc.searching.parse import Parsed

Kind = Literal["number", "abbreviation", "synonym", "place", "date"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The words `[start, end)` of the parsed text are found by `tree` as well as by themselves.

    `label` is what a reader is told they were read as. What only the tree finds counts `weight` (0 to 1) of what it
    scores. `rung` is the first rung of the ladder that uses it: "exact" for what is the same thing, "synonym" for what
    is nearly. `marks` are further wordings to mark in the articles, each the token texts of one.
    """

    start: int
    end: int
    kind: Kind
    label: str
    tree: Query
    weight: float = 1.0
    rung: Literal["exact", "synonym"] = "exact"
    marks: tuple[tuple[str, ...], ...] = ()


Finder: TypeAlias = Callable[[Parsed, Desk], tuple[Meaning, ...]]

FINDERS: tuple[Finder, ...] = ()
"""In order; where two meanings overlap the longer one holds, of equal ones the earlier finder's."""


def meanings(parsed: Parsed, desk: Desk) -> tuple[Meaning, ...]:
    """What the words of a query mean, none overlapping, in the order they stand in it."""
    found = [meaning for finder in FINDERS for meaning in finder(parsed, desk)]
    kept: list[Meaning] = []
    for meaning in sorted(found, key=lambda meaning: meaning.start - meaning.end):
        if all(meaning.end <= other.start or meaning.start >= other.end for other in kept):
            kept.append(meaning)
    return tuple(sorted(kept, key=lambda meaning: meaning.start))
