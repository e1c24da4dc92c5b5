"""Quality floors: figures that were reached once, kept in `floors.json`, and refused to sink.

    {"baomoi-dev": {"query": {"ndcg@10": 0.87}, "nodia": {"ndcg@10": 0.86}}, "people-dev": {"people": {"f1": 0.85}}}

A collection is named after its folder or file. A floor is raised when the figure has risen for good, and lowered only
with a note in docs/decisions/ that says why.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from searchsvc.errors import Broken

Figures = Mapping[str, Mapping[str, float]]
"""A figure by what was measured (a variant, `people`, `offices`) and by measure."""

SLACK = 0.0005
"""Figures are printed with three digits; what is lost in rounding has not sunk."""


def load() -> Mapping[str, Figures]:
    """The floors by collection; raises `Broken` when the file is not as it should be."""
    floors = json.loads((files("searchsvc.evaluation") / "floors.json").read_text(encoding="utf-8"))
    if not _is_table(floors, depth=3):
        raise Broken("evaluation/floors.json is not {collection: {variant: {measure: number}}}")
    return dict(floors)


def sunk(collection: str, measured: Figures, *, floors: Mapping[str, Figures] | None = None) -> tuple[str, ...]:
    """A sentence for each figure that is below its floor or was not measured at all; () when all hold."""
    wanted = (load() if floors is None else floors).get(collection, {})
    return tuple(
        sentence
        for name, by_measure in wanted.items()
        for measure, floor in by_measure.items()
        if (sentence := _judged(f"{collection}, {name}: {measure}", measured.get(name, {}).get(measure), floor))
    )


def _judged(what: str, figure: float | None, floor: float) -> str:
    if figure is None:
        return f"{what} has a floor of {floor:.3f} and was not measured."
    return f"{what} is {figure:.3f}, below its floor of {floor:.3f}." if figure < floor - SLACK else ""


def _is_table(value: Any, *, depth: int) -> bool:
    if not depth:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, dict) and all(_is_table(part, depth=depth - 1) for part in value.values())
