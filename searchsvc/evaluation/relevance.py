"""How well a search answers the needs of a test collection, in every way of typing them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import fmean
from typing import Any

from searchsvc.evaluation import measures
from searchsvc.evaluation.judgements import AS_TYPED, Judgements, Need, read

DEPTH = 50
"""How many documents of each ranking are looked at."""

Search = Callable[[str], Sequence[str]]
"""A query in, the ids of documents out, best first, `DEPTH` of them or more."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The measures of one ranking, or their means over `needs` of them. Names in print: `NAMES`."""

    ndcg: float
    mrr: float
    recall: float
    condensed: float
    judged: float
    needs: int = 1


NAMES = {"ndcg": "ndcg@10", "mrr": "mrr", "recall": "recall@50", "condensed": "condensed@10", "judged": "judged@10"}


@dataclass(frozen=True, slots=True)
class Row:
    """One need, typed one way: what was asked, the first documents, and how good that is."""

    need: Need
    variant: str
    ranking: tuple[str, ...]
    scores: Scores


@dataclass(frozen=True, slots=True)
class Table:
    """What was measured, need by need; `unjudged` needs, with no grade above 0, are left out."""

    rows: tuple[Row, ...]
    unjudged: tuple[str, ...] = ()

    def queries(self) -> int:
        """How many needs were asked."""
        return len({row.need.id for row in self.rows})

    def variants(self) -> dict[str, Scores]:
        """The means by variant, `query` first."""
        return _means((row.variant, row) for row in self.rows)

    def typed_well(self) -> dict[str, Scores]:
        """For each variant, the means of `query` over the needs that have it: what to hold it against."""
        having = {(row.need.id, row.variant) for row in self.rows}
        plain = [row for row in self.rows if row.variant == AS_TYPED]
        return _means((name, row) for name in self.variants() for row in plain if (row.need.id, name) in having)

    def held_out(self) -> Table:
        """The third of the needs, chosen by their ids alone, that nothing is tuned on."""
        return Table(tuple(row for row in self.rows if is_held_out(row.need.id)))

    def kinds(self) -> dict[str, dict[str, Scores]]:
        """The means by kind of need and variant."""
        kinds = dict.fromkeys(row.need.kind for row in self.rows if row.need.kind)
        return {kind: _means((row.variant, row) for row in self.rows if row.need.kind == kind) for kind in kinds}


def is_held_out(id: str) -> bool:
    """Whether a need is one of the third that nothing is tuned on.

    >>> [id for id in ("r01", "r02", "r03", "r04", "r05", "r06") if is_held_out(id)]
    ['r02', 'r03', 'r04', 'r05']
    """
    return int(hashlib.sha256(id.encode()).hexdigest(), 16) % 3 == 0


def _silent(done: int, total: int) -> None:
    """For whoever shows no progress."""


def evaluate(folder: Path, search: Search, *, progress: Callable[[int, int], None] = _silent) -> Table:
    """Ask every need of the collection in a folder in every variant; `progress` is told of queries asked, of how many.

    Raises `BadSource` when the folder holds no collection. What `search` raises is not caught: a query never fails.
    """
    judgements = read(folder)
    needs = [need for need in judgements.needs if any(judgements.grades.get(need.id, {}).values())]
    asked = [(need, variant) for need in needs for variant in need.typed]
    rows = []
    for done, (need, variant) in enumerate(asked, 1):
        rows.append(_row(need, variant, search, judgements))
        progress(done, len(asked))
    kept = {need.id for need in needs}
    return Table(tuple(rows), tuple(need.id for need in judgements.needs if need.id not in kept))


def as_json(table: Table) -> dict[str, Any]:
    """The table as `searchsvc evaluate --json` prints it."""
    well = table.typed_well()
    variants = {name: _printed(scores) for name, scores in table.variants().items()}
    for name, figures in variants.items():
        figures["query_ndcg@10"] = round(well[name].ndcg, 4)
    shape: dict[str, Any] = {"queries": table.queries(), "variants": variants}
    if kinds := table.kinds():
        shape["kinds"] = {
            kind: {name: _printed(scores) for name, scores in variants.items()} for kind, variants in kinds.items()
        }
    held = table.held_out()
    if 0 < held.queries() < table.queries():
        shape["held_out"] = {
            "queries": held.queries(),
            "variants": {name: _printed(scores) for name, scores in held.variants().items()},
        }
    if table.unjudged:
        shape["unjudged"] = list(table.unjudged)
    return shape


def as_lines(table: Table) -> list[str]:
    """The table for a terminal: a line for each variant, then `ndcg@10` by kind of need."""
    variants, well, kinds = table.variants(), table.typed_well(), table.kinds()
    width = max(map(len, (*variants, *kinds, "variant")))
    lines = [_line("variant", [*NAMES.values(), "needs"], width)]
    for name, scores in variants.items():
        figures = [f"{getattr(scores, part):.3f}" for part in NAMES]
        partly = f"   typed well, the same needs: {well[name].ndcg:.3f}" if scores.needs < table.queries() else ""
        lines.append(_line(name, [*figures, scores.needs], width) + partly)
    if kinds:
        lines += ["", _line("ndcg@10", list(variants), width)]
    for kind, by_variant in kinds.items():
        figures = [f"{by_variant[name].ndcg:.3f}" if name in by_variant else "" for name in variants]
        lines.append(_line(kind, figures, width))
    return lines + _held_out_lines(table)


def _held_out_lines(table: Table) -> list[str]:
    """The third that nothing is tuned on, beside the rest of the needs."""
    held, variants = table.held_out(), table.variants()
    if not 0 < held.queries() < table.queries():
        return []
    rest = Table(tuple(row for row in table.rows if not is_held_out(row.need.id)))
    lines = ["", _line("ndcg@10", [*variants, "needs"], 8)]
    for name, part in (("held out", held), ("the rest", rest)):
        means = part.variants()
        figures = [f"{means[variant].ndcg:.3f}" if variant in means else "" for variant in variants]
        lines.append(_line(name, [*figures, part.queries()], 8))
    return lines


def _row(need: Need, variant: str, search: Search, judgements: Judgements) -> Row:
    ranking = tuple(dict.fromkeys(search(need.typed[variant])))[:DEPTH]
    grades = judgements.grades[need.id]
    relevant = judgements.relevant()
    scores = Scores(
        ndcg=measures.ndcg(ranking, grades),
        mrr=measures.reciprocal_rank(ranking, grades, relevant=relevant),
        recall=measures.recall(ranking, grades, relevant=relevant, depth=DEPTH),
        condensed=measures.condensed(ranking, grades),
        judged=measures.judged(ranking, grades),
    )
    return Row(need, variant, ranking, scores)


def _means(rows: Iterable[tuple[str, Row]]) -> dict[str, Scores]:
    groups: dict[str, list[Scores]] = {}
    for name, row in rows:
        groups.setdefault(name, []).append(row.scores)
    return {name: _mean(scores) for name, scores in groups.items()}


def _mean(scores: Sequence[Scores]) -> Scores:
    means = {
        part.name: fmean(getattr(one, part.name) for one in scores) for part in fields(Scores) if part.name in NAMES
    }
    return Scores(**means, needs=len(scores))


def _printed(scores: Scores) -> dict[str, float]:
    return {**{name: round(getattr(scores, part), 4) for part, name in NAMES.items()}, "needs": scores.needs}


def _line(name: str, cells: Sequence[object], width: int) -> str:
    return name.ljust(width) + "".join(f"{cell!s:>14}" for cell in cells)
