"""Document numbers in a query, over the newsroom: however they are written, the document and no other."""

from __future__ import annotations

import pytest

from searchsvc.analysis.numbers import Number
from searchsvc.model import Article
from searchsvc.searching.analyze import analyze
from searchsvc.searching.answer import Question
from searchsvc.searching.articles import article_page
from searchsvc.searching.desk import Desk
from searchsvc.searching.numbers import number_asked, places_of
from searchsvc.searching.search import search

DIRECTIVE, OF_2014, OF_2012 = "so-ket-chi-thi-03-2014", "quyet-dinh-15-2014", "quyet-dinh-15-2012"


def strict(typed: str, desk: Desk) -> list[str]:
    answer = search(Question(typed, size=50), desk)
    return [hit.article.id for hit in answer.hits][: answer.complete]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("03/CT-TU", [DIRECTIVE]),
        ("03-ct/tu", [DIRECTIVE]),
        ("03 ct tu", [DIRECTIVE]),
        ("chi thi 03", [DIRECTIVE]),
        ("chỉ thị số 3-CT/TU", [DIRECTIVE]),
        ("Chỉ thị 03 của Tỉnh ủy", [DIRECTIVE]),
        ("số:03/ct-tu", [DIRECTIVE]),
        ("03/CT-TW", []),
        ("quyết định 15/2014", [OF_2014]),
        ("qd 15/2014", [OF_2014]),
        ("15/2014/QĐ-UBND", [OF_2014]),
        ("quyết định số 15 năm 2012", [OF_2012]),
        ("số:15/2012", [OF_2012]),
        ("quyết định 15/2013", []),
        ("nghị định 15/2014", []),
    ],
)
def test_the_document_and_no_other(desk: Desk, typed: str, found: list[str]) -> None:
    assert strict(typed, desk)[: len(found)] == found
    assert set(strict(typed, desk)) <= set(found)


def test_less_said_finds_every_year(desk: Desk) -> None:
    assert {OF_2014, OF_2012} <= set(strict("quyết định 15", desk))


def test_every_way_an_article_writes_it_is_marked(desk: Desk) -> None:
    page = article_page(DIRECTIVE, "03-ct/tu", desk)
    marked = {page.article.text(field)[start:end] for field, marks in page.marks.items() for start, end in marks}
    assert marked == {"Chỉ thị số 03/CT-TU", "Chỉ thị 03"}
    assert [cited.name for cited in page.numbers] == ["03/CT-TU"]


def test_a_number_that_says_another_year_is_not_marked(desk: Desk) -> None:
    page = article_page(OF_2012, "quyết định 15/2014", desk)
    marked = {page.article.text(field)[start:end] for field, marks in page.marks.items() for start, end in marks}
    assert not any("2012" in text for text in marked)


def test_it_is_told_and_taken_back(desk: Desk) -> None:
    answer = search(Question("chi thi 03"), desk)
    assert [(step.step, step.before, step.after) for step in answer.steps] == [("number", "chi thi 03", "Chỉ thị 03")]
    literal = search(Question("chi thi 03", **answer.steps[0].undo), desk)  # type: ignore[arg-type]
    assert "number:" not in literal.tree and not literal.steps


def test_quoted_it_is_words(desk: Desk) -> None:
    assert "number:" not in search(Question('"chỉ thị 03"'), desk).tree


def test_what_is_no_number_is_words() -> None:
    assert number_asked("mưa lũ") is None
    assert list(places_of(Number("3", kind="ct"), Article("1", body="Nghị định 3"))) == []


def test_analyze_shows_the_numbers_of_a_text() -> None:
    found = analyze("Chỉ thị 03/CT-TU và 3-1", None).numbers
    assert [(one.start, one.end, str(one.number)) for one in found] == [(0, 16, "3/ct-tu")]
