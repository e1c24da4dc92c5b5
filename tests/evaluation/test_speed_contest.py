"""Every engine of the benchmark finds as many articles as ours does, for every kind of query; nobody is asked less."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchsvc.errors import Mistake
from searchsvc.evaluation.speed import report
from searchsvc.evaluation.speed.contest import Timed, build, contest
from searchsvc.evaluation.speed.corpus import lay_out, stories
from searchsvc.evaluation.speed.log import KINDS, LONGEST, Asked, log, texts
from searchsvc.evaluation.speed.peers import FOUND, NAMES, Call, missing, peer
from searchsvc.evaluation.speed.peers.ours import Ours
from searchsvc.text.fold import fold
from tests.support import newsroom

SIZE = 300


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ours]:
    folder = tmp_path_factory.mktemp("bench")
    engine = Ours()
    build(engine, lay_out([str(newsroom.JSONL)], SIZE, folder / "corpus"), folder / "ours")
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def asked(ours: Ours, tmp_path_factory: pytest.TempPathFactory) -> list[Asked]:
    needs = tmp_path_factory.mktemp("needs") / "queries.jsonl"
    lines = [{"qid": "1", "query": "giá cà phê Kon Chênh"}, {"id": "2", "text": "lũ quét ở đâu"}]
    needs.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return log(texts([needs], list(stories([str(newsroom.JSONL)], SIZE)), each=12), ours.engine)


def test_every_kind_is_asked_with_needs_people_and_titles(asked: list[Asked]) -> None:
    assert {one.kind for one in asked} == set(KINDS)
    assert all(1 <= len(one.words) <= LONGEST for one in asked)
    assert any(one.text == "giá cà phê Kon Chênh" for one in asked if one.kind == "all")
    assert not any(one.text == "giá cà phê Kon Chênh" for one in asked if one.kind == "phrase")
    assert all(bool(one.filter) == (one.kind == "filtered") for one in asked)


def test_a_word_without_accents_is_asked_in_its_spellings(asked: list[Asked]) -> None:
    accentless = [one for one in asked if one.kind == "accentless"]
    assert any(len(spellings) > 1 for one in accentless for spellings in one.words)
    for one in accentless:
        assert one.text == fold(one.text)
        assert all(len({fold(word) for word, _ in spellings}) == 1 for spellings in one.words)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "searchsvc"])
def test_an_engine_finds_what_ours_finds(name: str, ours: Ours, asked: list[Asked], tmp_path: Path) -> None:
    if reason := missing(name):
        pytest.skip(reason)
    other = peer(name)
    built = build(other, lay_out([str(newsroom.JSONL)], SIZE, tmp_path / "corpus"), tmp_path / name)
    assert built.documents == SIZE and built.bytes > 100_000
    found = dict.fromkeys(KINDS, 0)
    for one in asked:
        right, answer = ours.prepare(one)[0].answer(), other.prepare(one)[0].answer()
        assert answer.total == right.total, one
        assert len(answer.ids) == len(right.ids) == min(FOUND, right.total), one
        if right.total <= FOUND:
            assert set(answer.ids) == set(right.ids), one
        found[one.kind] += bool(right.total)
    other.close()
    assert all(found.values()), f"some kind of query finds nothing at all: {found}"


def test_what_was_kept_of_words_is_forgotten_before_each_timed_answer(ours: Ours, asked: list[Asked]) -> None:
    cold, warm = ours.prepare(asked[0])
    right = warm.answer()
    cache = vars(ours.engine)["_shelf"].words
    assert cache.bytes > 0, "the engine keeps words no more, or elsewhere: look at peers/ours.forget"
    cold.before()
    assert vars(ours.engine)["_shelf"].words.bytes == 0
    assert cold.answer() == right


def test_engines_answer_in_turn(ours: Ours, asked: list[Asked]) -> None:
    order: list[str] = []

    class Told:
        name, share = "told", 2

        def prepare(self, one: Asked) -> tuple[Call, ...]:
            answer = ours.prepare(one)[0].answer
            return tuple(Call(way, answer, before=lambda way=way: order.append(way)) for way in "ab")  # type: ignore[misc]

        def build(self, *_: object) -> None: ...

        def close(self) -> None: ...

    done: list[int] = []
    timed = contest([ours, Told()], asked[:4], runs=3, tell=done.append)
    assert order == list("ababab" * 2), "every second query, in turn, the first answer not timed"
    assert done == [1, 2, 3, 4]
    assert [set(one.seconds) for one in timed] == [
        {"searchsvc", "searchsvc warm", "a", "b"},
        {"searchsvc", "searchsvc warm"},
    ] * 2


def test_ratios_are_taken_query_by_query() -> None:
    times = [(0.002, 0.001), (0.001, 0.004), (0.003, 0.003)]
    timed = [
        Timed(
            Asked("all", text, ((("a", 1.0),),)), {"searchsvc": ours, "tantivy": theirs}, {"searchsvc": 5, "tantivy": 5}
        )
        for text, (ours, theirs) in zip("abc", times, strict=True)
    ]
    shape = report.engines_shape([], timed)
    assert (shape["asked"], shape["same_totals"]) == (3, 3)
    figures = shape["queries"]["all"]["searchsvc"]
    assert (figures["median"], figures["worst"], figures["queries"]) == (2, 3, 3)
    assert figures["ratio"] == {"median": 1, "p95": 2, "worst": 2, "worst_query": "a"}
    assert "worst_query" not in str(report.without_texts(shape)) and "ratio" in str(report.without_texts(shape))


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.95, 95), (0.99, 99), (1.0, 100), (0.001, 1)])
def test_a_percentile_is_one_of_the_values(share: float, value: float) -> None:
    assert report.percentile(range(100, 0, -1), share) == value


def test_an_engine_nobody_knows_is_named() -> None:
    with pytest.raises(Mistake, match="lucene is no engine here; there are searchsvc, tantivy"):
        missing("lucene")
