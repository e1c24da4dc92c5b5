"""Reading document numbers out of a text: `Chỉ thị số 03-CT/TW`, `15/2020/NĐ-CP`, `NQTW 4 (khóa XI)`, `QĐ 1956`.

Every run of figures is looked at: what stands before it (a kind of document, `số`) and behind it (a year, a code, who
issued it when) decides whether it is a document's. Dates, scores, plates, roads and prices have neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from searchsvc.analysis.number_parts import Code, Kind, code_behind, issuer_named, issuers, kind_before, last_words
from searchsvc.analysis.numbers import Number
from searchsvc.resources import words

Manner = Literal["article", "query"]
"""An article writes codes in capitals and means verbs by verbs; whoever searches does not care."""


@dataclass(frozen=True, slots=True)
class Written:
    """A document number as a text writes it: `[start, end)` in it, the kind before it included, in a query the issuer
    in words too.

    One that is only "perhaps" a number (`quyết định 15`) is one where the article has introduced it. `code` is what it
    would be filed under (`03/CT-TW`), "" where only its kind and figure are given.
    """

    start: int
    end: int
    number: Number
    sure: Literal["sure", "perhaps"] = "sure"
    code: str = ""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A figure at work: where it stands, what it is, the year and the kind beside it."""

    text: str
    at: int
    figure: str
    year: str
    kind: Kind | None
    manner: Manner

    @property
    def start(self) -> int:
        return self.kind.start if self.kind else self.at


