"""The engine contract: what holds for any engine behind the seam."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from searchsvc.analysis.tokens import Words
from searchsvc.engine import Engine
from searchsvc.engine.query import And, AnyOf, Boost, Either, Every, Maybe, Not, Or, Phrase, Query, Range, Term
from searchsvc.engine.schema import Document, Drop, FieldWeight, Put, Ranking, Request, Spelling
from tests.engine.asking import PLAIN, everything, ids, put, request, texts

TREES: list[Query] = [
    Term("lũ"), Term("lũ", "title"), Term("lũ", "nowhere"), Term("Thời sự", "category"),
    AnyOf(()), AnyOf((("lũ", 0.5),)), Phrase(()), Phrase((Term("lũ"),)), Phrase((Term("lũ"), AnyOf(()))),
    Phrase((Term("lũ"), Term("về")), 3, ordered=False), And(()), Or(()), Or((Term("lũ"),), 3), Not(Every()),
    Either(()), Either((Term("lũ"), Every())),
    Maybe(Every(), ()), Maybe(Every(), (Term("lũ"),)), Boost(Term("lũ"), 0), Every(),
    Range("published"), Range("nowhere", 1, 2), Range("published", 5, 1),
    Or(tuple(Term(f"từ{number}") for number in range(300))),
]  # fmt: skip


@pytest.mark.parametrize("tree", TREES, ids=str)
def test_an_empty_index_answers_everything_with_nothing(engine: Engine, tree: Query) -> None:
    found = engine.search(request(tree, facets=("year", "person"), filters=(tree,)))
    assert (found.total, found.hits) == (0, ())
    assert all(not values for values in found.facets.values())


@pytest.mark.parametrize("tree", TREES, ids=str)
def test_no_tree_is_too_odd_for_an_answer(engine: Engine, tree: Query) -> None:
    engine.write([put("1", "lũ về", year="2014"), put("2", "đê", published=3)])
    for sort in ("relevance", "newest", "oldest"):
        found = engine.search(request(tree, sort=sort, facets=("year",), filters=(tree,), explain="parts"))
        assert found.total == len(found.hits) <= 2


def test_put_replaces_and_drop_takes_out(engine: Engine) -> None:
    engine.write([put("a", "lũ về"), put("b", "lũ rút")])
    engine.write([put("a", "đê vỡ"), Drop("b"), Drop("never there")])
    assert everything(engine) == {"a"}
    assert ids(engine, "lũ") == []
    assert ids(engine, "đê") == ["a"]
    engine.write([put("b", "lũ")])
    assert ids(engine, "lũ") == ["b"]


def test_of_changes_to_one_id_in_one_write_the_last_counts(engine: Engine) -> None:
    engine.write([put("a", "một"), put("a", "hai"), put("b", "một"), Drop("b"), Drop("c"), put("c", "một")])
    assert everything(engine) == {"a", "c"}
    assert ids(engine, "một") == ["c"]
    assert ids(engine, "hai") == ["a"]


def test_nothing_to_write_changes_nothing(engine: Engine) -> None:
    engine.write([put("a", "lũ")])
    engine.write([])
    engine.write([Drop("z")])
    assert everything(engine) == {"a"}


def test_many_small_writes_come_to_the_same_as_one(engine: Engine) -> None:
    for number in range(60):
        engine.write([put(f"{number}", f"lũ từ{number % 7}"), Drop(f"{number - 5}" if number % 2 else "-")])
        engine.tidy()
    assert everything(engine) == {str(n) for n in range(60) if n + 5 > 59 or (n + 5) % 2 == 0}
    assert len(ids(engine, "từ3")) == sum(1 for id in everything(engine) if int(id) % 7 == 3)
    assert engine.status().segments < 20
    while engine.tidy("few"):
        assert everything(engine) == {str(n) for n in range(60) if n + 5 > 59 or (n + 5) % 2 == 0}
    assert engine.status().segments == 1


def test_lots_made_ready_by_helpers_are_written_like_changes(
    engine: Engine, opened: Callable[..., Engine], tmp_path: Path
) -> None:
    engine.write([put("a", "cũ"), put("b", "lũ"), put("c", "lũ")])
    helper = opened(tmp_path / "engine", run=engine.run)
    lots = [helper.prepare([put(id, "mới").document for id in two]) for two in ("ad", "eb")]
    helper.close()
    assert everything(engine) == {"a", "b", "c"}, "nobody sees a lot before it is written"
    engine.write([put("e", "trước"), *lots, put("d", "sau"), Drop("c")])
    assert everything(engine) == {"a", "b", "d", "e"}
    assert sorted(ids(engine, "mới")) == ["a", "b", "e"]
    assert ids(engine, "sau") == ["d"] and not ids(engine, "cũ") and not ids(engine, "trước")
    assert engine.verify() == ()


def test_empty_documents_are_documents(engine: Engine) -> None:
    engine.write([Put(Document("a", {})), Put(Document("b", {"body": Words(["", ""]), "title": Words([])}))])
    assert everything(engine) == {"a", "b"}
    assert ids(engine, Not(Term("lũ"))) == ["a", "b"]


def test_a_document_without_an_id_is_refused_and_nothing_is_written(engine: Engine) -> None:
    with pytest.raises(ValueError, match="id"):
        engine.write([put("a"), put("")])
    assert everything(engine) == set()


def test_a_huge_document(engine: Engine) -> None:
    engine.write([put("huge", " ".join(["lũ"] * 70_000 + ["về", "làng"])), put("small", "lũ về")])
    assert ids(engine, Phrase((Term("về"), Term("làng")))) == ["huge"]
    assert set(ids(engine, Phrase((Term("lũ"), Term("về"))))) == {"huge", "small"}
    assert ids(engine, Phrase((Term("lũ"), Term("lũ")))) == ["huge"]


ODD_IDS = [
    "hai chữ", "https://báo.vn/tin/1?a=b&c=%20#x", "../../etc/passwd", "Đắk Hà", "a\u0306", "ă", "x" * 500, "ệ" * 500,
    "'", '"', "\\", "\t", "\n", "\0", "0", "-1", "None", "\U0001f30a", "\ud800", "\udfff", "?",
]  # fmt: skip


def test_odd_ids(engine: Engine) -> None:
    engine.write(put(id, f"lũ số{number}") for number, id in enumerate(ODD_IDS))
    assert everything(engine) == set(ODD_IDS)
    for number, id in enumerate(ODD_IDS):
        assert ids(engine, f"số{number}") == [id]
    engine.write([Drop(id) for id in ODD_IDS[::2]])
    assert everything(engine) == set(ODD_IDS[1::2])


ODD_TERMS = [
    "\0",
    " ",
    "a b",
    "\ud800",
    "\udfff",
    "?",
    "\U0001f30a",
    "ệ" * 300,
    "03/ct/tw",
    "*",
    "_",
    "\uffff",
    "é",
    "e\u0301",
]


def test_odd_terms_are_themselves_and_nothing_else(engine: Engine) -> None:
    engine.write(
        Put(Document(str(number), {"body": Words([term])}, {"tag": (term,)})) for number, term in enumerate(ODD_TERMS)
    )
    for number, term in enumerate(ODD_TERMS):
        assert ids(engine, term) == [str(number)], repr(term)
        assert ids(engine, Term(term, "tag")) == [str(number)]
        assert ids(engine, Phrase((Term(term), Term(term)))) == []
    values = engine.search(request(Every(), facets=("tag",))).facets["tag"]
    assert {value for value, _ in values} == set(ODD_TERMS)


def test_codes_lie_over_their_parts(engine: Engine) -> None:
    body = Words(["chỉ", "thị", "03", "ct", "tw", "đã", "ban", "hành"], [(2, "03/ct/tw")])
    engine.write([Put(Document("1", {"body": body})), put("2", "chỉ thị 03 ct tw")])
    assert ids(engine, "03/ct/tw") == ["1"]
    assert ids(engine, Phrase((Term("thị"), Term("03/ct/tw")))) == ["1"]
    assert set(ids(engine, Phrase((Term("thị"), Term("03"))))) == {"1", "2"}
    assert ids(engine, Phrase((Term("tw"), Term("đã")))) == ["1"]


def test_phrases_do_not_go_over_gaps_or_documents(engine: Engine) -> None:
    engine.write([Put(Document("1", {"captions": Words(["lũ", "", "về"])})), put("2", "về lũ"), put("3", "về lũ")])
    assert ids(engine, Phrase((Term("lũ"), Term("về")))) == []
    assert ids(engine, Phrase((Term("lũ"), Term("về")), 1)) == ["1"]
    assert ids(engine, Phrase((Term("về"), Term("lũ")))) == ["2", "3"]


def test_filters_narrow_and_do_not_score(engine: Engine) -> None:
    engine.write([put("1", "lũ", year="2014", published=100), put("2", "lũ lũ", year="2015", published=200)])
    both = {hit.id: hit.score for hit in engine.search(request("lũ")).hits}
    for condition in (
        Term("2014", "year"),
        Range("published", None, 150),
        AnyOf((("2014", 1.0), ("1999", 1.0)), "year"),
    ):
        found = engine.search(request("lũ", filters=(condition, Not(Term("đê")))))
        assert [(hit.id, hit.score) for hit in found.hits] == [("1", both["1"])]
    assert ids(engine, "lũ", filters=(Term("2014", "year"), Term("2015", "year"))) == []


def test_ranges_have_both_ends_and_leave_open_dates_out(engine: Engine) -> None:
    engine.write(
        [put("old", "x", published=-5), put("nil", "x", published=0), put("new", "x", published=9), put("open", "x")]
    )
    assert ids(engine, Range("published", 0, 9), sort="newest") == ["new", "nil"]
    assert ids(engine, Range("published", None, -5)) == ["old"]
    assert len(ids(engine, Range("published"))) == 3


def test_newest_and_oldest_put_open_dates_last(engine: Engine) -> None:
    engine.write([put("open", "x"), put("1990", "x", published=631_152_000), put("1960", "x", published=-315_619_200)])
    engine.write([put("2014", "x", published=1_400_000_000), put("open too", "x")])
    assert ids(engine, "x", sort="newest")[:3] == ["2014", "1990", "1960"]
    assert ids(engine, "x", sort="oldest")[:3] == ["1960", "1990", "2014"]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("size", [1, 7, 50, 200])
def test_pages_and_cursors_give_every_hit_once(engine: Engine, sort: str, size: int) -> None:
    for lot in range(3):
        engine.write(
            put(f"{lot}.{number}", "lũ " * (1 + number % 3), published=number % 5 * 1000 if number % 4 else None)
            for number in range(40)
        )
    whole = ids(engine, "lũ", sort=sort)
    assert len(whole) == len(set(whole)) == 120
    paged, after, followed = [], None, []
    for page in range(0, 120, size):
        paged += ids(engine, "lũ", sort=sort, offset=page, size=size)
        found = engine.search(request("lũ", sort=sort, size=size, after=after))
        followed += [hit.id for hit in found.hits]
        assert found.total == 120
        after = (found.hits[-1].key, found.hits[-1].id)
    assert paged == whole
    assert followed == whole
    assert ids(engine, "lũ", sort=sort, size=size, after=after) == []


def test_a_page_of_nothing_still_counts(engine: Engine) -> None:
    engine.write([put("1", "lũ", year="2014"), put("2", "lũ", year="2014")])
    for more in ({"size": 0}, {"offset": 1_000_000_000}):
        found = engine.search(request("lũ", facets=("year",), **more))
        assert (found.total, found.hits, dict(found.facets)) == (2, (), {"year": (("2014", 2),)})


def test_facets_count_all_matches_commonest_first(engine: Engine) -> None:
    for start in range(0, 60, 20):
        engine.write(
            put(str(n), "lũ" if n % 2 else "đê", person=f"p{n % 7:02}|p{n % 11:02}|p{n % 7:02}", year=f"{2000 + n % 3}")
            for n in range(start, start + 20)
        )
    engine.write([Drop("1"), Drop("3")])
    for tree, kept in ((Every(), set(range(60)) - {1, 3}), (Term("lũ"), set(range(5, 60, 2)))):
        counts: dict[str, int] = {}
        for n in kept:
            for value in {f"p{n % 7:02}", f"p{n % 11:02}"}:
                counts[value] = counts.get(value, 0) + 1
        wanted = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        for size in (1, 3, 100):
            found = engine.search(request(tree, facets=("person", "tag"), facet_size=size)).facets
            assert found == {"person": tuple(wanted[:size]), "tag": ()}


def test_spellings_and_completions_go_by_folded_keys(engine: Engine) -> None:
    engine.write([put("1", "hà hạ ha"), put("2", "hà hàng"), texts("3", {"title": "hạ", "body": "hạ hà"})])
    engine.write([put("4", "hà đà")])
    assert engine.spellings(["ha", "không có", "da"]) == {
        "ha": (Spelling("hà", 4), Spelling("hạ", 2), Spelling("ha", 1)),
        "không có": (),
        "da": (Spelling("đà", 1),),
    }
    assert engine.documents(["hà", "hạ", "HÀ", "", "hà"]) == {"hà": 4, "hạ": 2, "HÀ": 0, "": 0}
    assert engine.completions("ha", 2) == (Spelling("hà", 4), Spelling("hạ", 2))
    assert [found.text for found in engine.completions("han", 5)] == ["hàng"]
    assert engine.completions("zz", 5) == ()


def test_completions_know_words_of_titles(engine: Engine) -> None:
    engine.write([texts("1", {"title": "phỏng vấn"})])
    assert [found.text for found in engine.completions("phon", 5)] == ["phỏng"]


def test_another_handle_sees_what_is_written_when_it_refreshes(
    opened: Callable[[Path], Engine], tmp_path: Path
) -> None:
    writer, reader = opened(tmp_path / "e"), opened(tmp_path / "e")
    writer.write([put("1", "lũ")])
    assert ids(writer, "lũ") == ["1"]
    assert ids(reader, "lũ") == []
    reader.refresh()
    assert ids(reader, "lũ") == ["1"]
    writer.write([put("1", "đê"), put("2", "lũ")])
    assert ids(reader, "lũ") == ["1"], "a reader stays at the state it has seen"
    reader.refresh()
    assert ids(reader, "lũ") == ["2"]
    writer.close()
    assert ids(reader, "lũ") == ["2"]
    reader.close()
    again = opened(tmp_path / "e")
    assert everything(again) == {"1", "2"}
    again.close()


def test_titles_count_more_and_once_again(engine: Engine) -> None:
    engine.write([texts("body", {"title": "tin", "body": "lũ"}), texts("title", {"title": "lũ", "body": "tin"})])
    weights = {"title": FieldWeight(6, 0.5), "body": FieldWeight(1, 0.5)}
    plain, more = Ranking(weights, title=0.0), Ranking(weights, title=0.5)
    scores = {r.title: {hit.id: hit.score for hit in engine.search(Request(Term("lũ"), r)).hits} for r in (plain, more)}
    assert scores[0.0]["title"] > scores[0.0]["body"]
    assert scores[0.5]["title"] > scores[0.0]["title"]
    assert scores[0.5]["body"] == scores[0.0]["body"]


def test_freshness_is_a_bounded_multiplier(engine: Engine) -> None:
    now = 1_500_000_000
    engine.write([put(str(age), "lũ", published=now - age * 86_400) for age in (0, 100, 100_000)] + [put("open", "lũ")])
    fresh = Ranking(PLAIN.fields, title=0, half_life=100.0, floor=0.6, now=now)
    scores = {hit.id: hit.score for hit in engine.search(Request(Term("lũ"), fresh)).hits}
    base = engine.search(request("lũ")).hits[0].score
    assert scores == pytest.approx({"0": base, "100": base * 0.8, "100000": base * 0.6, "open": base * 0.6}, rel=1e-4)


def test_explain_gives_the_parts_that_make_up_a_score(engine: Engine) -> None:
    engine.write([put("1", "lũ về làng"), put("2", "đê")])
    tree = And((Term("lũ"), Boost(Phrase((Term("về"), Term("làng"))), 0.5)))
    hit = engine.search(request(tree, explain="parts")).hits[0]
    assert [name for name, _ in hit.parts] == ["lũ", '"về làng"']
    assert sum(part for _, part in hit.parts) == pytest.approx(hit.score, rel=1e-4)


def test_status_tells_documents_and_bytes(engine: Engine) -> None:
    before = engine.status()
    engine.write([put("1", "lũ")])
    after = engine.status()
    assert (before.documents, after.documents, after.segments) == (0, 1, 1)
    assert after.bytes > before.bytes
    assert engine.verify() == ()
