"""The offices an article gives to the people it names, looked for only around their names.

Before a name (`Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Nguyễn Văn Hùng`), in apposition after it (`ông Hà Ban – Bí thư
Tỉnh ủy, Chủ tịch HĐND tỉnh`), after a verb of holding (`được bầu giữ chức Chủ tịch`), and in a heading shared by a
list of names. Titles are kept as written; "nguyên" and "cựu" become `former`.
"""

from __future__ import annotations

from collections.abc import Sequence

from searchsvc.people.beside_names import left, right
from searchsvc.people.office_words import Found, page_of
from searchsvc.people.resolution import Group
from searchsvc.people.shared_offices import share, share_headings

__all__ = ["Found", "offices"]


def offices(groups: Sequence[Group], texts: Sequence[str]) -> list[tuple[Found, ...]]:
    """For each person of an article the offices it gives them, each title once, in reading order."""
    order = sorted(
        ((named, number) for number, group in enumerate(groups) for named in group.mentions),
        key=lambda one: (one[0].spot.place, one[0].spot.start),
    )
    held: list[list[Found]] = [[] for _ in groups]
    pages = [page_of(text) for text in texts] if order else []
    everyone = [None, *(named for named, _ in order), None]
    for (named, number), before, after in zip(order, everyone, everyone[2:], strict=False):
        page = pages[named.spot.place]
        held[number] += left(named, page, before)
        held[number] += right(named, page, after)
    share(order, pages, held)
    share_headings(order, pages, held)
    return [_once(found) for found in held]


def _once(found: list[Found]) -> tuple[Found, ...]:
    first: dict[tuple[str, bool], Found] = {}
    for one in sorted(found, key=lambda one: (one.place, one.start)):
        first.setdefault((one.title.lower(), one.former), one)
    return tuple(first.values())
