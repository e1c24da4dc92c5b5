"""What an engine is given of an article."""

from __future__ import annotations

import pytest

from searchsvc.indexing.documents import document_of, stamp_of
from searchsvc.model import Article, Dateline


def test_each_text_has_its_field_and_captions_stand_apart() -> None:
    article = Article("1", title="Mưa lớn", body="Nước lên.", captions=("Cầu Đăk Rơn", "", "Bà Y Bơ"))
    words = document_of(article, people=()).words
    assert {name: " ".join(filter(None, field.words)) for name, field in words.items()} == {
        "title": "mưa lớn",
        "body": "nước lên",
        "captions": "cầu đăk rơn bà y bơ",
    }
    assert list(words["captions"].words)[3:13] == [""] * 10  # no phrase reaches from one caption into the next


def test_keywords_are_distinct_and_never_empty() -> None:
    article = Article(
        "1",
        category="Thời sự",
        authors=("Y Nga", "", "Y Nga"),
        published="2015-12-31T23:30:00+07:00",
        dateline=Dateline("", place="Đà Lạt"),
    )
    document = document_of(article, people=["p2", "p1", "p2"])
    assert document.keywords == {
        "category": ("Thời sự",),
        "author": ("Y Nga",),
        "person": ("p2", "p1"),
        "place": ("672", "68"),
        "year": ("2015",),
    }
    assert document.published == 1451579400


def test_the_year_is_the_year_in_vietnam() -> None:
    document = document_of(Article("1", published="2015-12-31T20:00:00+00:00"), people=())
    assert document.keywords == {"year": ("2016",)}


def test_an_article_without_a_day_has_none() -> None:
    document = document_of(Article("1", title="Tin"), people=())
    assert document.published is None and document.keywords == {}


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Kon Tum", ("62",)),
        ("KONTUM", ("62",)),
        ("TP.HCM", ("79",)),
        ("HÀ NỘI", ("01",)),
        ("Ia H'Drai", ("618", "62")),
        ("Vinh", ("412", "40")),
        ("kontumtv.vn", ()),
        ("Baonghean", ()),
        ("GD&TĐ", ()),
        ("TTXVN", ()),
        ("Châu Thành", ()),
        ("", ()),
    ],
)
def test_a_dateline_counts_when_it_names_a_unit(place: str, expected: tuple[str, ...]) -> None:
    document = document_of(Article("1", dateline=Dateline(place, place=place)), people=())
    assert document.keywords.get("place", ()) == expected


def test_places_are_those_of_its_day_with_what_they_lie_in() -> None:
    text = "Mưa lớn ở xã Đăk Hà, tỉnh Quảng Ngãi."
    after = document_of(Article("1", body=text, published="2026-01-05"), people=())
    assert after.keywords["place"] == ("23500-2025", "51")
    before = document_of(Article("1", body="Mưa ở thị trấn Đăk Hà, Kon Tum.", published="2014-01-05"), people=())
    assert before.keywords["place"] == ("23500", "615", "62")


def test_a_stamp_tells_versions_and_cards_apart_but_not_their_order() -> None:
    assert stamp_of(1, ["a", "b"]) == stamp_of(1, ["b", "a"])
    assert len({stamp_of(1, ["a"]), stamp_of(2, ["a"]), stamp_of(1, ["b"]), stamp_of(1, [])}) == 4
