"""What an article as a whole says for a candidate: the same name elsewhere in it, a longer one, a shorter one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from searchsvc.people import candidates, scoring
from searchsvc.people.candidates import Candidate, Stretch

_STEPS = (-3.0, -1.0, 0.0, 1.0, 3.0, 6.0)


class Overview:
    """The candidates of one article seen together, as the form and its context alone judge them."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self.scores: dict[str, list[float]] = defaultdict(list)
        self.chosen: dict[str, float] = {}
        self.parts: dict[str, tuple[str, float]] = {}
        for stretch in stretches:
            for candidate in stretch:
                self.scores[candidate.key].append(candidate.score)
            for candidate in candidates.best(stretch):
                key = candidate.key
                self.chosen[key] = max(candidate.score, self.chosen.get(key, 0.0))
        for key, score in self.chosen.items():
            self._add_parts(key, score)

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

    def features(self, candidate: Candidate) -> list[str]:
        """Names of the features of one candidate, to be weighed."""
        key, kind = candidate.key, candidate.kind
        found = [f"a-kind:{kind}"]
        others = self.scores[key]
        if len(others) > 1:
            found.append(f"a-same:{_step(_best_other(others, candidate.score))}|{kind}")
            found.append(f"a-many:{min(len(others), 4)}")
        if key in self.parts:
            role, score = self.parts[key]
            found += [f"a-part:{role}|{kind}", f"a-part:{role}:{_step(score)}"]
        found += self._longer(key)
        return found

    def _longer(self, key: str) -> list[str]:
        words = key.split(" ")
        if len(words) < 3:
            return []
        found = []
        if " ".join(words[:-1]) in self.chosen:
            found.append("a-over:head")
        if " ".join(words[1:]) in self.chosen:
            found.append("a-over:tail")
        return found


def _best_other(scores: list[float], own: float) -> float:
    best = max(scores)
    return best if best > own else sorted(scores)[-2]


def _step(score: float) -> int:
    return sum(score > step for step in _STEPS)


def settle(stretches: list[Stretch]) -> list[Candidate]:
    """The candidates that are names once the whole article has been heard, in reading order."""
    overview = Overview(stretches)
    known = scoring.weights()
    gains = [
        [sum(known.get(name, 0.0) for name in overview.features(candidate)) for candidate in stretch]
        for stretch in stretches
    ]
    for stretch, row in zip(stretches, gains, strict=True):
        for candidate, gain in zip(stretch, row, strict=True):
            candidate.score += gain
    return [candidate for stretch in stretches for candidate in candidates.best(stretch)]
