"""Document numbers as articles and readers write them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.analysis.number_reading import Manner, Written, numbers_in
from searchsvc.analysis.numbers import agree
from searchsvc.text.unicode import door
from tests.support.cases import cases


def told(found: Written) -> str:
    return str(found.number) + ("?" if found.sure == "perhaps" else "")


@pytest.mark.parametrize(("text", "expected"), cases("numbers.tsv"))
def test_in_articles(text: str, expected: str) -> None:
    assert (" ".join(map(told, numbers_in(text))) or "-") == expected


@pytest.mark.parametrize(("typed", "expected"), cases("numbers_asked.tsv"))
def test_in_queries(typed: str, expected: str) -> None:
    assert (" ".join(map(told, numbers_in(typed, manner="query"))) or "-") == expected


@pytest.mark.parametrize(("one", "other", "expected"), cases("numbers_same.tsv"))
def test_whether_two_can_be_one_document(one: str, other: str, expected: str) -> None:
    (first,), (second,) = numbers_in(one), numbers_in(other)
    assert agree(first.number, second.number) == agree(second.number, first.number) == (expected == "same")


_PIECES = st.sampled_from(
    "Chỉ thị|chi thi|số| | |03|15|2020|/|-| – |CT|NĐ|CP|TW|T.Ư|khóa XI|năm|ngày 5/1/2013|Nghị quyết Trung ương|QĐ|UBND"
    "|VX|:|.|,|1.956|a|\n|của Chính phủ".split("|")
)
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=14).map("".join))
_CODES = st.sampled_from(["NĐ-CP", "QĐ-TTg", "TT-BTC", "NQ-HĐND", "QĐ-UBND"])


@given(_TEXTS, st.sampled_from(["article", "query"]))
def test_what_is_found_stands_in_the_text(text: str, manner: Manner) -> None:
    text, end = door(text), 0
    for found in numbers_in(text, manner=manner):
        assert end <= found.start < found.end <= len(text)
        assert re.search(r"\d", text[found.start : found.end])
        assert not found.number.figure.startswith("0") or found.number.figure.strip("0") == ""
        end = found.end


@given(st.integers(1, 9999), st.integers(1990, 2030), _CODES)
def test_every_way_of_joining_a_number_reads_alike(figure: int, year: int, code: str) -> None:
    kind, issuer = code.split("-")
    ways = [
        f"{figure}/{year}/{code}",
        f"{figure:02}/{year}/{kind} - {issuer}",
        f"{figure}/{year}/{kind}–{issuer}",
        f"số {figure:03}/{year}/{kind}/{issuer}",
    ]
    assert len({str(found.number) for way in ways for found in numbers_in(way)}) == 1
