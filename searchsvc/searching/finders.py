"""Who finds what a query means beyond its words. Each kind has a module of its own; `plan` uses what they find."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from searchsvc.searching.dates import dates_meant
from searchsvc.searching.desk import Desk
from searchsvc.searching.joins import joins_meant
from searchsvc.searching.meanings import Meaning
from searchsvc.searching.numbers import numbers_meant
from searchsvc.searching.parse import Parsed, Word
from searchsvc.searching.places import places_meant
from searchsvc.searching.synonyms import wordings_meant

Finder: TypeAlias = Callable[[Parsed, Desk], tuple[Meaning, ...]]

FINDERS: tuple[Finder, ...] = (numbers_meant, places_meant, wordings_meant, dates_meant, joins_meant)
"""In order; where two meanings overlap the longer one holds, of equal ones the earlier finder's.

The same words may be one thing exactly and another nearly: such meanings of two rungs stand side by side.
"""


def meanings(parsed: Parsed, desk: Desk) -> tuple[Meaning, ...]:
    """What the plain words of a query mean, in the order they stand in it; none overlap but such of two rungs, where
    the nearly one stands first.
    """
    plain = [part for part in parsed.root.parts if isinstance(part, Word)]
    said = (meaning for finder in FINDERS for meaning in finder(parsed, desk))
    found = [one for one in said if any(one.start < word.end and word.start < one.end for word in plain)]
    kept: list[Meaning] = []
    for meaning in sorted(found, key=lambda meaning: meaning.start - meaning.end):
        if all(_go_together(meaning, other) for other in kept):
            kept.append(meaning)
    return tuple(sorted(kept, key=lambda meaning: (meaning.start, meaning.rung == "exact")))


def _go_together(one: Meaning, other: Meaning) -> bool:
    if one.end <= other.start or one.start >= other.end:
        return True
    return (one.kind, one.start, one.end) == (other.kind, other.start, other.end) and one.rung != other.rung
