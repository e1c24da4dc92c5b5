"""Times in words in a query: `tháng 5/2014`, `quý II năm 2014`, `nhiệm kỳ 2010-2015`, `năm ngoái`.

A time only adds: articles published then are found although they do not say so, and those that say so are found
whenever they were written (what a year's flood cost is told in the next). Who wants one span of days alone has `từ:`
and `đến:`. A year by itself stays a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from searchsvc.engine.query import And, AnyOf, Query
from searchsvc.errors import Mistake
from searchsvc.model import VIETNAM
from searchsvc.searching.desk import Desk
from searchsvc.searching.lookup import between, days
from searchsvc.searching.meanings import Meaning
from searchsvc.searching.parse import Parsed
from searchsvc.text.marks import bears_marks

MOST_YEARS = 60
"""The longest span that is a time and not two numbers."""


@dataclass(frozen=True, slots=True)
class Span:
    """The words `[start, end)` of a text mean the days from `first` to `last` (as `lookup.days` reads them)."""

    start: int
    end: int
    first: str
    last: str
    label: str


_D, _M, _Y = r"(0?[1-9]|[12]\d|3[01])", r"(0?[1-9]|1[0-2])", r"((?:19|20)\d\d)"
_TO = r" ?(?:[-–—]|đến(?: năm)?) ?"
_PARTS: Final = {"đầu": (1, 4), "giữa": (5, 8), "cuối": (9, 12), "nửa đầu": (1, 6), "nửa cuối": (7, 12)}
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_COUNTS: Final = {"ba": 3, "sáu": 6, "chín": 9}
_ROMAN: Final = {number: figure.upper() for figure, number in _QUARTERS.items()}

Read = Callable[[re.Match[str]], tuple[str, str, str]]
"""A match as (first day, last day, label)."""


def _day(found: re.Match[str]) -> tuple[str, str, str]:
    day = "/".join(str(int(part)) for part in found.groups())
    return day, day, f"ngày {day}"


def _month(found: re.Match[str]) -> tuple[str, str, str]:
    month = f"{int(found[1])}/{found[2]}"
    return month, month, f"trong tháng {month}"


def _quarter(found: re.Match[str]) -> tuple[str, str, str]:
    number = _QUARTERS.get(found[1]) or int(found[1])
    return (
        f"{number * 3 - 2}/{found[2]}",
        f"{number * 3}/{found[2]}",
        f"trong quý {'I' * number if number < 4 else 'IV'}/{found[2]}",
    )


def _months_of(found: re.Match[str]) -> tuple[str, str, str]:
    count = _COUNTS.get(found[1]) or int(found[1])
    first, last = (1, count) if found[2] == "đầu" else (13 - count, 12)
    return f"{first}/{found[3]}", f"{last}/{found[3]}", f"trong {count} tháng {found[2]} năm {found[3]}"


def _months(found: re.Match[str]) -> tuple[str, str, str]:
    first, last = f"{int(found[1])}/{found[2]}", f"{int(found[3])}/{found[4]}"
    return first, last, f"từ tháng {first} đến tháng {last}"


def _part(found: re.Match[str]) -> tuple[str, str, str]:
    first, last = _PARTS[found[1]]
    return f"{first}/{found[2]}", f"{last}/{found[2]}", f"{found[1]} năm {found[2]} (tháng {first}–{last})"


def _years(found: re.Match[str]) -> tuple[str, str, str]:
    return found[1], found[2], f"từ {found[1]} đến {found[2]}"


def _year(found: re.Match[str]) -> tuple[str, str, str]:
    return found[1], found[1], f"trong năm {found[1]}"


_RULES: Final[tuple[tuple[re.Pattern[str], Read], ...]] = tuple(
    (re.compile(rf"(?<![\w/.-]){pattern}(?![\w/]|[.-]\w)"), read)
    for pattern, read in (
        (rf"(?:ngày )?{_D} ?/ ?{_M} ?/ ?{_Y}", _day),
        (rf"(?:ngày )?{_D}\.{_M}\.{_Y}", _day),
        (rf"ngày {_D}-{_M}-{_Y}", _day),
        (rf"(?:ngày )?{_D} tháng {_M}(?: năm|,)? {_Y}", _day),
        (rf"ngày {_D}/{_M} năm {_Y}", _day),
        (rf"tháng {_M}(?: ?[/.-] ?| năm |, ?| ){_Y}", _month),
        (rf"quý (iv|iii|ii|i|[1-4])(?: ?[/-] ?| năm |, ?| ){_Y}", _quarter),
        (rf"(?:từ )?tháng {_M}/{_Y}{_TO}(?:tháng )?{_M}/{_Y}", _months),
        (rf"([2-9]|1[01]|{'|'.join(_COUNTS)}) tháng (đầu|cuối) năm {_Y}", _months_of),
        (rf"(nửa đầu|nửa cuối|đầu|giữa|cuối) năm {_Y}", _part),
        (rf"(?:nhiệm kỳ|giai đoạn|năm học|khóa|(?:từ |trong )?(?:các )?năm) (?:từ )?{_Y}{_TO}{_Y}", _years),
        (rf"(?:trong )?năm {_Y}", _year),
    )
)
_FROM_TODAY = re.compile(
    r"(?<!\w)(?:hôm (?:nay|qua|kia)|(?:tuần|tháng) (?:này|trước)|năm (?:nay|ngoái|trước|kia))(?!\w)"
)

_MARKED: Final = {
    "nam": "năm", "thang": "tháng", "ngay": "ngày", "quy": "quý", "nhiem": "nhiệm", "ky": "kỳ",
    "doan": "đoạn", "hoc": "học", "dau": "đầu", "giua": "giữa", "cuoi": "cuối", "nua": "nửa", "den": "đến", "tu": "từ",
    "hom": "hôm", "truoc": "trước", "ngoai": "ngoái", "tuan": "tuần", "sau": "sáu", "chin": "chín", "khoa": "khóa",
    "cac": "các", "quí": "quý", "kì": "kỳ", "khoá": "khóa",
}  # fmt: skip
_ALSO_A_PLACE = re.compile(r"(?<!\w)(?:viet|mien|ha|quang|phia|dong|tay|dan|bac|trung) $")
"""What a bare `nam` after it is no `năm`: viet nam 2014."""


def dates_meant(parsed: Parsed, desk: Desk) -> tuple[Meaning, ...]:
    """The times a query names, each as a meaning that adds what was published then."""
    today = datetime.now(VIETNAM).date()
    return tuple(
        Meaning(span.start, span.end, "date", span.label, tree)
        for span in spans(parsed.text, today=today)
        if (tree := _published(span))
    )


def spans(text: str, *, today: date) -> tuple[Span, ...]:
    """The times in a text, the longest where some overlap, in their order.

    >>> [span.label for span in spans("lũ lụt tháng 11 năm 2013", today=date(2026, 11, 22))]
    ['trong tháng 11/2013']
    """
    marked = _marked(text)
    found = sorted((*_said(marked), *_from_today(marked, today)), key=lambda span: span.start - span.end)
    kept: list[Span] = []
    for span in found:
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return tuple(sorted(kept, key=lambda span: span.start))


def _said(text: str) -> Iterator[Span]:
    for pattern, read in _RULES:
        for found in pattern.finditer(text):
            first, last, label = read(found)
            if _is_span(first, last):
                yield Span(*found.span(), first, last, label)


def _is_span(first: str, last: str) -> bool:
    try:
        start, end = days(first)[0], days(last)[1]
    except Mistake:
        return False
    return start < end and end.year - start.year <= MOST_YEARS


def _from_today(text: str, today: date) -> Iterator[Span]:
    for found in _FROM_TODAY.finditer(text):
        first, last, exact = _relative(found.group(), today)
        yield Span(*found.span(), first, last, f"{found.group()} ({exact})")


def _relative(words: str, today: date) -> tuple[str, str, str]:
    """What `hôm qua`, `tuần trước`, `năm ngoái` are on a day: first day, last day, and how to say it in figures."""
    unit, which = words.split()
    back = {"qua": 1, "trước": 1, "ngoái": 1, "kia": 2}.get(which, 0)
    match unit:
        case "hôm":
            day = _figures(today - timedelta(days=back))
            return day, day, day
        case "tuần":
            monday = today - timedelta(days=today.weekday() + 7 * back)
            first, last = _figures(monday), _figures(monday + timedelta(days=6))
            return first, last, f"{first}–{last}"
        case "tháng":
            then = today.replace(day=1) - timedelta(days=back)
            return f"{then.month}/{then.year}", f"{then.month}/{then.year}", f"{then.month}/{then.year}"
        case _:
            return str(today.year - back), str(today.year - back), str(today.year - back)


def _figures(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _marked(text: str) -> str:
    """The text in lower case; where nobody typed a mark, the words of time with theirs (letter for letter)."""
    lower = text.lower() if len(text.lower()) == len(text) else text
    bare = not bears_marks(lower)

    def word(found: re.Match[str]) -> str:
        written = found.group()
        if written == "nam" and _ALSO_A_PLACE.search(lower[: found.start()]):
            return written
        return _MARKED.get(written, written) if bare or not written.isascii() else written

    return re.sub(r"[^\W\d_]+", word, lower)


def _published(span: Span) -> Query | None:
    """What was published then, worth as much as the year itself is."""
    range_ = between(span.first, span.last)
    years = range(days(span.first)[0].year, days(span.last)[0].year + 1)
    return And((range_, AnyOf(tuple((f"{year:04}", 1.0) for year in years), "year"))) if range_ else None
