"""How good one ranking is for one need: numbers between 0 and 1, from the grades people gave.

A ranking is a list of document ids, best first, each once; `grades` are those of the need, 0 to 3, and a document
without one counts as 0 except in `condensed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log2


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], *, depth: int = 10) -> float:
    """Discounted cumulative gain over the best that could be had; 0 when nothing has a grade.

    DCG = sum over ranks i = 1..depth of (2^grade_i - 1) / log2(i + 1), divided by that of all grades of the need in
    falling order (Järvelin and Kekäläinen, 2002; the gain after Burges et al., 2005).
    """
    best = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain(grades.get(id, 0) for id in ranking[:depth]) / best if best else 0.0


def condensed(ranking: Sequence[str], grades: Mapping[str, int], *, depth: int = 10) -> float:
    """`ndcg` of the ranking with unjudged documents left out (Sakai, 2007): what it might be were all judged."""
    return ndcg([id for id in ranking if id in grades], grades, depth=depth)


def reciprocal_rank(ranking: Sequence[str], grades: Mapping[str, int], *, relevant: int = 2, depth: int = 10) -> float:
    """1 / rank of the first document with a grade of `relevant` or more, 0 when there is none down to `depth`."""
    ranks = (rank for rank, id in enumerate(ranking[:depth], 1) if grades.get(id, 0) >= relevant)
    return 1 / next(ranks, float("inf"))


def recall(ranking: Sequence[str], grades: Mapping[str, int], *, relevant: int = 2, depth: int = 50) -> float:
    """Of the documents with a grade of `relevant` or more, the share among the first `depth`; 0 when there are none."""
    wanted = {id for id, grade in grades.items() if grade >= relevant}
    return len(wanted & set(ranking[:depth])) / len(wanted) if wanted else 0.0


def judged(ranking: Sequence[str], grades: Mapping[str, int], *, depth: int = 10) -> float:
    """Of the first `depth` documents, the share that was judged; 1 when nothing was found.

    Below about 0.95 on average, `ndcg` is a lower bound.
    """
    shown = ranking[:depth]
    return sum(id in grades for id in shown) / len(shown) if shown else 1.0


def _gain(grades: Iterable[int]) -> float:
    return sum((2.0**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, 1))
