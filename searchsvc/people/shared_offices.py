"""Offices that several people share: a heading before a list of names, or an office behind one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from searchsvc.people.beside_names import left
from searchsvc.people.office_words import Found, Page, found_at, head, may_be_office
from searchsvc.people.resolution import Named
from searchsvc.people.runs import UPPER

_LIST = re.compile(
    r"[ \u00a0]*(?:,|và|;|,[ ]?và|&)?[ \u00a0]*(?:(?:ông|bà|anh|chị|đồng chí|đ/c|các ông|các bà)[ \u00a0]+)?",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"(?<!\w)(?:các|hai|ba|bốn|những|3|4|5)[ \u00a0]+"
    r"(?:ông|bà|đồng chí|đ/c|vị|anh|chị|ông, bà|ông bà)?[ \u00a0]*:?[ \u00a0]*$",
    re.IGNORECASE,
)
_PLURAL_END = re.compile(
    r"(?:các|hai|ba|bốn|những|\d)[ \u00a0]+(?:(?:đồng chí|ông|bà|vị|cựu|nguyên)[ \u00a0]+)?$", re.IGNORECASE
)
_COLON = re.compile(rf":(?=[ \u00a0]*(?:ông |bà |đồng chí |anh |chị )?[{UPPER}])")
_BEFORE_COLON = re.compile(r"[ \u00a0]?(?:gồm|là)?[ \u00a0]?$")
_LIST_END = re.compile(r"(?<!TP)(?<! Q)[.](?:\s|$)|\n")


def share(order: list[tuple[Named, int]], pages: Sequence[Page], held: list[list[Found]]) -> None:
    """A heading before names is each one's (`các Phó Thủ tướng A, B`), and so is what ends a list of `các ông`."""
    for run in _runs(order, pages):
        first = run[0][0]
        page = pages[first.spot.place]
        plural = _plural(page, first)
        if not plural:
            continue
        heading = left(first, page, None) if plural == "heading" else []
        last = held[run[-1][1]]
        ending = [one for one in last if one.place == first.spot.place and one.start > run[-1][0].spot.end]
        for _, number in run:
            held[number] += [*heading, *ending]


def share_headings(order: list[tuple[Named, int]], pages: Sequence[Page], held: list[list[Found]]) -> None:
    """A heading with a colon is everybody's up to the end of the sentence or the next heading (`các Ủy viên: A; B`)."""
    starts = [(named.spot.place, named.spot.start) for named, _ in order]
    for place, page in enumerate(pages):
        if bisect_left(starts, (place, 0)) == bisect_left(starts, (place + 1, 0)):
            continue
        heads = list(_headings(page))
        borders = [*(begin for begin, _ in heads[1:]), len(page.text)]
        for (begin, colon), border in zip(heads, borders, strict=bool(heads)):
            stop = _LIST_END.search(page.text, colon, border)
            first = bisect_left(starts, (place, colon))
            last = bisect_left(starts, (place, stop.start() if stop else border))
            title = found_at(page.text, begin, colon, place)
            for _, whose in order[first:last]:
                held[whose].append(title)


def _headings(page: Page) -> Iterator[tuple[int, int]]:
    """Where headings of lists begin, and their colons: `các Ủy viên Bộ Chính trị:`, `Tiền vệ:`."""
    for colon in _COLON.finditer(page.text):
        before = _BEFORE_COLON.search(page.text, max(0, colon.start() - 5), colon.start())
        end = before.start() if before else colon.start()
        reach = max(0, end - 90)
        low = max(reach, page.text.rfind("\n", reach, end) + 1)
        for match in head().finditer(page.lower, low, end):
            plural = _PLURAL_END.search(page.text[max(low, match.start() - 20) : match.start()])
            if match.end() == end or (plural and may_be_office(page.text, match.start(), end)):
                yield match.start(), end
                break


def _plural(page: Page, first: Named) -> str:
    """Whether a list of names begins here whose heading stands before it, or that is called `các ông`."""
    text = page.text
    start = first.spot.start - len(first.called)
    if "các" in first.called.lower() or _PLURAL.search(text[max(0, start - 20) : start]):
        return "list"
    found = left(first, page, None)
    return "heading" if found and _PLURAL_END.search(text[max(0, found[-1].start - 8) : found[-1].start]) else ""


def _runs(order: list[tuple[Named, int]], pages: Sequence[Page]) -> Iterator[list[tuple[Named, int]]]:
    """Names that stand side by side with nothing but commas and honorifics between them."""
    run: list[tuple[Named, int]] = []
    for one in order:
        if run and not _beside(run[-1][0], one[0], pages):
            if len(run) > 1:
                yield run
            run = []
        run.append(one)
    if len(run) > 1:
        yield run


def _beside(one: Named, two: Named, pages: Sequence[Page]) -> bool:
    if one.spot.place != two.spot.place or two.spot.start - one.spot.end > 20:
        return False
    return bool(_LIST.fullmatch(pages[one.spot.place].text, one.spot.end, two.spot.start))
