"""The channel: how a word that was meant may have come to be typed as it was, and with what weight.

Marks left out are free in a query that has none, and a small slip in one that has; every other slip is rare
(`text.slips`, `text.edits`). The numbers hardly matter, a tenth or ten times as much: the company of a word decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import itemgetter

from searchsvc.engine.schema import Spelling
from searchsvc.language.model import LanguageModel
from searchsvc.text.edits import WEIGHT, near
from searchsvc.text.fold import fold, key
from searchsvc.text.marks import Tier, letters, tier
from searchsvc.text.slips import LONGEST, Slip, slips
from searchsvc.text.syllables import is_syllable

LEFT_OUT = 0.03
"""What a spelling weighs that has a mark which was not typed, in a query that has marks elsewhere."""
I_FOR_Y = 0.2
"""What i for y weighs, and y for i: both are taught, so it is hardly a slip."""
_LONGEST_CODE = 20
MOST_SPELLINGS, MOST_SLIPS = 48, 24
BARE: dict[Tier, float] = {"exact": 1.0, "tone": 0.95, "shape": 0.9, "folded": 0.85}
"""Weights by tier where nothing tells which spelling was meant and no mark was typed."""

Known = Mapping[str, tuple[Spelling, ...]]
"""The terms of the index by folded key."""

key_of = lru_cache(maxsize=1 << 15)(key)
"""The key of a word or a slip, remembered: a query has hundreds, mostly the same."""


@dataclass(frozen=True, slots=True)
class Way:
    """A term of the index that may have been meant: how it meets what was typed, and how likely it is typed so.

    `slip` is the kind of slip between the two, "" where no more than marks were left out.
    """

    text: str
    tier: Tier
    weight: float
    documents: int
    slip: str = ""


def as_typed(typed: str, known: Known, *, left_out: float) -> list[Way]:
    """The spellings that a typed word has itself: its marks bind, marks that it lacks weigh `left_out`."""
    found = []
    for spelling in known.get(key_of(typed), ()):
        if how := _meets(typed, spelling.text):
            weight = 1.0 if how == "exact" else left_out if _alike(typed, spelling.text) else BARE[how]
            found.append(Way(spelling.text, how, weight, spelling.documents))
    found.sort(key=lambda way: (way.tier != "exact", -way.weight, -way.documents))
    if not found or found[0].tier != "exact":
        found.insert(0, Way(typed, "exact", 1.0, 0))
    return found[:MOST_SPELLINGS]


def slipped(typed: str, meant: Iterable[Slip], known: Known, *, left_out: float) -> list[Way]:
    """The spellings of what may have been meant by a slip, without those that the typed word has itself."""
    own = key_of(typed)
    found: dict[str, Way] = {}
    for _, weight, slip, spelling in _by_worth(meant, known, left_out=left_out):
        if spelling.text in found or not tier(slip.text, spelling.text):
            continue
        if key_of(slip.text) == own and _meets(typed, spelling.text):
            continue
        found[spelling.text] = Way(spelling.text, "folded", weight, spelling.documents, slip.kind)
        if len(found) == MOST_SLIPS:
            break
    return list(found.values())


def _by_worth(meant: Iterable[Slip], known: Known, *, left_out: float) -> list[tuple[float, float, Slip, Spelling]]:
    """What the index may have for slips, what counts most first, so that few of them must be looked at letter by
    letter; each behind what it counts and its weight.
    """
    found = []
    for slip in meant:
        weight, bound = I_FOR_Y if slip.kind == "iy" else slip.weight, _marks_of(slip.text)
        for spelling in known.get(key_of(slip.text), ()):
            if not bound or bound <= _marks_of(spelling.text):
                here = weight * (1.0 if spelling.text == slip.text else left_out)
                found.append((here * spelling.documents, here, slip, spelling))
    found.sort(key=itemgetter(0), reverse=True)
    return found


@lru_cache(maxsize=1 << 15)
def _marks_of(word: str) -> frozenset[str]:
    """The marks of all letters of a word: a word that lacks one of those typed cannot meet them (`tier`)."""
    return frozenset(chain.from_iterable(marks for _, marks in letters(word)))


def may_be_slips(typed: str, written: str, language: LanguageModel) -> tuple[Slip, ...]:
    """What a typed word may be a slip of: syllables, and for what is none all words one edit away.

    Of a code, and of what was `written` in capitals alone, no more than two letters are swapped.
    """
    if not typed.isalnum():
        return tuple(_swapped(typed))
    if not typed.isalpha() or len(typed) < 2:
        return ()
    if written.isupper() and not is_syllable(typed):
        return tuple(_swapped(fold(typed)))
    found = slips(typed) if len(typed) <= LONGEST else ()
    if is_syllable(typed):
        return found
    folded = fold(typed)
    foreign = near(folded, dict.fromkeys(fold(word) for word in language.edited(folded)))
    return (*found, *foreign, *_swapped(folded))


def _swapped(folded: str) -> list[Slip]:
    """Two letters side by side swapped in an abbreviation or a code: BTY for BYT."""
    if not 3 <= len(folded) <= _LONGEST_CODE:
        return []
    pairs = (at for at in range(len(folded) - 1) if folded[at : at + 2].isalpha() and folded[at] != folded[at + 1])
    turned = (folded[:at] + folded[at + 1] + folded[at] + folded[at + 2 :] for at in pairs)
    return [Slip(text, "letter", WEIGHT) for text in turned if not is_syllable(text)]


def _meets(typed: str, written: str) -> Tier | None:
    """The tier of a spelling; what is the same but for its joiners (U23, U.23) is the loosest."""
    how = tier(typed, written)
    if how is None and not _alike(typed, written):
        return "folded" if tier(_unjoined(typed), _unjoined(written)) else None
    return how


def _alike(typed: str, written: str) -> bool:
    """Whether both are joined or neither is; where only one is, no mark was left out, and it weighs as if bare."""
    return typed.isalnum() == written.isalnum()


def _unjoined(token: str) -> str:
    return "".join(letter for letter in token if letter.isalnum())
