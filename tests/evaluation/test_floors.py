"""Floors are refused to sink, with a sentence for each."""

from __future__ import annotations

from searchsvc.evaluation import floors

FLOORS = {"baomoi-dev": {"query": {"ndcg@10": 0.87, "mrr": 0.95}, "nodia": {"ndcg@10": 0.86}}}


def test_what_holds_says_nothing() -> None:
    measured = {"query": {"ndcg@10": 0.87, "mrr": 0.9496}, "nodia": {"ndcg@10": 0.9}, "telex": {"ndcg@10": 0.0}}
    assert floors.sunk("baomoi-dev", measured, floors=FLOORS) == ()


def test_each_sunk_figure_has_its_sentence() -> None:
    assert floors.sunk("baomoi-dev", {"query": {"ndcg@10": 0.8612, "mrr": 0.99}}, floors=FLOORS) == (
        "baomoi-dev, query: ndcg@10 is 0.861, below its floor of 0.870.",
        "baomoi-dev, nodia: ndcg@10 has a floor of 0.860 and was not measured.",
    )


def test_a_collection_without_floors_cannot_sink() -> None:
    assert floors.sunk("elsewhere", {}, floors=FLOORS) == ()


def test_the_shipped_floors_are_figures_between_0_and_1() -> None:
    for figures in floors.load().values():
        assert all(0 <= floor <= 1 for by_measure in figures.values() for floor in by_measure.values())
