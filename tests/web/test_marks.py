from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as some

from searchsvc.web.marks import marked, paragraphs

TEXTS = some.text(alphabet="hội nghị<>&\"'/mark\u0323\n\ud7ff😀", max_size=60)
MARKS = some.lists(some.tuples(some.integers(-5, 70), some.integers(-5, 70)), max_size=8)


@given(TEXTS, MARKS)
def test_what_comes_out_is_the_text_whatever_the_marks(text: str, marks: list[tuple[int, int]]) -> None:
    shown = str(marked(text, marks))
    assert html.unescape(re.sub("</?mark>", "", shown)) == text


@given(TEXTS, MARKS)
def test_marks_open_and_close_once_one_after_the_other(text: str, marks: list[tuple[int, int]]) -> None:
    tags = re.findall("<[^>]*>", str(marked(text, marks)))
    assert tags == ["<mark>", "</mark>"] * (len(tags) // 2)


@given(TEXTS, MARKS)
def test_just_the_marked_letters_are_marked(text: str, marks: list[tuple[int, int]]) -> None:
    wanted = {at for start, end in marks for at in range(max(0, start), min(end, len(text)))}
    found: set[int] = set()
    at, inside = 0, False
    for piece in re.split("(</?mark>)", str(marked(text, marks))):
        if piece in ("<mark>", "</mark>"):
            inside = piece == "<mark>"
            continue
        letters = len(html.unescape(piece))
        found |= set(range(at, at + letters)) if inside else set()
        at += letters
    assert found == wanted


@given(TEXTS, MARKS)
def test_paragraphs_take_their_marks_along(text: str, marks: list[tuple[int, int]]) -> None:
    whole = {text[at] for start, end in marks for at in range(max(0, start), min(end, len(text)))}
    for paragraph, own in paragraphs(text, marks):
        assert paragraph in text
        assert {paragraph[at] for start, end in own for at in range(max(0, start), min(end, len(paragraph)))} <= whole


def test_a_mark_over_two_paragraphs_stands_in_both() -> None:
    assert list(paragraphs("một hai\n\nba bốn", [(4, 11)])) == [("một hai", [(4, 11)]), ("ba bốn", [(-5, 2)])]


def test_hostile_text_is_only_text() -> None:
    text = "</mark><script>alert(1)</script>"
    assert marked(text, [(7, 15)]) == "&lt;/mark&gt;<mark>&lt;script&gt;</mark>alert(1)&lt;/script&gt;"
