"""From what was typed to what the index has: every word with the spellings it may be written in.

A mark that was typed binds, one that was not is free (`text.marks`), and everybody slips (`searching.channel`). Which
spelling was meant is for the other words of the query to say: the language of the index (`language.reading`) weighs
them all at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from searchsvc.analysis import Token, cut
from searchsvc.engine import Engine
from searchsvc.language.model import LanguageModel
from searchsvc.language.reading import posteriors
from searchsvc.searching.channel import (
    BARE,
    LEFT_OUT,
    MOST_SPELLINGS,
    Way,
    as_typed,
    key_of,
    may_be_slips,
    slipped,
)
from searchsvc.searching.parse import Group, Node, Parsed, Quoted, Within, Without, Word
from searchsvc.text.fold import key
from searchsvc.text.marks import Tier, bears_marks, tier

FLOOR = {"bare": 0.15, "marked": 0.05}
"""What a spelling weighs at least that only lacks marks, in queries without any and with some."""
UNLIKELY = 0.02
"""A slip less likely than this is not looked for."""
SURE = 0.5
"""A slip likelier than this is looked for at once, and said; others when nothing is found without."""
MISSED = 0.1
"""How likely a code that no article has was meant as it was typed, when letters swapped make one that is."""
NAMED, UNNAMED = 0.6, 0.05
"""Of the times two words stand side by side, the share with capitals that makes them a name; and that makes them none,
however they were typed."""
_MIXED: dict[Tier, float] = {"exact": 1.0, "tone": 0.05, "shape": 0.04, "folded": 0.03}
"""Weights by tier where there is no language model and some words have marks."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One spelling of a typed word: how it meets what was typed, what it weighs, in how many articles it stands.

    `likely` is how likely it was meant, of all spellings; `slip` the kind of slip that it takes, "" for none.
    """

    text: str
    tier: Tier
    weight: float
    documents: int
    likely: float = 0.0
    slip: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One syllable or code of the query: `typed` in token form, where it stands in the query, and its variants.

    `bound` when it makes a name with the word behind it.
    """

    typed: str
    start: int
    end: int
    capital: bool
    variants: tuple[Variant, ...]
    parts: int = 1
    prefix: bool = False
    bound: bool = False

    @property
    def documents(self) -> int:
        """Articles that have any of the variants, at most."""
        return sum(variant.documents for variant in self.variants)

    @property
    def likeliest(self) -> Variant:
        """The spelling that was meant most likely, as typed where nothing tells."""
        return max(self.variants, key=lambda variant: variant.likely)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the index has for each word of a query: `asked` by (start, end) of the typed word."""

    asked: dict[tuple[int, int], tuple[Asked, ...]] = field(default_factory=dict)

    def of(self, word: Word) -> tuple[Asked, ...]:
        """The syllables and codes of one typed word; a whole code stands before its parts."""
        return self.asked.get((word.start, word.end), ())

    def without_slips(self) -> Vocabulary:
        """The same words in the spellings that take no slip: what was typed, and marks that were not."""
        return Vocabulary({place: tuple(map(_without_slips, some)) for place, some in self.asked.items()})

    @property
    def corrected(self) -> bool:
        """Whether any word was hardly meant as it was typed."""
        return any(one.likeliest.slip and one.likeliest.likely > SURE for some in self.asked.values() for one in some)

    @property
    def slipped(self) -> bool:
        """Whether any word has a spelling that takes a slip."""
        return any(variant.slip for some in self.asked.values() for one in some for variant in one.variants)


def _without_slips(asked: Asked) -> Asked:
    kept = tuple(variant for variant in asked.variants if not variant.slip)
    if len(kept) == len(asked.variants):
        return asked
    return replace(asked, variants=_evened(kept))


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


@dataclass(frozen=True, slots=True)
class _Typed:
    """A token of the query, the word it is part of, and the spellings it may have."""

    word: Word
    token: Token
    ways: list[Way]


def vocabulary(parsed: Parsed, engine: Engine, language: LanguageModel | None = None) -> Vocabulary:
    """Look up the spellings of all words of a query, at once, and weigh them against each other."""
    words = list(typed_words(parsed.root))
    tokens = [(word, token) for word in words if not word.ending for token in cut(word.text)]
    marked = any(bears_marks(token.text) for _, token in tokens)
    plain = {(part.start, part.end) for part in parsed.root.parts if isinstance(part, Word)}
    typed = _spelled(tokens, plain, engine, language=language, left_out=LEFT_OUT if marked else 1.0)
    asked = (
        _weighed(typed, language, floor=FLOOR["marked" if marked else "bare"]) if language else _plain(typed, marked)
    )
    found: dict[tuple[int, int], list[Asked]] = {}
    for one, some in zip(typed, _bound(asked, parsed.text, language), strict=True):
        found.setdefault((one.word.start, one.word.end), []).append(some)
    prefixed = {(word.start, word.end): [_prefixed(word, engine)] for word in words if word.ending and cut(word.text)}
    return Vocabulary({place: tuple(some) for place, some in (found | prefixed).items()})


def _spelled(
    tokens: Sequence[tuple[Word, Token]],
    plain: set[tuple[int, int]],
    engine: Engine,
    *,
    language: LanguageModel | None,
    left_out: float,
) -> list[_Typed]:
    """The spellings of every token; slips only of plain words that are one token, where there is a language."""
    shouted = len(tokens) > 1 and all(word.text.upper() == word.text for word, _ in tokens)
    meant = [
        may_be_slips(token.text, word.text.lower() if shouted else word.text, language)
        if language and (word.start, word.end) in plain and _whole(word, token)
        else ()
        for word, token in tokens
    ]
    keys = {key_of(token.text) for _, token in tokens} | {key_of(slip.text) for some in meant for slip in some}
    known = engine.spellings(keys)
    return [
        _Typed(
            word,
            token,
            as_typed(token.text, known, left_out=left_out) + slipped(token.text, some, known, left_out=left_out),
        )
        for (word, token), some in zip(tokens, meant, strict=True)
    ]


def _whole(word: Word, token: Token) -> bool:
    """Whether a token, a code too, is all there is of a word but for signs around it."""
    around = word.text[: token.start] + word.text[token.end :]
    return not any(letter.isalnum() for letter in around)


def _weighed(typed: Sequence[_Typed], language: LanguageModel, *, floor: float) -> list[Asked]:
    """The language of the index says how likely each spelling is; whole codes stand apart, their parts speak."""
    rows = [[(way.text, way.weight) for way in one.ways] for one in typed if one.token.parts == 1]
    told = iter(posteriors(rows, language))
    alone = len(rows) == 1
    asked = []
    for one in typed:
        likely = next(told) if one.token.parts == 1 else _of_code(one.ways)
        variants = [
            Variant(way.text, way.tier, _weight(way, share, floor=floor, alone=alone), way.documents, share, way.slip)
            for way, share in zip(one.ways, likely, strict=True)
            if not way.slip or share >= UNLIKELY
        ]
        asked.append(_asked(one, _evened(variants)))
    return asked


def _evened(variants: Sequence[Variant]) -> tuple[Variant, ...]:
    """The same spellings, the likeliest weighing 1: a word in doubt counts no less than others."""
    top = max(variant.weight for variant in variants)
    if top == 1.0:
        return tuple(variants)
    return tuple(replace(variant, weight=variant.weight / top) for variant in variants)


def _of_code(ways: Sequence[Way]) -> list[float]:
    """A code has no company that would tell: it was meant as typed, unless no article has it so."""
    slips = sum(bool(way.slip) for way in ways)
    if not slips or any(way.documents for way in ways if not way.slip):
        return [float(way.tier == "exact" and not way.slip) for way in ways]
    return [(1 - MISSED) / slips if way.slip else MISSED * (way.tier == "exact") for way in ways]


def _weight(way: Way, likely: float, *, floor: float, alone: bool) -> float:
    """What a spelling counts: how likely it is, and at least the floor when no letter was changed.

    A word by itself has no company that tells: what is spelled as typed comes first.
    """
    if way.slip:
        return likely
    if alone and way.tier == "exact":
        return 1.0
    return max(floor, likely)


def _plain(typed: Sequence[_Typed], marked: bool) -> list[Asked]:
    """Without a language the tiers alone weigh."""
    weights = _MIXED if marked else BARE
    return [
        _asked(
            one,
            [
                Variant(
                    way.text,
                    way.tier,
                    way.weight if marked and way.weight > LEFT_OUT else weights[way.tier],
                    way.documents,
                )
                for way in one.ways
            ],
        )
        for one in typed
    ]


def _asked(one: _Typed, variants: Sequence[Variant]) -> Asked:
    token, word = one.token, one.word
    written = word.text[token.start : token.end]
    start = word.start + token.start
    ordered = sorted(variants, key=lambda variant: (-variant.weight, -variant.documents))
    return Asked(token.text, start, start + len(written), written[:1].isupper(), tuple(ordered), token.parts)


def _bound(asked: Sequence[Asked], text: str, language: LanguageModel | None) -> Iterator[Asked]:
    """Neighbours that make a name: with capitals in the query, or nearly always in the index."""
    telling = not text.isupper()
    shares = language.named([one.likeliest.text for one in asked]) if language else [-1.0] * len(asked)
    for (one, other), share in zip(pairwise(asked), shares, strict=False):
        capitals = telling and one.capital and other.capital and not 0 <= share < UNNAMED
        bound = one.parts == other.parts == 1 and (capitals or share > NAMED)
        yield replace(one, bound=True) if bound else one
    yield from asked[-1:]


def _prefixed(word: Word, engine: Engine) -> Asked:
    """`word*`: the commonest terms that begin so; marks typed bind here too."""
    token = cut(word.text)[-1]
    found = [
        Variant(spelling.text, "exact", BARE[how], spelling.documents)
        for spelling in engine.completions(key(token.text), MOST_SPELLINGS)
        if (how := tier(token.text, spelling.text[: len(token.text)]))
    ]
    variants = tuple(found) or (Variant(token.text, "exact", 1.0, 0),)
    return Asked(token.text, word.start, word.end, False, variants, prefix=True)
