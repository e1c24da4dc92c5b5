"""Candidates: sub-stretches of capitalised runs that score well enough to be looked at together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from searchsvc.people import scoring
from searchsvc.people.contexts import first_of, last_of, left_of, right_of
from searchsvc.people.features import KINDS
from searchsvc.people.remembered import Remembered
from searchsvc.people.runs import RUN, cut

_LEAST = scoring.HOPELESS - 1e-6  # sums in another order


@dataclass(slots=True)
class Candidate:
    """A stretch `[start, end)` of field number `place` that may be a name; `score` grows with what the article says."""

    place: int
    start: int
    end: int
    first: int
    last: int
    kind: str
    key: str
    score: float


Stretch = list[Candidate]
"""The candidates of one stretch, which compete for its words."""


def stretches(texts: Sequence[str]) -> list[Stretch]:
    """All candidates of some texts, by the stretch they compete for, in reading order."""
    found = [
        _in_context(text, place, match.start(), hopeful)
        for place, text in enumerate(texts)
        for match in RUN.finditer(text)
        for hopeful in _HOPEFUL[match.group()]
    ]
    return [stretch for stretch in found if stretch]


Placed = tuple[int, int, int, int, int, str, float, bool]
"""A form in its run: first, last, start, end, kind, key, score, and whether it ends where its stretch does."""

Hopeful = tuple[int, int, tuple[Placed, ...]]
"""A stretch of a run in which a name may be: where it begins and ends in the run, its forms."""


def _hopeful(run: str) -> tuple[Hopeful, ...]:
    found = []
    for words in cut(run):
        forms = scoring.forms([word.text for word in words])
        placed = tuple(
            (first, last, words[first].start, words[last - 1].end, kind, key, score, last == len(words))
            for first, last, kind, key, score in forms
        )
        if placed:
            found.append((words[0].start, words[-1].end, placed))
    return tuple(found)


_HOPEFUL = Remembered(_hopeful, most=1 << 16)


def _in_context(text: str, place: int, base: int, hopeful: Hopeful) -> Stretch:
    """The candidates of a stretch: most end after one word on either side, before more of the context is read."""
    begin, finish, forms = base + hopeful[0], base + hopeful[1], hopeful[2]
    before = scoring.LEFT_MOST[last_of(text, begin)]
    after = scoring.RIGHT_MOST[first_of(text, finish)]
    for first, _, _, _, kind, _, score, closes in forms:
        if (score if first else score + before[kind]) + (after[kind] if closes else 0.0) > _LEAST:
            return _candidates(text, place, base, hopeful)
    return []


def _candidates(text: str, place: int, base: int, hopeful: Hopeful) -> Stretch:
    begin, finish, forms = hopeful
    before = scoring.LEFT[left_of(text, base + begin)]
    after = scoring.RIGHT[right_of(text, base + finish)]
    stretch: Stretch = []
    for first, last, start, end, kind, key, score, closes in forms:
        if not first:
            score += before[kind]
        if closes:
            score = score + after[kind] if score + scoring.RIGHT_USUAL_MOST >= scoring.HOPELESS else scoring.HOPELESS
        if score > scoring.HOPELESS:
            stretch.append(Candidate(place, base + start, base + end, first, last, KINDS[kind], key, score))
    return stretch


def best(stretch: Stretch) -> list[Candidate]:
    """The non-overlapping candidates with the highest sum of scores above 0 (Viterbi over the stretch)."""
    hopeful = [candidate for candidate in stretch if candidate.score > 0]
    if len(hopeful) < 2:
        return hopeful
    ways: dict[int, tuple[float, list[Candidate]]] = {0: (0.0, [])}
    reached = 0
    for end in sorted({candidate.last for candidate in hopeful}):
        way = ways[reached]
        for candidate in hopeful:
            if candidate.last == end:
                score, before = _way_to(ways, candidate.first)
                if score + candidate.score > way[0]:
                    way = (score + candidate.score, [*before, candidate])
        ways[end], reached = way, end
    return ways[reached][1]


def _way_to(ways: dict[int, tuple[float, list[Candidate]]], at: int) -> tuple[float, list[Candidate]]:
    return ways[max(end for end in ways if end <= at)]
