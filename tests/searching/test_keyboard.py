"""Queries typed with the input method off, over the newsroom and over made-up indexes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchsvc.searching.answer import Answer, Question
from searchsvc.searching.articles import article_page
from searchsvc.searching.desk import Desk
from searchsvc.searching.explain import explain
from searchsvc.searching.keyboard import decoded
from searchsvc.searching.parse import parse
from searchsvc.searching.search import search
from tests.support.cases import cases
from tests.support.newsroom import raw_articles

ARTICLES = {
    "hội": 900, "nghị": 700, "đảng": 500, "hùng": 300, "văn": 800, "nguyễn": 900, "sự": 5000, "tư": 4000, "á": 700,
    "hót": 150, "mã": 2000, "test": 40, "max": 100, "covid": 300, "u23": 90, "2014": 900, "paris": 80, "tw": 300,
    "ct": 300, "03": 600, "hải": 900, "hđnd": 400, "quý": 500, "tét": 30, "host": 12, "a1": 5, "ánh": 300, "qđ": 300,
    "đăk": 60, "nguwoif": 2, "ngu7o7i2": 2, "người": 900, "duwa": 20, "dưa": 90,
}  # fmt: skip


def read(typed: str) -> str:
    """What is made of a query where the index has `ARTICLES`."""
    reading = decoded(parse(typed), lambda word: ARTICLES.get(word, 0))
    return reading.text if reading else typed


def ids(answer: Answer) -> list[str]:
    return [hit.article.id for hit in answer.hits]


@pytest.mark.parametrize(("typed", "expected"), cases("keyboard.tsv"))
def test_reading(typed: str, expected: str) -> None:
    assert read(typed) == expected


@pytest.mark.parametrize(
    ("typed", "written", "step"),
    [
        ("hooij nghij", "hội nghị", "telex"),
        ("hoijo nghij", "hội nghị", "telex"),
        ("HOOIJ NGHIJ", "HỘI NGHỊ", "telex"),
        ("nguyeenx vawn hungf", "nguyễn văn hùng", "telex"),
        ("Nguyeenx Vawn Hungf", "Nguyễn Văn Hùng", "telex"),
        ("ho65i nghi5", "hội nghị", "vni"),
        ("Nguye6n4 Va8n Hu2ng", "Nguyễn Văn Hùng", "vni"),
        ('"lux quets"', '"lũ quét"', "telex"),
        ("tiêu đề:lux", "tiêu đề:lũ", "telex"),
        ("lux quets -gias", "lũ quét -giá", "telex"),
        ("chir thij 03-CT/TU", "chỉ thị 03-CT/TU", "telex"),
        ("HDDND tinhr", "HĐND tỉnh", "telex"),
    ],
)
def test_what_was_meant_is_found_as_if_it_had_been_written(desk: Desk, typed: str, written: str, step: str) -> None:
    answer, plain = search(Question(typed, size=50), desk), search(Question(written, size=50), desk)
    assert plain.total and ids(answer) == ids(plain)
    assert [hit.snippets for hit in answer.hits] == [hit.snippets for hit in plain.hits]
    assert (answer.understood, answer.rung) == (written, "keyboard")
    first = answer.steps[0]
    assert (first.step, first.before, first.after) == (step, typed, written)
    assert answer.people == plain.people


def test_it_can_be_undone(desk: Desk) -> None:
    answer = search(Question("hooij nghij"), desk)
    literal = search(Question("hooij nghij", **answer.steps[0].undo), desk)  # type: ignore[arg-type]
    assert (literal.understood, literal.total, literal.steps) == ("hooij nghij", 0, ())


def test_pages_and_cursors_go_on(desk: Desk) -> None:
    whole = ids(search(Question("tinhr", size=50), desk))
    first = search(Question("tinhr", size=3), desk)
    second = search(Question("tinhr", size=3, cursor=first.next), desk)
    assert [*ids(first), *ids(second)] == whole[:6]
    assert second.rung == "keyboard"


def test_residue_in_an_article_is_found_as_it_stands(desk: Desk) -> None:
    answer = search(Question("trieenr"), desk)
    assert answer.total == 1 and not answer.steps, "the newsroom has the word; the reading needs twenty times as many"


def test_a_wider_rung_is_said_beside(desk: Desk) -> None:
    answer = search(Question("lux quets ddawk tow re zzzz"), desk)
    assert answer.rung == "most" and [step.step for step in answer.steps] == ["telex", "most"]


def test_the_article_is_marked_and_the_score_explained(desk: Desk) -> None:
    id = search(Question("lux quets"), desk).hits[0].article.id
    assert article_page(id, "lux quets", desk).marks == article_page(id, "lũ quét", desk).marks != {}
    assert [word.typed for word in explain(Question("lux quets"), desk).words] == ["lũ", "quét"]
    assert [word.typed for word in explain(Question("lux quets", literal="1"), desk).words] == ["lux", "quets"]


def test_all_that_the_newsroom_writes_stays_itself(desk: Desk) -> None:
    written = {word for article in raw_articles() for word in f"{article.title} {article.body}".split()}
    assert len(written) > 1000
    read = {word: search(Question(word, size=1), desk).steps for word in sorted(written)}
    assert not {word: steps for word, steps in read.items() if any(one.step in ("telex", "vni") for one in steps)}


@pytest.mark.parametrize(
    "typed",
    """covid 19|covid19|u23|U.21|2014|f16|03/CT-TW|h5n1|15/2014/QĐ-UBND|TP.HCM|K'Broi|m3 A1 A380|hoi nghi
    nguyen van hung|m5|Brazil Marcos Oliveira|www.example.vn|5.000 m|London|số:03/CT-TU""".replace("\n    ", "|").split(
        "|"
    ),
)
def test_codes_and_plain_words_stay_themselves(desk: Desk, typed: str) -> None:
    assert search(Question(typed), desk).understood == typed


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(st.lists(st.sampled_from('hooij nghi5 " ( ) - OR title:lux tw w HDDND người: từ:2014 * lux* hội'.split())))
def test_no_query_fails(desk: Desk, typed: list[str]) -> None:
    answer = search(Question(" ".join(typed)), desk)
    assert answer.total >= len(answer.hits)
