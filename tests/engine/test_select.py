"""Pages and facets over more than the oracle's handful of documents."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.engine import Engine, open_engine
from searchsvc.engine.query import Every, Query, Term
from searchsvc.engine.schema import Document
from searchsvc.engine.whoosh import select
from tests.engine.asking import put, request
from tests.engine.plain import facet


@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=40),
    st.integers(0, 40),
    st.sampled_from((1, 30)),
    st.integers(0, 99),
)
def test_the_best_are_those_that_sorting_puts_first(some: list[int], wanted: int, times: int, seed: int) -> None:
    keys = np.array(some * times, np.float32)
    np.random.default_rng(seed).shuffle(keys)
    places = np.arange(keys.size)
    wanted = min(wanted, keys.size - 1)
    best = select._best(places, keys, wanted)
    assert sorted(best) == sorted(np.argsort(-keys, kind="stable")[:wanted])


@pytest.mark.parametrize("wanted", [1, 3, 10])
def test_the_best_of_thousands(wanted: int) -> None:
    keys = np.random.default_rng(wanted).integers(0, 500, 5000).astype(np.float32)
    best = select._best(np.arange(5000), keys, wanted)
    assert sorted(best) == sorted(np.argsort(-keys, kind="stable")[:wanted])


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, list[Document]]:
    """900 documents in several segments that name 2,000 people, some often."""
    random, engine = Random(1), open_engine(Path(tmp_path_factory.mktemp("crowd")))
    documents = []
    for lot in (600, 200, 100):
        changes = [
            put(
                f"{lot}.{number}",
                "lũ" if number % 3 else "đê",
                person="|".join(f"p{int(random.paretovariate(0.5)) % 2000:04}" for _ in range(8)),
            )
            for number in range(lot)
        ]
        engine.write(changes)
        documents += [change.document for change in changes]
    assert engine.status().segments == 3
    return engine, documents


@pytest.mark.parametrize("size", [0, 1, 5, 20, 300, 5000])
@pytest.mark.parametrize("tree", [Every(), Term("lũ"), Term("đê")], ids=str)
def test_facets_name_the_commonest_of_many(crowd: tuple[Engine, list[Document]], tree: Query, size: int) -> None:
    engine, documents = crowd
    kept = [one for one in documents if isinstance(tree, Every) or tree == Term(one.words["body"].words[0])]
    found = engine.search(request(tree, facets=("person",), facet_size=size))
    assert found.facets["person"] == facet(kept, "person", size)
