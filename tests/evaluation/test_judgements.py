"""Collections are read as they come, and what is not one is named by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchsvc.errors import BadSource
from searchsvc.evaluation.judgements import Need, read

QUERY = '{"qid": "r01", "query": "giá cà phê", "variants": {"nodia": "gia ca phe", "oldtone": null}}\n'


def _collection(folder: Path, queries: str, qrels: str) -> Path:
    (folder / "queries.jsonl").write_text(queries, encoding="utf-8")
    (folder / "qrels.tsv").write_text(qrels, encoding="utf-8")
    return folder


def test_a_collection_is_read(tmp_path: Path) -> None:
    queries = QUERY + '\n{"id": "56be", "text": "lũ quét", "answers": []}\n{"id": 7, "text": "mưa", "user": "staff"}\n'
    judgements = read(_collection(tmp_path, "\ufeff" + queries, "r01\ta\t3\nr01\tb\t0\r\n7\ta\t1\n"))
    assert judgements.needs == (
        Need("r01", {"query": "giá cà phê", "nodia": "gia ca phe"}, "r"),
        Need("56be", {"query": "lũ quét"}),
        Need("7", {"query": "mưa"}, "staff"),
    )
    assert judgements.grades == {"r01": {"a": 3, "b": 0}, "7": {"a": 1}}


@pytest.mark.parametrize(("grade", "relevant"), [("3", 2), ("2", 2), ("1", 1)])
def test_what_counts_as_relevant_follows_the_grades(tmp_path: Path, grade: str, relevant: int) -> None:
    assert read(_collection(tmp_path, QUERY, f"r01\ta\t{grade}\n")).relevant() == relevant


@pytest.mark.parametrize(
    ("queries", "qrels", "complaint"),
    [
        (QUERY + "{", "r01\ta\t3\n", r"queries.jsonl:2: not a query"),
        ('{"qid": "r01"}', "r01\ta\t3\n", r"queries.jsonl:1: not a query"),
        ('{"qid": "r01", "query": 5}', "r01\ta\t3\n", r"queries.jsonl:1: .*query is no text"),
        ('["r01"]', "r01\ta\t3\n", r"queries.jsonl:1: not a query"),
        ('{"qid": "r01", "query": "a", "variants": ["b"]}', "r01\ta\t3\n", r"queries.jsonl:1: not a query"),
        (QUERY + QUERY, "r01\ta\t3\n", r"an id stands twice"),
        (QUERY, "r01\ta\t3\nr01 b 2\n", r"qrels.tsv:2: not a judgement"),
        (QUERY, "r01\ta\t4\n", r"qrels.tsv:1: not a judgement"),
        (QUERY, "r02\ta\t3\n", r"none of the queries"),
        (QUERY, "", r"none of the queries"),
    ],
)
def test_what_is_no_collection_is_named(tmp_path: Path, queries: str, qrels: str, complaint: str) -> None:
    with pytest.raises(BadSource, match=complaint):
        read(_collection(tmp_path, queries, qrels))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match=r"queries\.jsonl is missing"):
        read(tmp_path)
    (tmp_path / "queries.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(BadSource, match=r"queries\.jsonl cannot be read"):
        read(tmp_path)


def test_the_real_collections_are_read(shared: Path) -> None:
    counts = {name: len(read(shared / "ir" / name).needs) for name in ("baomoi-dev", "news_mds", "xquad_vi")}
    assert counts == {"baomoi-dev": 60, "news_mds": 199, "xquad_vi": 1190}
