"""Measures against figures worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from searchsvc.evaluation import measures
from tests.support.cases import cases

RANKING = tuple("abcde")
GRADES = {"b": 1, "c": 2, "e": 3, "z": 2, "y": 0}


@pytest.mark.parametrize(("ranking", "others", "expected"), cases("ndcg.tsv"))
def test_ndcg(ranking: str, others: str, expected: str) -> None:
    found = {f"d{rank}": grade for rank, grade in enumerate(ranking.split())}
    grades = {id: int(grade) for id, grade in found.items() if grade != "x"}
    missed = {f"m{number}": int(grade) for number, grade in enumerate(others.split())}
    assert f"{measures.ndcg(list(found), grades | missed):.4f}" == expected


def test_ndcg_looks_as_deep_as_it_is_told() -> None:
    assert measures.ndcg(["a", "b"], {"b": 3}, depth=1) == 0
    assert measures.ndcg(["a", "b"], {"b": 3}, depth=2) == pytest.approx(1 / math.log2(3))


def test_condensed_leaves_out_what_was_not_judged() -> None:
    assert measures.condensed(["a", "c"], {"c": 2}) == 1
    assert measures.condensed(["y", "c"], {"c": 2, "y": 0}) == pytest.approx(1 / math.log2(3))


def test_reciprocal_rank_is_that_of_the_first_relevant() -> None:
    assert measures.reciprocal_rank(RANKING, GRADES) == pytest.approx(1 / 3)
    assert measures.reciprocal_rank(RANKING, GRADES, relevant=1) == pytest.approx(1 / 2)
    assert measures.reciprocal_rank(RANKING, GRADES, relevant=3, depth=4) == 0
    assert measures.reciprocal_rank((), GRADES) == 0


def test_recall_is_the_share_of_all_relevant() -> None:
    assert measures.recall(RANKING, GRADES) == pytest.approx(2 / 3)
    assert measures.recall(RANKING, GRADES, depth=3) == pytest.approx(1 / 3)
    assert measures.recall(RANKING, {"y": 0}) == 0


def test_judged_is_the_share_of_what_is_shown() -> None:
    assert measures.judged(RANKING, GRADES) == pytest.approx(3 / 5)
    assert measures.judged(["y"], GRADES) == 1
    assert measures.judged([], GRADES) == 1


@given(
    some.lists(some.sampled_from("abcdefghijklmnop"), unique=True),
    some.dictionaries(some.sampled_from("abcdefghijklmnop"), some.integers(0, 3)),
)
def test_every_measure_is_between_0_and_1(ranking: list[str], grades: dict[str, int]) -> None:
    for measure in (measures.ndcg, measures.condensed, measures.reciprocal_rank, measures.recall, measures.judged):
        assert 0 <= measure(ranking, grades) <= 1 + 1e-9
    assert measures.condensed(ranking, grades) >= measures.ndcg(ranking, grades) - 1e-9
    best = sorted(grades, key=grades.__getitem__, reverse=True)
    assert measures.ndcg(best, grades) == pytest.approx(1 if any(grades.values()) else 0)
