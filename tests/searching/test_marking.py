"""Marks: on whole meant things, wherever they stand and however they are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.analysis import words
from searchsvc.engine.schema import Spelling
from searchsvc.model import Article
from searchsvc.searching.expand import Vocabulary, vocabulary
from searchsvc.searching.highlight import mark, snippets
from searchsvc.searching.marking import wanted
from searchsvc.searching.parse import parse
from searchsvc.text.fold import key as key_of
from searchsvc.text.unicode import door
from tests.support.cases import cases


class OneText:
    """An index of one text, as far as spellings go."""

    def __init__(self, text: str) -> None:
        self.terms = sorted({*(found := words([text])).words, *(code for _, code in found.codes)})

    def spellings(self, keys: Iterable[str]) -> Mapping[str, tuple[Spelling, ...]]:
        return {key: tuple(Spelling(term, 1) for term in self.terms if key_of(term) == key) for key in keys}

    def completions(self, prefix: str, limit: int) -> tuple[Spelling, ...]:
        return tuple(Spelling(term, 1) for term in self.terms if key_of(term).startswith(prefix))[:limit]


def vocabulary_of(typed: str, text: str) -> Vocabulary:
    """The words of a query as an index of this text spells them."""
    return vocabulary(parse(typed), OneText(text))  # type: ignore[arg-type]  # of an engine it needs two methods


def bracketed(text: str, marks: Iterable[tuple[int, int]]) -> str:
    """The text with its marks in brackets."""
    for start, end in sorted(marks, reverse=True):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(("typed", "text", "expected"), cases("marks.tsv"))
def test_marks(typed: str, text: str, expected: str) -> None:
    text = door(text)
    article = Article("1", body=text)
    found = mark(article, wanted(parse(typed), vocabulary_of(typed, text)))
    assert bracketed(text, found.marks("body")) == expected


@pytest.mark.parametrize(
    ("typed", "text", "tier"),
    [
        ("hội nghị", "Hội nghị", "exact"),
        ("hội nghi", "Hội nghị", "tone"),
        ("hoi nghi", "Hội nghị", "shape"),
        ("dang", "Đảng", "folded"),
        ("dang", "Đảng, đang, dang", "exact"),
        ("dang vien", "Dáng vẻ đảng viên", "shape"),
        ("hòa", "Hoà bình", "exact"),
    ],
)
def test_an_article_is_as_good_as_its_worst_word_at_its_best(typed: str, text: str, tier: str) -> None:
    assert mark(Article("1", body=text), wanted(parse(typed), vocabulary_of(typed, text))).tier == tier


BODY = (
    "Sáng nay trời nắng. Bí thư Huyện ủy Trần Quốc Duy đi thăm làng Kon Hra Lớ và tặng quà cho các hộ nghèo.\n\n"
    "Chiều cùng ngày, đoàn làm việc với lãnh đạo xã. Tối, ông Duy dự lễ mừng lúa mới."
)


@pytest.mark.parametrize(
    ("typed", "begins", "marked"),
    [
        ("trần quốc duy", "Bí thư Huyện ủy", "Trần Quốc Duy"),
        ("lúa mới", "Tối, ông Duy dự lễ", "lúa mới"),
        ("nắng", "Sáng nay trời", "nắng"),
        ("xe buýt", "Sáng nay trời nắng.", ""),
    ],
)
def test_the_passage_holds_what_was_meant(typed: str, begins: str, marked: str) -> None:
    article = Article("1", title="Tin trong ngày", body=BODY)
    (snippet,) = snippets(article, mark(article, wanted(parse(typed), vocabulary_of(typed, BODY))))
    assert snippet.field == "body"
    assert snippet.text.removeprefix("… ").startswith(begins) or begins in snippet.text
    assert "".join(snippet.text[start:end] for start, end in snippet.marks) == marked


def test_a_caption_that_says_more_is_the_passage() -> None:
    article = Article("1", body="Lễ hội của làng.", captions=("Già A Bôk đánh chiêng trong lễ hội",))
    vocabulary = vocabulary_of("a bôk lễ hội", "Già A Bôk đánh chiêng trong lễ hội của làng")
    (snippet,) = snippets(article, mark(article, wanted(parse("a bôk lễ hội"), vocabulary)))
    assert snippet.field == "captions/0"


def test_a_long_sentence_is_cut_at_spaces_around_its_marks() -> None:
    body = "đầu " * 200 + "Nguyễn Văn Hùng " + "đuôi " * 200
    article = Article("1", body=body.strip())
    (snippet,) = snippets(
        article, mark(article, wanted(parse("nguyen van hung"), vocabulary_of("nguyen van hung", body)))
    )
    assert len(snippet.text) < 340
    assert snippet.text.startswith("… đầu") and snippet.text.endswith("đuôi …")
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["Nguyễn Văn Hùng"]


@given(st.text(max_size=60), st.text(max_size=300))
def test_marks_rise_and_lie_in_the_text(typed: str, text: str) -> None:
    text = door(text)
    article = Article("1", title=text[:40], body=text)
    marked = mark(article, wanted(parse(typed), vocabulary_of(typed, text)))
    for field, value in article.texts():
        _check(value, marked.marks(field))
    for snippet in snippets(article, marked):
        _check(snippet.text, snippet.marks)


def _check(text: str, marks: tuple[tuple[int, int], ...]) -> None:
    at = 0
    for start, end in marks:
        assert at <= start < end <= len(text)
        assert any(letter.isalnum() for letter in text[start:end])
        at = end
