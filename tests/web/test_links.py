from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some

from searchsvc.searching.answer import Question
from searchsvc.web.links import SHOWN, address, below, outside, parameters
from searchsvc.web.params import question_of

FULL = Question(
    "hội & nghị=?#%",
    page=3,
    size=20,
    sort="newest",
    start="2014-01-01",
    end="2014-12-31",
    author="Minh Tâm",
    category="Dân tộc – Miền núi",
    person="a/b",
    place="Đăk Tơ Re",
    literal="1",
    facets=("year",),
)


def test_a_question_is_its_parameters_and_back() -> None:
    args = {name: [value] for name, value in parameters(FULL).items()}
    assert question_of({**args, "facets": ["year"]}) == FULL


def test_defaults_are_left_out_of_an_address() -> None:
    assert parameters(Question("a")) == {"q": "a"}


def test_changing_a_filter_goes_back_to_the_first_page() -> None:
    there = address("/search", parameters(FULL), author="")
    assert "page=" not in there and "author=" not in there and "place=" in there


def test_turning_the_page_keeps_the_rest() -> None:
    asked = parse_qs(urlsplit(address("/search", parameters(FULL), page="4")).query)
    assert asked["page"] == ["4"] and asked["q"] == ["hội & nghị=?#%"] and asked["place"] == ["Đăk Tơ Re"]


def test_a_query_longer_than_is_read_is_not_carried_along() -> None:
    assert len(parameters(Question("a" * 100_000))["q"]) == SHOWN


@given(some.text(min_size=1))
def test_an_id_stays_one_segment(id: str) -> None:
    if any("\ud800" <= letter <= "\udfff" for letter in id):
        return
    there = below("/articles", id)
    assert there.isascii() and there.count("/") == 2 and unquote(there.removeprefix("/articles/")) == id


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://tinsonha.example/bài", "https://tinsonha.example/bài"),
        (" http://a.example ", "http://a.example"),
        ("HTTPS://a.example", "HTTPS://a.example"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//a.example", ""),
        ("/articles/1", ""),
        ("http:alert", ""),
        ("http://[", ""),
        ("ftp://a.example", ""),
        ("", ""),
    ],
)
def test_only_addresses_on_the_web_are_linked(url: str, linked: str) -> None:
    assert outside(url) == linked