_DASH: Final = "[-–—‐‑−]"
_LED_BY: Final = last_words()
_FIGURES = re.compile("[0-9]+")
_FIGURE = re.compile(r"0*(\d{1,3}\.\d{3}|\d{1,6})([a-zA-Z]?)(?!\w|[.,:]\d|\.\d)")
_STANDARD = re.compile(rf"0*(\d{{1,5}}(?: ?{_DASH} ?(?:\d{{1,3}}|MT))?) ?: ?((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_YEAR = re.compile(rf" ?(?:/|{_DASH}(?= ?\d{{4}} ?/)) ?((?:19|20)\d\d)(?!\w|[.,:]\d)")
_YEAR_DASHED = re.compile(rf"{_DASH}((?:19|20)\d\d)(?!\w|[/.,:-]\d)")
_MAY_FOLLOW = re.compile(
    r"(?:\.\d{3}|[a-zA-Z])? ?[/:–—‐‑-] ?(?:(?:19|20)\d\d\b ?[/–—‐‑-] ?)?[A-ZĐƯ]| ?:(?:19|20)| [A-ZĐ]{2,4} [A-ZĐ]{2}"
)
_YEAR_BEHIND = re.compile(r" (?:năm|nam) ((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_DAY: Final = r"\d{1,2}(?: ?[/.-] ?\d{1,2} ?[/.-] ?| (?:tháng|thang) \d{1,2},? (?:năm|nam) )((?:19|20)\d\d)(?!\d)"
_DATE_BEHIND = re.compile(rf",? \(?(?:(?:ban hành|ký) )?(?:ngày|ngay) ?{_DAY}", re.IGNORECASE)
_BY = re.compile(r",? (?:(?:của|cua|do) )?(?=\w)", re.IGNORECASE)
_TERM = re.compile(r",? ?\(?(?:khóa|khoá|khoa|K\.?) ?([IVXivx]{1,5}|\d{1,2})\b\)?", re.IGNORECASE)
_ROMAN: Final = {"i": 1, "v": 5, "x": 10}
_NO_FIGURE = re.compile(r"[/.,:]\d|[-–]\d| ?%")
_COUNTED = re.compile(
    rf" ?(?:°|%|m[2²])| (?:năm(?! (?:19|20)\d\d)|ngày(?! \d)|{'|'.join(sorted(words('counted.txt')))})\b",
    re.IGNORECASE,
)
"""A figure that counts something: years and days too, unless they date the document."""
_CITED = re.compile(
    r" ?[.,;:)\]”\"’!?…(]|\s*$|\n| [-–] | (?:của|ngày \d|năm (?:19|20)\d\d|về|và|quy|ban hành|do|được|đã|nêu|có|cũng"
    r"|thì|là|này|trên|gửi|cho|chỉ|phê|sửa|thay|hướng|vào|trong|tại|vẫn|sẽ|không|với|như|để|từ|đến|theo|mà|ra|yêu|ký)\b"
)


def numbers_in(text: str, *, manner: Manner = "article") -> Iterator[Written]:
    """The document numbers of a text, in order, none overlapping.

    >>> [str(found.number) for found in numbers_in("Chỉ thị 03/CT-TW và Nghị định số 15 năm 2020, tỷ số 3-1")]
    ['3/ct-tw', '15/2020/nd']
    """
    done = 0
    for figures in _FIGURES.finditer(text):
        if figures.start() < done:
            continue
        found = _read(text, figures.start(), figures.end(), manner)
        if found is not None and found.start >= done:
            done = found.end
            yield found


def _read(text: str, at: int, end: int, manner: Manner) -> Written | None:
    """The document number whose figure begins at a place, if that is one."""
    led = _may_be_led(text, at)
    if not led and (_is_tail(text, at) or (manner == "article" and not _MAY_FOLLOW.match(text, end))):
        return None
    kind = kind_before(text, at) if led else None
    if standard := _STANDARD.match(text, at):
        return _standard(text, standard, kind)
    figure = _FIGURE.match(text, at)
    if figure is None:
        return None
    year = _YEAR.match(text, figure.end()) or (_YEAR_DASHED.match(text, figure.end()) if kind else None)
    stop = year.end() if year else figure.end()
    seen = _Seen(text, at, figure[1].replace(".", "") + figure[2].lower(), year[1] if year else "", kind, manner)
    code = code_behind(text, stop, hint=kind, any_case="any" if manner == "query" else "")
    return _filed(seen, stop, code) if code and _is_filed(seen, stop, code) else _bare(seen, stop)


def _may_be_led(text: str, at: int) -> bool:
    """Whether the word before a figure may be a kind of document, or `số`: asked of every figure, so it is quick."""
    word = text[max(0, at - 10) : at].rstrip(" :.\n").rpartition(" ")[2]
    return word.lower() in _LED_BY


def _is_tail(text: str, at: int) -> bool:
    """Whether a figure goes on what stands before it: a date, a plate, a word with a figure."""
    before = text[at - 1 : at]
    return before.isalnum() or (before in "/.,:-–%" and before != "" and text[at - 2 : at - 1].isalnum())


def _standard(text: str, found: re.Match[str], kind: Kind | None) -> Written | None:
    """`QCVN 02:2019/BLĐTBXH`, `TCVN 7572:2006`; without the letters before it, the issuer must stand behind it."""
    code = code_behind(text, found.end(), hint=kind)
    if not (code or (kind and kind.code in ("qcvn", "tcvn"))):
        return None
    if code and not kind and code.issuer not in issuers():
        return None
    stop = code.end if code else found.end()
    figure = re.sub(rf" ?{_DASH} ?", "-", found[1].lower())
    number = Number(figure, found[2], kind.code if kind else "", code.issuer if code else "")
    return Written(kind.start if kind else found.start(), stop, number, code=_closed(text[found.start() : stop]))


def _is_filed(seen: _Seen, stop: int, code: Code) -> bool:
    """Whether letters behind a figure are the code of a document.

    A kind before the figure makes sure; `số` alone, or nothing, wants a code with a slash whose letters are known.
    """
    kind = seen.kind
    if kind and kind.how != "number":
        return True
    first, _, rest = code.issuer.partition("-")
    if "/" not in seen.text[seen.at : code.end]:
        return bool(code.kind and first in issuers())
    if code.kind:
        return bool(seen.year or first in issuers() or len(first) > 2 or (kind and first))
    return first in issuers() and bool(seen.year or rest or kind)


def _filed(seen: _Seen, stop: int, code: Code) -> Written:
    year, _ = _dated(seen, code.end) if not seen.year else (seen.year, 0)
    number = Number(seen.figure, year, code.kind, code.issuer)
    return Written(seen.start, code.end, number, code=_closed(seen.text[seen.at : code.end]))


def _bare(seen: _Seen, stop: int) -> Written | None:
    """A kind and a figure without a code: `Chỉ thị 03`, `Nghị định 15 năm 2020 của Chính phủ`, `NQTW 4 (khóa XI)`."""
    kind, text = seen.kind, seen.text
    if kind is None or kind.how == "number" or _NO_FIGURE.match(text, stop):
        return None
    if kind.code == "nqtw":
        return _of_the_centre(seen, stop)
    year, end = (seen.year, stop) if seen.year else _dated(seen, stop)
    if not (year or kind.said) and (_COUNTED.match(text, stop) or _is_year(seen.figure, kind.code)):
        return None
    sure = _sureness(seen, stop, year)
    by = _BY.match(text, _behind_date(text, stop))
    issuer, letters = issuer_named(text[by.end() : by.end() + 60], kind.code) if by else ("", 0)
    if by and issuer and seen.manner == "query":
        end = by.end() + letters
    number = Number(seen.figure, year, kind.code, issuer)
    return Written(seen.start, max(stop, end), number, sure) if kind.code or sure == "sure" else None


def _sureness(seen: _Seen, stop: int, year: str) -> Literal["sure", "perhaps"]:
    kind = seen.kind
    assert kind is not None
    if kind.said or year or kind.how == "noun" or seen.manner == "query":
        return "sure"
    capital = seen.text[kind.start].isupper() or seen.text[seen.at] == "0"
    cited = _CITED.match(seen.text, stop) is not None
    return "sure" if kind.how == "verb" and capital and cited else "perhaps"


def _of_the_centre(seen: _Seen, stop: int) -> Written:
    """A resolution of a plenum, with the term of the Central Committee where a year stands elsewhere."""
    term = _TERM.match(seen.text, stop)
    year = f"k{_plain(term[1])}" if term else ""
    return Written(seen.start, term.end() if term else stop, Number(seen.figure, year, "nqtw"))


def _dated(seen: _Seen, stop: int) -> tuple[str, int]:
    """The year that a text gives behind a number, and where the number then ends: `năm 2020` is part of it, the whole
    day of issue is not.
    """
    if said := _YEAR_BEHIND.match(seen.text, stop):
        return said[1], said.end()
    day = _DATE_BEHIND.match(seen.text, stop)
    return (day[1], stop) if day else ("", stop)


def _behind_date(text: str, stop: int) -> int:
    found = _DATE_BEHIND.match(text, stop) or _YEAR_BEHIND.match(text, stop)
    return found.end() if found else stop


def _is_year(figure: str, kind: str) -> bool:
    """`Luật 2013`, `nghị quyết 2017`; decisions and letters do reach such figures."""
    return kind not in ("qd", "cv", "kl", "tb", "") and len(figure) == 4 and "1945" <= figure <= "2045"


def _plain(numeral: str) -> int:
    """A Roman or Arabic numeral."""
    if numeral.isdigit():
        return int(numeral)
    values = [_ROMAN[letter] for letter in numeral.lower()]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _closed(code: str) -> str:
    """A code without the spaces in it, its dashes plain: `03 - CT/TW` is `03-CT/TW`."""
    joined = re.sub(rf" ?({_DASH}|[/:.]) ?", lambda sign: "-" if sign[1] not in "/:." else sign[1], code.strip())
    return joined.replace(" ", "-")
