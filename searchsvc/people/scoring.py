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
    known = weights()
    return sum(known.get(name, 0.0) * value for name, value in found)


def forms(words: tuple[str, ...]) -> tuple[Form, ...]:
    """What of a stretch may be a name, looked at by form alone."""
    return _forms(words) if len(words) <= LONGEST else _all_forms(words)


def _all_forms(words: tuple[str, ...]) -> tuple[Form, ...]:
    size = len(words)
    spans = ((i, j) for i in range(size) for j in range(i + 1, min(size, i + LONGEST) + 1))
    return tuple(form for i, j in spans if (form := _form(words, i, j)))


_forms = lru_cache(maxsize=1 << 16)(_all_forms)


def _form(words: tuple[str, ...], first: int, last: int) -> Form | None:
    span = words[first:last]
    if any(len(word) > LONGEST_WORD or features.is_body(word) for word in span):
        return None
    kind = features.group("".join(map(features.letter, span)))
    score = total(features.form(words, first, last, tables()))
    if first:
        near = (canonical(words[first - 1]), canonical(words[first - 2]) if first > 1 else contexts.EDGE)
        score += total(features.left(near, kind, tables(), inside="i"))
    most = (0.0 if first else LEFT_MOST.get(kind, LEFT_USUAL)) + (RIGHT_MOST if last == len(words) else 0.0)
    if score + most < FORM_LEAST:
        return None
    return Form(first, last, kind, " ".join(map(canonical, span)), score)


@lru_cache(maxsize=1 << 17)
def left(piece: str, kind: str) -> float:
    """What the words before a run say for a name of that kind (`piece` as `contexts.left_of` gives it)."""
    one, two = contexts.left_words(piece)
    return _left(one, two if features.pair_tells(one, two, tables().left, weights()) else contexts.EDGE, kind)


@lru_cache(maxsize=1 << 17)
def right(piece: str, kind: str) -> float:
    """What the words behind a run say for a name of that kind."""
    one, two = contexts.right_words(piece)
    return _right(one, two if features.pair_tells(one, two, tables().right, weights()) else contexts.EDGE, kind)


@lru_cache(maxsize=1 << 16)
def _left(one: str, two: str, kind: str) -> float:
    return total(features.left((one, two), kind, tables(), inside=""))


@lru_cache(maxsize=1 << 16)
def _right(one: str, two: str, kind: str) -> float:
    return total(features.right((one, two), kind, tables()))
