"""What a stretch of a query means beyond its words: a document number, an abbreviation, a place, a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from searchsvc.analysis.numbers import Number
from searchsvc.engine.query import Query

Kind = Literal["number", "abbreviation", "synonym", "place", "date", "spelling"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The plain words in `[start, end)` of the parsed text (code points) are found by `tree` as well as by themselves.

    `label` is what a reader is told they were read as ("" tells nothing). What the tree finds counts `weight` (0 to 1)
    of what it scores. `rung` is the first rung of the ladder that uses it: "exact" for what is the same thing,
    "synonym" for what is nearly. `marks` are further wordings to mark in the articles, each the token texts of one.
    With a `number` every place is marked where an article cites that document, however it writes it, and the words by
    themselves must stand side by side: Nghị định 15 of another year has them all somewhere.
    Words in quotes, brackets and fields are taken at their word: a meaning of such changes nothing.
    """

    start: int
    end: int
    kind: Kind
    label: str
    tree: Query
    weight: float = 1.0
    rung: Literal["exact", "synonym"] = "exact"
    marks: tuple[tuple[str, ...], ...] = ()
    number: Number | None = None
