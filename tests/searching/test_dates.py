"""Times in words, and what a search does with them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.indexing.update import index_source
from searchsvc.ops.live import LiveIndex
from searchsvc.searching.answer import Question
from searchsvc.searching.dates import spans
from searchsvc.searching.lookup import days
from searchsvc.searching.search import search
from tests.indexing.village import write_jsonl
from tests.support.cases import cases
from tests.support.stories import told

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(("typed", "expected"), cases("dates.tsv"))
def test_times_of_a_query(typed: str, expected: str) -> None:
    found = [
        f"{span.label} = {days(span.first)[0].date()}..{(days(span.last)[1] - timedelta(days=1)).date()}"
        for span in spans(typed, today=SUNDAY)
    ]
    assert (" | ".join(found) or "none") == expected


@given(st.text(alphabet="năm thángquýy/-–.0123456789IV,đến ", max_size=60))
def test_any_text_is_read_and_times_do_not_overlap(text: str) -> None:
    found = spans(text, today=SUNDAY)
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(one.end <= next_.start for one, next_ in pairwise(found))


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_a_day_written_out_is_that_day(day: date) -> None:
    (span,) = spans(f"ngày {day.day} tháng {day.month} năm {day.year}", today=SUNDAY)
    assert days(span.first)[0].date() == days(span.last)[0].date() == day


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dates")
    stories = [
        told("luc-do", "Lũ quét ở Sơn Hà", "Nước lên nhanh trong đêm, ba nhà trôi.", "2014-11-03"),
        told("nhin-lai", "Một năm sau lũ quét", "Trận lũ quét năm 2014 còn để lại dấu vết.", "2015-10-20"),
        told("khac", "Lũ quét ở Ia Pnôn", "Cầu treo bị cuốn.", "2012-08-01"),
    ]
    index_source(folder / "index", write_jsonl(folder / "stories.jsonl", stories))
    return folder / "index"


def test_a_time_adds_what_was_published_then_and_keeps_what_says_so(home: Path) -> None:
    live = LiveIndex(home)
    answer = search(Question("lũ quét năm 2014"), live.desk())
    assert {hit.article.id for hit in answer.hits} == {"luc-do", "nhin-lai"}
    step = next(step for step in answer.steps if step.step == "date")
    assert (step.before, step.after) == ("năm 2014", "trong năm 2014") and answer.rung == "exact"
    literal = search(Question("lũ quét năm 2014", literal=step.undo["literal"]), live.desk())
    assert literal.hits[0].article.id == "nhin-lai" and not any(one.step == "date" for one in literal.steps)
    live.close()
