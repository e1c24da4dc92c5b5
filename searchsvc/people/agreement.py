"""What an article as a whole says for a candidate: the same name elsewhere in it, a longer one, a shorter one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from searchsvc.people import candidates, figures
from searchsvc.people.candidates import Candidate, Stretch

Situation = tuple[str, int, int, str, int, int, bool, bool]
"""Kind of form; step of the best score of the same string elsewhere (-1: nowhere); how often it stands there; its role
in a longer name and that one's step; on how many sides a name stands beside it; whether it goes on over a name."""

_GAPS = (2, 3, 4)
"""The lengths of `, `, ` - ` and ` và `."""

_NEVER = -99.0
_NO_PART = ("", 0.0)

_PLACE = 1 << 40
"""More than there are letters in a text: the same place in another text is another number."""

_STEPS = (-3.0, -1.0, 0.0, 1.0, 3.0, 6.0)


class Overview:
    """The candidates of one article seen together, as the form and its context alone judge them."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self.counts: dict[str, int] = {}
        self.best_two: dict[str, tuple[float, float]] = {}
        self.chosen: dict[str, float] = {}
        self.parts: dict[str, tuple[str, float]] = {}
        self.starts: set[int] = set()
        self.ends: set[int] = set()
        for stretch in stretches:
            for candidate in stretch:
                self._see(candidate.key, candidate.score)
            for candidate in candidates.best(stretch):
                self._choose(candidate)
        for key, score in self.chosen.items():
            self._add_parts(key, score)

    def _see(self, key: str, score: float) -> None:
        many = self.counts[key] = self.counts.get(key, 0) + 1
        if many == 1:
            self.best_two[key] = score, _NEVER
            return
        first, second = self.best_two[key]
        if score > second:
            self.best_two[key] = (score, first) if score > first else (first, score)

    def _choose(self, candidate: Candidate) -> None:
        key, score = candidate.key, candidate.score
        if score > self.chosen.get(key, 0.0):
            self.chosen[key] = score
        self.starts.add(candidate.place * _PLACE + candidate.start)
        self.ends.add(candidate.place * _PLACE + candidate.end)

    def _add_parts(self, key: str, score: float) -> None:
        for part, role in _parts(key):
            if score > self.parts.get(part, _NO_PART)[1]:
                self.parts[part] = role, score

    def situation(self, candidate: Candidate) -> Situation:
        """What the rest of the article says of one candidate."""
        key = candidate.key
        many, same = self.counts[key], -1
        if many > 1:
            first, second = self.best_two[key]
            same = _step(second if candidate.score >= first else first)
        role, score = self.parts.get(key, _NO_PART)
        head = tail = False
        if key.count(" ") > 1:
            head = key[: key.rindex(" ")] in self.chosen
            tail = key[key.index(" ") + 1 :] in self.chosen
        return candidate.kind, same, min(many, 4), role, _step(score), self._beside(candidate), head, tail

    def _beside(self, candidate: Candidate) -> int:
        """On how many sides a name stands a comma or an "and" away."""
        start, end = candidate.place * _PLACE + candidate.start, candidate.place * _PLACE + candidate.end
        short, middle, long = _GAPS
        starts, ends = self.starts, self.ends
        before = start - short in ends or start - middle in ends or start - long in ends
        return before + (end + short in starts or end + middle in starts or end + long in starts)


@lru_cache(maxsize=1 << 14)
def _parts(key: str) -> tuple[tuple[str, str], ...]:
    """The parts of a name that it may be called by, and what each is of it."""
    words = key.split(" ")
    parts: list[tuple[str, str]] = []
    for size in range(1, len(words)):
        parts.append((" ".join(words[-size:]), "end" if size == 1 else "tail"))
        parts.append((" ".join(words[:size]), "head"))
    return (*parts, *((word, "middle") for word in words[1:-1]))


def features(situation: Situation) -> list[str]:
    """Names of the features of a situation, to be weighed."""
    kind, same, many, role, score, beside, head, tail = situation
    found = [f"a-kind:{kind}"]
    if same >= 0:
        found += [f"a-same:{same}|{kind}", f"a-many:{many}"]
    if role:
        found += [f"a-part:{role}|{kind}", f"a-part:{role}:{score}"]
    if beside:
        found += [f"a-list:{beside}", f"a-list:{beside}|{kind}"]
    return found + ["a-over:head"] * head + ["a-over:tail"] * tail


@lru_cache(maxsize=1 << 14)
def gain(situation: Situation) -> float:
    """What a situation adds to a score."""
    return sum(figures.weight(name) for name in features(situation))


def _step(score: float) -> int:
    return bisect_left(_STEPS, score)


def settle(stretches: list[Stretch]) -> list[Candidate]:
    """The candidates that are names once the whole article has been heard, in reading order."""
    overview = Overview(stretches)
    gains = [[gain(overview.situation(candidate)) for candidate in stretch] for stretch in stretches]
    for stretch, row in zip(stretches, gains, strict=True):
        for candidate, more in zip(stretch, row, strict=True):
            candidate.score += more
    return [candidate for stretch in stretches for candidate in candidates.best(stretch)]
