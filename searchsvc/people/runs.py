"""Capitalised runs: the stretches of a text in which a name can stand, cut into words.

One regular expression finds them; what a run is made of is looked at once per different run and remembered.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST_WORD = 24
"""No name in any script we read has a longer word; a longer one is a file name, an attack, a glued line."""

_LATIN = [chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))]
UPPER = "".join(letter for letter in _LATIN if letter.isupper())
_PARTICLES = "van|von|der|den|de|da|do|dos|di|du|del|della|la|le|bin|ibn|al|el|ter|ten"

RUN = re.compile(
    rf"[{UPPER}](?<!\w.)[\w'’‘`.\-]{{0,60}}"  # what it begins with stands first: `re` then skips what is none of it
    rf"(?:[ \u00a0]{{1,2}}(?:(?:{_PARTICLES})[ \u00a0](?=[{UPPER}]))*[{UPPER}][\w'’‘`.\-]{{0,60}}){{0,15}}"
)
"""A capitalised word and the capitalised words behind it (at most 16: a longer run is cut, and stays linear)."""

_WORD = re.compile(
    rf"(?:{_PARTICLES})(?=[ \u00a0])"  # van Gaal
    rf"|(?:TP|Tp|TX|TT|Th|Ths|ThS|TS|GS|PGS|BS|CN|KS|LS|P|Q|H)\.(?=[{UPPER}])"  # TP.HCM, TS.Hùng: a mark, then a name
    rf"|(?:[{UPPER}]\.)+(?:[{UPPER}](?!\w))?"  # N.V., T.T.M.A, H.
    r"|[^\W\d_][\w]*(?:['’‘`][^\W\d_]\w*)*(?:['’‘`](?=[ \u00a0]))?"  # H'Hen, K' Bôt
    r"(?:-[A-Za-z][A-Za-z]*(?!\w))*"  # Hang-seo, not Nội-Huế
)


class Word(NamedTuple):
    """One word of a run: its text, and where it stands in the run."""

    text: str
    start: int
    end: int


def cut(run: str) -> tuple[tuple[Word, ...], ...]:
    """The words of a run, in stretches that a name does not reach across (a full stop, a hyphen).

    >>> [[word.text for word in stretch] for stretch in cut("Việt Nam.Dù Hà Ban")]
    [['Việt', 'Nam'], ['Dù', 'Hà', 'Ban']]
    """
    if run.replace(" ", "").isalpha():
        return (_plainly(run),)
    stretches: list[tuple[Word, ...]] = []
    words: list[Word] = []
    for match in _WORD.finditer(run):
        if words and not _joined(run[words[-1].end : match.start()]):
            stretches.append(tuple(words))
            words = []
        words.append(Word(match.group(), *match.span()))
    if words:
        stretches.append(tuple(words))
    return tuple(stretches)


def _plainly(run: str) -> tuple[Word, ...]:
    """The words of a run of nothing but letters and spaces, as nearly every one is."""
    words, start = [], 0
    for text in run.split(" "):
        if text:
            words.append(Word(text, start, start + len(text)))
        start += len(text) + 1
    return tuple(words)


def _joined(gap: str) -> bool:
    return not gap.strip(" \u00a0")
