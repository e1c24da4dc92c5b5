"""The query tree: what the search above the seam asks of any engine.

Nodes are frozen values with a readable `str()`. A field is a text field (`title`, `lead`, `body`,
`captions`), a keyword field (`category`, `author`, `person`, ...), or `TEXT`, all text fields together,
weighted by the request's `Ranking`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

TEXT = "text"


@dataclass(frozen=True, slots=True)
class Term:
    """One written form of a word, or one value of a keyword field (which scores its idf)."""

    text: str
    field: str = TEXT

    def __str__(self) -> str:
        return _in_field(self.field, self.text)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Spellings of ONE word, each with a weight in (0, 1].

    Scored as one word: weighted frequencies are summed before BM25, the document frequency is that of
    the union, so that a rare variant does not win by its rarity.
    """

    spellings: tuple[tuple[str, float], ...]
    field: str = TEXT

    def __str__(self) -> str:
        inner = "|".join(text if weight == 1 else f"{text}^{weight:.2g}" for text, weight in self.spellings)
        return _in_field(self.field, f"‹{inner}›")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side in one field, in order; `slop` allows that many further positions between them.

    With `ordered` False the words may stand in any order within the window. Scored as one word whose
    frequency is the number of places it stands in.
    """

    words: tuple[Term | AnyOf, ...]
    slop: int = 0
    field: str = TEXT
    ordered: bool = True

    def __str__(self) -> str:
        near = f"~{self.slop}" if self.slop else ""
        return _in_field(self.field, '"' + " ".join(str(word) for word in self.words) + '"' + near)


@dataclass(frozen=True, slots=True)
class And:
    """All parts; scores add. `Not` parts take away."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return "(" + " & ".join(str(part) for part in self.parts) + ")"


@dataclass(frozen=True, slots=True)
class Or:
    """At least `minimum` of the parts; the scores of all that match add."""

    parts: tuple[Query, ...]
    minimum: int = 1

    def __str__(self) -> str:
        at_least = f"{self.minimum} of " if self.minimum > 1 else ""
        return f"({at_least}" + " | ".join(str(part) for part in self.parts) + ")"


@dataclass(frozen=True, slots=True)
class Either:
    """Any of the parts, wordings of one thing; the best score of those that match counts, not their sum."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return "(" + " / ".join(str(part) for part in self.parts) + ")"


@dataclass(frozen=True, slots=True)
class Maybe:
    """What matches `part`; there, the scores of the extras that match too are added."""

    part: Query
    extras: tuple[Query, ...]

    def __str__(self) -> str:
        return f"({self.part} +? " + " +? ".join(str(extra) for extra in self.extras) + ")"


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but the part; scores nothing."""

    part: Query

    def __str__(self) -> str:
        return f"-{self.part}"


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers of a numeric field (`published`, epoch seconds), both ends included, None for open. Scores nothing."""

    field: str
    low: int | None = None
    high: int | None = None

    def __str__(self) -> str:
        return f"{self.field}:[{'' if self.low is None else self.low}..{'' if self.high is None else self.high}]"


@dataclass(frozen=True, slots=True)
class Boost:
    """The part, its score times `weight` (0 to match without scoring)."""

    part: Query
    weight: float

    def __str__(self) -> str:
        return f"{self.part}^{self.weight:.2g}"


@dataclass(frozen=True, slots=True)
class Every:
    """All documents; scores nothing."""

    def __str__(self) -> str:
        return "*"


Query: TypeAlias = Term | AnyOf | Phrase | And | Or | Either | Maybe | Not | Range | Boost | Every


def _in_field(field: str, text: str) -> str:
    return text if field == TEXT else f"{field}:{text}"
