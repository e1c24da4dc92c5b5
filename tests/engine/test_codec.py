"""Whoosh on our segments: its reader, searcher and query parser work as on any index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from whoosh import index, qparser, sorting
from whoosh import query as stock

from searchsvc.analysis.tokens import Words
from searchsvc.engine import open_engine
from searchsvc.engine.query import And, Phrase, Term
from searchsvc.engine.schema import Document, Drop, Put
from tests.engine.asking import ids, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    engine = open_engine(tmp_path)
    engine.write(put(f"bài {number}", "lũ về làng" if number % 2 else "đê vỡ", year="2014") for number in range(10))
    engine.write([put("bài 3", "hết lũ"), Drop("bài 5"), Put(Document("đề", {"title": Words(["lũ", "lớn"])}))])
    engine.close()
    return tmp_path


@pytest.fixture
def searcher(folder: Path) -> Iterator[Any]:
    with index.open_dir(str(folder)).searcher() as searcher:
        yield searcher


def test_open_dir_and_the_parser_give_the_same_hits(folder: Path, searcher: Any) -> None:
    engine = open_engine(folder)
    parsed = qparser.QueryParser("body", searcher.schema).parse("LŨ về")
    found = {hit["id"] for hit in searcher.search(parsed, limit=None)}
    assert found == set(ids(engine, And((Term("lũ", "body"), Term("về", "body"))))) == {"bài 1", "bài 7", "bài 9"}
    quoted = qparser.QueryParser("body", searcher.schema).parse('"về làng"')
    found = {hit["id"] for hit in searcher.search(quoted, limit=None)}
    assert found == set(ids(engine, Phrase((Term("về"), Term("làng")), field="body")))


def test_counts_leave_out_what_is_deleted(searcher: Any) -> None:
    reader = searcher.reader()
    assert reader.doc_count() == 10
    assert sorted(fields["id"] for fields in reader.all_stored_fields()) == sorted(
        ["đề", *(f"bài {number}" for number in range(10) if number != 5)]
    )


def test_terms_and_their_figures(searcher: Any) -> None:
    reader = searcher.reader()
    assert [text.decode() for text in reader.lexicon("title")] == ["lũ", "lớn"]  # as code points sort
    assert ("year", b"2014") in reader
    assert ("title", "đê".encode()) not in reader
    info = reader.term_info("title", "lũ".encode())
    assert (info.doc_frequency(), info.weight(), info.min_length(), info.max_length()) == (1, 1, 2, 2)
    assert reader.doc_frequency("body", "không".encode()) == 0
    assert reader.frequency("body", "không".encode()) == 0
    assert reader.frequency("title", "lũ".encode()) == 1
    assert reader.field_length("title") == 2
    assert list(reader.expand_prefix("title", "l")) != []


def test_prefixes_and_ranges_of_terms_go_through_our_dictionary(searcher: Any) -> None:
    for tree in (stock.Prefix("title", "lớ"), stock.TermRange("title", "lũ", "lớn"), stock.Wildcard("title", "l*n")):
        assert {hit["id"] for hit in searcher.search(tree)} == {"đề"}


def test_grouping_by_our_keywords_is_what_facets_are_for_here(searcher: Any) -> None:
    found = searcher.search(stock.Every(), groupedby=sorting.StoredFieldFacet("id"), limit=None)
    assert len(found.groups()) == 10


def test_whooshs_own_writer_is_refused_rather_than_let_near(folder: Path) -> None:
    made = index.open_dir(str(folder))
    with pytest.raises(NotImplementedError, match="engine"):
        made.schema["body"].format.word_values("lũ", None)
