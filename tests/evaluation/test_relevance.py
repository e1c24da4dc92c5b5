"""A whole collection is asked and summed up: by variant, by kind, as JSON and as lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from searchsvc.evaluation.relevance import Table, as_json, as_lines, evaluate, is_held_out

QUERIES = [
    {"qid": "r1", "query": "giá cà phê", "variants": {"nodia": "gia ca phe", "oldtone": None}},
    {"qid": "r2", "query": "lễ hội", "variants": {"nodia": "le hoi", "oldtone": None}},
    {"qid": "s1", "query": "Hòa Lâm", "variants": {"nodia": "Hoa Lam", "oldtone": "Hoà Lâm"}},
    {"qid": "s2", "query": "nobody judged this"},
]
QRELS = "r1\ta\t3\nr1\tb\t0\nr2\tb\t2\ns1\tc\t3\ns1\td\t1\ns2\ta\t0\n"
FOUND = {
    "giá cà phê": ["a"],
    "gia ca phe": ["b", "a", "a", "b"],
    "lễ hội": ["b"],
    "le hoi": [],
    "Hòa Lâm": ["c", "d"],
    "Hoa Lam": ["x", "c", "d"],
    "Hoà Lâm": ["d"],
}


@pytest.fixture
def table(tmp_path: Path) -> Table:
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, QUERIES)), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text(QRELS, encoding="utf-8")
    steps: list[tuple[int, int]] = []
    table = evaluate(tmp_path, FOUND.__getitem__, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(number, 7) for number in range(1, 8)]
    return table


def test_each_variant_has_its_means(table: Table) -> None:
    means = table.variants()
    assert list(means) == ["query", "nodia", "oldtone"]
    assert (means["query"].ndcg, means["query"].mrr, means["query"].recall, means["query"].needs) == (1, 1, 1, 3)
    assert means["nodia"].mrr == pytest.approx((1 / 2 + 0 + 1 / 2) / 3)
    assert means["nodia"].recall == pytest.approx(2 / 3)
    assert means["nodia"].judged == pytest.approx((1 + 1 + 2 / 3) / 3)
    assert means["oldtone"].ndcg == pytest.approx(1 / (7 + 0.63093), rel=1e-4)
    assert means["oldtone"].needs == 1


def test_a_document_counts_once_however_often_it_is_found(table: Table) -> None:
    assert [row.ranking for row in table.rows if row.variant == "nodia"] == [("b", "a"), (), ("x", "c", "d")]


def test_a_variant_is_held_against_the_same_needs_typed_well(table: Table) -> None:
    well = table.typed_well()
    assert (well["nodia"].needs, well["oldtone"].needs, well["oldtone"].ndcg) == (3, 1, 1)


def test_needs_nobody_found_anything_for_are_left_out_and_named(table: Table) -> None:
    assert (table.queries(), table.unjudged) == (3, ("s2",))


def test_kinds_of_needs_have_their_own_means(table: Table) -> None:
    kinds = table.kinds()
    assert {kind: by_variant["nodia"].needs for kind, by_variant in kinds.items()} == {"r": 2, "s": 1}
    assert "oldtone" not in kinds["r"]


def test_json_has_the_shape_of_the_interface(table: Table) -> None:
    shape = as_json(table)
    assert shape["queries"] == 3 and set(shape["variants"]) == {"query", "nodia", "oldtone"}
    assert shape["variants"]["query"].items() >= {"ndcg@10": 1.0, "mrr": 1.0, "recall@50": 1.0, "needs": 3}.items()
    assert shape["variants"]["oldtone"]["query_ndcg@10"] == 1.0
    assert shape["unjudged"] == ["s2"]
    assert json.loads(json.dumps(shape)) == shape


def test_lines_can_be_read(table: Table) -> None:
    lines = as_lines(table)
    assert lines[0].split() == ["variant", "ndcg@10", "mrr", "recall@50", "condensed@10", "judged@10", "needs"]
    assert lines[1].split() == ["query", "1.000", "1.000", "1.000", "1.000", "1.000", "3"]
    assert lines[3].startswith("oldtone") and lines[3].endswith("typed well, the same needs: 1.000")
    assert lines[5].split() == ["ndcg@10", "query", "nodia", "oldtone"]
    assert lines[6].split()[0] == "r" and len(lines[6].split()) == 3


def test_what_the_search_raises_is_not_hidden(tmp_path: Path) -> None:
    (tmp_path / "queries.jsonl").write_text(json.dumps(QUERIES[0]), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text(QRELS, encoding="utf-8")
    with pytest.raises(KeyError):
        evaluate(tmp_path, dict[str, list[str]]().__getitem__)


def test_the_third_held_out_is_reported_apart(tmp_path: Path) -> None:
    queries = [{"qid": f"r0{number}", "query": "lễ hội"} for number in range(1, 7)]
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("".join(f"r0{number}\tb\t2\n" for number in range(1, 7)), encoding="utf-8")
    table = evaluate(tmp_path, lambda text: ["b"])
    held = [row.need.id for row in table.held_out().rows]
    assert held == [row.need.id for row in table.rows if is_held_out(row.need.id)] and 0 < len(held) < 6
    assert as_json(table)["held_out"]["queries"] == len(held)
    assert [line.split()[:2] for line in as_lines(table)[-2:]] == [["held", "out"], ["the", "rest"]]
