"""Candidates: sub-stretches of capitalised runs that score well enough to be looked at together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from searchsvc.people import contexts, scoring
from searchsvc.people.runs import RUN, cut


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
    found: list[Stretch] = []
    for place, text in enumerate(texts):
        for match in RUN.finditer(text):
            for spots, forms in _hopeful(match.group()):
                base = match.start()
                if stretch := _in_context(text, place, base, spots, forms):
                    found.append(stretch)
    return found


Spots = tuple[tuple[int, int], ...]


@lru_cache(maxsize=1 << 16)
def _hopeful(run: str) -> tuple[tuple[Spots, tuple[scoring.Form, ...]], ...]:
    """The stretches of a run in which a name may be: where their words stand in the run, and the forms."""
    found = []
    for stretch in cut(run):
        words = tuple(word.text for word in stretch)
        if forms := scoring.forms(words):
            found.append((tuple((word.start, word.end) for word in stretch), forms))
    return tuple(found)


def _in_context(text: str, place: int, base: int, spots: Spots, forms: Sequence[scoring.Form]) -> Stretch:
    before = scoring.left_near(contexts.left_of(text, base + spots[0][0]))
    after: scoring.Near | None = None
    size = len(spots)
    stretch: Stretch = []
    for first, last, kind, key, score in forms:
        if not first:
            score += scoring.left(before, kind)
        if last == size:
            if score + scoring.RIGHT_MOST < scoring.HOPELESS:
                continue
            after = after or scoring.right_near(contexts.right_of(text, base + spots[-1][1]))
            score += scoring.right(after, kind)
        if score > scoring.HOPELESS:
            start, end = base + spots[first][0], base + spots[last - 1][1]
            stretch.append(Candidate(place, start, end, first, last, kind, key, score))
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
