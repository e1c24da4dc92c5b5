"""What analysis makes of a text: tokens with their places, or just the words in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Token(NamedTuple):
    """One syllable, number or code of a text.

    `text` is the indexed form, `[start, end)` its place in the text in code points. `position` counts syllables from 0.
    A whole code lies over its parts: it has the position of the first, and `parts` of them (1 for a plain token).
    A tuple and not a dataclass: a thousand of them are made for every page of results.
    """

    text: str
    start: int
    end: int
    position: int
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Words:
    """A text as an index takes it: `words[p]` is the token at position p ("" for a gap), `codes` lie over them as (p,
    code).
    """

    words: Sequence[str]
    codes: Sequence[tuple[int, str]] = ()
