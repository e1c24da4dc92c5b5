"""A token: one syllable, number or code of a text, and where it stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is the indexed form (`analysis`), `[start, end)` its place in the text in code points.

    `position` counts syllables from 0. A whole code and its first part share a position; `whole` marks the
    code (`03/ct/tw` beside `03`, `ct`, `tw`), whose parts fill the positions from there on.
    """

    text: str
    start: int
    end: int
    position: int
    whole: bool = False
