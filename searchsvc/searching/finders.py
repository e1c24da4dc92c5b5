"""Who finds what a query means beyond its words. Each kind has a module of its own; `plan` uses what they find."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from searchsvc.searching.desk import Desk
from searchsvc.searching.meanings import Meaning
from searchsvc.searching.numbers import numbers_meant
from searchsvc.searching.parse import Parsed, Word

Finder: TypeAlias = Callable[[Parsed, Desk], tuple[Meaning, ...]]

FINDERS: tuple[Finder, ...] = (numbers_meant,)
"""In order; where two meanings overlap the longer one holds, of equal ones the earlier finder's."""


def meanings(parsed: Parsed, desk: Desk) -> tuple[Meaning, ...]:
    """What the plain words of a query mean, none overlapping, in the order they stand in it."""
    plain = [part for part in parsed.root.parts if isinstance(part, Word)]
    said = (meaning for finder in FINDERS for meaning in finder(parsed, desk))
    found = [one for one in said if any(one.start < word.end and word.start < one.end for word in plain)]
    kept: list[Meaning] = []
    for meaning in sorted(found, key=lambda meaning: meaning.start - meaning.end):
        if all(meaning.end <= other.start or meaning.start >= other.end for other in kept):
            kept.append(meaning)
    return tuple(sorted(kept, key=lambda meaning: meaning.start))
