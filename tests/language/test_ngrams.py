from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.language.ngrams import cohesion, frequent, shares

TEXTS = st.lists(st.lists(st.integers(0, 3), max_size=8), min_size=1, max_size=6)


def _flat(texts: list[list[int]]) -> tuple[list[int], list[int]]:
    words = [word for text in texts for word in (*text, -1)]
    return words, [number for number, text in enumerate(texts) for _ in (*text, -1)]


@given(TEXTS, st.integers(1, 3))
def test_runs_are_counted_as_one_by_one(texts: list[list[int]], least: int) -> None:
    words, article = _flat(texts)
    for runs in frequent(np.array(words), np.array(article), least=least, longest=3):
        length = runs.length
        everywhere = Counter(tuple(text[at : at + length]) for text in texts for at in range(len(text) - length + 1))
        articles = Counter(
            run for text in texts for run in {tuple(text[at : at + length]) for at in range(len(text) - length + 1)}
        )
        found = {
            tuple(words[first : first + length]): (count, some)
            for first, count, some in zip(
                runs.first.tolist(), runs.counts.tolist(), runs.articles.tolist(), strict=True
            )
        }
        assert found == {run: (everywhere[run], some) for run, some in articles.items() if some >= least}


def test_a_piece_goes_on_with_one_and_the_same_word() -> None:
    texts = [[1, 2, 3, place] for place in (4, 5, 6, 7)]
    words, article = _flat(texts)
    levels = frequent(np.array(words), np.array(article), least=2, longest=4)
    told = {
        tuple(words[first : first + runs.length]): (round(before[number], 2), round(behind[number], 2))
        for runs, before, behind in shares(levels)
        for number, first in enumerate(runs.first.tolist())
    }
    assert told[1, 2] == (0, 1) and told[2, 3] == (1, 0) and told[1, 2, 3] == (0, 0)


def test_words_that_are_seldom_apart_belong_together() -> None:
    texts = [[1, 2, 9, 3], [9, 1, 2, 3], [3, 9, 4, 3], [4, 9, 3, 9], [1, 2, 3, 9], [9, 3, 3, 4]]
    words, article = _flat(texts)
    levels = frequent(np.array(words), np.array(article), least=2, longest=2)
    pairs = levels[1]
    by_pair = dict(
        zip(((words[at], words[at + 1]) for at in pairs.first.tolist()), cohesion(pairs, levels), strict=True)
    )
    assert by_pair[1, 2] > 0.9 > by_pair[9, 3]
