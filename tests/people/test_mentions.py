"""Who an article names, row by row, and what holds for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.model import Article
from searchsvc.people import find_people
from tests.support.cases import cases


@pytest.mark.parametrize(("text", "expected"), cases("people_names.tsv"))
def test_names(text: str, expected: str) -> None:
    found = find_people(Article(id="a", body=text))
    assert " | ".join(person.name for person in found) == expected


def test_offsets_point_at_the_very_words_of_each_field() -> None:
    article = Article(
        id="a",
        title="Ông Nguyễn Văn Hùng thăm làng",
        lead="Chiều 3/4, ông Nguyễn Văn Hùng đến thăm.",
        body="Ông Hùng cho biết đường đã xong.",
        captions=("Ông Nguyễn Văn Hùng trao quà",),
        authors=("Trần Minh Khôi",),
    )
    (person,) = find_people(article)
    assert [mention.field for mention in person.mentions] == ["title", "lead", "body", "captions/0"]
    for mention in person.mentions:
        assert article.text(mention.field)[mention.start : mention.end] == mention.text
    assert person.mentions[2].called == "Ông Hùng"


def test_two_of_one_given_name_are_told_apart_by_the_honorific() -> None:
    text = "Ông Trần Văn Bình và bà Lê Thị Bình dự họp. Bà Bình phát biểu, ông Bình ghi chép."
    him, her = find_people(Article(id="a", body=text))
    assert [mention.called for mention in him.mentions] == ["Ông Trần Văn Bình", "ông Bình"]
    assert [mention.called for mention in her.mentions] == ["bà Lê Thị Bình", "Bà Bình"]


def test_an_article_without_text_names_nobody() -> None:
    assert find_people(Article(id="a")) == ()


@given(st.text(alphabet="AYNguyễn Văn Hùng.,'-–(ông bà\n\u00a0đĐ", max_size=200))
def test_any_text_gives_true_offsets(text: str) -> None:
    for person in find_people(Article(id="a", body=text)):
        assert person.mentions
        for mention in person.mentions:
            assert " ".join(text[mention.start : mention.end].split()) == mention.text


@pytest.mark.parametrize(
    "piece",
    [
        "A",
        "A ",
        "NGUYỄN ",
        "A.",
        "Nguyễn Văn Hùng, ",
        "ông ",
        "Chủ tịch ",
        "H'",
        "A-",
        "\n",
        "các Ủy viên: A",
        "Nguyễn Văn An (",
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        article = Article(id="a", body=piece * (size // len(piece)))
        start = time.process_time()
        find_people(article)
        return time.process_time() - start

    seconds(2_000)
    small, large = seconds(20_000), seconds(80_000)
    assert large < 12 * small + 0.5
