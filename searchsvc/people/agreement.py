"""What an article as a whole says for a candidate: the same name elsewhere in it, a longer one, a shorter one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from searchsvc.people import candidates, scoring
from searchsvc.people.candidates import Candidate, Stretch

Situation = tuple[str, int, int, str, int, int, bool, bool]
"""Kind of form; step of the best score of the same string elsewhere (-1: nowhere); how often it stands there; its role
in a longer name and that one's step; on how many sides a name stands beside it; whether it goes on over a name."""

_GAPS = (2, 3, 4)
"""The lengths of `, `, ` - ` and ` và `."""

_STEPS = (-3.0, -1.0, 0.0, 1.0, 3.0, 6.0)


class Overview:
    """The candidates of one article seen together, as the form and its context alone judge them."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self.counts: Counter[str] = Counter()
        self.best_two: dict[str, tuple[float, float]] = {}
        self.chosen: dict[str, float] = {}
        self.parts: dict[str, tuple[str, float]] = {}
        self.starts: dict[tuple[int, int], float] = {}
        self.ends: dict[tuple[int, int], float] = {}
        for stretch in stretches:
            for candidate in stretch:
                self._see(candidate.key, candidate.score)
            for candidate in candidates.best(stretch):
                self._choose(candidate)
        for key, score in self.chosen.items():
            self._add_parts(key, score)

    def _see(self, key: str, score: float) -> None:
        self.counts[key] += 1
        first, second = self.best_two.get(key, (-99.0, -99.0))
        self.best_two[key] = (score, first) if score > first else (first, max(score, second))

    def _choose(self, candidate: Candidate) -> None:
        key, score = candidate.key, candidate.score
        self.chosen[key] = max(score, self.chosen.get(key, 0.0))
        self.starts[candidate.place, candidate.start] = score
        self.ends[candidate.place, candidate.end] = score

    def _add_parts(self, key: str, score: float) -> None:
        words = key.split(" ")
        for size in range(1, len(words)):
            self._add_part(" ".join(words[-size:]), "end" if size == 1 else "tail", score)
            self._add_part(" ".join(words[:size]), "head", score)
        for word in words[1:-1]:
            self._add_part(word, "middle", score)

    def _add_part(self, part: str, role: str, score: float) -> None:
        if score > self.parts.get(part, ("", 0.0))[1]:
            self.parts[part] = (role, score)

    def situation(self, candidate: Candidate) -> Situation:
        """What the rest of the article says of one candidate."""
        key = candidate.key
        many = self.counts[key]
        first, second = self.best_two[key]
        same = _step(second if candidate.score >= first else first) if many > 1 else -1
        role, score = self.parts.get(key, ("", 0.0))
        words = key.split(" ")
        head = len(words) > 2 and " ".join(words[:-1]) in self.chosen
        tail = len(words) > 2 and " ".join(words[1:]) in self.chosen
        return candidate.kind, same, min(many, 4), role, _step(score), self._beside(candidate), head, tail

    def _beside(self, candidate: Candidate) -> int:
        """On how many sides a name stands a comma or an "and" away."""
        before = any((candidate.place, candidate.start - gap) in self.ends for gap in _GAPS)
        return before + any((candidate.place, candidate.end + gap) in self.starts for gap in _GAPS)


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
    return sum(scoring.weights().get(name, 0.0) for name in features(situation))


def _step(score: float) -> int:
    return sum(score > step for step in _STEPS)


def settle(stretches: list[Stretch]) -> list[Candidate]:
    """The candidates that are names once the whole article has been heard, in reading order."""
    overview = Overview(stretches)
    gains = [[gain(overview.situation(candidate)) for candidate in stretch] for stretch in stretches]
    for stretch, row in zip(stretches, gains, strict=True):
        for candidate, more in zip(stretch, row, strict=True):
            candidate.score += more
    return [candidate for stretch in stretches for candidate in candidates.best(stretch)]
