"""Dates as sources write them -> ISO 8601 in Vietnam's time, or "" when they say nothing that can be true."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from searchsvc.cleaning.draft import Draft, noted
from searchsvc.model import VIETNAM

OLDEST = 1900
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].{4,32})?")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)")
_IN_WORDS = re.compile(r"(\d{1,2}) tháng (\d{1,2})(?: năm|,)? (\d{4})", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\d/.+-])([01]?\d|2[0-3])[:hg]([0-5]\d)(?::([0-5]\d))?(?!\d)(?:\s?([ap]m|sa|ch)\b)?", re.IGNORECASE
)
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")


def read_dates(draft: Draft) -> Draft:
    """Publication and last change as ISO 8601; a date that is none is noted, never a reason to refuse an article."""
    for name in ("published", "updated"):
        given = str(getattr(draft.raw, name)).strip()
        moment = iso(given)
        if given and not moment:
            draft = noted(draft, f"{name} not understood: {given[:60]}")
        draft = replace(draft, **{name: moment})  # type: ignore[arg-type]
    return draft


def iso(written: str) -> str:
    """A written date as `YYYY-MM-DD`, or with its time `YYYY-MM-DDTHH:MM:SS+07:00`; "" for what is no date.

    >>> iso("22/4/2025"), iso("08:17 - 22/4/2025"), iso("Tue, 22 Apr 2025 08:17:00 +0000"), iso("mai")
    ('2025-04-22', '2025-04-22T08:17:00+07:00', '2025-04-22T15:17:00+07:00', '')
    """
    written = written.strip()
    if not 4 <= len(written) <= 80:
        return ""
    for read in (_iso, _day_first, _epoch, _rfc):
        if (moment := read(written)) is not None:
            return _said(moment)
    return ""


def _said(moment: datetime | date) -> str:
    if not OLDEST <= moment.year <= datetime.now(VIETNAM).year + 2:
        return ""
    if not isinstance(moment, datetime):
        return moment.isoformat() if moment <= _last_day() else ""
    moment = moment.replace(tzinfo=VIETNAM) if moment.tzinfo is None else moment.astimezone(VIETNAM)
    return moment.isoformat(timespec="seconds") if moment.date() <= _last_day() else ""


def _last_day() -> date:
    return datetime.now(VIETNAM).date() + timedelta(days=366)


def _iso(written: str) -> datetime | date | None:
    if not _ISO.fullmatch(written):
        return None
    try:
        return date.fromisoformat(written) if len(written) == 10 else datetime.fromisoformat(written)
    except ValueError:
        return None


def _day_first(written: str) -> datetime | date | None:
    match = _DAY_FIRST.search(written)
    words = _IN_WORDS.search(written)
    if not match and not words:
        return None
    day, month, year = (match[1], match[3], match[4]) if match else words.groups() if words else ("", "", "")
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    rest = _DAY_FIRST.sub(" ", written, count=1)
    clock = _CLOCK.search(rest)
    return _at(found, clock) if clock else found


def _at(day: date, clock: re.Match[str]) -> datetime:
    hour = int(clock[1])
    half = (clock[4] or "").lower()
    if half in ("pm", "ch") and hour < 12:
        hour += 12
    elif half in ("am", "sa") and hour == 12:
        hour = 0
    return datetime(day.year, day.month, day.day, hour, int(clock[2]), int(clock[3] or 0), tzinfo=VIETNAM)


def _epoch(written: str) -> datetime | None:
    if not _EPOCH.fullmatch(written):
        return None
    seconds = float(written)
    return datetime.fromtimestamp(seconds / 1000 if seconds >= 1e11 else seconds, UTC)


def _rfc(written: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
