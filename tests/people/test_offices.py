"""Which offices a text gives to whom."""

from __future__ import annotations

import pytest

from searchsvc.model import Article, Office
from searchsvc.people import find_people
from tests.support.cases import cases


def shown(office: Office) -> str:
    return f"{office.title} (nguyên)" if office.former else office.title


@pytest.mark.parametrize(("text", "name", "expected"), cases("people_offices.tsv"))
def test_offices(text: str, name: str, expected: str) -> None:
    people = {person.name: person for person in find_people(Article(id="a", body=text))}
    assert " | ".join(shown(office) for office in people[name].offices) == expected


def test_an_office_points_at_its_words_and_knows_its_place() -> None:
    article = Article(id="a", body="Bà Y Đai, Phó Bí thư Huyện ủy Kon Xơ Mú, dự lễ.")
    (person,) = find_people(article)
    (office,) = person.offices
    assert article.body[office.start : office.end] == office.title == "Phó Bí thư Huyện ủy Kon Xơ Mú"
    assert office.place == "Kon Xơ Mú"
