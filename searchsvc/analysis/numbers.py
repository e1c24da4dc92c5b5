"""Document numbers: what they are, when two are the same, and the keys by which one that says less meets one that says
more.

A number is known by its figure and by what stands with it: year, kind (nghị định), issuer (Chính phủ). Writers leave
any of these out, so what is left out says nothing, and what two of them both say must agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Final

OPEN: Final = ""
"""A slot that the writer left out."""
SAID: Final = "?"
"""In a key: the article says this slot, whatever it says."""


@dataclass(frozen=True, slots=True)
class Number:
    """A document number, everything folded and without leading zeros; "" for what is not known.

    `figure` is "3" or "30a", `year` "2020" or a term of the party's ("k11"), `issuer` the body's code with its
    department ("ubnd-vx").

    >>> str(Number("15", "2020", "nd", "cp"))
    '15/2020/nd-cp'
    """

    figure: str
    year: str = OPEN
    kind: str = OPEN
    issuer: str = OPEN

    def __str__(self) -> str:
        tail = "-".join(part for part in (self.kind, self.issuer) if part)
        return "/".join(part for part in (self.figure, self.year, tail) if part)

    @property
    def slots(self) -> tuple[str, str, str, str]:
        """Year, kind, issuer and the issuer's department or partners."""
        issuer, _, rest = self.issuer.partition("-")
        return self.year, self.kind, issuer, rest


def agree(one: Number, other: Number) -> bool:
    """Whether two may be the same document: nothing said twice differs, and more than the figure is shared.

    >>> agree(Number("3", kind="ct"), Number("3", kind="ct", issuer="tw"))
    True
    >>> agree(Number("15", "2020", "nd"), Number("15", "2015", "nd", "cp"))
    False
    """
    if one.figure != other.figure:
        return False
    pairs = list(zip(one.slots, other.slots, strict=True))
    return all(a == b or not a or not b for a, b in pairs) and any(a and a == b for a, b in pairs[1:])


def merged(one: Number, other: Number) -> Number:
    """What two writings of one document say together."""
    rests = (one.issuer, other.issuer)
    return Number(one.figure, one.year or other.year, one.kind or other.kind, max(rests, key=len))


def keys_of(number: Number) -> tuple[str, ...]:
    """What an index holds of a number: a key for each choice of the slots that a query may know.

    A key tells of every slot what it says, that it says something (`?`), or that it says nothing.

    >>> keys_of(Number("3", kind="ct"))
    ('3||ct||', '3||?||')
    """
    choices = [(slot, SAID) if slot else (OPEN,) for slot in number.slots]
    return tuple("|".join((number.figure, *chosen)) for chosen in product(*choices))


def keys_asked(number: Number) -> dict[str, int]:
    """The keys of all numbers that agree with the one asked for, with how much of what it says they say.

    >>> keys_asked(Number("3", kind="ct"))["3||ct|?|"]
    1
    """
    said = [bool(slot) for slot in number.slots]
    choices = [(slot, OPEN) if slot else (SAID, OPEN) for slot in number.slots]
    found: dict[str, int] = {}
    for chosen in product(*choices):
        shared = [asked and bool(slot) for asked, slot in zip(said, chosen, strict=True)]
        if any(shared[1:]) or shared == said:
            found["|".join((number.figure, *chosen))] = sum(shared)
    return found
