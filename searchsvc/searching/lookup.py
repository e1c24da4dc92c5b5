"""Fields whose values are not words: people, sections, bylines, places, days."""

from __future__ import annotations

import calendar
import re
from datetime import datetime, timedelta

from searchsvc.engine.query import AnyOf, Every, Query, Range, Term
from searchsvc.engine.schema import Ranking, Request
from searchsvc.errors import Mistake
from searchsvc.model import VIETNAM
from searchsvc.searching.desk import Desk
from searchsvc.searching.place_names import place_ids
from searchsvc.text.fold import fold

_NOBODY = AnyOf((), "person")
_MOST_VALUES = 5_000
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_VIETNAMESE = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")


def days(text: str) -> tuple[datetime, datetime]:
    """The first moment of what a day, month or year names in Vietnam, and the first after it; `Mistake` if it names
    none.

    >>> [str(moment.date()) for moment in days("5/2014")]
    ['2014-05-01', '2014-06-01']
    """
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _VIETNAMESE.fullmatch(text):
        day, month, year = match.groups()
    else:
        raise Mistake(f"“{text[:20]}” không phải là ngày: hãy viết 2014, 05/2014 hay 19/05/2014.")
    try:
        start = datetime(int(year), int(month or 1), int(day or 1), tzinfo=VIETNAM)
        length = 1 if day else calendar.monthrange(start.year, start.month)[1] if month else 0
        end = start + timedelta(days=length) if length else datetime(start.year + 1, 1, 1, tzinfo=VIETNAM)
    except (ValueError, OverflowError) as error:
        raise Mistake(f"Không có ngày “{text[:20]}”.") from error
    return start, end


def between(start: str, end: str) -> Query | None:
    """The published range of two days (either may be "")."""
    low = int(days(start)[0].timestamp()) if start else None
    high = int(days(end)[1].timestamp()) - 1 if end else None
    return None if low is None and high is None else Range("published", low, high)


def values_like(field: str, typed: str, desk: Desk) -> Query:
    """The values of a keyword field that are meant by what was typed: equal, else equal when folded, else containing
    its words.
    """
    found = desk.engine.search(Request(Every(), Ranking({}), size=0, facets=(field,), facet_size=_MOST_VALUES)).facets[
        field
    ]
    values = [value for value, _ in found]
    if typed in values:
        return Term(typed, field)
    key = fold(typed)
    same = [value for value in values if fold(value) == key]
    words = set(key.split())
    meant = same or [value for value in values if words and words <= set(fold(value).split())]
    return AnyOf(tuple((value, 1.0) for value in meant), field)


def person(typed: str, desk: Desk) -> Query:
    """The cards meant by an id or a name."""
    if desk.directory.card(typed):
        return Term(typed, "person")
    from searchsvc.searching.people import find_people

    found = find_people(typed, desk, page=1, size=20).people
    best = [card for card in found if card.score >= 0.5]
    return AnyOf(tuple((card.card.id, 1.0) for card in best), "person") if best else _NOBODY


def place(typed: str) -> Query:
    """The units meant by an id or a name in any spelling; of one that has ended, what it became too."""
    return AnyOf(tuple((id, 1.0) for id in place_ids(typed)), "place")
