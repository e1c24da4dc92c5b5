"""The oracle: the engine's arrays find what Whoosh's own matchers find, and score as the plain scorer does."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import index, scoring

from searchsvc.analysis.tokens import Words
from searchsvc.engine import Engine, open_engine
from searchsvc.engine.query import And, Boost, Either, Maybe, Not, Or, Phrase, Query, Range, Term
from searchsvc.engine.schema import Document, Put, Ranking, Request
from searchsvc.engine.whoosh import best, marks, tidying, writer
from tests.engine import made, stock
from tests.engine.plain import Plain, facet

SHELVES = 24
TREES = 150


@dataclasses.dataclass(frozen=True)
class Laid:
    """An index, and the documents that are in it."""

    path: Path
    engine: Engine
    documents: dict[str, Document]


@pytest.fixture(scope="module", params=range(SHELVES))
def laid(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laid]:
    random = Random(request.param)
    path = tmp_path_factory.mktemp("laid")
    writes = made.lots(random, writes=random.choice((1, 3, 9, 20)), ids=random.choice((5, 30, 90)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tidying, "MERGE_FACTOR", random.choice((2, 3, 8)))
        patch.setattr(writer, "FLUSH", random.choice((30, 100_000)))
        # As in a segment of more terms than there are marks.
        patch.setattr(marks, "classed", partial(marks.classed, most=random.choice((3, marks.OTHER))))
        engine = open_engine(path)
        for changes in writes:
            engine.write(changes)
            tidied = random.random() < 0.8 and engine.tidy(random.choice(("steady", "few")))
            assert tidied in (True, False)
    yield Laid(path, engine, made.state(writes))
    engine.close()


def test_the_same_documents_as_whoosh_and_the_same_scores_as_the_plain_scorer(laid: Laid) -> None:
    random = Random(len(laid.documents))
    plain = Plain(laid.documents.values(), made.RANKING)
    with stock.opened(laid.path) as searcher:
        for _ in range(TREES):
            tree = made.tree(random)
            scores = searched(laid.engine, tree)
            agree(scores, plain.search(tree), tree)
            if understood_by_whoosh(tree):
                assert scores.keys() == stock.found(searcher, tree), str(tree)


def test_the_best_few_are_the_first_of_all(laid: Laid, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for few, the engine leaves out what cannot be among them; what is left must not show it."""
    monkeypatch.setattr(best, "ENOUGH", 0)
    random = Random(len(laid.documents) + 2)
    for _ in range(TREES):
        tree = random.choice((made.tree, made.loose))(random)
        ranking = dataclasses.replace(made.RANKING, half_life=random.choice((0.0, 30.0)))
        every = searched(laid.engine, tree, ranking)
        offset, size = random.choice((0, 0, 2)), 1 + random.randrange(4)
        few = laid.engine.search(Request(tree, ranking, offset=offset, size=size))
        assert few.total == len(every)
        scores = [hit.score for hit in few.hits]
        assert scores == pytest.approx(list(every.values())[offset : offset + size], rel=1e-5, abs=1e-6), str(tree)
        assert scores == pytest.approx([every[hit.id] for hit in few.hits], rel=1e-5, abs=1e-6), str(tree)


def test_filters_sorting_and_facets_as_counted_by_hand(laid: Laid) -> None:
    random = Random(len(laid.documents) + 1)
    plain = Plain(laid.documents.values(), made.RANKING)
    for _ in range(TREES // 5):
        tree, condition = made.tree(random), made.tree(random, 1)
        request = Request(tree, made.RANKING, (condition,), size=1000, facets=("person", "year"), facet_size=2)
        ids = plain.matches(tree).keys() & plain.matches(condition).keys()
        kept = [laid.documents[id] for id in ids]
        hits = laid.engine.search(dataclasses.replace(request, sort="newest"))
        assert [hit.id for hit in hits.hits if laid.documents[hit.id].published is None] == [
            hit.id for hit in hits.hits[len([one for one in kept if one.published is not None]) :]
        ]
        days = [laid.documents[hit.id].published for hit in hits.hits]
        assert [day for day in days if day is not None] == sorted(
            (one.published for one in kept if one.published is not None), reverse=True
        )
        assert {hit.id for hit in hits.hits} == ids
        assert hits.total == len(ids)
        assert hits.facets == {name: facet(kept, name, 2) for name in ("person", "year")}, str(tree)


def searched(engine: Engine, tree: Query, ranking: Ranking = made.RANKING) -> dict[str, float]:
    """Scores by id, after looking that the hits are in order and complete."""
    found = engine.search(Request(tree, ranking, size=100_000))
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)
    assert found.total == len(found.hits)
    return {hit.id: hit.score for hit in found.hits}


def agree(scores: dict[str, float], wanted: dict[str, float], tree: Query) -> None:
    assert scores.keys() == wanted.keys(), str(tree)
    assert scores == pytest.approx(wanted, rel=1e-4, abs=1e-4), str(tree)


def understood_by_whoosh(tree: Any) -> bool:
    """Whether Whoosh has a query for it: no dates, no phrases with slop (its windows are counted pair by pair)."""
    match tree:
        case Range():
            return False
        case Phrase():
            return tree.slop == 0 and tree.ordered
        case And(parts) | Or(parts) | Either(parts):
            return all(map(understood_by_whoosh, parts))
        case Maybe(part, extras):
            return understood_by_whoosh(part) and all(map(understood_by_whoosh, extras))
        case Not(part) | Boost(part):
            return understood_by_whoosh(part)
        case _:
            return True


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random=st.randoms(use_true_random=False), k1=st.floats(0.1, 3), title=st.sampled_from((0.0, 0.2, 1.0)))
def test_any_documents_any_tree_any_ranking(
    tmp_path_factory: pytest.TempPathFactory, random: Random, k1: float, title: float
) -> None:
    writes = made.lots(random, writes=random.randrange(4), ids=8)
    ranking = dataclasses.replace(made.RANKING, k1=k1, title=title, half_life=random.choice((0.0, 30.0)))
    path = tmp_path_factory.mktemp("any")
    engine = open_engine(path)
    for changes in writes:
        engine.write(changes)
        if random.random() < 0.5:
            engine.tidy("few")
    plain = Plain(made.state(writes).values(), ranking)
    for _ in range(8):
        tree = made.tree(random)
        agree(searched(engine, tree, ranking), plain.search(tree), tree)
    engine.close()


def test_a_single_word_in_a_single_field_scores_as_whooshs_own_bm25f(tmp_path: Path) -> None:
    """Where the formulas agree: up to idf, which is one number for all documents.

    Whoosh's average length counts documents without the field, so all have it here, and none is deleted.
    """
    random = Random(7)
    bodies = {f"bài {number}": random.choices(made.WORDS, k=1 + random.randrange(30)) for number in range(40)}
    engine = open_engine(tmp_path)
    for lot in (list(bodies)[:25], list(bodies)[25:]):
        engine.write(Put(Document(id, {"body": Words(bodies[id])})) for id in lot)
    for word in made.WORDS[:5]:
        tree = Term(word, "body")
        ours = searched(engine, tree, Ranking({}, k1=1.2))
        with index.open_dir(str(tmp_path)).searcher(weighting=scoring.BM25F(B=0.75, K1=1.2)) as searcher:
            theirs = {hit["id"]: hit.score for hit in searcher.search(stock.translated(tree), limit=None)}
        assert theirs.keys() == ours.keys() != set()
        ratios = [theirs[id] / ours[id] for id in ours]
        assert ratios == pytest.approx([ratios[0]] * len(ratios), rel=1e-4)
