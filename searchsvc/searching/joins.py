"""One word written as two, and two as one: `kontum` and Kon Tum, `ô tô` and ôtô, `covid19` and covid 19.

The index judges: what is typed as one must stand in it as two neighbours more often than as one word, and what is typed
as two must be a word of it, and no syllable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from searchsvc.analysis import cut
from searchsvc.engine.query import AnyOf, Phrase, Term
from searchsvc.language.model import LanguageModel
from searchsvc.searching.desk import Desk
from searchsvc.searching.meanings import Meaning
from searchsvc.searching.parse import Parsed, Word
from searchsvc.text.fold import key
from searchsvc.text.marks import tier
from searchsvc.text.slips import slips
from searchsvc.text.syllables import is_syllable

SHORTEST, LONGEST = 4, 16
_TURN = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
"""Where letters and figures meet."""


def joins_meant(parsed: Parsed, desk: Desk) -> tuple[Meaning, ...]:
    """Plain words that the index writes as two, and pairs of them that it writes as one."""
    plain = [(part, typed) for part in parsed.root.parts if isinstance(part, Word) and (typed := _typed(part))]
    return (*_joined(plain, desk), *_parted(plain, desk))


def _typed(word: Word) -> str:
    """The one token that a word is, "" when it is more, or none."""
    tokens = cut(word.text)
    return tokens[0].text if len(tokens) == 1 and not word.ending and tokens[0].text.isalnum() else ""


def _joined(plain: list[tuple[Word, str]], desk: Desk) -> Iterator[Meaning]:
    pairs = [
        (left, right, one + other)
        for (left, one), (right, other) in pairwise(plain)
        if len(one + other) <= LONGEST and not is_syllable(one + other) and not (one + other).isdigit()
    ]
    known = desk.engine.spellings({key(typed) for _, _, typed in pairs}) if pairs else {}
    for left, right, typed in pairs:
        found = tuple(spelling.text for spelling in known[key(typed)] if tier(typed, spelling.text))
        if found:
            tree = AnyOf(tuple((text, 1.0) for text in found))
            yield Meaning(left.start, right.end, "spelling", "", tree, marks=tuple((text,) for text in found))


def _parted(plain: list[tuple[Word, str]], desk: Desk) -> Iterator[Meaning]:
    for word, typed in plain:
        if not desk.language or not SHORTEST <= len(typed) <= LONGEST or _is_one(typed, desk):
            continue
        best = max(_halves(typed, desk, desk.language), default=None)
        if best is None or best[0] <= desk.engine.documents([typed])[typed]:
            continue
        _, left, right = best
        shares = desk.language.capitals([left, right])
        label = " ".join(
            text[:1].upper() + text[1:] if share > 0.5 else text for text, share in zip(best[1:], shares, strict=True)
        )
        tree = Phrase((Term(left), Term(right)))
        yield Meaning(word.start, word.end, "spelling", label, tree, marks=((left, right),))


def _is_one(typed: str, desk: Desk) -> bool:
    """Whether a word is a syllable, but for marks that were left out or a slip."""
    meant = [typed, *(slip.text for slip in slips(typed))]
    known = desk.engine.spellings({key(text) for text in meant})
    return any(
        is_syllable(spelling.text) and tier(text, spelling.text) for text in meant for spelling in known[key(text)]
    )


def _halves(typed: str, desk: Desk, language: LanguageModel) -> Iterator[tuple[float, str, str]]:
    """The pairs of words that a word may be written as, each with how often they stand side by side."""
    turns = [turn.start() for turn in _TURN.finditer(typed)]
    places = turns if turns else range(2, len(typed) - 1) if typed.isalpha() else ()
    halves = [(typed[:at], typed[at:]) for at in places]
    known = desk.engine.spellings({key(half) for pair in halves for half in pair}) if halves else {}
    for left, right in halves:
        lefts = [spelling.text for spelling in known[key(left)] if tier(left, spelling.text)]
        rights = [spelling.text for spelling in known[key(right)] if tier(right, spelling.text)]
        if lefts and rights:
            times = language.together(lefts, rights)
            yield max((times[i][j], one, other) for i, one in enumerate(lefts) for j, other in enumerate(rights))
