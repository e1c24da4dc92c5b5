"""Which words of an article a query means: the marks, and how well the article spells what was typed.

A mark stands on a whole meant thing. Query words that stand side by side in the text as they do in the query are a
*run*;
where a word has a longer run in the article, its shorter ones are chance (Nguyễn Văn of another Nguyễn Văn) and stay
unmarked, unless they are plain words in small letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from searchsvc.analysis import Token
from searchsvc.analysis.numbers import Number
from searchsvc.analysis.sought import Sought
from searchsvc.searching.expand import Vocabulary
from searchsvc.searching.meanings import Meaning
from searchsvc.searching.parse import Group, Node, Parsed, Quoted, Within, Without, Word
from searchsvc.text.marks import TIERS, Tier

WHOLE_ARTICLE = ("title", "lead", "body", "captions")


@dataclass(frozen=True)
class Wanted:
    """A sequence of words to mark: plain neighbours of the query, or a phrase (`slop` -1 for plain words)."""

    words: tuple[dict[str, Tier], ...]
    slop: int = -1
    fields: tuple[str, ...] = WHOLE_ARTICLE

    @cached_property
    def heads(self) -> dict[str, list[int]]:
        """For each spelling the words of the sequence that it spells."""
        heads: dict[str, list[int]] = {}
        for place, spelled in enumerate(self.words):
            for spelling in spelled:
                heads.setdefault(spelling, []).append(place)
        return heads

    def tiers(self, found: Iterable[Run]) -> Iterator[Tier]:
        """For each word found how it is spelled where it is spelled best."""
        spelled = {(word, token.text) for run in found for word, token in zip(run.words, run.tokens, strict=True)}
        costs: dict[int, list[int]] = {}
        for word, spelling in spelled:
            costs.setdefault(word, []).append(TIERS.index(self.words[word][spelling]))
        return (TIERS[min(some)] for some in costs.values())


@dataclass(frozen=True)
class Wants:
    """All that a query wants marked; looked for together, since the way through a text is what costs.

    Of `numbers` every place is marked where an article cites those documents.
    """

    sequences: tuple[Wanted, ...]
    numbers: tuple[Number, ...] = ()

    @cached_property
    def sought(self) -> Sought:
        """The words of all sequences."""
        near = max((len(want.words) + want.slop for want in self.sequences if want.slop >= 0), default=0)
        return Sought((spelling for want in self.sequences for spelling in want.heads), near=near)


class Run(NamedTuple):
    """Words found side by side: `[start, end)` in the field, which query words, and the tokens that they are.

    A tuple and not a dataclass: hundreds of them are made for every page of results.
    """

    start: int
    end: int
    words: Sequence[int]
    tokens: Sequence[Token]


def wanted(parsed: Parsed, words: Vocabulary, *, meant: Sequence[Meaning] = ()) -> Wants:
    """What a query wants marked, and the wordings of what it means; what it excludes is not."""
    found: list[Wanted] = []
    numbers = [meaning for meaning in meant if meaning.number]
    plain = [part for part in parsed.root.parts if isinstance(part, Word)]
    for whole in (None, *numbers):
        some = [word for part in plain if _within(part, numbers) is whole for word in _spelled(part, words)]
        found += [Wanted(tuple(some), slop=0 if whole else -1)] if some else []
    for part in parsed.root.parts:
        if not isinstance(part, Word):
            found.extend(_of(part, words, WHOLE_ARTICLE))
    found += [_wording(tokens) for meaning in meant for tokens in meaning.marks if tokens]
    return Wants(tuple(found), tuple(meaning.number for meaning in numbers if meaning.number))


def _within(word: Word, meant: Sequence[Meaning]) -> Meaning | None:
    """The meaning that a word is part of: of a number the words count side by side only."""
    return next((meaning for meaning in meant if meaning.start < word.end and word.start < meaning.end), None)


def _wording(tokens: Sequence[str]) -> Wanted:
    return Wanted(tuple({token: "exact"} for token in tokens), slop=0)


def _of(node: Node, words: Vocabulary, fields: tuple[str, ...]) -> Iterator[Wanted]:
    match node:
        case Word():
            yield Wanted(tuple(_spelled(node, words)), -1, fields)
        case Quoted(quoted, slop, order):
            spelled = tuple(spelling for word in quoted for spelling in _spelled(word, words))
            yield Wanted(spelled, slop if len(spelled) > 1 else -1, fields)
            if order == "any" and len(spelled) > 1:
                yield Wanted(spelled[::-1], slop, fields)
        case Group(parts):
            for part in parts:
                yield from _of(part, words, fields)
        case Within(name, part) if name in WHOLE_ARTICLE or name == "number":
            yield from _of(part, words, (name,) if name in WHOLE_ARTICLE else fields)
        case Within() | Without():
            return


def _spelled(word: Word, words: Vocabulary) -> list[dict[str, Tier]]:
    """The spellings of each syllable of a typed word; the parts of a code stand for it."""
    return [{variant.text: variant.tier for variant in one.variants} for one in words.of(word) if one.parts == 1]


def runs(tokens: Sequence[Token], want: Wanted) -> list[Run]:
    """All runs of the wanted words among the tokens of a text, longest first wherever they could overlap."""
    heads = want.heads
    tokens = [token for token in tokens if token.text in heads]
    if want.slop >= 0:
        return list(_phrases(tokens, want))
    found, at, last = [], 0, len(tokens) - 1
    while at <= last:
        token = tokens[at]
        if at == last or tokens[at + 1].position != token.position + token.parts:  # alone, as most are
            found.append(Run(token.start, token.end, (heads[token.text][0],), (token,)))
            at += 1
            continue
        length, place = _longest(tokens, at, want)
        found.append(_run(tokens[at : at + length], range(place, place + length)))
        at += length
    return found


def _longest(tokens: Sequence[Token], at: int, want: Wanted) -> tuple[int, int]:
    """How many tokens from one on are wanted words side by side, at most, and from which word on."""
    places = want.heads[tokens[at].text]
    if len(places) == 1:
        return _length(tokens, at, want, places[0]), places[0]
    return max(((_length(tokens, at, want, place), place) for place in places), key=lambda one: (one[0], -one[1]))


def _length(tokens: Sequence[Token], at: int, want: Wanted, place: int) -> int:
    """How many tokens from one on stand side by side and are the wanted words from `place` on."""
    length, most, words = 1, min(len(tokens) - at, len(want.words) - place), want.words
    while length < most:
        before, token = tokens[at + length - 1], tokens[at + length]
        if token.position != before.position + before.parts or token.text not in words[place + length]:
            break
        length += 1
    return length


def _run(tokens: Sequence[Token], words: Sequence[int]) -> Run:
    return Run(tokens[0].start, tokens[-1].end, words, tokens)


def is_piece(run: Run, text: str) -> bool:
    """Whether a run is capitals that go on before or behind it, as in a longer name."""
    return all(text[token.start].isupper() for token in run.tokens) and _goes_on(text, run.start, run.end)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word stands right before or behind: the run is then a piece of something longer."""
    if text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
        return True
    before = text[max(0, start - 20) : start]
    return before.endswith(" ") and before.rstrip(" ").rpartition(" ")[2][:1].isupper()


def _phrases(tokens: Sequence[Token], want: Wanted) -> Iterator[Run]:
    """Phrases as asked: each word after the one before it, with no more than the slop between them in all."""
    for at, token in enumerate(tokens):
        chain = _chain(tokens, at, want) if token.text in want.words[0] else []
        if len(chain) == len(want.words):
            yield _run([tokens[place] for place in chain], range(len(chain)))


def _chain(tokens: Sequence[Token], at: int, want: Wanted) -> list[int]:
    """The nearest tokens behind one that are the rest of a phrase, as far as they go."""
    chain = [at]
    last = tokens[at].position + len(want.words) - 1 + want.slop
    for spelled in want.words[1:]:
        for following in range(chain[-1] + 1, len(tokens)):
            if tokens[following].position > last:
                return chain
            if tokens[following].text in spelled:
                chain.append(following)
                break
    return chain


def worst(tiers: Iterable[Tier]) -> Tier:
    """The loosest of some tiers; `exact` for none."""
    return TIERS[max((TIERS.index(tier) for tier in tiers), default=0)]
