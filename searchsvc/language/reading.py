"""Reading a row of words each of which may be spelled in several ways: how likely each way is, and the likeliest row.

A noisy channel: what was meant came from the model, what was typed from what was meant by the weights of the spellings
(forward-backward and Viterbi; Rabiner, 1989).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from searchsvc.arrays.mapped import Array
from searchsvc.language.model import LanguageModel

Ways = Sequence[tuple[str, float]]
"""The spellings of one word, each with the weight with which it is typed so."""


def posteriors(rows: Sequence[Ways], model: LanguageModel) -> list[list[float]]:
    """How likely each spelling of each word is, given all others; those of a word add to 1."""
    if not rows:
        return []
    numbers, weights = _arrays(rows, model)
    steps = [model.behind(left, right) for left, right in pairwise(numbers)]
    forward = [_even(model.alone(numbers[0]) * weights[0])]
    for step, typed in zip(steps, weights[1:], strict=True):
        forward.append(_even((forward[-1] @ step) * typed))
    backward = np.ones(numbers[-1].size)
    found = [forward[-1]]
    for place in range(len(rows) - 2, -1, -1):
        backward = _even(steps[place] @ (weights[place + 1] * backward))
        found.append(_even(forward[place] * backward))
    return [likely.tolist() for likely in reversed(found)]


def _arrays(rows: Sequence[Ways], model: LanguageModel) -> tuple[list[Array], list[Array]]:
    every = model.numbers([text for row in rows for text, _ in row])
    ends = np.cumsum([len(row) for row in rows])[:-1]
    weights = [np.array([weight for _, weight in row]) for row in rows]
    return np.split(every, ends), weights


def _even(likely: Array) -> Array:
    """The same shares, adding to 1."""
    total = likely.sum()
    even: Array = likely / total if total > 0 else np.full(likely.size, 1 / likely.size)
    return even
