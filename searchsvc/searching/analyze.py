"""Analyze: what the door put right in a text, what it is cut into, and how each piece meets what the index has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from searchsvc.analysis import ANALYSERS, Token, cut
from searchsvc.analysis.number_reading import Written, numbers_in
from searchsvc.engine import Engine
from searchsvc.engine.schema import Spelling
from searchsvc.text.fold import key
from searchsvc.text.keyboard import telex, telex_name, vni, vni_name
from searchsvc.text.legacy import modern_text
from searchsvc.text.marks import TIERS, Tier, tier, tone_of, without_tone
from searchsvc.text.syllables import is_syllable, split
from searchsvc.text.unicode import FIXES

LONGEST = 5000
"""Letters of a text that are looked at."""
_MOST_SPELLINGS = 24


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing that was put right: the name of the fix, and the text before and behind it."""

    fix: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Syllable:
    """A valid syllable taken apart; `tone` is its combining mark, "" for the level one."""

    onset: str
    rhyme: str
    tone: str


@dataclass(frozen=True, slots=True)
class Spelled:
    """A word of the index that a token finds, by which tier, and in how many articles it stands."""

    text: str
    tier: Tier
    documents: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A token with what is known of it: its place in the text, the key under which its spellings meet, what it is as a
    syllable (None: none of Vietnamese), what its keys spell, and what it finds in the index.
    """

    token: Token
    key: str
    syllable: Syllable | None
    telex: str
    vni: str
    spellings: tuple[Spelled, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text as typed and past the door, and what was made of it; `indexed` is False where no index was looked into."""

    typed: str
    text: str
    repairs: tuple[Repair, ...]
    analysers: dict[str, tuple[Token, ...]]
    pieces: tuple[Piece, ...]
    indexed: bool
    numbers: tuple[Written, ...] = ()
    """The document numbers in it, as in the text of an article."""


def analyze(text: str, engine: Engine | None) -> Analysis:
    """Say what becomes of a text. Never fails; only the first `LONGEST` letters are looked at."""
    typed = text[:LONGEST]
    repairs = _repairs(typed)
    text = repairs[-1].after if repairs else typed
    tokens = cut(text)
    known = engine.spellings({key(token.text) for token in tokens}) if engine else {}
    spelled = {token.text: _spelled(token.text, known.get(key(token.text), ())) for token in tokens}
    pieces = tuple(_piece(token, text, spelled[token.text]) for token in tokens)
    analysers = {name: tuple(cutting(text)) for name, cutting in ANALYSERS.items()}
    return Analysis(typed, text, repairs, analysers, pieces, engine is not None, tuple(numbers_in(text)))


def _repairs(text: str) -> tuple[Repair, ...]:
    """What changed something, in order: a legacy encoding undone, as it is in articles, then the fixes of the door."""
    decoded, encodings = modern_text(text)
    found = [Repair(f"legacy {', '.join(encodings)}", text, decoded)] if encodings else []
    text = decoded
    for fix in FIXES:
        after = fix(text)
        if after != text:
            found.append(Repair(fix.__name__, text, after))
        text = after
    return tuple(found)


def _piece(token: Token, text: str, spellings: tuple[Spelled, ...]) -> Piece:
    keys = text[token.start : token.end]
    telexed, vnied = telex(keys) or telex_name(keys) or "", vni(keys) or vni_name(keys) or ""
    return Piece(token, key(token.text), _syllable(token.text), telexed, vnied, spellings)


def _syllable(word: str) -> Syllable | None:
    parts = split(without_tone(word)) if is_syllable(word) else None
    return Syllable(*parts, next(filter(None, map(tone_of, word)), "")) if parts else None


def _spelled(typed: str, known: Iterable[Spelling]) -> tuple[Spelled, ...]:
    found = [
        Spelled(spelling.text, how, spelling.documents) for spelling in known if (how := tier(typed, spelling.text))
    ]
    found.sort(key=lambda one: (TIERS.index(one.tier), -one.documents))
    return tuple(found[:_MOST_SPELLINGS])
