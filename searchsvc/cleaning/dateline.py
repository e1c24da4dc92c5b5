"""The dateline: where a report was filed and the day it tells of, as its first words say.

`(kontumtv.vn) – Sáng 19/05,`, `Hà Nội, 3/2 (TTXVN) –`, `TTO - Ngày 23-10,`. It stays in the text, for it is part of
the first sentence; here it is only read. Why a year nobody wrote stays open: docs/decisions/dateline-year.md.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from searchsvc.cleaning.draft import Draft, noted
from searchsvc.model import Dateline, moment_of
from searchsvc.resources import words

_DASH = r"\s?(?:[-–—:]|\.\s?-)\s"
_PLACE = re.compile(rf"\((?P<inside>[^()\n]{{2,40}})\)(?:{_DASH}|,?\s)|(?P<bare>[^\s,()\n][^,()\n]{{0,40}}?){_DASH}")
_CITY = re.compile(
    rf"(?P<city>[^\W\d_][^\d,()\n]{{1,30}}?),\s(?:ngày )?(?P<when>\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{4}})?)"
    rf"(?:\s?\((?P<agency>[^()\n]{{2,20}})\))?{_DASH}"
)
_DAY = re.compile(
    r"(?:(?:vào|khoảng|gần|hôm nay|hôm qua|rạng|\d{1,2}(?:h\d{0,2}| giờ(?: \d{1,2})?(?: phút)?)|cuối|đầu)"
    r"\s?,?\s?){0,3}"
    r"(?:(?:sáng|trưa|chiều|tối|đêm|khuya)(?: sớm| muộn| tối| nay| qua)?,?\s?)?(?:ngày|hôm)?\s?\(?"
    r"(?P<day>\d{1,2})(?:\s?[/.-]\s?(?P<month>\d{1,2})(?!\d)|\s?tháng\s(?P<word>\d{1,2}))"
    r"(?:\s?[/.-]\s?(?P<year>\d{4})|\snăm\s(?P<named>\d{4}))?(?!\d)\)?,?",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"sáng|trưa|chiều|tối|đêm|khuya|ngày|hôm|tháng", re.IGNORECASE)
_NO_PLACE = re.compile(r"(?:ảnh|nguồn|video|clip|minh họa)\b|(?:LTS|PV|HLV|UBND|HĐND|MTTQ)$|[^:]*:", re.IGNORECASE)
_SIGN = re.compile(r"[A-ZĐ][A-ZĐ&+]{1,4}|[\w-]{2,30}(?:\.[A-Za-z]{2,5}){1,2}")
_AHEAD = timedelta(days=3)


def read_dateline(draft: Draft) -> Draft:
    """Read the dateline where the text begins, and infer what year its day is in."""
    first = draft.lead or next(iter(draft.paragraphs), "")
    if (found := dateline(first)) is not None:
        return _dated(replace(draft, dateline=found))
    if draft.lead and draft.paragraphs and (found := dateline(draft.paragraphs[0])) is not None:
        return _with_year(replace(draft, dateline=found))  # too far in for its day to be that of publication
    return draft


def dateline(text: str) -> Dateline | None:
    """The dateline a text begins with, None when it has none; text, place, day, month and year as far as written.

    >>> dateline("(kontumtv.vn) – Sáng 19/05, Ban Bí thư họp.")
    Dateline(text='(kontumtv.vn) – Sáng 19/05,', place='kontumtv.vn', day=19, month=5, year=None)
    """
    head = text[:160]
    if (city := _CITY.match(head)) and (day := _DAY.fullmatch(city["when"])):
        return _made(head[: city.end()], city["city"], day)
    end, place = _place(head)
    day = _DAY.match(head, end)
    if day and not _believable(day):
        day = None
    if not place and not day:
        return None
    return _made(head[: day.end() if day else end], place, day)


def _place(head: str) -> tuple[int, str]:
    """Where the place ends and what it is; (0, "") when the text does not begin with one."""
    match = _PLACE.match(head)
    if not match:
        return 0, ""
    if match["inside"]:
        place = match["inside"].strip()
        apart = (place[0].isupper() or "." in place) and len(place.split()) <= 5 and not _NO_PLACE.match(place)
        return (match.end(), place) if apart else (0, "")
    place = match["bare"].strip()
    signed = _SIGN.fullmatch(place) or place.lower() in words("agencies.txt")
    return (match.end(), place) if signed and not _NO_PLACE.match(place) else (0, "")


def _believable(day: re.Match[str]) -> bool:
    """A day and month there can be, and a word or a slash that says it is a date and not 2-1 in football."""
    month = int(day["month"] or day["word"])
    return 1 <= int(day["day"]) <= 31 and 1 <= month <= 12 and bool(_SPOKEN.search(day[0]))


def _made(text: str, place: str, day: re.Match[str] | None) -> Dateline | None:
    if day is None:
        return Dateline(text.rstrip(), place)
    month = int(day["month"] or day["word"])
    year = int(day["year"] or day["named"] or 0) or None
    if not 1 <= int(day["day"]) <= 31 or not 1 <= month <= 12:
        return None
    return Dateline(text.rstrip(), place, int(day["day"]), month, year)


def _dated(draft: Draft) -> Draft:
    """The dateline's year from the day of publication, or the day of publication from a dateline with a year."""
    line = draft.dateline
    if line is None or line.day is None or line.month is None:
        return draft
    if line.year:
        told = _day(line.year, line.month, line.day)
        if draft.published or not told or not 1900 <= line.year <= date.today().year:
            return draft
        return noted(draft, "published inferred from the dateline", published=told.isoformat(), published_inferred=True)
    return _with_year(draft)


def _with_year(draft: Draft) -> Draft:
    """The dateline with the year its day had when the article was published."""
    line = draft.dateline
    if line is None or line.day is None or line.month is None or line.year:
        return draft
    published = moment_of(draft.published)
    if published is None:
        return draft
    year = nearest_year(line.day, line.month, published.date())
    if year is None:
        return draft
    return noted(draft, "year of the dateline inferred from publication", dateline=replace(line, year=year))


def nearest_year(day: int, month: int, published: date) -> int | None:
    """The year of the last such day not after publication (three days of grace); None when that is no day at all.

    >>> nearest_year(30, 12, date(2025, 1, 2)), nearest_year(30, 2, date(2025, 1, 2))
    (2024, None)
    """
    for year in (published.year + 1, published.year, published.year - 1):
        told = _day(year, month, day)
        if told and told <= published + _AHEAD:
            return year
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
