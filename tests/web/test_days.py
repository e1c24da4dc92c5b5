from __future__ import annotations

import pytest

from searchsvc.web.days import first_day, iso_of, last_day, span_of, typed


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014", "2014-01-01", "2014-12-31"),
        ("2014-05", "2014-05-01", "2014-05-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2014-05-19", "2014-05-19", "2014-05-19"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_a_year_a_month_and_a_day_span_from_their_first_to_their_last(text: str, first: str, last: str) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0000",
        "14",
        "20145",
        "2014-5",
        "2014-13",
        "2014-00",
        "2014-02-30",
        "2014-05-00",
        "19/5/2014",
        "２０１４",
        "2014 ",
        "2014-",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        first_day(text)
    with pytest.raises(ValueError):
        last_day(text)


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("19/5/2014", "2014-05-19"),
        ("19.05.2014", "2014-05-19"),
        (" 5-2014 ", "2014-05"),
        ("2014", "2014"),
        ("2014-05-19", "2014-05-19"),
        ("hôm qua", "hôm qua"),
        ("19/5/14", "19/5/14"),
    ],
)
def test_days_are_read_as_people_here_write_them(given: str, iso: str) -> None:
    assert iso_of(given) == iso


@pytest.mark.parametrize(
    ("start", "end", "short"),
    [
        ("", "", ("", "")),
        ("2014-01-01", "2014-12-31", ("2014", "2014")),
        ("2010-01-01", "2015-12-31", ("2010", "2015")),
        ("2014-05-01", "2015-12-31", ("2014-05", "2015-12")),
        ("2014-05-01", "", ("2014-05", "")),
        ("", "2014-12-31", ("", "2014")),
        ("2014-05-02", "2014-12-31", ("2014-05-02", "2014-12-31")),
    ],
)
def test_a_span_is_written_short_and_read_back_the_same(start: str, end: str, short: tuple[str, str]) -> None:
    assert span_of(start, end) == short
    assert (short[0] and first_day(short[0]), short[1] and last_day(short[1])) == (start, end)


def test_days_are_shown_as_people_here_write_them() -> None:
    assert [typed(day) for day in ("2014-05-19", "2014-05", "2014", "")] == ["19/05/2014", "05/2014", "2014", ""]
