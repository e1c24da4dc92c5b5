"""The door: each mess it mends, and everything it must leave alone."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.text.unicode import FIXES, door
from tests.support.cases import cases, table
from tests.support.invariants import check_idempotent

LEFT_ALONE = ("icelandic", "russian", "emoji", "untouched")
MESSY = st.text(
    st.sampled_from(
        "aeộưđÐðƉаосХThn -'\n\t01#©❤👨👩🏴\u0301\u0302\u0306\u0309\u031b\u0323\u200b\u200d\ufe0f"
        "\u20e3\U000e0067\U0001d16f\u00ad\u00a0\u2028\x00\x85\r\ud800Ａｏþиё\u05b0\u0e38한"
    )
    | st.characters(),
    max_size=40,
)


@pytest.mark.parametrize(("text", "expected"), cases("door.tsv"))
def test_table(text: str, expected: str) -> None:
    assert door(text) == expected
    check_idempotent(door, text)


def test_rows_that_leave_alone_do() -> None:
    rows = [row for row in table("door.tsv") if row["id"].startswith(LEFT_ALONE)]
    assert len(rows) > 50
    assert all(row["text"] == row["expected"] for row in rows)


@given(MESSY)
def test_twice_is_once(text: str) -> None:
    check_idempotent(door, text)


@given(MESSY)
def test_comes_out_composed(text: str) -> None:
    assert unicodedata.is_normalized("NFC", door(text))


@given(MESSY)
def test_no_control_and_no_surrogate_comes_out(text: str) -> None:
    out = door(text)
    assert all(char == "\n" or unicodedata.category(char) not in ("Cc", "Cs") for char in out)
    out.encode("utf-8")


@given(st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắấếốớứýĐƠỨ ,.-–“”0123456789\n/")))
def test_vietnamese_is_left_alone(text: str) -> None:
    assert door(text) == text


@given(st.text(st.sampled_from("aăâeêioôơuưyáàảãạđ Đ"), max_size=20))
def test_nfd_comes_out_as_nfc(text: str) -> None:
    assert door(unicodedata.normalize("NFD", text)) == text


@pytest.mark.parametrize("fix", FIXES, ids=lambda fix: fix.__name__)
def test_every_fix_explains_itself(fix: object) -> None:
    assert fix.__doc__


@pytest.mark.parametrize(
    "unit",
    [
        "a\u0301",
        "\u0301\u0323",
        "\u0323",
        "ð",
        "aа",
        "\u200b",
        "\U0001d165\U0001d16f",
        "👨\u200d",
        "a-",
        "\r",
        "Ａ",
        "\ud800",
    ],
    ids=lambda unit: unit.encode("unicode_escape").decode(),
)
def test_much_of_anything_takes_no_time(unit: str) -> None:
    begun = time.process_time()
    door(unit * (200_000 // len(unit)) + "ð\u0301")
    assert time.process_time() - begun < 5  # seconds; what is not linear takes minutes
