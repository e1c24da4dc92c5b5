from __future__ import annotations

import pytest

from searchsvc.engine.schema import FACET_FIELDS
from searchsvc.web.params import BadParameter, question_of, wait_of, with_typed_days


def _args(query: dict[str, str]) -> dict[str, list[str]]:
    return {name: [value] for name, value in query.items()}


@pytest.mark.parametrize(
    ("where", "value"),
    [
        *[("page", value) for value in ("0", "-1", "1001", "1000000000", "1.5", "abc", "１", " 1", "1 ", "+1", "1e3")],
        *[("size", value) for value in ("0", "-1", "101", "abc", "9" * 400)],
        *[("sort", value) for value in ("best", "NEWEST", "published")],
        *[("from", value) for value in ("2014-13", "2014-02-30", "19/5/2014", "hôm qua", "0000")],
        *[("to", value) for value in ("2014-5", "-2014")],
        *[("facets", value) for value in ("colour", "year,colour", "Year")],
        *[("literal", value) for value in ("true", "2")],
        *[(name, "x" * 501) for name in ("author", "category", "person", "place", "cursor")],
    ],
)
def test_what_is_out_of_range_is_a_mistake_that_names_its_parameter(where: str, value: str) -> None:
    with pytest.raises(BadParameter) as caught:
        question_of(_args({"q": "a", where: value}))
    assert caught.value.where == where
    assert where in str(caught.value) and where in caught.value.english


@pytest.mark.parametrize("name", ["q", "page", "sort", "from", "facets", "person"])
def test_a_parameter_given_twice_is_a_mistake(name: str) -> None:
    with pytest.raises(BadParameter) as caught:
        question_of({name: ["1", "2"]})
    assert caught.value.where == name


def test_from_after_to_is_a_mistake() -> None:
    with pytest.raises(BadParameter):
        question_of(_args({"from": "2015", "to": "2014"}))
    assert question_of(_args({"from": "2014", "to": "2014"})).start == "2014-01-01"


def test_page_and_cursor_exclude_each_other() -> None:
    with pytest.raises(BadParameter):
        question_of(_args({"page": "2", "cursor": "abc"}))
    assert question_of(_args({"page": "1", "cursor": "abc"})).cursor == "abc"


def test_an_empty_parameter_is_one_not_given() -> None:
    names = ("q", "page", "size", "sort", "from", "to", "author", "person", "literal", "cursor")
    assert question_of({name: [""] for name in names}) == question_of({})


@pytest.mark.parametrize(
    ("args", "facets"),
    [({}, FACET_FIELDS), ({"facets": [""]}, ()), ({"facets": ["place,year,place"]}, ("place", "year"))],
)
def test_all_facets_are_counted_unless_told_which(args: dict[str, list[str]], facets: tuple[str, ...]) -> None:
    assert question_of(args).facets == facets


def test_a_query_is_kept_exactly_as_typed() -> None:
    text = "  “hội\u0323 \0\ufffd\n" + "x" * 100_000
    assert question_of({"q": [text]}).text == text


def test_a_form_takes_days_as_people_type_them() -> None:
    question = question_of(with_typed_days(_args({"from": "19/5/2014", "to": "6/2014", "q": "19/5/2014"})))
    assert (question.start, question.end, question.text) == ("2014-05-19", "2014-06-30", "19/5/2014")


def test_a_write_waits_unless_told_not_to() -> None:
    assert [wait_of({}), wait_of({"wait": ["true"]}), wait_of({"wait": ["false"]})] == [
        "searchable",
        "searchable",
        "durable",
    ]
    with pytest.raises(BadParameter):
        wait_of({"wait": ["no"]})
