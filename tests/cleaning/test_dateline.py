"""The dateline: what the first words say, and which year its day is in."""

from __future__ import annotations

from datetime import date

import pytest

from searchsvc.cleaning import clean
from searchsvc.cleaning.dateline import dateline, nearest_year
from searchsvc.model import RawArticle
from tests.support.cases import cases


@pytest.mark.parametrize(("text", "expected"), cases("cleaning_datelines.tsv"))
def test_first_words(text: str, expected: str) -> None:
    found = dateline(text)
    said = [found.place, found.day, found.month, found.year] if found else []
    assert " | ".join("" if part is None else str(part) for part in said).strip() == (
        "" if expected == "-" else expected
    )


@pytest.mark.parametrize(("text", "expected"), cases("cleaning_datelines.tsv"))
def test_its_text_is_the_beginning(text: str, expected: str) -> None:
    found = dateline(text)
    assert found is None or (found.text and text.startswith(found.text))


def test_year_from_publication() -> None:
    article = clean(RawArticle(id="1", body="(sonhatv.example) – Sáng 30/12, hội nghị họp.", published="2013-01-02"))
    assert article.dateline and article.dateline.year == 2012
    assert "year of the dateline inferred from publication" in article.notes


def test_year_stays_open() -> None:
    article = clean(RawArticle(id="1", body="Sáng 19/05, hội nghị họp. Nhiệm vụ trong năm 2014 rất nặng."))
    assert article.dateline and article.dateline.year is None
    assert (article.published, article.published_inferred) == ("", False)


def test_publication_from_a_written_year() -> None:
    article = clean(RawArticle(id="1", body="Sáng 19/5/2014, hội nghị họp."))
    assert (article.published, article.published_inferred) == ("2014-05-19", True)


def test_a_given_date_is_never_overruled() -> None:
    article = clean(RawArticle(id="1", body="Sáng 19/5/2014, hội nghị họp.", published="2014-05-20"))
    assert (article.published, article.published_inferred) == ("2014-05-20", False)


def test_a_day_inside_the_body_dates_nothing() -> None:
    article = clean(RawArticle(id="1", lead="Án mạng được xử lại.", body="Ngày 12/8/2009, hai nhóm gặp nhau."))
    assert article.published == ""


@pytest.mark.parametrize(
    ("day", "month", "published", "year"),
    [(1, 1, date(2025, 12, 31), 2026), (5, 1, date(2025, 12, 31), 2025), (29, 2, date(2025, 3, 1), 2024)],
)
def test_nearest_year(day: int, month: int, published: date, year: int) -> None:
    assert nearest_year(day, month, published) == year
