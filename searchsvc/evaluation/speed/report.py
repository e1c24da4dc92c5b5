"""What was measured, as JSON and as lines for a terminal. Times are in milliseconds here."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from searchsvc.evaluation.speed.contest import Built, Timed
from searchsvc.evaluation.speed.corpus import Corpus
from searchsvc.evaluation.speed.indexing import Indexed
from searchsvc.evaluation.speed.log import KINDS, LABELS
from searchsvc.evaluation.speed.serving import Served

Shape = dict[str, Any]

AGAINST: Final = "tantivy"
"""What ratios are taken to, query by query."""


def percentile(values: Iterable[float], share: float) -> float:
    """The value that so large a share of the values (0 to 1) does not exceed: one of them, the nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def corpus_shape(corpus: Corpus) -> Shape:
    """The corpus, and how fast analysis alone was."""
    return {
        "articles": corpus.size, "real": corpus.real, "tokens": corpus.tokens,
        "analysis_per_second": round(corpus.size / corpus.seconds),
    }  # fmt: skip


def engines_shape(built: Sequence[Built], timed: Sequence[Timed]) -> Shape:
    """Engines: what building cost, and by kind of query and way of asking the times and ratios."""
    engines = {
        one.peer: {"articles_per_second": round(one.documents / one.seconds), "bytes": one.bytes} for one in built
    }
    kinds = {kind: [one for one in timed if one.asked.kind == kind] for kind in KINDS}
    return {
        "engines": engines,
        "queries": {kind: _ways(some) for kind, some in kinds.items() if some},
        "same_totals": sum(len({total for total in one.totals.values() if total >= 0}) <= 1 for one in timed),
        "asked": len(timed),
    }


def _ways(timed: Sequence[Timed]) -> Shape:
    ways = dict.fromkeys(way for one in timed for way in one.seconds)
    return {way: _way([one for one in timed if way in one.seconds], way) for way in ways}


def _way(timed: Sequence[Timed], way: str) -> Shape:
    shape: Shape = {"queries": len(timed), **spread(one.seconds[way] for one in timed)}
    compared = [(one.seconds[way] / one.seconds[AGAINST], one.asked.text) for one in timed if AGAINST in one.seconds]
    if compared:
        ratios = [ratio for ratio, _ in compared]
        worst, query = max(compared)
        shape["ratio"] = {
            "median": _digits(statistics.median(ratios)), "p95": _digits(percentile(ratios, 0.95)),
            "worst": _digits(worst), "worst_query": query,
        }  # fmt: skip
    return shape


def spread(seconds: Iterable[float]) -> dict[str, float]:
    """Median, p95, p99 and the worst of some times, in milliseconds."""
    values = [value * 1000 for value in seconds]
    shares = {"p95": 0.95, "p99": 0.99, "worst": 1.0}
    return {
        "median": _digits(statistics.median(values)),
        **{name: _digits(percentile(values, share)) for name, share in shares.items()},
    }


def indexed_shape(indexed: Indexed) -> Shape:
    """The whole write road."""
    rate = round(indexed.articles / indexed.seconds)
    return {"articles_per_second": rate, "peak_memory": indexed.memory, "bytes": indexed.parts}


def served_shape(served: Served) -> Shape:
    """The whole read road, and freshness."""
    times = {name: spread(getattr(served, name)) for name in ("first", "took", "again", "put", "change")}
    load = served.load
    return {
        "start_ms": _digits(served.start * 1000),
        **times,
        "workers": [asdict(worker) for worker in served.workers],
        "load": load and {
            "per_second": round(load.rate), "failed": load.failed, "median": _digits(load.median * 1000),
            "p99": _digits(load.p99 * 1000), "each_asked": _digits(load.times),
        },
    }  # fmt: skip


def _digits(value: float) -> float:
    """Three digits that count."""
    return float(f"{value:.3g}")


def without_texts(shape: Any) -> Any:
    """The same without what was asked: that is other people's text, and figures are to be published."""
    if isinstance(shape, dict):
        return {name: without_texts(part) for name, part in shape.items() if name != "worst_query"}
    return [without_texts(part) for part in shape] if isinstance(shape, list) else shape


def as_lines(sizes: Sequence[Mapping[str, Any]]) -> list[str]:
    """All of it for a terminal, one size after the other, and how times grow from the first to the last."""
    lines = [line for size in sizes for line in _size_lines(size)]
    return lines + _growth_lines(sizes)


