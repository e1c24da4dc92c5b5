"""Days as they stand in addresses and forms: a year, a month or a day, and what they span."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_VIETNAMESE = re.compile(r"(?:(?:([0-9]{1,2})[/.-])?([0-9]{1,2})[/.-])?([0-9]{4})")


def first_day(text: str) -> str:
    """The first day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; ValueError for anything else.

    >>> first_day("2014-05")
    '2014-05-01'
    """
    year, month, day = _parts(text)
    return date(year, 1 if month is None else month, 1 if day is None else day).isoformat()


def last_day(text: str) -> str:
    """The last day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; ValueError for anything else.

    >>> last_day("2016-02")
    '2016-02-29'
    """
    year, month, day = _parts(text)
    month = 12 if month is None else month
    return date(year, month, _days_in(year, month) if day is None else day).isoformat()


def iso_of(text: str) -> str:
    """What a person types for a day, month or year, as ISO; left as it is when it is neither.

    >>> iso_of("19/5/2014"), iso_of("5/2014"), iso_of("2014"), iso_of("hôm qua")
    ('2014-05-19', '2014-05', '2014', 'hôm qua')
    """
    if not (found := _VIETNAMESE.fullmatch(text.strip())):
        return text.strip()
    day, month, year = found.groups()
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def typed(day: str) -> str:
    """An ISO day, month or year as people here write it.

    >>> typed("2014-05-19"), typed("2014-05"), typed("2014"), typed("")
    ('19/05/2014', '05/2014', '2014', '')
    """
    return "/".join(reversed(day.split("-")))


def span_of(start: str, end: str) -> tuple[str, str]:
    """The shortest way to write a span of days given by its first and last day.

    >>> span_of("2014-01-01", "2014-12-31"), span_of("2014-05-01", "2014-06-30"), span_of("2014-05-19", "")
    (('2014', '2014'), ('2014-05', '2014-06'), ('2014-05-19', ''))
    """
    for length in (4, 7):
        first, last = start[:length], end[:length]
        if _is_whole(first, start, end_of="") and _is_whole(last, "", end_of=end):
            return first, last
    return start, end


def _is_whole(short: str, start: str, *, end_of: str) -> bool:
    if not short:
        return True
    return first_day(short) == start if start else last_day(short) == end_of


def _parts(text: str) -> tuple[int, int | None, int | None]:
    if not (found := _ISO.fullmatch(text)):
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in found.groups())
    return year or 0, month, day


def _days_in(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return monthrange(year, month)[1]
