"""The checks let right tokens pass, and catch each thing they are there for."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from searchsvc.analysis.tokens import Token
from tests.support import invariants


def _cut(text: str) -> list[Token]:
    return [Token(match[0].lower(), *match.span(), at) for at, match in enumerate(re.finditer(r"\w+", text))]


def test_right_tokens_pass() -> None:
    invariants.check_cut(_cut, "Thủ tướng thăm Hòa Lâm")
    invariants.check_case(_cut, "Thủ tướng")
    invariants.check_idempotent(str.lower, "Thủ Tướng")
    assert invariants.sentence(_cut("Thủ tướng")) == "thủ | tướng"


@pytest.mark.parametrize(
    "tokens",
    [
        [Token("ab", 0, 3, 0)],
        [Token("a", 1, 1, 0)],
        [Token("", 0, 1, 0)],
        [Token("b", 1, 2, 0), Token("a", 0, 1, 1)],
        [Token("a", 0, 1, 1), Token("b", 1, 2, 0)],
    ],
    ids=["outside", "covers-nothing", "no-text", "offsets-fall", "positions-fall"],
)
def test_wrong_offsets_are_caught(tokens: list[Token]) -> None:
    with pytest.raises(AssertionError):
        invariants.check_offsets(tokens, "ab")


def test_a_cut_that_shreds_nfd_is_caught() -> None:
    with pytest.raises(AssertionError, match=r"text/unicode\.py"):
        invariants.check_forms(lambda text: [Token(char, at, at + 1, at) for at, char in enumerate(text)], "hội")


def test_a_cut_that_follows_case_is_caught() -> None:
    with pytest.raises(AssertionError, match="capitals"):
        invariants.check_case(lambda text: [Token(text, 0, len(text), 0)], "hội")


def test_a_token_that_is_cut_further_is_caught() -> None:
    def joins(text: str) -> list[Token]:
        return [Token(text.replace(" ", "-"), 0, len(text), 0)] if " " in text else _cut(text)

    with pytest.raises(AssertionError, match="is cut into"):
        invariants.check_again(joins, "kon tum")


@pytest.mark.parametrize("fold", [lambda text: text + "x", lambda text: text[1:]])
def test_a_fold_that_goes_on_folding_is_caught(fold: Callable[[str], str]) -> None:
    with pytest.raises(AssertionError, match="folds to"):
        invariants.check_idempotent(fold, "hội")