def _size_lines(size: Mapping[str, Any]) -> list[str]:
    corpus = size["corpus"]
    made = corpus["articles"] - corpus["real"]
    origin = f"{made:,} of them made of the others" if made else "all real"
    lines = ["", f"== {corpus['articles']:,} articles, {origin}; {corpus['tokens']:,} words"]
    lines.append(f"analysis alone, one core: {corpus['analysis_per_second']:,} articles/s")
    parts = (("engines", _engine_lines), ("indexing", _indexing_lines), ("serving", _serving_lines))
    return lines + [line for name, told in parts if name in size for line in told(size[name])]


def _engine_lines(shape: Mapping[str, Any]) -> list[str]:
    lines = ["", f"{'engine':<16}{'articles/s':>12}{'MB':>9}{'x ' + AGAINST:>11}"]
    against = shape["engines"].get(AGAINST, {}).get("bytes")
    for name, built in shape["engines"].items():
        ratio = f"{built['bytes'] / against:>11.2f}" if against else ""
        lines.append(f"{name:<16}{built['articles_per_second']:>12,}{built['bytes'] / 1e6:>9,.1f}{ratio}")
    heads = ("median", "p95", "p99", "worst", f"x {AGAINST}", "p95", "worst")
    lines += ["", f"{'ms':<12}{'':<16}{'asked':>6}" + "".join(f"{head:>11}" for head in heads)]
    for kind, ways in shape["queries"].items():
        lines += [_way_line(LABELS[kind], way, figures) for way, figures in ways.items()]
    lines.append(f"{shape['same_totals']} of {shape['asked']} queries find as many documents in every engine")
    return lines


def _way_line(label: str, way: str, figures: Mapping[str, Any]) -> str:
    cells = [f"{figures[name]:>11.3g}" for name in ("median", "p95", "p99", "worst")]
    ratio = figures.get("ratio", {})
    cells += [f"{ratio[name]:>11.3g}" for name in ("median", "p95", "worst") if name in ratio]
    told = f"   {ratio['worst_query']}" if way == "searchsvc" and ratio else ""
    return f"{label:<12}{way:<16}{figures['queries']:>6}" + "".join(cells) + told


def _indexing_lines(shape: Mapping[str, Any]) -> list[str]:
    sizes = ", ".join(f"{name} {size / 1e6:,.1f}" for name, size in shape["bytes"].items())
    return [
        "",
        f"searchsvc index, people and all: {shape['articles_per_second']:,} articles/s, "
        f"at most {shape['peak_memory'] / 1e6:,.0f} MB of memory",
        f"on the disk, MB: {sizes}",
    ]


def _serving_lines(shape: Mapping[str, Any]) -> list[str]:
    labels = {
        "first": "GET /api/v1/search", "took": "  the search in it", "again": "  asked again",
        "put": "put until found", "change": "changed until found",
    }  # fmt: skip
    lines = ["", f"{'ms':<22}" + "".join(f"{head:>11}" for head in ("median", "p95", "p99", "worst"))]
    for name, label in labels.items():
        lines.append(f"{label:<22}" + "".join(f"{figure:>11.3g}" for figure in shape[name].values()))
    lines.append(f"start to first answer: {shape['start_ms']:,.0f} ms")
    held = ", ".join(f"{one['resident'] / 1e6:.0f} ({one['beyond'] / 1e6:.0f})" for one in shape["workers"])
    lines.append(f"memory of each worker, MB (beyond the index's files): {held}")
    load = shape["load"]
    if not load:
        return [*lines, "under load: not measured, there is no wrk"]
    again = f", each asked {load['each_asked']:.1f} times" if load["each_asked"] > 1 else ""
    return [
        *lines,
        f"under load: {load['per_second']:,} searches/s{again}, median {load['median']:.3g} ms, "
        f"p99 {load['p99']:.3g} ms, {load['failed']} failed",
    ]


def _growth_lines(sizes: Sequence[Mapping[str, Any]]) -> list[str]:
    few, many = sizes[0], sizes[-1]
    if len(sizes) < 2 or "engines" not in few or "engines" not in many:
        return []
    grown = f"from {few['corpus']['articles']:,} to {many['corpus']['articles']:,} articles"
    lines = ["", f"medians {grown} grow by"]
    for kind, ways in many["engines"]["queries"].items():
        before = few["engines"]["queries"].get(kind, {})
        cells = [f"{way} {ways[way]['median'] / before[way]['median']:.3g}" for way in ways if way in before]
        lines.append(f"{LABELS[kind]:<12}" + ", ".join(cells))
    return lines
