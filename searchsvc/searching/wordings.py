"""All ways of saying a thing that are known: the shipped lists and the editors' own, ready for queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from searchsvc.analysis import Token, cut
from searchsvc.analysis.wordings import EditorsList, Pair, Sign, shipped
from searchsvc.text.fold import fold, key
from searchsvc.text.syllables import is_syllable

SAME, NEAR, DOUBTFUL = 0.4, 0.3, 0.3
"""What an article counts that has the other wording only: of the same thing, of nearly the same, of one of several."""
MOST_OTHERS: Final = 16
"""Other wordings that one may have; what a list says beyond is not used."""
_WEIGHTS: Final[dict[Sign, float]] = {"=": SAME, "~": NEAR, ">": NEAR, "?": DOUBTFUL}


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of saying a thing: as written, its words, and whether it is an abbreviation (one run of letters)."""

    text: str
    words: tuple[str, ...]
    short: bool

    @property
    def letters(self) -> str:
        """Its letters without joints, small: `gdđt` of GD&ĐT."""
        return letters_of(self.text)


@dataclass(frozen=True, slots=True)
class Other:
    """Another way of saying what a wording says, and how it stands to it."""

    wording: Wording
    sign: Sign

    @property
    def weight(self) -> float:
        """What it counts beside the wording typed."""
        return _WEIGHTS[self.sign]


@dataclass(frozen=True, slots=True)
class Wordings:
    """`others` by the units (`units_of`, folded) of each wording: that wording, and the other ways of saying it.

    `stamp` tells two editors' lists apart.
    """

    others: Mapping[tuple[str, ...], tuple[tuple[Wording, tuple[Other, ...]], ...]]
    longest: int
    stamp: str = ""


def letters_of(text: str) -> str:
    """The letters and figures of a text, small, with nothing between them."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def units_of(tokens: Iterable[Token]) -> list[Token]:
    """The tokens of a text without the parts of its codes: `GD&ĐT` is one unit, `kinh tế-xã hội` are four."""
    found: list[Token] = []
    passed = -1
    for token in tokens:
        if token.position > passed:
            found.append(token)
            passed = token.position + token.parts - 1
    return found


@cache
def shipped_wordings() -> Wordings:
    """The shipped lists alone."""
    return wordings(EditorsList())


def wordings(editors: EditorsList) -> Wordings:
    """The shipped lists with the editors' own on top of them."""
    gone = {frozenset((fold(pair.left), fold(pair.right))) for pair in editors.pairs if pair.sign == "≠"}
    pairs = [pair for pair in (*editors.pairs, *shipped()) if pair.sign != "≠"]
    kept = [pair for pair in pairs if frozenset((fold(pair.left), fold(pair.right))) not in gone]
    related = _related(kept)
    found: dict[tuple[str, ...], list[tuple[Wording, tuple[Other, ...]]]] = defaultdict(list)
    for text, others in related.items():
        if others:
            wording = _wording(text)
            ways = tuple(islice(_others(wording, others), MOST_OTHERS))
            for units in _units(wording):
                found[units].append((wording, ways))
    longest = max(map(len, found), default=0)
    return Wordings({units: tuple(ways) for units, ways in found.items()}, longest, editors.stamp)


def _others(wording: Wording, others: Mapping[str, Sign]) -> Iterator[Other]:
    """The other wordings; of abbreviations that differ in their joints only (GD&ĐT, GD-ĐT, GDĐT) the first."""
    seen = {wording.letters} if wording.short else set()
    for text, sign in others.items():
        other = _wording(text)
        if not (other.short and other.letters in seen):
            seen.add(other.letters)
            yield Other(other, sign)


def _units(wording: Wording) -> set[tuple[str, ...]]:
    """The folded units by which a wording is looked up: `GD&ĐT` as one, and as two where blanks stand in it."""
    whole = tuple(key(unit.text) for unit in units_of(cut(wording.text)))
    return {whole, tuple(map(key, wording.words))} if wording.short else {whole}


def _related(pairs: Iterable[Pair]) -> dict[str, dict[str, Sign]]:
    """For each wording the others and how they stand to it; what is the same as one thing is the same as all of it."""
    same: dict[str, set[str]] = defaultdict(set)
    related: dict[str, dict[str, Sign]] = defaultdict(dict)
    for pair in pairs:
        if pair.sign == "=":
            group = (same[pair.left] or {pair.left}) | (same[pair.right] or {pair.right})
            for text in group if len(group) <= MOST_OTHERS + 1 else ():
                same[text] = group
            continue
        related[pair.left].setdefault(pair.right, pair.sign)
        if pair.sign != ">":
            related[pair.right].setdefault(pair.left, pair.sign)
    for text, group in same.items():
        related[text] = {**dict.fromkeys(sorted(group - {text}), "="), **related[text]}
    return related


@lru_cache(maxsize=1 << 14)
def _wording(text: str) -> Wording:
    words = tuple(token.text for token in cut(text) if token.parts == 1)
    return Wording(text, words, is_short(text))


def is_short(text: str) -> bool:
    """Whether a wording is an abbreviation: letters without blanks, most of them capitals (UBND, ThS, GD&ĐT).

    >>> [is_short(text) for text in ("UBND", "ThS", "T.Ư", "ôtô", "Mỹ", "World Cup")]
    [True, True, True, False, False, False]
    """
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return " " not in text and len(letters) > 1 and capitals > 1 and 2 * capitals >= len(letters)


def reads_as_syllable(text: str) -> bool:
    """Whether an abbreviation can be taken for a word (CA, ĐH no, HU, AI): it counts only in capitals.

    >>> reads_as_syllable("CA"), reads_as_syllable("UBND")
    (True, False)
    """
    return is_syllable(text.lower())
