"""Merging: several leaves, less their deleted documents, as the arrays of one segment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from searchsvc.engine.schema import TEXT_FIELDS
from searchsvc.engine.whoosh.arrays import Array, narrow, spans
from searchsvc.engine.whoosh.invert import KEYWORDS, dictionary, folded, ids_of, keyword_postings, pack
from searchsvc.engine.whoosh.leaf import Leaf


def merge(leaves: Sequence[Leaf], alive: Sequence[Array]) -> dict[str, Array]:
    """The living documents of the leaves, in order; `alive` says for each leaf which documents live (bool, N)."""
    renumbered = _renumbered(alive)
    size = sum(int(mask.sum()) for mask in alive)
    found: dict[str, Array] = {}
    for name in TEXT_FIELDS:
        found |= {f"{name}/{part}": values for part, values in _text(name, leaves, renumbered, alive).items()}
    for name in KEYWORDS:
        found |= {f"{name}/{part}": values for part, values in _keyword(name, leaves, renumbered, size).items()}
    masks = list(zip(leaves, alive, strict=True))
    found["published"] = np.concatenate([leaf.arrays["published"][mask] for leaf, mask in masks]).astype("<i8")
    return found | ids_of([leaf.id(int(doc)) for leaf, mask in masks for doc in np.flatnonzero(mask)])


def _renumbered(alive: Sequence[Array]) -> list[Array]:
    """For each leaf the new number of each document, -1 for those that are gone."""
    found, next_doc = [], 0
    for mask in alive:
        numbers = np.cumsum(mask, dtype=np.int64) - 1 + next_doc
        found.append(np.where(mask, numbers, -1))
        next_doc += int(mask.sum())
    return found


def _terms(name: str, leaves: Sequence[Leaf]) -> tuple[list[str], list[Array]]:
    """The terms of a field in all leaves, sorted, and for each leaf the new rank of each of its terms."""
    own = [[leaf.term_bytes(name, number) for number in range(leaf.count(name))] for leaf in leaves]
    terms = sorted({term for some in own for term in some})
    rank = {term: number for number, term in enumerate(terms)}
    return [term.decode("utf-8") for term in terms], [np.array([rank[term] for term in some], np.int64) for some in own]


def _text(name: str, leaves: Sequence[Leaf], renumbered: Sequence[Array], alive: Sequence[Array]) -> dict[str, Array]:
    terms, ranks = _terms(name, leaves)
    parts = [_occurrences(name, leaf, rank, docs) for leaf, rank, docs in zip(leaves, ranks, renumbered, strict=True)]
    all_terms, docs, positions = (np.concatenate(column) for column in zip(*parts, strict=True))
    terms, all_terms = _living(terms, all_terms)
    lengths = [leaf.arrays[f"{name}/lengths"][mask] for leaf, mask in zip(leaves, alive, strict=True)]
    packed = pack(all_terms, docs, positions, len(terms))
    return {**dictionary(terms), **folded(terms), **packed, "lengths": narrow(np.concatenate(lengths))}


def _occurrences(name: str, leaf: Leaf, rank: Array, renumbered: Array) -> tuple[Array, Array, Array]:
    """Each occurrence that lives: new rank of its term, new document, position."""
    arrays = leaf.arrays
    terms = np.repeat(rank, spans(arrays[f"{name}/pos_at"]))
    docs = np.repeat(renumbered[arrays[f"{name}/docs"]], arrays[f"{name}/freqs"])
    kept = docs >= 0
    return terms[kept], docs[kept], arrays[f"{name}/positions"][kept].astype(np.uint32)


def _keyword(name: str, leaves: Sequence[Leaf], renumbered: Sequence[Array], size: int) -> dict[str, Array]:
    terms, ranks = _terms(name, leaves)
    values, docs = [], []
    for leaf, rank, numbers in zip(leaves, ranks, renumbered, strict=True):
        new = numbers[leaf.arrays[f"{name}/docs"]]
        values.append(np.repeat(rank, spans(leaf.arrays[f"{name}/post_at"]))[new >= 0])
        docs.append(new[new >= 0])
    terms, all_values = _living(terms, np.concatenate(values))
    postings = keyword_postings(all_values, np.concatenate(docs), len(terms), size=size)
    return {**dictionary(terms), **postings}


def _living(terms: list[str], used: Array) -> tuple[list[str], Array]:
    """The terms that still stand anywhere, and their uses under the new numbers."""
    living = np.zeros(len(terms), dtype=bool)
    living[used] = True
    new = np.cumsum(living, dtype=np.int64) - 1
    return [term for term, lives in zip(terms, living, strict=True) if lives], new[used]
