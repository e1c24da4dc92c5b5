"""What is kept of an answer serves no other request, and no later state."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from searchsvc.engine import Engine, open_engine
from searchsvc.engine.query import And, AnyOf, Or, Phrase, Term
from searchsvc.engine.schema import FieldWeight, Request
from tests.engine.asking import PLAIN, ids, put, request

TREES = (
    Term("lũ"),
    And((Term("lũ"), Term("đê"))),
    Or((Term("lũ"), Term("đê"))),
    Phrase((Term("lũ"), Term("đê"))),
    AnyOf((("lũ", 1.0), ("đê", 0.5))),
)
RANKINGS = (
    PLAIN,
    replace(PLAIN, k1=2.0),
    replace(PLAIN, fields={"body": FieldWeight(2.0, 0.9)}),
    replace(PLAIN, half_life=30.0, now=90_000_000),
    replace(PLAIN, half_life=30.0, now=180_000_000),
)
MORE: tuple[dict[str, Any], ...] = (
    {"size": 3},
    {"size": 0, "facets": ("year",)},
    {"size": 5, "offset": 4},
    {"sort": "newest", "size": 4},
    {"filters": (Term("2014", "year"),), "size": 4, "facets": ("year",)},
    {"facets": ("year", "person"), "facet_size": 2, "size": 4},
    {"facets": ("year", "person"), "facet_size": 1, "size": 4},
)


def test_requests_in_any_order_are_answered_as_if_each_were_the_first(tmp_path: Path) -> None:
    words, engine = Random(5), open_engine(tmp_path)
    for lot in range(2):
        engine.write(
            put(
                f"{lot}.{number}",
                " ".join(words.choices(("lũ", "đê", "mưa", "gió"), k=words.randint(1, 30))),
                published=number * 3_000_000,
                year=str(2012 + number % 4),
                person=f"p{number % 3}",
            )
            for number in range(30)
        )
    asked = [request(tree, ranking=how, **more) for tree in TREES for how in RANKINGS for more in MORE]
    alone = [_alone(one, tmp_path) for one in asked]
    for order in (asked, asked[::-1]):
        for one in order:
            assert engine.search(one) == alone[asked.index(one)], one


def _alone(asked: Request, folder: Path) -> object:
    engine = open_engine(folder)
    found = engine.search(asked)
    engine.close()
    return found


def test_what_was_written_since_is_found(engine: Engine) -> None:
    engine.write([put("1", "lũ đê")])
    tree = Phrase((Term("lũ"), Term("đê")))
    assert ids(engine, tree) == ids(engine, tree) == ["1"]
    engine.write([put("2", "lũ đê"), put("1", "đê lũ")])
    assert ids(engine, tree) == ["2"]


def test_who_changes_the_facets_of_an_answer_changes_no_other(engine: Engine) -> None:
    engine.write([put("1", "lũ", year="2014")])
    for _ in range(2):
        found = engine.search(request("lũ", facets=("year",))).facets
        assert found == {"year": (("2014", 1),)}
        dict.clear(found)  # type: ignore[arg-type]
