"""What stands around the hits of a results page: chips, facets, sorting, paging, undo; each a label and an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from searchsvc.analysis.units import is_unit
from searchsvc.analysis.units import label as unit_label
from searchsvc.searching.answer import Answer, FacetValue, Step
from searchsvc.searching.roll import RollPage
from searchsvc.web.days import typed
from searchsvc.web.links import address, parameters
from searchsvc.web.params import PAGES
from searchsvc.web.wording import BESIDE, FACETS, SORTS, literal, read_as

PATH = "/search"

_FILTERS = ("category", "place", "person", "author")
_SHOWN, _MOST = 6, 24
_WEIGHT = 12_000
"""Letters that the addresses in the facets, and those in the years, may have together: the query stands in each."""


@dataclass(frozen=True, slots=True)
class Link:
    """A label and where it leads; `current` where one is already."""

    label: str
    address: str
    current: bool = False
    count: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the results: the first values, and the rest folded."""

    name: str
    title: str
    first: tuple[Link, ...]
    rest: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One year of a histogram: `height` in twentieths of the tallest, `tick` whether its label stands under it."""

    year: str
    count: int
    height: int
    tick: bool
    address: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Undo:
    """What was understood instead of what was typed, or looked for beside it (`manner`), and the address that takes
    it back.
    """

    before: str
    after: str
    kind: str
    address: str
    manner: Literal["instead", "beside"] = "instead"


@dataclass(frozen=True, slots=True)
class Paging:
    """Where in the pages one is; "" for an address that there is not."""

    page: int
    last: int
    previous: str
    next: str


def undoes(answer: Answer) -> list[Undo]:
    """The steps that led to what was understood; that of a rung is told with the count (`wording.widened`)."""
    state = parameters(answer.question)
    return [_undo(step, state) for step in answer.steps if step.step not in ("most", "any")]


def _undo(step: Step, state: dict[str, str]) -> Undo:
    back = address(PATH, state, **step.undo) if step.undo else ""
    return Undo(step.before, step.after, read_as(step), back, "beside" if step.step in BESIDE else "instead")


def chips(answer: Answer) -> list[Link]:
    """The filters in force, each with the address without it."""
    state = parameters(answer.question)
    found = [Link(days, address(PATH, state, **{"from": "", "to": ""}))] if (days := _days(state)) else []
    found += [
        Link(_label(answer, name, state[name]), address(PATH, state, **{name: ""}), note=FACETS[name])
        for name in _FILTERS
        if name in state
    ]
    if answer.question.literal:
        found.append(Link(literal(answer.question), address(PATH, state, literal="")))
    return found


def facets(answer: Answer) -> list[Facet]:
    """The ways to narrow the results, without the years and without what tells nothing apart."""
    state = parameters(answer.question)
    most = min(_MOST, _WEIGHT // (len(_FILTERS) * len(address(PATH, state))))
    shown = []
    for name in _FILTERS:
        values = answer.facets.get(name, ())[:most]
        links = tuple(_facet_link(state, name, value) for value in values)
        if links:
            shown.append(Facet(name, FACETS[name], links[:_SHOWN], links[_SHOWN:]))
    return shown


def years(answer: Answer) -> list[Bar]:
    """The years of all matches; each leads to its own."""
    counts = {value.value: value.count for value in answer.facets.get("year", ())}
    return histogram(counts, parameters(answer.question))


def histogram(counts: Mapping[str, int], state: Mapping[str, str]) -> list[Bar]:
    """Every year from the first to the last, also the empty ones, so that a gap is seen as a gap.

    Each leads to what `state` finds in it.
    """
    known = {int(year): count for year, count in counts.items() if year.isascii() and year.isdigit() and count > 0}
    if not known:
        return []
    first, last, tallest = max(min(known), max(known) - 59), max(known), max(known.values())
    bars = [
        Bar(f"{year:04}", known.get(year, 0), -(-20 * known.get(year, 0) // tallest), _is_tick(year, first, last))
        for year in range(first, last + 1)
    ]
    light = len(bars) * len(address(PATH, state)) < _WEIGHT
    return [_linked(bar, state) for bar in bars] if light else bars


def sorts(answer: Answer) -> list[Link]:
    """The ways to sort, the one in force among them."""
    state = parameters(answer.question)
    return [
        Link(label, address(PATH, state, sort="" if sort == "relevance" else sort), answer.question.sort == sort)
        for sort, label in SORTS.items()
    ]


def paging(path: str, state: Mapping[str, str], *, page: int, size: int, total: int) -> Paging:
    """The pages before and after this one."""
    last = max(1, min(-(-total // size), PAGES))
    before = address(path, state, page=str(min(page - 1, last)) if page > 2 else "") if page > 1 else ""
    after = address(path, state, page=str(page + 1)) if page < last else ""
    return Paging(page, last, before, after)


def letters(roll: RollPage) -> tuple[Link, ...]:
    """The letters of the roll of people."""
    return tuple(
        Link(letter, address("/people", {"letter": letter}), letter == roll.letter, count)
        for letter, count in roll.letters.items()
    )


def _days(state: Mapping[str, str]) -> str:
    first, last = typed(state.get("from", "")), typed(state.get("to", ""))
    if first == last:
        return first and f"{'năm' if len(first) == 4 else 'tháng' if len(first) == 7 else 'ngày'} {first}"
    return " ".join(part for part in (first and f"từ {first}", last and f"đến {last}") if part)


def _label(answer: Answer, name: str, value: str) -> str:
    """What to call a filter's value: the parameter itself may be an id."""
    labels = {one.value: one.label for one in answer.facets.get(name, ())}
    if name == "person":
        labels |= {found.card.id: found.card.name for found in answer.people}
        labels |= {id: called for hit in answer.hits for id, called in hit.people}
    if name == "place" and is_unit(value):
        return unit_label(value)
    return labels.get(value, value)


def _facet_link(state: Mapping[str, str], name: str, value: FacetValue) -> Link:
    current = state.get(name) == value.value
    return Link(value.label, address(PATH, state, **{name: "" if current else value.value}), current, value.count)


def _linked(bar: Bar, state: Mapping[str, str]) -> Bar:
    current = (state.get("from"), state.get("to")) == (bar.year, bar.year)
    year = "" if current else bar.year
    to = address(PATH, state, **{"from": year, "to": year}) if bar.count else ""
    return Bar(bar.year, bar.count, bar.height, bar.tick, to, current)


def _is_tick(year: int, first: int, last: int) -> bool:
    """Labels under all of a few years, else under the ends and the fives that stand clear of them."""
    if last - first < 10 or year in (first, last):
        return True
    return year % 5 == 0 and min(year - first, last - year) > 2
