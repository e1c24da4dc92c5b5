"""How likely a stretch is a name: the weights, added up once per different form and context and remembered.

The figures are learned by `scripts/learn_people` and read from `data/people_*.tsv`; a score is a log odds, 0 is even.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from searchsvc.people import contexts, features
from searchsvc.people.runs import LONGEST_WORD
from searchsvc.resources import rows
from searchsvc.text.syllables import canonical

LONGEST = 7
"""Words in the longest name looked for."""

HOPELESS = -4.0
"""Below this no evidence elsewhere in the article saves a candidate."""

FORM_LEAST = -1.5
"""What a form must reach with the best context there is: the rest may come from the article."""

LEFT_MOST = {"F3": 7.0, "v1": 6.5, "m": 6.5}
LEFT_USUAL = 5.5
RIGHT_MOST = 2.8
"""More than these the words beside a run hardly ever add (measured: the 99.9th percentile by kind)."""


class Form(NamedTuple):
    """A sub-stretch `[first, last)` that may be a name, and what its form says for it."""

    first: int
    last: int
    kind: str
    key: str
    score: float


@cache
def tables() -> features.Tables:
    """The counted figures."""
    beside: dict[str, dict[str, float]] = {"left": {}, "right": {}}
    for side, near, odds in rows("people_contexts.tsv"):
        beside[side][near.replace("\\n", "\n")] = float(odds)
    syllables = {row[0]: (float(row[1]), float(row[2]), float(row[3])) for row in rows("people_syllables.tsv")}
    strings = {name: float(odds) for name, odds in rows("people_strings.tsv")}
    return features.Tables(beside["left"], beside["right"], syllables, strings)


@cache
def weights() -> dict[str, float]:
    """The learned weight of each feature."""
    return {name.replace("\\n", "\n"): float(weight) for name, weight in rows("people_weights.tsv")}


def total(found: Iterable[features.Feature]) -> float:
    """The weighted sum of some features."""
    known, score = weights(), 0.0
    for name, value in found:
        if weight := known.get(name):
            score += weight * value
    return score


def forms(words: tuple[str, ...]) -> tuple[Form, ...]:
    """What of a stretch may be a name, looked at by form alone."""
    return _forms(words) if len(words) <= LONGEST else _all_forms(words)


def _all_forms(words: tuple[str, ...]) -> tuple[Form, ...]:
    size = len(words)
    plains = [canonical(word) for word in words]
    letters = "".join(map(features.letter, words))
    bodies = [len(word) > LONGEST_WORD or features.is_body(word) for word in words]
    found = []
    for first in range(size):
        for last in range(first + 1, min(size, first + LONGEST) + 1):
            if bodies[last - 1]:
                break
            if form := _form(words, plains, letters, first, last):
                found.append(form)
    return tuple(found)


_forms = lru_cache(maxsize=1 << 16)(_all_forms)


def _form(words: tuple[str, ...], plains: list[str], letters: str, first: int, last: int) -> Form | None:
    kind = features.group(letters[first:last])
    key = " ".join(plains[first:last])
    score = _pattern(letters[first:last], kind) + _opening(plains[first], kind) + _closing(plains[last - 1], kind)
    score += sum(map(_word, plains[first:last])) + _string(key, kind)
    if last - first > 2:
        score += _middles(tuple(plains[first + 1 : last - 1]))
    if words[first].isupper() and key.upper() == " ".join(words[first:last]):
        score += total(features.capitals(kind))
    score += _before(letters[first - 1] if first else "^", kind) + _after(
        words[last] if last < len(words) else "", kind
    )
    if first:
        score += _inside(plains[first - 1], plains[first - 2] if first > 1 else contexts.EDGE, kind)
    most = (0.0 if first else LEFT_MOST.get(kind, LEFT_USUAL)) + (RIGHT_MOST if last == len(words) else 0.0)
    return Form(first, last, kind, key, score) if score + most >= FORM_LEAST else None


# The parts of a form's score, each remembered by the little it depends on.


@lru_cache(maxsize=1 << 14)
def _pattern(letters: str, kind: str) -> float:
    return total(features.pattern(letters, kind))


@lru_cache(maxsize=1 << 15)
def _word(plain: str) -> float:
    return total(features.word(plain))


@lru_cache(maxsize=1 << 15)
def _opening(plain: str, kind: str) -> float:
    return total(features.opening(plain, kind, tables()))


@lru_cache(maxsize=1 << 15)
def _closing(plain: str, kind: str) -> float:
    return total(features.closing(plain, kind, tables()))


@lru_cache(maxsize=1 << 15)
def _middles(plains: tuple[str, ...]) -> float:
    return total(features.middles([features.middle(plain, tables()) for plain in plains]))


def _string(key: str, kind: str) -> float:
    if key in tables().strings or features.is_place(key):
        return total(features.string(key, kind, tables()))
    return _unknown(kind)


@lru_cache(maxsize=1 << 6)
def _unknown(kind: str) -> float:
    return total(features.string("", kind, tables()))


@lru_cache(maxsize=1 << 10)
def _before(letter: str, kind: str) -> float:
    return total(features.before(letter, kind))


@lru_cache(maxsize=1 << 15)
def _after(word: str, kind: str) -> float:
    return total(features.after(word, kind))


@lru_cache(maxsize=1 << 16)
def _inside(one: str, two: str, kind: str) -> float:
    return total(features.left((one, two), kind, tables(), inside="i"))


Near = tuple[str, str]
"""The word beside a run, and the one beyond it where the two together tell more than the one."""


@lru_cache(maxsize=1 << 16)
def left_near(piece: str) -> Near:
    """What counts of the words before a run (`piece` as `contexts.left_of` gives it)."""
    one, two = contexts.left_words(piece)
    return one, two if features.pair_tells(one, two, tables().left, weights()) else contexts.EDGE


@lru_cache(maxsize=1 << 16)
def right_near(piece: str) -> Near:
    """What counts of the words behind a run (`piece` as `contexts.right_of` gives it)."""
    one, two = contexts.right_words(piece)
    return one, two if features.pair_tells(one, two, tables().right, weights()) else contexts.EDGE


@lru_cache(maxsize=1 << 16)
def left(near: Near, kind: str) -> float:
    """What the words before a run say for a name of that kind."""
    return total(features.left(near, kind, tables(), inside=""))


@lru_cache(maxsize=1 << 16)
def right(near: Near, kind: str) -> float:
    """What the words behind a run say for a name of that kind."""
    return total(features.right(near, kind, tables()))
