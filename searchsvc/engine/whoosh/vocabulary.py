"""The terms of the text fields as a dictionary for queries: how words are spelled here, and how they go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from searchsvc.arrays.strings import decoded
from searchsvc.engine.query import TEXT
from searchsvc.engine.schema import Spelling
from searchsvc.engine.whoosh.leaf import Leaf
from searchsvc.engine.whoosh.shelf import Shelf

_ENOUGH = 4
"""Times the limit: completions taken from each leaf, so that what is common over all is among them."""


def spelled(shelf: Shelf, keys: Iterable[str]) -> dict[str, tuple[Spelling, ...]]:
    """For each key the terms that fold to it, commonest first.

    What was found is kept on the shelf: typing goes over the same words again and again.
    """
    wanted, kept = tuple(dict.fromkeys(keys)), shelf.spellings
    new = [key for key in wanted if key not in kept]
    counts: list[dict[str, int]] = [{} for _ in new]
    for leaf in shelf.leaves if new else ():
        _count(counts, leaf, new)
    found = {key: _commonest(some, len(some)) if some else () for key, some in zip(new, counts, strict=True)}
    answer = {key: found[key] if key in found else kept[key] for key in wanted}
    shelf.remember(found)
    return answer


def _count(counts: Sequence[dict[str, int]], leaf: Leaf, keys: Sequence[str]) -> None:
    """Add in how many documents of a leaf each spelling of each key stands."""
    terms, ends = leaf.terms(TEXT), leaf.arrays["text/post_at"].data
    for place, number in leaf.spelled(keys):
        text, some = decoded(terms[number]), counts[place]
        some[text] = some.get(text, 0) + ends[number + 1] - ends[number]


def documents(shelf: Shelf, texts: Iterable[str]) -> dict[str, int]:
    """In how many documents each term stands; 0 for what is no term."""
    wanted = tuple(dict.fromkeys(texts))
    counts = dict.fromkeys(wanted, 0)
    for leaf in shelf.leaves:
        for place, number in leaf.numbers(wanted):
            counts[wanted[place]] += leaf.documents(TEXT, number)
    return counts


def begun(shelf: Shelf, prefix: str, *, limit: int) -> tuple[Spelling, ...]:
    """The commonest terms whose folded key starts with `prefix`."""
    counts: Counter[str] = Counter()
    for leaf in shelf.leaves:
        numbers = leaf.begun(prefix).astype(np.int64)
        ends = leaf.arrays["text/post_at"]
        documents = ends[numbers + 1].astype(np.int64) - ends[numbers]
        for at in np.argsort(-documents, kind="stable")[: limit * _ENOUGH].tolist():
            counts[decoded(leaf.terms(TEXT)[int(numbers[at])])] += int(documents[at])
    return _commonest(counts, limit)


def _commonest(counts: Mapping[str, int], limit: int) -> tuple[Spelling, ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Spelling(text, documents) for text, documents in ordered[:limit])
