"""What stretches of a query mean enters search: found beside the words, told, marked, and taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchsvc.engine.query import Phrase, Query, Range, Term
from searchsvc.searching import finders
from searchsvc.searching.answer import Answer, Question
from searchsvc.searching.desk import Desk
from searchsvc.searching.finders import Finder
from searchsvc.searching.meanings import Meaning
from searchsvc.searching.parse import Parsed
from searchsvc.searching.search import search

FLOOD = Phrase((Term("lũ"), Term("quét")))
MARKS = (("lũ", "quét"),)
Find = Callable[..., None]


@pytest.fixture
def finding(monkeypatch: pytest.MonkeyPatch) -> Find:
    """`finding(word, tree, ...)`: from now on `word` means that."""
    made: list[Finder] = []

    def add(word: str, tree: Query, **said: object) -> None:
        def finder(parsed: Parsed, desk: Desk) -> tuple[Meaning, ...]:
            at = parsed.text.find(word)
            given: dict[str, object] = {"kind": "synonym", "label": "lũ quét", **said}
            return (Meaning(at, at + len(word), tree=tree, **given),) if at >= 0 else ()  # type: ignore[arg-type]

        made.append(finder)
        monkeypatch.setattr(finders, "FINDERS", tuple(made))

    return add


def ids(answer: Answer) -> set[str]:
    return {hit.article.id for hit in answer.hits}


def test_the_same_thing_is_found_beside_the_words_told_and_marked(desk: Desk, finding: Find) -> None:
    finding("zzzz", FLOOD, kind="abbreviation", marks=MARKS)
    answer = search(Question("zzzz"), desk)
    assert "lu-quet-dak-to-re-2009" in ids(answer) and answer.rung == "exact"
    assert [(step.step, step.before, step.after) for step in answer.steps] == [("abbreviation", "zzzz", "lũ quét")]
    hit = next(hit for hit in answer.hits if hit.article.id == "lu-quet-dak-to-re-2009")
    shown = [(hit.article.title, hit.title_marks), *((one.text, one.marks) for one in hit.snippets)]
    assert any(text[start:end].lower() == "lũ quét" for text, marks in shown for start, end in marks)


def test_what_is_nearly_the_same_waits_for_its_rung(desk: Desk, finding: Find) -> None:
    finding("zzzz", FLOOD, rung="synonym", weight=0.5)
    assert search(Question("lũ quét"), desk).rung == "exact"
    answer = search(Question("zzzz"), desk)
    assert answer.rung == "synonym" and "lu-quet-dak-to-re-2009" in ids(answer)
    assert [step.step for step in answer.steps] == ["synonym"]


@pytest.mark.parametrize("rung", ["exact", "synonym"])
def test_every_meaning_can_be_taken_back(desk: Desk, finding: Find, rung: str) -> None:
    finding("zzzz", FLOOD, rung=rung)
    finding("qqqq", Term("lũ"), kind="place", label="Lũ")
    answer = search(Question("zzzz qqqq"), desk)
    assert {step.step for step in answer.steps} == {"synonym", "place"}
    undo = next(step.undo for step in answer.steps if step.step == "synonym")
    once = search(Question("zzzz qqqq", **undo), desk)  # type: ignore[arg-type]
    assert once.steps[0].step == "place" and "quét" not in once.tree
    twice = search(Question("zzzz qqqq", **once.steps[0].undo), desk)  # type: ignore[arg-type]
    assert twice.total == 0 and not twice.steps
    assert search(Question("zzzz qqqq", literal="1"), desk).total == 0


def test_the_longest_of_overlapping_meanings_holds(desk: Desk, finding: Find) -> None:
    finding("quét", Term("đất"), label="đất")
    finding("lũ quét", FLOOD)
    assert [step.before for step in search(Question("lũ quét"), desk).steps] == ["lũ quét"]


def test_what_is_quoted_is_taken_at_its_word(desk: Desk, finding: Find) -> None:
    finding("zzzz", FLOOD)
    answer = search(Question('"zzzz"'), desk)
    assert answer.total == 0 and not answer.steps


def test_a_meaning_may_be_a_span_of_days(desk: Desk, finding: Find) -> None:
    finding("năm 2009", Range("published", 1230742800, 1262278799), kind="date", label="năm 2009")
    answer = search(Question("lũ quét năm 2009", size=50), desk)
    assert {"lu-quet-dak-to-re-2009", "lu-quet-dak-to-re-2009-ban-tin"} <= ids(answer)
