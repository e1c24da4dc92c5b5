"""Words that are no Vietnamese syllables (foreign words, names of the highlands) and are one edit apart.

What `slips` knows of Vietnamese says nothing about them, so a plain edit has to do: a letter lost, added, wrong, or two
swapped. To find such words among many, each is kept under its `deletions`: two words one edit apart share one (the
deletion neighbourhoods of T. Bocek, E. Hunt and B. Stiller, 2007).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from searchsvc.text.slips import Slip

SHORTEST: Final = 4
"""Letters of a word that may be found by an edit: of three, half of all words are one edit from another."""
WEIGHT: Final = 0.0005


def deletions(word: str) -> tuple[str, ...]:
    """The word and every word it is with one letter taken out: keys under which to look for what is one edit away.

    >>> deletions("hue"), deletions("too")
    (('hue', 'ue', 'he', 'hu'), ('too', 'oo', 'to'))
    """
    return tuple(dict.fromkeys((word, *(word[:at] + word[at + 1 :] for at in range(len(word))))))


def one_edit(word: str, other: str) -> bool:
    """Whether a letter lost, added, replaced, or two neighbours swapped make one word of the other; figures must agree.

    >>> one_edit("trump", "trmup"), one_edit("plong", "plng"), one_edit("covid19", "covid18"), one_edit("plei", "plei")
    (True, True, False, False)
    """
    if word == other or abs(len(word) - len(other)) > 1 or _figures(word) != _figures(other):
        return False
    at = next((at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), len(word))
    rest, other_rest = word[at:], other[at:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return other_rest in (rest[1:], swapped) or other_rest[1:] in (rest, rest[1:])


def near(word: str, others: Iterable[str]) -> tuple[Slip, ...]:
    """Those of some words that may be meant by a word, one edit away, in their order; short words and numbers are
    never.

    >>> [slip.text for slip in near("trunp", ["trump", "trung", "trumps"])]
    ['trump', 'trung']
    """
    if len(word) < SHORTEST:
        return ()
    found = dict.fromkeys(other for other in others if len(other) >= SHORTEST and one_edit(word, other))
    return tuple(Slip(other, "letter", WEIGHT) for other in found)


def _figures(word: str) -> list[str]:
    return [letter for letter in word if letter.isdigit()]
