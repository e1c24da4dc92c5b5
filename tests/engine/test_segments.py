"""Inversion, merging and looking up: what a segment holds is what the documents said."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import numpy as np
import pytest

from searchsvc.analysis.tokens import Words
from searchsvc.arrays import mapped
from searchsvc.arrays.strings import decoded
from searchsvc.engine.query import TEXT, Phrase, Term
from searchsvc.engine.schema import TEXT_FIELDS, Document
from searchsvc.engine.whoosh import invert, marks, occurrences, phrases
from searchsvc.engine.whoosh.invert import KEYWORDS, OPEN_DATE, Inverter
from searchsvc.engine.whoosh.leaf import Leaf, Postings
from searchsvc.engine.whoosh.merge import merge
from tests.engine import made


def leaf_of(path: Path, documents: Sequence[Document]) -> Leaf:
    inverter = Inverter()
    for document in documents:
        inverter.add(document)
    mapped.write(path, inverter.arrays())
    return Leaf(path)


Told = tuple[str, dict[str, list[tuple[int, str]]], dict[str, list[str]], int | None]
"""Id, places and words by text field, values by keyword field, day."""


def told(leaf: Leaf, doc: int) -> Told:
    """A document read back from a segment."""
    everywhere = [(place, term) for term, found in _found(leaf) for place in _places(found, doc)]
    words = {}
    for name in TEXT_FIELDS:
        begin, end = _span(leaf, name, doc)
        words[name] = sorted((place - begin, term) for place, term in everywhere if begin <= place < end)
        assert len({place for place, _ in words[name]}) >= int(leaf.lengths(name)[doc])  # codes may lie over gaps
        assert {term: count for term, found in _found(leaf) if (count := _count(found, name, doc))} == Counter(
            term for _, term in words[name]
        )
    values = {
        name: [decoded(term) for number, term in enumerate(leaf.terms(name)) if doc in leaf.docs(name, number)]
        for name in KEYWORDS
    }
    published = int(leaf.arrays["published"][doc])
    return leaf.id(doc), words, values, None if published == OPEN_DATE else published


def _found(leaf: Leaf) -> list[tuple[str, Postings]]:
    return [(decoded(term), leaf.numbered(number)) for number, term in enumerate(leaf.terms(TEXT))]


def _span(leaf: Leaf, name: str, doc: int) -> tuple[int, float]:
    """The positions of a field."""
    starts = [float(leaf.arrays[f"{one}/starts"][doc]) for one in TEXT_FIELDS] + [math.inf]
    at = TEXT_FIELDS.index(name)
    return int(starts[at]), starts[at + 1]


def _places(found: Postings, doc: int) -> list[int]:
    owners = np.repeat(found.docs(), found.totals())
    assert sorted(found.docs().tolist()) == found.docs().tolist()
    return [int(place) for place, owner in zip(found.positions(), owners, strict=True) if owner == doc]


def _count(found: Postings, name: str, doc: int) -> int:
    return int(found.counts(name)[found.docs() == doc].sum())


def plain(document: Document) -> Told:
    """The same of the document itself."""
    words = {name: document.words.get(name, Words(())) for name in TEXT_FIELDS}
    placed = {name: sorted({*enumerate(text.words), *text.codes}) for name, text in words.items()}
    values = {name: sorted(document.keywords.get(name, ())) for name in KEYWORDS} | {"id": [document.id]}
    found = {name: [(place, word) for place, word in places if word] for name, places in placed.items()}
    return document.id, found, values, document.published


@pytest.mark.parametrize("seed", range(6))
def test_a_segment_tells_its_documents_again(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    documents = [made.document(random, f"bài {number}") for number in range(random.choice((0, 1, 9, 30)))]
    leaf = leaf_of(tmp_path / "a", documents)
    assert leaf.size == len(documents)
    assert [told(leaf, doc) for doc in range(leaf.size)] == [plain(document) for document in documents]
    marks_are_true(leaf)
    occurrences_are_owned(leaf)


@pytest.mark.parametrize("seed", range(8))
def test_a_merged_segment_is_the_one_that_inverting_what_lives_would_make(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    lots = [
        [made.document(random, f"bài {lot}.{number}") for number in range(random.choice((0, 1, 9, 30)))]
        for lot in range(3)
    ]
    leaves = [leaf_of(tmp_path / str(lot), documents) for lot, documents in enumerate(lots)]
    alive = [np.array([random.random() < (0.6 if seed % 2 else 1) for _ in lot], dtype=bool) for lot in lots]
    living = [one for lot, mask in zip(lots, alive, strict=True) for one, lives in zip(lot, mask, strict=True) if lives]
    mapped.write(tmp_path / "merged", merge(leaves, alive))
    merged, made_new = Leaf(tmp_path / "merged"), leaf_of(tmp_path / "new", living)
    assert set(merged.arrays.names()) == set(made_new.arrays.names())
    for name in made_new.arrays.names():
        assert merged.arrays[name].tolist() == made_new.arrays[name].tolist(), name
    marks_are_true(merged)
    occurrences_are_owned(merged)


def occurrences_are_owned(leaf: Leaf) -> None:
    """From an occurrence to its posting and back, by blocks, as adding up all totals says."""
    ends = np.cumsum(leaf.totals(), dtype=np.int64)
    postings = np.arange(ends.size)
    begins, lengths = occurrences.stretch(leaf, postings)
    assert begins.tolist() == (ends - leaf.totals()).tolist() and lengths.tolist() == leaf.totals().tolist()
    assert occurrences.owners(leaf, np.arange(leaf.tokens)).tolist() == postings.repeat(leaf.totals()).tolist()


def marks_are_true(leaf: Leaf) -> None:
    """Where a mark names a term, that term and no other stands there; where it says nothing is there, nothing is."""
    at: dict[tuple[int, int], set[str]] = {}
    for term, posting in _found(leaf):
        for doc, place in zip(np.repeat(posting.docs(), posting.totals()).tolist(), posting.positions(), strict=True):
            at.setdefault((doc, int(place)), set()).add(term)
    named: Mapping[int, str] = {posting.mark: term for term, posting in _found(leaf)}
    for _, posting in _found(leaf):
        owners = np.repeat(posting.docs(), posting.totals()).tolist()
        for doc, place, mark in zip(owners, posting.positions().tolist(), posting.marks().tolist(), strict=True):
            behind = at.get((doc, place + 1), set())
            assert mark in (marks.ANY, marks.OTHER) or behind == ({named[mark]} if mark != marks.NONE else set())


def test_terms_beyond_the_classes_are_marked_as_to_be_looked_up() -> None:
    counts = np.array([5, 1, 9, 2])
    classes = marks.classed(counts, 2)
    assert classes.tolist() == [0, 2]
    of = marks.marks_of(classes, 4)
    assert of.tolist() == [0, marks.OTHER, 1, marks.OTHER, marks.NONE]
    ranks, ends = np.array([0, 1, 2, -1, 3, 0]), np.array([2, 2, 6])
    following = marks.following(ranks, ends, codes_at=np.array([5]), marks=of)
    assert following.tolist() == [marks.OTHER, marks.NONE, marks.NONE, marks.OTHER, marks.ANY, marks.NONE]


@pytest.mark.parametrize("count", [1, 300, 1 << 16, 200_000])
def test_occurrences_are_sorted_by_rank_and_stay_in_order_otherwise(count: int) -> None:
    ranks = np.random.default_rng(1).integers(0, count, 5000).astype(np.int32)
    assert invert._by_rank(ranks, count).tolist() == np.argsort(ranks, kind="stable").tolist()


def test_looking_up_ids_one_by_one_and_all_at_once_is_the_same(tmp_path: Path) -> None:
    leaf = leaf_of(tmp_path / "a", [Document(f"id {number}", {}) for number in range(200)])
    for wanted in ({"id 7"}, {f"id {number}" for number in range(50, 150)}, {"none", "id 3"}):
        found = {leaf.id(doc) for doc in leaf.docs_of(wanted)}
        assert found == wanted - {"none"}
        assert {leaf.id(leaf.doc(id)) for id in found} == found
    assert leaf.doc("none") == -1


def test_codes_without_words_are_nowhere(tmp_path: Path) -> None:
    leaf = leaf_of(tmp_path / "a", [Document("1", {"body": Words([], [(0, "03/ct")])})])
    assert leaf.postings("03/ct") is None


def test_positions_beyond_twelve_bits_are_kept(tmp_path: Path) -> None:
    words = ["lũ", *(["đê"] * 4100), "lũ", "về"]
    documents = [Document(str(number), {"body": Words(words)}) for number in range(2)]
    leaf = leaf_of(tmp_path / "a", documents)
    mapped.write(tmp_path / "b", merge([leaf, leaf], [np.ones(2, bool), np.array([False, True])]))
    for some, copies in ((leaf, 2), (Leaf(tmp_path / "b"), 3)):
        found = some.numbered(some.term(TEXT, "lũ"))
        assert (found.positions() - int(some.arrays["body/starts"][0])).tolist() == [0, 4101] * copies
        assert phrases.places(some, Phrase((Term("lũ"), Term("về"))))[0].tolist() == list(range(copies))
        assert phrases.places(some, Phrase((Term("đê"), Term("lũ"), Term("về"))))[0].tolist() == list(range(copies))
