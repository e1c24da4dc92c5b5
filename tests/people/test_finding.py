"""What people type to find somebody, and the card it brings first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.model import Card, OfficeHeld
from searchsvc.people.finding import names_words, office_words, rank, understand
from tests.support.cases import cases


def card(id: str, name: str, office: str, *, years: tuple[str, str], articles: int, place: str = "") -> Card:
    first, last = (f"{year}-03-01" for year in years)
    return Card(
        id=id,
        name=name,
        names=(name, name.split()[-1]),
        offices=(OfficeHeld(office, place, False, first, last, "a1", articles),),
        articles=tuple(f"a{number}" for number in range(articles)),
        first_seen=first,
        last_seen=last,
        years={years[0]: 1, years[1]: 1},
    )


CARDS = (
    card("chu-tich", "Nguyễn Văn Hùng", "Chủ tịch UBND tỉnh", years=("2012", "2015"), articles=40),
    card("hieu-truong", "Nguyễn Văn Hùng", "Hiệu trưởng Trường THPT Nguyễn Huệ", years=("2012", "2014"), articles=3),
    card("bi-thu", "Trần Quốc Duy", "Bí thư Huyện ủy Kon Xơ Mú", years=("2010", "2014"), articles=9, place="Kon Xơ Mú"),
    card("bi-thu-sau", "A Thút", "Bí thư Huyện ủy Kon Xơ Mú", years=("2015", "2016"), articles=9, place="Kon Xơ Mú"),
    card("y-dai", "Y Đai", "nghệ nhân", years=("2013", "2013"), articles=2),
)


@pytest.mark.parametrize(("typed", "expected"), cases("people_finding.tsv"))
def test_finding(typed: str, expected: str) -> None:
    ranked = rank(understand(typed), CARDS, "2016-06-01")
    assert (ranked[0][0].id if ranked else "-") == expected
    assert all(0 < score <= 1 and reasons for _, score, reasons in ranked)


def test_exact_marks_come_before_free_ones() -> None:
    three = [
        card(name, name, "cán bộ", years=("2014", "2014"), articles=5)
        for name in ("Lê Thị Hưng", "Lê Thị Hùng", "Lê Thị Hung")
    ]
    assert [found.id for found, _, _ in rank(understand("le thi hung"), three, "")] == [
        "Lê Thị Hung",
        "Lê Thị Hùng",
        "Lê Thị Hưng",
    ]


def test_reasons_are_said_in_vietnamese() -> None:
    (first, *_) = rank(understand("hùng nguyễn văn chủ tịch"), CARDS, "2016-06-01")
    assert first[2] == ("tên đúng dấu, đảo thứ tự", "Chủ tịch UBND tỉnh (2012–2015)", "40 bài")


def test_words_to_look_up_are_folded_and_abbreviations_opened_both_ways() -> None:
    assert understand("Bà Y Đai phó bí thư").words == ("y", "dai")
    assert understand("chủ tịch ubnd tỉnh").words == ("chu", "tich", "ubnd", "tinh")
    assert names_words(CARDS[0]) == {"nguyen", "van", "hung"}
    assert {"uy", "ban", "nhan", "dan", "ubnd"} <= office_words(CARDS[0])


@given(st.text(max_size=300))
def test_any_text_is_understood(text: str) -> None:
    rank(understand(text), CARDS, "2016-06-01")
