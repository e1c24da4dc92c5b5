"""The articles of a benchmark: the sources' own first, then ones whose term statistics are like theirs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from searchsvc.analysis import words
from searchsvc.errors import BadSource
from searchsvc.evaluation.speed.corpus import DAYS, FIRST_DAY, MADE, SECTIONS, lay_out, stories
from searchsvc.evaluation.speed.log import fragments
from tests.support import newsroom

SOURCE = [str(newsroom.JSONL)]
OWN = len(newsroom.raw_articles())


def test_the_sources_own_articles_come_first_and_once() -> None:
    found = list(stories(SOURCE * 2, OWN))
    assert [story.id for story in found] == [raw.id for raw in newsroom.raw_articles()]


def test_fewer_are_taken_when_fewer_are_wanted() -> None:
    assert [story.id for story in stories(SOURCE, 3)] == [raw.id for raw in newsroom.raw_articles()[:3]]


def test_more_are_made_of_halves_always_the_same() -> None:
    found = list(stories(SOURCE, 500))
    assert len({story.id for story in found}) == 500
    assert [story.id.startswith(MADE) for story in found] == [False] * OWN + [True] * (500 - OWN)
    assert found == list(stories(SOURCE, 500))
    assert len({story.body for story in found}) > 300


def test_what_stands_in_how_many_articles_stays_as_it_is() -> None:
    found = list(stories(SOURCE, OWN * 40))
    shares = []
    for some in (found[:OWN], found[OWN:]):
        counts = Counter(word for story in some for word in set(words((story.body,)).words))
        lengths = sum(len(words((story.body,)).words) for story in some)
        shares.append(({word: count / len(some) for word, count in counts.items()}, lengths / len(some)))
    (real, real_length), (made, made_length) = shares
    assert set(made) <= set(real)
    assert made_length == pytest.approx(real_length, rel=0.1)
    assert max(abs(real[word] - made.get(word, 0.0)) for word in real) < 0.25
    assert sum(abs(real[word] - made.get(word, 0.0)) for word in real) / len(real) < 0.02


def test_text_and_tokens_of_a_corpus_are_the_same_articles(tmp_path: Path) -> None:
    corpus = lay_out(SOURCE, 60, tmp_path)
    cuts = list(corpus.cuts())
    assert (corpus.size, corpus.real, len(cuts)) == (60, OWN, 60)
    assert corpus.tokens == sum(len(cut.title_words) + len(cut.body_words) for cut in cuts)
    for story, cut in zip(corpus.stories(), cuts, strict=True):
        assert (cut.id, cut.section, cut.published) == (story.id, story.section, story.published)
        assert list(cut.title_words) == list(words((story.title,)).words) == cut.title.split()
        assert list(cut.body_words) == list(words((story.body,)).words) == cut.body.split()
        assert cut.section in SECTIONS and FIRST_DAY <= cut.published < FIRST_DAY + DAYS * 86_400


def test_a_word_is_one_object_wherever_it_stands(tmp_path: Path) -> None:
    """As analysis gives it: an engine that looks words up must not pay for copies that only the benchmark made."""
    seen: dict[str, str] = {}
    for cut in lay_out(SOURCE, OWN, tmp_path).cuts():
        assert all(seen.setdefault(word, word) is word for word in (*cut.title_words, *cut.body_words))


def test_lines_are_what_indexing_takes(tmp_path: Path) -> None:
    corpus = lay_out(SOURCE, 5, tmp_path)
    records = [json.loads(line) for line in corpus.jsonl.read_text(encoding="utf-8").splitlines()]
    assert [set(record) for record in records] == [{"id", "title", "body", "published", "category"}] * 5


def test_no_articles_are_said_to_be_none(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", encoding="utf-8")
    with pytest.raises(BadSource, match="no articles"):
        list(stories([str(empty)], 5))


def test_fragments_are_never_the_same_twice_and_end() -> None:
    found = list(fragments(list(stories(SOURCE, OWN))))
    assert len(found) == len(set(found)) > 200
    assert {len(fragment.split()) for fragment in found} >= set(range(2, 11))
    assert list(fragments([])) == []
