"""The learned figures, laid out for adding up: of a feature weighed apart by kind of form one row with a place each.

The figures are learned by `scripts/learn_people` and read from `data/people_*.tsv`; `features` names what they weigh.
"""

from __future__ import annotations

import math
from functools import cache

from searchsvc.people import features
from searchsvc.people.features import KINDS
from searchsvc.resources import rows

Row = tuple[float, ...]
"""A figure for each of `KINDS`, in their order."""

NOTHING: Row = (0.0,) * len(KINDS)
WHATEVER: Row = (math.inf,) * len(KINDS)
_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}


@cache
def tables() -> features.Tables:
    """The counted figures."""
    beside: dict[str, dict[str, float]] = {"left": {}, "right": {}}
    for side, near, odds in rows("people_contexts.tsv"):
        beside[side][near.replace("\\n", "\n")] = float(odds)
    syllables = {row[0]: (float(row[1]), float(row[2]), float(row[3])) for row in rows("people_syllables.tsv")}
    strings = {name: float(odds) for name, odds in rows("people_strings.tsv")}
    return features.Tables(beside["left"], beside["right"], syllables, strings)


@cache
def weights() -> dict[str, float]:
    """The learned weight of each feature."""
    return {name.replace("\\n", "\n"): float(weight) for name, weight in rows("people_weights.tsv")}


@cache
def _by_kind() -> dict[str, Row]:
    """Rows of the features that are weighed apart by kind: `l1:tịch|F2` and its like under `l1:tịch`."""
    found: dict[str, list[float]] = {}
    for name, weight in weights().items():
        about, _, kind = name.rpartition("|")
        if kind in _NUMBERS:
            found.setdefault(about, list(NOTHING))[_NUMBERS[kind]] = weight
    return {about: tuple(row) for about, row in found.items()}


def row(name: str) -> Row:
    """The weights of a feature by kind."""
    return _by_kind().get(name, NOTHING)


def weight(name: str) -> float:
    """The weight of a feature that is the same for all kinds."""
    return weights().get(name, 0.0)


# The parts of a score (see `features` for what each is about)


def pattern(letters: str) -> tuple[int, float]:
    """The kind of a form, as its number, and what the classes of its words say."""
    kind = features.group(letters)
    return _NUMBERS[kind], sum(weight(name) for name, _ in features.pattern(letters, kind))


def opening(plain: str) -> Row:
    """A first word."""
    counted = tables().syllables.get(plain)
    flat = weight(f"f:{plain}")
    if counted is None:
        return (flat,) * len(KINDS) if flat else NOTHING
    family, more = counted[0], counted[1] * weight("syl-mg")
    return tuple(
        [flat + family * each + (more if kind == "N2" else 0.0) for kind, each in zip(KINDS, row("syl-f"), strict=True)]
    )


def closing(plain: str) -> Row:
    """A last word."""
    own, counted = row(f"l:{plain}"), tables().syllables.get(plain)
    if counted is None:
        return own
    given = counted[2]
    return tuple([one + given * each for one, each in zip(own, row("syl-g"), strict=True)])


def middle(plain: str) -> float:
    """How well a word fits the middle of a name."""
    return features.middle(plain, tables())


def after(letter: str, plain: str) -> Row:
    """The word after, inside the stretch."""
    own, flat = row(f"out:{letter}"), weight(f"out:{plain}")
    return tuple([flat + each for each in own]) if flat else own


@cache
def _of_strings() -> tuple[Row, Row, Row, float, float]:
    """Rows for a place, for a string not counted, for a counted one; what is added when it speaks for or against."""
    known = tuple([each + weight("known") for each in row("known")])
    return row("place"), row("new"), known, weight("known+"), weight("known-")


def string(key: str, kind: int) -> float:
    """The whole string."""
    place, new, known, speaks_for, against = _of_strings()
    score = place[kind] if features.is_place(key) else 0.0
    odds = tables().strings.get(key)
    if odds is None:
        return score + new[kind]
    return score + odds * known[kind] + (speaks_for if odds > 0 else against)


def left(one: str, two: str) -> Row:
    """The words before a run (the last, the last but one)."""
    odds = tables().left.get(f"{one} {two}", tables().left.get(one, 0.0))
    return _left(one, two, odds, NOTHING)


def inside(one: str, two: str) -> Row:
    """The words before, inside the stretch."""
    odds = tables().left.get(f"{one} {two}", tables().left.get(one, 0.0))
    if features.cue(one, two).startswith("place"):
        odds = min(odds, 0.0)  # as in `features.left`
    return _left(one, two, odds, row(f"li:{one}"))


def _left(one: str, two: str, odds: float, more: Row) -> Row:
    cue = features.cue(one, two)
    flat = weight(f"l1:{one}") + weight(f"l2:{two} {one}") + odds * weight("L") + (weight(f"cue:{cue}") if cue else 0.0)
    cues = row(f"cue:{cue}") if cue else NOTHING
    return tuple(
        flat + odds * by_odds + by_word + by_cue + extra
        for by_odds, by_word, by_cue, extra in zip(row("L"), row(f"l1:{one}"), cues, more, strict=True)
    )


def right(one: str, two: str) -> Row:
    """The words after a run (the first, the second)."""
    odds = tables().right.get(f"{one} {two}", tables().right.get(one, 0.0))
    flat = weight(f"r1:{one}") + weight(f"r2:{one} {two}") + odds * weight("R")
    cue = features.cue_behind(one, two)
    cues = row(f"rcue:{cue}") if cue else NOTHING
    return tuple(
        flat + odds * by_odds + by_word + by_cue
        for by_odds, by_word, by_cue in zip(row("R"), row(f"r1:{one}"), cues, strict=True)
    )


# The most that one word beside a run may come to mean


def left_most(one: str) -> Row:
    """The most that a word before a run says, for each kind, whatever stands before the word."""
    return tuple(map(max, zip(*(left(one, two) for two in ("^", *_pairs("left").get(one, ()))), strict=True)))


def right_most(one: str) -> Row:
    """The most that a word after a run says, for each kind, whatever stands after the word."""
    behind = features.cues() if one in features.APART else _pairs("right").get(one, ())
    return tuple(map(max, zip(*(right(one, two) for two in ("^", *behind)), strict=True)))


@cache
def _pairs(side: str) -> dict[str, set[str]]:
    """By the word beside a run: the words beyond with which it says something else than alone."""
    if side == "left":
        turned = [name.removeprefix("l2:") for name in weights() if name.startswith("l2:")] + list(features.cues())
        pairs = [*tables().left, *(" ".join(pair.split(" ")[::-1]) for pair in turned)]
    else:
        pairs = [*tables().right, *(name.removeprefix("r2:") for name in weights() if name.startswith("r2:"))]
    found: dict[str, set[str]] = {}
    for one, _, two in (pair.partition(" ") for pair in pairs):
        found.setdefault(one, set()).add(two)
    return found
