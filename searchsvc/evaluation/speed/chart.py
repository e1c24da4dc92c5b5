"""The medians by kind of query and engine as an SVG picture: bars on a logarithmic scale, p95 as a thin line."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape
from typing import Any, Final

from searchsvc.evaluation.speed.log import LABELS

_COLOURS: Final = ("#0b6e4f", "#7bc8a4", "#c8553d", "#f2a48f", "#588b8b", "#8d6a9f", "#6c757d")
_LEFT, _RIGHT, _BAR, _GAP = 110, 760, 13, 20
_STYLE: Final = "text{font:12px sans-serif;fill:#222}.quiet{fill:#666}line{stroke:#ddd}"


def chart(size: Mapping[str, Any]) -> str:
    """The picture of one size's engines."""
    queries: Mapping[str, Any] = size["engines"]["queries"]
    ways = list(dict.fromkeys(way for kind in queries.values() for way in kind))
    scale = _Scale([figures for kind in queries.values() for figures in kind.values()])
    top = 62
    rows: list[str] = []
    for kind, figures in queries.items():
        rows.append(f'<text x="8" y="{top + 11}">{escape(LABELS[kind])}</text>')  # type: ignore[index]
        for way in (way for way in ways if way in figures):
            rows += _bar(figures[way], scale, top, colour=_COLOURS[ways.index(way) % len(_COLOURS)])
            top += _BAR + 1
        top += _GAP
    title = f"Time to answer, ms, {size['corpus']['articles']:,} articles: median (bar), p95 (line)"
    ground = '<rect width="100%" height="100%" fill="#fff"/>'  # pages may be dark, and the letters are not light
    head = [
        f"<style>{_STYLE}</style>",
        ground,
        f'<text x="8" y="18">{title}</text>',
        *_legend(ways),
        *scale.grid(50, top),
    ]
    box = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_RIGHT + 90} {top + 10}" role="img"'
    return "\n".join([f"<svg {box}>", f"<title>{title}</title>", *head, *rows, "</svg>"]) + "\n"


class _Scale:
    """Milliseconds to places, by powers of ten."""

    def __init__(self, figures: list[Mapping[str, float]]) -> None:
        self.low = math.floor(math.log10(min(one["median"] for one in figures)))
        self.high = math.ceil(math.log10(max(one["p95"] for one in figures)) + 1e-9)

    def place(self, milliseconds: float) -> float:
        share = (math.log10(milliseconds) - self.low) / max(1, self.high - self.low)
        return round(_LEFT + share * (_RIGHT - _LEFT), 1)

    def grid(self, top: int, bottom: int) -> list[str]:
        """A line and a figure for each power of ten."""
        lines = []
        for power in range(self.low, self.high + 1):
            at = self.place(10.0**power)
            lines.append(f'<line x1="{at}" x2="{at}" y1="{top}" y2="{bottom}"/>')
            lines.append(f'<text class="quiet" x="{at - 8}" y="{top - 2}">{10.0**power:g}</text>')
        return lines


def _bar(figures: Mapping[str, float], scale: _Scale, top: int, *, colour: str) -> list[str]:
    end, far, middle = scale.place(figures["median"]), scale.place(figures["p95"]), top + _BAR // 2
    return [
        f'<rect x="{_LEFT}" y="{top}" width="{max(1.0, end - _LEFT):.1f}" height="{_BAR}" fill="{colour}"/>',
        f'<path d="M{end} {middle}H{far}" stroke="{colour}" stroke-width="2"/>',
        f'<text class="quiet" x="{far + 5}" y="{top + 11}">{figures["median"]:.2g}</text>',
    ]


def _legend(ways: list[str]) -> list[str]:
    lines, at = [], 8
    for number, way in enumerate(ways):
        lines.append(f'<rect x="{at}" y="25" width="10" height="10" fill="{_COLOURS[number % len(_COLOURS)]}"/>')
        lines.append(f'<text x="{at + 14}" y="34">{escape(way)}</text>')
        at += 30 + 7 * len(way)
    return lines
