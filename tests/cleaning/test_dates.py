"""Dates as sources write them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.cleaning import clean
from searchsvc.cleaning.dates import iso
from searchsvc.model import VIETNAM, RawArticle, moment_of
from tests.support.cases import cases


@pytest.mark.parametrize(("written", "expected"), cases("cleaning_dates.tsv"))
def test_written(written: str, expected: str) -> None:
    assert iso(written) == ("" if expected == "-" else expected)


def test_nonsense_is_noted_and_costs_no_article() -> None:
    article = clean(RawArticle(id="1", title="Mưa", published="hôm kia", updated="31/02/2025"))
    assert (article.published, article.updated) == ("", "")
    assert article.notes == ("published not understood: hôm kia", "updated not understood: 31/02/2025")


@given(st.text(max_size=90))
def test_never_fails_and_is_always_read_back(written: str) -> None:
    if said := iso(written):
        assert moment_of(said) is not None


@given(st.datetimes(min_value=datetime(1900, 1, 2), max_value=datetime(2026, 1, 1)))
def test_what_was_said_is_said_again(moment: datetime) -> None:
    said = moment.replace(tzinfo=VIETNAM, microsecond=0).isoformat()
    assert iso(said) == said
