"""Queries read as they were meant: slips put right, accents restored; said, and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchsvc.searching.answer import Question
from searchsvc.searching.desk import Desk
from searchsvc.searching.expand import typed_words, vocabulary
from searchsvc.searching.parse import parse
from searchsvc.searching.search import search
from searchsvc.searching.spelled import literal_names, plain_words
from tests.support.cases import cases


@pytest.mark.parametrize(("typed", "understood", "suggestion", "rung"), cases("spelled.tsv"))
def test_spelled(desk: Desk, typed: str, understood: str, suggestion: str, rung: str) -> None:
    answer = search(Question(typed), desk)
    assert answer.understood == (typed if understood == "-" else understood)
    assert answer.suggestion == ("" if suggestion == "-" else suggestion)
    assert answer.rung == rung


def test_a_slip_is_said_and_can_be_taken_back(desk: Desk) -> None:
    answer = search(Question("lủ quét"), desk)
    (step,) = answer.steps
    assert (step.step, step.before, step.after) == ("spelling", "lủ quét", "lũ quét")
    assert [hit.article.id for hit in answer.hits] == [hit.article.id for hit in search(Question("lũ quét"), desk).hits]
    back = search(Question("lủ quét", **step.undo), desk)  # type: ignore[arg-type]
    assert back.understood == "lủ quét" and back.rung != "spelling"
    assert search(Question("lủ quét", literal="1"), desk).total == 0


def test_a_joined_word_is_found_apart_and_said(desk: Desk) -> None:
    answer = search(Question("antoàn giao thông"), desk)
    assert [(step.step, step.before, step.after) for step in answer.steps] == [("spelling", "antoàn", "an toàn")]
    assert answer.hits[0].article.id == "an-toan-giao-thong-2016"
    assert search(Question("antoàn giao thông", **answer.steps[0].undo), desk).rung != "exact"  # type: ignore[arg-type]


def test_without_a_language_the_tiers_alone_weigh(desk: Desk) -> None:
    without = replace(desk, language=None)
    answer = search(Question("lu quet"), without)
    assert answer.total == 2 and not answer.suggestion
    assert search(Question("lủ quét"), without).rung != "spelling"


def test_a_name_is_not_put_for_another_while_somebody_is_called_so(desk: Desk) -> None:
    parsed = parse("nguyễn văn hưng")
    words = vocabulary(parsed, desk.engine, desk.language)
    slips = [one.likeliest.text for one in plain_words(parsed, words)]
    assert slips == ["nguyễn", "văn", "hùng"]
    assert [str(name) for name in literal_names(plain_words(parsed, words))] == ['"nguyễn văn hưng"']


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    typed=st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(["lủ", "quyét", "hoa", "UBDN", "kontum", '"', "-", "15/2014", "ngh", "ô", "tô"])).map(
            " ".join
        ),
    )
)
def test_what_was_typed_is_always_among_the_spellings(desk: Desk, typed: str) -> None:
    parsed = parse(typed)
    words = vocabulary(parsed, desk.engine, desk.language)
    for word in typed_words(parsed.root):
        for one in words.of(word):
            assert one.prefix or one.typed in [variant.text for variant in one.variants]
            assert all(0 < variant.weight <= 1 for variant in one.variants)
