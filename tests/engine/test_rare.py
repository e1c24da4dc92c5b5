"""Rare words among common ones, in more documents than the oracle's: lists beside bits, in several segments."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from searchsvc.analysis.tokens import Words
from searchsvc.engine import Engine, open_engine
from searchsvc.engine.query import And, AnyOf, Maybe, Not, Or, Phrase, Query, Term
from searchsvc.engine.schema import Document, Drop, Put, Request
from searchsvc.engine.whoosh import best
from tests.engine import made
from tests.engine.plain import Plain

RARE = tuple(f"hiếm{number}" for number in range(120))


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Plain]]:
    random, engine = Random(5), open_engine(tmp_path_factory.mktemp("rare"))
    documents = [_document(random, f"bài {number}") for number in range(900)]
    engine.write(Put(document) for document in documents[:600])
    engine.write(Put(document) for document in documents[600:])
    engine.write(Drop(document.id) for document in documents[::7])
    kept = [document for number, document in enumerate(documents) if number % 7]
    yield engine, Plain(kept, made.RANKING)
    engine.close()


def _document(random: Random, id: str) -> Document:
    words = random.choices((*made.WORDS, *random.sample(RARE, 4)), k=random.choice((3, 12, 40)))
    return Document(
        id, {"body": Words(words), "title": Words(random.choices(words, k=2))}, published=random.choice(made.DAYS)
    )


def _word(random: Random) -> Term | AnyOf:
    texts = random.sample((*made.WORDS, *RARE), random.choice((1, 1, 3, 12)))
    if len(texts) == 1:
        return Term(texts[0])
    return AnyOf(tuple((text, random.choice((1.0, 0.5))) for text in texts))


def _tree(random: Random) -> Query:
    words = tuple(_word(random) for _ in range(random.choice((2, 3, 5))))
    phrase = Phrase(words[:2], random.choice((0, 0, 2)), ordered=random.random() < 0.8)
    return random.choice(
        (And(words), Or(words), Or(words, 2), phrase, Maybe(Or(words), (phrase,)), And((words[0], Not(words[1]))))
    )


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("enough", [0, 1024])
def test_found_and_scored_as_by_hand(
    laid: tuple[Engine, Plain], monkeypatch: pytest.MonkeyPatch, seed: int, enough: int
) -> None:
    monkeypatch.setattr(best, "ENOUGH", enough)
    engine, plain = laid
    tree = _tree(Random(seed))
    wanted = plain.search(tree)
    found = engine.search(Request(tree, made.RANKING, size=7))
    assert found.total == len(wanted)
    assert [hit.score for hit in found.hits] == pytest.approx(sorted(wanted.values(), reverse=True)[:7], rel=1e-4)
    assert [hit.score for hit in found.hits] == pytest.approx([wanted[hit.id] for hit in found.hits], rel=1e-4)
