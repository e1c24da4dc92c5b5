from __future__ import annotations

import pytest

from searchsvc.model import Article, OfficeHeld
from searchsvc.searching.answer import Hit, Question
from searchsvc.web import wording


@pytest.mark.parametrize(("count", "said"), [(0, "0"), (999, "999"), (1234, "1.234"), (1234567, "1.234.567")])
def test_numbers_have_the_separators_used_here(count: int, said: str) -> None:
    assert wording.number(count) == said


@pytest.mark.parametrize(
    ("published", "said", "iso"),
    [
        ("2014-05-19", "19/05/2014", "2014-05-19"),
        ("2014-05-19T23:30:00+07:00", "19/05/2014", "2014-05-19"),
        ("2014-05-19T23:30:00+00:00", "20/05/2014", "2014-05-20"),
        ("0001-01-01T00:00:00+14:00", "", ""),
        ("19/5", "", ""),
        ("", "", ""),
    ],
)
def test_days_are_those_of_vietnam(published: str, said: str, iso: str) -> None:
    assert (wording.day(published), wording.iso_day(published)) == (said, iso)


@pytest.mark.parametrize(
    ("title", "place", "former", "said"),
    [
        ("Bí thư Tỉnh ủy", "Sơn Hà", False, "Bí thư Tỉnh ủy Sơn Hà"),
        ("Bí thư Tỉnh ủy Sơn Hà", "sơn hà", False, "Bí thư Tỉnh ủy Sơn Hà"),
        ("Bí thư Huyện ủy", "", True, "nguyên Bí thư Huyện ủy"),
    ],
)
def test_an_office_is_said_with_its_place_once(title: str, place: str, former: bool, said: str) -> None:
    assert wording.office(OfficeHeld(title, place, former, "", "", "a")) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2008-05-06", "2016-03-30", "từ 06/05/2008 đến 30/03/2016"),
        ("2008-05-06", "2008-05-06", "ngày 06/05/2008"),
        ("", "2008-05-06", "ngày 06/05/2008"),
        ("", "", "chưa rõ ngày"),
    ],
)
def test_an_office_is_said_with_its_days(first: str, last: str, said: str) -> None:
    assert wording.period(first, last) == said


def test_a_span_is_said_in_years() -> None:
    assert [wording.span(*days) for days in (("2008-01-01", "2016-02-02"), ("2008-01-01", "2008-02-02"), ("", ""))] == [
        "2008–2016",
        "2008",
        "",
    ]


def test_an_article_without_a_title_goes_by_its_first_words() -> None:
    assert wording.headline(" ", "một hai") == "một hai"
    assert wording.headline("", "từ " * 30) == ("từ " * 14).strip() + "…"
    assert wording.headline("", "") == "(bài không có tựa)"


@pytest.mark.parametrize(
    ("text", "said"), [("nguyễn hùng", "khác dấu thanh"), ("nguyen hung", ""), ("HUNG", ""), ("đ", "khác dấu thanh")]
)
def test_how_accents_differ_is_said_only_where_some_were_typed(text: str, said: str) -> None:
    assert wording.tier(Hit(Article("a"), 1.0, "tone"), Question(text)) == said
