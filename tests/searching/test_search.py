"""Search as a whole, over the newsroom."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchsvc.engine.schema import FACET_FIELDS
from searchsvc.errors import Mistake, NotFound
from searchsvc.searching.answer import Answer, Question
from searchsvc.searching.articles import article_page
from searchsvc.searching.cursors import Place, read_cursor, write_cursor
from searchsvc.searching.desk import Desk
from searchsvc.searching.explain import explain
from searchsvc.searching.people import find_people, person_page
from searchsvc.searching.search import search
from tests.support.cases import cases

CHAIRMAN = "so-ket-chi-thi-03-2014"


def ids(answer: Answer) -> list[str]:
    return [hit.article.id for hit in answer.hits]


@pytest.mark.parametrize(("typed", "first", "found", "never", "rung"), cases("search.tsv"))
def test_search(desk: Desk, typed: str, first: str, found: str, never: str, rung: str) -> None:
    answer = search(Question(typed, size=50), desk)
    got = ids(answer)
    assert answer.total == len(got)
    assert got[:1] == ([] if first in ("", "-") else [first]) or not first
    assert set(found.split()) <= set(got)
    assert not set(never.split()) & set(got)
    assert answer.rung == rung


def test_one_word_each_way_of_placing_the_tone(desk: Desk) -> None:
    assert ids(search(Question("hòa", size=50), desk)) == ids(search(Question("hoà", size=50), desk))


def test_a_day_that_is_none_is_said(desk: Desk) -> None:
    answer = search(Question("lũ quét từ:hôm_qua"), desk)
    assert [note.kind for note in answer.diagnostics] == ["value"]


def test_exact_spelling_comes_first(desk: Desk) -> None:
    answer = search(Question("dang", size=50), desk)
    assert answer.hits[0].tier == "exact"
    assert {hit.tier for hit in answer.hits} >= {"exact", "folded"}


def test_an_empty_question_is_everything_newest_first(desk: Desk) -> None:
    answer = search(Question("", size=50, facets=FACET_FIELDS), desk)
    days = [hit.article.published[:10] for hit in answer.hits]
    dated = [day for day in days if day]
    assert answer.total == 32 and dated == sorted(dated, reverse=True)
    assert days[len(dated) :] == [""] * (len(days) - len(dated)), "articles without a date come last"


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_pages_and_cursors_give_every_hit_once(desk: Desk, sort: str) -> None:
    whole = ids(search(Question("hoa", size=100, sort=sort), desk))  # type: ignore[arg-type]
    assert len(whole) > 10
    pages = [ids(search(Question("hoa", size=4, page=page, sort=sort), desk)) for page in range(1, 9)]  # type: ignore[arg-type]
    assert [id for page in pages for id in page] == whole
    followed, cursor = [], ""
    for _ in range(20):
        answer = search(Question("hoa", size=4, cursor=cursor, sort=sort), desk)  # type: ignore[arg-type]
        followed += ids(answer)
        cursor = answer.next
        if not cursor:
            break
    assert followed == whole


def test_a_page_past_the_end_is_empty(desk: Desk) -> None:
    answer = search(Question("lũ quét", page=1000), desk)
    assert answer.total == 2 and not answer.hits and not answer.next


@pytest.mark.parametrize("cursor", ["x", "!!!!", "bnVsbA", "WzEsMiwzLDRd", "[" * 5000, "đ"])
def test_a_cursor_of_somebody_else_is_a_mistake(desk: Desk, cursor: str) -> None:
    with pytest.raises(Mistake):
        search(Question("hoa", cursor=cursor), desk)


@given(key=st.floats(allow_nan=False), id=st.text(), seen=st.integers(min_value=0, max_value=10**9))
def test_a_cursor_is_read_as_written(key: float, id: str, seen: int) -> None:
    place = Place(key, id, "most", seen)
    assert read_cursor(write_cursor(place)) == place


def test_filters_narrow(desk: Desk) -> None:
    whole = search(Question("hoa", size=50), desk)
    narrowed = search(Question("hoa", size=50, start="2010-01-01", end="2012-12-31"), desk)
    assert 0 < narrowed.total < whole.total
    assert all("2010" <= hit.article.published[:4] <= "2012" for hit in narrowed.hits)


def test_facets_count_all_matches_and_lead_to_them(desk: Desk) -> None:
    answer = search(Question("hoa", size=1, facets=FACET_FIELDS), desk)
    for value in answer.facets["category"]:
        assert search(Question("hoa", category=value.value), desk).total == value.count
    for value in answer.facets["person"][:5]:
        assert search(Question("hoa", person=value.value), desk).total == value.count
        assert value.label != value.value, "a person is called by the name"
    years = [value.value for value in answer.facets["year"]]
    assert years == sorted(years, reverse=True)


def test_people_stand_beside_the_hits(desk: Desk) -> None:
    answer = search(Question("nguyen van hung"), desk)
    assert [found.card.name for found in answer.people[:2]] == ["Nguyễn Văn Hùng", "Nguyễn Văn Hùng"]
    assert answer.people[0].card.id != answer.people[1].card.id
    assert not search(Question("lũ quét"), desk).people


@pytest.mark.parametrize(
    ("typed", "named"), [("nguyen van hung", True), ("ông hùng", False), ("phan duc hoa", True), ("hoa", False)]
)
def test_only_whoever_is_named_outright_counts_in_ranking(desk: Desk, typed: str, named: bool) -> None:
    assert ("person:" in search(Question(typed), desk).tree) is named


def test_wider_rungs_are_said_and_can_be_undone(desk: Desk) -> None:
    typed = "lũ quét đăk tơ re zzzz"
    answer = search(Question(typed), desk)
    assert answer.rung == "most" and answer.steps[0].step == "most"
    literal = search(Question(typed, **answer.steps[0].undo), desk)  # type: ignore[arg-type]
    assert literal.rung == "exact" and literal.total == 0 and not literal.steps


def test_hits_say_whom_they_name(desk: Desk) -> None:
    answer = search(Question("03/CT-TU"), desk)
    assert "Nguyễn Văn Hùng" in [name for _, name in answer.hits[0].people]


def test_an_article_is_shown_with_marks_and_people(desk: Desk) -> None:
    page = article_page(CHAIRMAN, "nguyen van hung", desk)
    assert {page.article.text(field)[start:end] for field, marks in page.marks.items() for start, end in marks} == {
        "Nguyễn Văn Hùng"
    }
    chairman = next(shown for shown in page.people if shown.person.name == "Nguyễn Văn Hùng")
    assert desk.directory.card(chairman.id) is not None
    for mention in chairman.person.mentions:
        assert page.article.text(mention.field)[mention.start : mention.end] == mention.text
    with pytest.raises(NotFound):
        article_page("no-such-article", "", desk)


def test_a_person_is_shown_with_offices_and_their_proof(desk: Desk) -> None:
    found = find_people("nguyễn văn hùng chủ tịch", desk, page=1, size=10).people[0]
    page = person_page(found.card.id, desk, page=1, size=10)
    proven = {shown.held.title: shown.proof for shown in page.offices}
    assert "Chủ tịch UBND tỉnh" in proven and "Nguyễn Văn Hùng" in proven["Chủ tịch UBND tỉnh"]
    days = [article.published for article in page.articles]
    assert days == sorted(days, reverse=True) and len(days) == len(page.card.articles)
    with pytest.raises(NotFound):
        person_page("nobody", desk, page=1, size=10)


def test_a_name_typed_with_the_input_method_off(desk: Desk) -> None:
    typed, written = (find_people(text, desk, page=1, size=10) for text in ("Nguyeenx Vawn Hungf", "Nguyễn Văn Hùng"))
    assert [found.card.id for found in typed.people] == [found.card.id for found in written.people]
    assert (typed.understood, written.understood) == ("Nguyễn Văn Hùng", "")


def test_the_parts_of_a_score_make_the_score(desk: Desk) -> None:
    told = explain(Question('"chỉ thị 03"'), desk)
    assert told.answer.hits[0].score == pytest.approx(sum(score for _, score in told.answer.hits[0].parts), abs=1e-3)
    assert [word.typed for word in told.words] == ["chỉ", "thị", "03"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    typed=st.one_of(
        st.text(max_size=80),
        st.lists(
            st.sampled_from(
                [
                    "hoa",
                    "hội",
                    '"',
                    "(",
                    ")",
                    "-",
                    "OR",
                    "NEAR/2",
                    "title:",
                    "người:",
                    "từ:",
                    "đến:",
                    "*",
                    "2014",
                    "nơi:",
                    "số:",
                ]
            ),
            max_size=12,
        ).map(" ".join),
    )
)
def test_no_query_fails(desk: Desk, typed: str) -> None:
    answer = search(Question(typed, facets=FACET_FIELDS), desk)
    assert answer.total >= len(answer.hits)
    find_people(typed, desk, page=1, size=5)
    article_page(CHAIRMAN, typed, desk)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Nguyễn Văn Hùng thăm làng Kon Chênh", {"Nguyễn Văn Hùng"}),
        ("nguyen van hung tham lang", {"Nguyễn Văn Hùng"}),
        ("cảm ơn bà con Kon Chênh", set()),
        ("đường Nguyễn Văn Hùng", set()),
        ("Nguyễn Văn Hưng thăm làng", set()),
    ],
)
def test_people_named_among_other_words_are_shown(desk: Desk, typed: str, named: set[str]) -> None:
    assert {found.card.name for found in search(Question(typed), desk).people} == named
