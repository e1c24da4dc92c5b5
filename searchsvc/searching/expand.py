"""From what was typed to what the index has: every word with the spellings it may be written in.

A mark that was typed binds, one that was not is free (`text.marks`). How free a bare syllable is depends on its
company:
in a query without any mark, spelling out costs nothing; where other syllables carry marks a bare one was probably meant
bare, and its marked spellings weigh little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from searchsvc.analysis import Token, cut
from searchsvc.engine import Engine
from searchsvc.engine.schema import Spelling
from searchsvc.searching.parse import Group, Node, Parsed, Quoted, Within, Without, Word
from searchsvc.text.fold import key
from searchsvc.text.marks import Tier, bears_marks, tier

MOST_SPELLINGS = 48
BARE: dict[Tier, float] = {"exact": 1.0, "tone": 0.95, "shape": 0.9, "folded": 0.85}
"""Weights by tier in a query without marks."""
MIXED: dict[Tier, float] = {"exact": 1.0, "tone": 0.05, "shape": 0.04, "folded": 0.03}
"""Weights by tier where marks were typed somewhere."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One spelling of a typed word: how it meets what was typed, what it weighs, in how many articles it stands."""

    text: str
    tier: Tier
    weight: float
    documents: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One syllable or code of the query: `typed` in token form, where it stands in the query, and its variants."""

    typed: str
    start: int
    end: int
    capital: bool
    variants: tuple[Variant, ...]
    parts: int = 1
    prefix: bool = False

    @property
    def documents(self) -> int:
        """Articles that have any of the variants, at most."""
        return sum(variant.documents for variant in self.variants)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the index has for each word of a query: `asked` by (start, end) of the typed word."""

    asked: dict[tuple[int, int], tuple[Asked, ...]] = field(default_factory=dict)

    def of(self, word: Word) -> tuple[Asked, ...]:
        """The syllables and codes of one typed word; a whole code stands before its parts."""
        return self.asked.get((word.start, word.end), ())


def typed_words(node: Node) -> Iterator[Word]:
    """Every word under a node, in the order typed."""
    match node:
        case Word():
            yield node
        case Quoted(words):
            yield from words
        case Group(parts):
            for part in parts:
                yield from typed_words(part)
        case Without(part) | Within(_, part):
            yield from typed_words(part)


def vocabulary(parsed: Parsed, engine: Engine) -> Vocabulary:
    """Look up the spellings of all words of a query, at once."""
    words = list(typed_words(parsed.root))
    tokens = {(word.start, word.end): cut(word.text) for word in words}
    known = engine.spellings({key(token.text) for some in tokens.values() for token in some})
    weights = MIXED if any(bears_marks(token.text) for some in tokens.values() for token in some) else BARE
    asked: dict[tuple[int, int], tuple[Asked, ...]] = {}
    for word in words:
        some = tokens[word.start, word.end]
        if word.ending and some:
            asked[word.start, word.end] = (_prefixed(word, some[-1], engine),)
            continue
        asked[word.start, word.end] = tuple(_asked(word, token, known[key(token.text)], weights) for token in some)
    return Vocabulary(asked)


def _asked(word: Word, token: Token, known: Iterable[Spelling], weights: dict[Tier, float]) -> Asked:
    found = [
        Variant(spelling.text, how, (weights if _alike(token.text, spelling.text) else BARE)[how], spelling.documents)
        for spelling in known
        if (how := _meets(token.text, spelling.text))
    ]
    found.sort(key=lambda variant: (-variant.weight, -variant.documents))
    if not any(variant.tier == "exact" for variant in found):
        found.insert(0, Variant(token.text, "exact", 1.0, 0))
    written = word.text[token.start : token.end]
    capital = written[:1].isupper()
    start = word.start + token.start
    return Asked(token.text, start, start + len(written), capital, tuple(found[:MOST_SPELLINGS]), token.parts)


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


def _prefixed(word: Word, token: Token, engine: Engine) -> Asked:
    """`word*`: the commonest terms that begin so; marks typed bind here too."""
    found = [
        Variant(spelling.text, "exact", BARE[how], spelling.documents)
        for spelling in engine.completions(key(token.text), MOST_SPELLINGS)
        if (how := tier(token.text, spelling.text[: len(token.text)]))
    ]
    variants = tuple(found) or (Variant(token.text, "exact", 1.0, 0),)
    return Asked(token.text, word.start, word.end, False, variants, prefix=True)
