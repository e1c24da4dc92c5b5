"""The phrases of an index, to be suggested: what its titles and leads say again and again, as they mostly write it."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from searchsvc.analysis import cut
from searchsvc.arrays.mapped import Array, Arrays, narrow
from searchsvc.arrays.strings import Strings, decoded, encoded, packed
from searchsvc.language.ngrams import Runs, cohesion, frequent, shares
from searchsvc.resources import words as listed
from searchsvc.text.fold import fold
from searchsvc.text.syllables import is_syllable

_WORD = re.compile(r"[^\W_]+")

LONGEST = 6
"""Syllables of a phrase."""
MOST_TEXTS = 400_000
"""Titles and leads that are learned from, the newest of a larger archive: memory is bounded, and so is age."""
BEGUN, CUT_OFF = 0.55, 0.7
"""Shares of its places at which a run goes on with one and the same word behind it, or has one and the same before it,
from which on it is but a piece: most are bí thư tỉnh ủy with phó before, but bí thư tỉnh is nothing.
"""
TOGETHER = 0.33
"""Least cohesion of a phrase (`ngrams.cohesion`)."""
MOST_LOOKED_AT = 500
_SEEN = 100
"""Places of a phrase at which its way of being written is looked at."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it is mostly written, and in how many articles' titles and leads it stands."""

    text: str
    articles: int


class Phrases:
    """The phrases in a file of arrays, sorted by their folded words."""

    def __init__(self, arrays: Arrays) -> None:
        self._keys = Strings(arrays["phrase_keys"], arrays["phrase_keys_at"])
        self._texts = Strings(arrays["phrases"], arrays["phrases_at"])
        self._articles = arrays["phrase_articles"]

    def __len__(self) -> int:
        return len(self._keys)

    def begun(self, prefix: str, *, fits: Callable[[str], bool], limit: int) -> list[Phrase]:
        """The phrases whose folded words begin with `prefix` and whose text `fits`, the commonest first."""
        low = self._keys.lower_bound(encoded(prefix))
        counts = self._articles[low : self._keys.lower_bound(encoded(prefix) + b"\xff")]
        found: list[Phrase] = []
        for at in _largest(counts):
            text = decoded(self._texts[low + at])
            if fits(text):
                found.append(Phrase(text, int(counts[at])))
            if len(found) == limit:
                break
        return found


def _largest(counts: Array) -> list[int]:
    """The places of the largest numbers, in order, at most `MOST_LOOKED_AT`."""
    wanted = -counts.astype(np.int64)
    top = np.arange(counts.size)
    if counts.size > MOST_LOOKED_AT:
        top = np.argpartition(wanted, MOST_LOOKED_AT)[:MOST_LOOKED_AT]
    places: list[int] = top[np.argsort(wanted[top], kind="stable")].tolist()
    return places


def learn_phrases(articles: Iterable[tuple[str, ...]]) -> list[Phrase]:
    """The phrases of articles, each the texts to be learned from (title, lead), newest first."""
    read = _read(articles)
    known = {word: number for number, word in enumerate(word for word in dict.fromkeys(read.words) if word)}
    words = np.array([known.get(word, -1) for word in read.words], np.int64)
    least = max(3, round(math.sqrt(read.articles) / 25))
    levels = frequent(words, np.array(read.article, np.int64), least=least, longest=LONGEST + 1)
    edges = np.array([_edge(word) for word in known], bool)
    alone = np.array([_alone(word) for word in known], bool)
    found: list[Phrase] = []
    for runs, before, behind in shares(levels):
        first, last = words[runs.first], words[runs.first + runs.length - 1]
        whole = (behind < BEGUN) & (before < CUT_OFF)
        whole &= edges[first] & edges[last] if runs.length > 1 else alone[first]
        if runs.length > 1:
            whole &= cohesion(runs, levels) >= TOGETHER
        found += _written(runs, whole, read)
    return found


def key_of(text: str) -> str:
    """The folded words of a text, a space between each two.

    >>> key_of("Tổng thống Moon Jae-in")
    'tong thong moon jae in'
    """
    return " ".join(_WORD.findall(fold(text)))


def phrase_arrays(phrases: Iterable[Phrase]) -> Iterator[tuple[str, Array]]:
    """Phrases as the arrays of a file."""
    rows = sorted((encoded(key_of(phrase.text)), phrase.text, phrase.articles) for phrase in phrases)
    keys, keys_at = packed([row[0] for row in rows])
    texts, texts_at = packed([encoded(row[1]) for row in rows])
    yield from (("phrase_keys", keys), ("phrase_keys_at", keys_at), ("phrases", texts), ("phrases_at", texts_at))
    yield "phrase_articles", narrow(np.array([row[2] for row in rows], np.int64))


@dataclass(frozen=True, slots=True)
class _Reading:
    """All texts word by word: "" where a run must end; of each word its article, text and place in it.

    Arrays, not tuples: of millions the interpreter would look through each again and again for what can be thrown away.
    """

    texts: list[str]
    words: list[str]
    article: array[int]
    text: array[int]
    start: array[int]
    end: array[int]
    articles: int


def _read(articles: Iterable[tuple[str, ...]]) -> _Reading:
    texts: list[str] = []
    words: list[str] = []
    article, of, starts, ends = (array("q") for _ in range(4))
    number = -1
    for number, some in enumerate(articles):
        for text in filter(None, some):
            found, begins, finishes = zip(*_words(text), strict=True)
            words += found
            article.extend([number] * len(found))
            of.extend([len(texts)] * len(found))
            starts.extend(begins)
            ends.extend(finishes)
            texts.append(text)
        if len(texts) >= MOST_TEXTS:
            break
    return _Reading(texts, words, article, of, starts, ends, number + 1)


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """The words and whole codes of a text with their places, ("", 0, 0) wherever more than a space parts two."""
    last = 0
    for word, start, end, _, _ in cut(text):
        if end <= last:
            continue  # a part of the code just read
        if start - last != 1 or text[last] != " ":
            yield "", 0, 0
        yield word, start, end
        last = end
    yield "", 0, 0


def _edge(word: str) -> bool:
    """Whether a phrase may begin or end with a word."""
    return word not in listed("function_words.txt") and any(letter.isalpha() for letter in word)


def _alone(word: str) -> bool:
    """Whether a word by itself is worth a suggestion: one Vietnamese syllable seldom says anything."""
    return len(word) > 3 and word.isalpha() and not is_syllable(word)


def _written(runs: Runs, whole: Array, read: _Reading) -> Iterator[Phrase]:
    """Those runs that are whole, as they are mostly written; what opens a sentence has its capital from there."""
    ways: defaultdict[int, Counter[str]] = defaultdict(Counter)
    places = np.flatnonzero(whole[runs.at] & (runs.at >= 0))
    for place, number in zip(places.tolist(), runs.at[places].tolist(), strict=True):
        seen = ways[number]
        if seen.total() < _SEEN:
            written = read.texts[read.text[place]][read.start[place] : read.end[place + runs.length - 1]]
            seen[written] += 10 if place > 0 and read.words[place - 1] else 1
    for number, seen in ways.items():
        yield Phrase(seen.most_common(1)[0][0], int(runs.articles[number]))
