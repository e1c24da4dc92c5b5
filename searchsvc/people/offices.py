"""The offices an article gives to the people it names, looked for only around their names.

Before a name (`Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Nguyễn Văn Hùng`), in apposition after it (`ông Hà Ban – Bí thư
Tỉnh ủy, Chủ tịch HĐND tỉnh`), after a verb of holding (`được bầu giữ chức Chủ tịch`), and in a heading shared by a
list of names. Titles are kept as written; "nguyên" and "cựu" become `former`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from searchsvc.people import places
from searchsvc.people.resolution import Group, Named
from searchsvc.resources import rows, words

REACH = 220
"""Characters looked at on either side of a name; the longest chains of offices in print are about so long."""

LONGEST = 18
"""Words in the longest office."""


@dataclass(frozen=True, slots=True)
class Found:
    """An office as found: `[start, end)` in text number `place`."""

    title: str
    place: int
    start: int
    end: int
    unit: str
    former: bool


class Page(NamedTuple):
    """A text and the same in lower case, letter under letter."""

    text: str
    lower: str


def _page(text: str) -> Page:
    lower = text.lower()
    return Page(text, lower if len(lower) == len(text) else "".join(sign.lower()[:1] or sign for sign in text))


_NEW_STYLE = (
    ("ủy", "uỷ"),
    ("úy", "uý"),
    ("òa", "oà"),
    ("ọa", "oạ"),
    ("ùy", "uỳ"),
    ("óa", "oá"),
    ("ũy", "uỹ"),
    ("ĩ", "ỹ"),
)
_FORMER = r"(?:nguyên|cựu|cố)"
_PREFIX = rf"(?:(?:{_FORMER}|tân|quyền|nữ|nam|đồng|hàm|tập sự|ông|bà)[ \u00a0]+)*"


_TRAILING = re.compile(r"(?: (?:của|cho|thuộc|về|tại|và|trẻ|ở|phụ trách|duy nhất))+$")


def _written(head: str) -> set[str]:
    both = {head}
    for old, new in _NEW_STYLE:
        both |= {form.replace(old, new) for form in both}
    return both


@cache
def head() -> re.Pattern[str]:
    """A word that opens an office, with what may stand before it (nguyên, cựu, tân, quyền)."""
    heads = {form for row in rows("offices.tsv") for form in _written(row[0])}
    return re.compile(rf"(?<!\w){_PREFIX}{_trie(heads)}(?!\w)")


def _trie(phrases: Iterable[str]) -> str:
    """A pattern for any of some phrases, common beginnings shared, the longest first: it fails within a few letters."""
    branches: dict[str, list[str]] = defaultdict(list)
    ends = False
    for phrase in phrases:
        if phrase:
            branches[phrase[0]].append(phrase[1:])
        else:
            ends = True
    if not branches:
        return ""
    inner = "|".join(
        (r"[ \u00a0]" if sign == " " else re.escape(sign)) + _trie(rest) for sign, rest in sorted(branches.items())
    )
    return f"(?:{inner}){'?' if ends else ''}"


@cache
def _breaks() -> re.Pattern[str]:
    inner = "|".join(re.escape(word) for word in sorted(words("office_breaks.txt"), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{inner})(?!\w)")


_STOP = re.compile(r"(?<!TP)(?<!Tp)(?<!TX)(?<! Q)(?<! P)[.](?:\s|$)|[!?…\n“”\";:]")
_APART = re.compile(r"[,–—()]| - |\bkiêm\b|\bvà\b")
_AFTER_NAME = r"[ \u00a0](?=nguyên |cựu |Phó |Chủ tịch |Bí thư |Giám đốc |Ủy viên |Uỷ viên |Trưởng )"
_AFTER_SIGN = (
    r"(?:,? (?:SN |sinh năm )?\d{2,4}(?: tuổi)?)?[ \u00a0]*[,–—-][ \u00a0]*(?:là |hiện là |hiện đang là |hiện )?"
)
_BY_VERB = (
    r"[ \u00a0]+(?:(?:hiện|từng|cũng|vừa|đã|đang|được|chính thức|trúng cử|sẽ|tái đắc cử|trở thành|bầu|bổ nhiệm"
    r"|phân công|điều động|đảm nhiệm|và) )*"
    r"(?:(?:giữ|làm|là|vào|đảm nhận|đảm nhiệm|thôi giữ|thôi|với|tham gia|trở thành|kiêm)(?: giữ)?"
    r"(?: cương vị| vị trí| chức vụ| chức danh| chức)?|chức vụ|chức)[ \u00a0]+(?:làm )?"
)
_LINK = re.compile(f"{_AFTER_NAME}|{_AFTER_SIGN}|{_BY_VERB}")
_HOLD = re.compile(
    r"(?<!\w)(?:(?:giữ|đảm nhiệm|đảm nhận|với|nắm giữ|thôi|giao|phong)(?: giữ)?(?: các| nhiều)? "
    r"(?:cương vị|vị trí|chức vụ|chức danh|chức)"
    r"|(?:bầu|bổ nhiệm|phân công|cử|chỉ định|điều động|đề bạt|được)(?: ông| bà| đồng chí)?(?: lại)? làm"
    r"|trở thành|từng là|hiện là|hiện đang là|nguyên là|vốn là|đang là|đắc cử)[ \u00a0]+(?:là )?"
)
_ASIDE = re.compile(r"[ \u00a0]*\([ ]?")
_OPENERS = ("(", "( ", ", ", "; ", ",", "là ")
_COMMA = re.compile(r"[ \u00a0]*(?:,|kiêm|[–—-]|&|và)[ \u00a0]*(?:kiêm |đồng thời là |là |và )?")
_LIST = re.compile(
    r"[ \u00a0]*(?:,|và|;|,[ ]?và|&)?[ \u00a0]*(?:(?:ông|bà|anh|chị|đồng chí|đ/c|các ông|các bà)[ \u00a0]+)?",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"(?<!\w)(?:các|hai|ba|bốn|những|3|4|5)[ \u00a0]+"
    r"(?:ông|bà|đồng chí|đ/c|vị|anh|chị|ông, bà|ông bà)?[ \u00a0]*:?[ \u00a0]*$",
    re.IGNORECASE,
)
_PLURAL_END = re.compile(r"(?:các|hai|ba|bốn|những|\d)[ \u00a0]+$", re.IGNORECASE)
_JOINT = re.compile(r"[ \u00a0]+(?:kiêm|và|đồng thời là)$")
_AND = re.compile(r"[ \u00a0]và[ \u00a0]")
_JOINT_END = re.compile(r"[ \u00a0](?:và|cùng|với|&)$")


def offices(groups: Sequence[Group], texts: Sequence[str]) -> list[tuple[Found, ...]]:
    """For each person of an article the offices it gives them, each title once, in reading order."""
    order = sorted(
        ((named, number) for number, group in enumerate(groups) for named in group.mentions),
        key=lambda one: (one[0].spot.place, one[0].spot.start),
    )
    held: list[list[Found]] = [[] for _ in groups]
    pages = [_page(text) for text in texts]
    for position, (named, number) in enumerate(order):
        before = order[position - 1][0] if position else None
        after = order[position + 1][0] if position + 1 < len(order) else None
        held[number] += _left(named, pages[named.spot.place], before)
        held[number] += _right(named, pages[named.spot.place], after)
    _share(order, pages, held)
    _head_lists(order, pages, held)
    return [_once(found) for found in held]


def _once(found: list[Found]) -> tuple[Found, ...]:
    first: dict[tuple[str, bool], Found] = {}
    for one in sorted(found, key=lambda one: (one.place, one.start)):
        first.setdefault((one.title.lower(), one.former), one)
    return tuple(first.values())


def _left(named: Named, page: Page, before: Named | None) -> list[Found]:
    """The chain of offices that ends right before a name (and its honorific)."""
    text = page.text
    end = named.spot.start - len(named.called)
    own: list[Found] = []
    if named.called and head().fullmatch(page.lower, end, end + len(named.called.rstrip())):
        own = [_found(text, end, end + len(named.called.rstrip()), named.spot.place)]
    low = max(0, end - REACH)
    if before and before.spot.place == named.spot.place:
        low = max(low, before.spot.end)
    for stop in _STOP.finditer(text, low, end):
        low = stop.end()
    tail = end
    while tail > low and text[tail - 1] in " \u00a0,":
        tail -= 1
    if tail < end and "," in text[tail:end] and (not named.called or (before and low == before.spot.end)):
        return own
    if _JOINT_END.search(text[low:tail]):
        return own
    return own + _chain(page, low, tail, named.spot.place)


def _chain(page: Page, low: int, tail: int, place: int) -> list[Found]:
    """Offices side by side in `[low, tail)` of a text, the last one reaching to the end."""
    text, end = page.text, tail
    heads = list(head().finditer(page.lower, low, tail))
    found: list[Found] = []
    for match in reversed(heads):
        if not _may_be_office(text, match.start(), end):
            break
        if _inside_office(text, heads, match):
            continue
        found.append(_found(text, match.start(), end, place))
        end = _joint_before(text, low, match.start())
        if end < 0:
            break
    return found


def _joint_before(text: str, low: int, start: int) -> int:
    """Where what a chain goes on with to the left of an office ends (before a comma or `kiêm`), -1 when it does not."""
    end = start
    while end > low and text[end - 1] in " \u00a0,–—-":
        end -= 1
    if text[end:start].strip():
        return end
    joint = _JOINT.search(text[low:end])
    return low + joint.start() if joint else -1


def _inside_office(text: str, heads: list[re.Match[str]], match: re.Match[str]) -> bool:
    """Whether a head only goes on an office begun before it (`Trợ lý Chủ tịch nước`, `Phó Trưởng Ban`)."""
    for other in heads:
        if other.start() >= match.start():
            return False
        between = text[other.end() : match.start()]
        if between.count(" ") < 7 and not _APART.search(between) and not _breaks().search(between):
            return True
    return False


def _may_be_office(text: str, start: int, end: int) -> bool:
    return 0 < end - start < 140 and text.count(" ", start, end) < LONGEST and not _breaks().search(text, start, end)


def _found(text: str, start: int, end: int, place: int) -> Found:
    title = " ".join(text[start:end].split())
    former = bool(re.match(_FORMER + r"\s", title, re.IGNORECASE))
    while True:
        bare = re.sub(rf"^(?:{_FORMER}|ông|bà)\s+", "", title, flags=re.IGNORECASE)
        if bare == title:
            break
        title = bare
    title = _TRAILING.sub("", title.strip(" ,–—-("))
    if title.count("(") != title.count(")"):
        title = title.replace("(", "").replace(")", "").strip()
    return Found(title, place, start, end, places.unit(title), former)


def _right(named: Named, page: Page, after: Named | None) -> list[Found]:
    """Offices in apposition after a name, or after a verb that gives one."""
    text, at = page.text, named.spot.end
    border = after.spot.start - len(after.called) if after and after.spot.place == named.spot.place else len(text)
    high = max(at, min(len(text), at + REACH, border))
    if aside := _ASIDE.match(text, at):
        return _in_brackets(page, aside.end(), named.spot.place)
    if stop := _STOP.search(text, at, high):
        high = stop.start()
    link = _LINK.match(text, at, high)
    if not link:
        return _held_later(page, at, high, named.spot.place)
    found = list(_apposition(page, link.end(), high, named.spot.place))
    found += _held_later(page, found[-1].end if found else named.spot.end, high, named.spot.place)
    if found and high == border and not text[found[-1].end : border].strip():
        return []  # `A, Phó Thủ tướng B`: the office is B's
    return found


def _held_later(page: Page, at: int, high: int, place: int) -> list[Found]:
    """Offices after a verb that gives one, further on in the sentence."""
    found: list[Found] = []
    for verb in _HOLD.finditer(page.lower, at, high):
        if verb.end() > at:
            found += _apposition(page, verb.end(), high, place)
            at = found[-1].end if found else at
    return found


def _in_brackets(page: Page, at: int, place: int) -> list[Found]:
    """Offices in brackets after a name, whatever else is told in them (`(SN 1958, nguyên Chủ tịch xã)`)."""
    close = page.text.find(")", at, at + REACH)
    if close < 0:
        return []
    found: list[Found] = []
    for match in head().finditer(page.lower, at, close):
        if page.text[match.start() - 2 : match.start()].endswith(_OPENERS) and (
            not found or match.start() > found[-1].end
        ):
            found += _apposition(page, match.start(), close, place)
    return found


def _apposition(page: Page, at: int, high: int, place: int) -> Iterator[Found]:
    text = page.text
    while at < high:
        match = head().match(page.lower, at, high)
        if not match:
            return
        end = _office_end(page, match.end(), high)
        if _may_be_office(text, at, end):
            yield _found(text, at, end, place)
        comma = _COMMA.match(text, end, high)
        if not comma:
            return
        at = comma.end()


_END = re.compile(
    r"[ \u00a0]*(?:,|\)|[ ][–—-][ ]|[–—]|kiêm|\((?=ảnh|trái|phải|giữa|bìa|thứ|đứng|ngồi|áo|sinh|SN|\d))", re.IGNORECASE
)


def _office_end(page: Page, at: int, high: int) -> int:
    """Where an office that began before `at` ends: at a sign, at a word no office goes on over, at a second office."""
    text = page.text
    stops = (pattern.search(text, at, high) for pattern in (_END, _breaks()))
    end = min([high, *(stop.start() for stop in stops if stop)])
    joined = _AND.search(text, at, end)
    if joined and head().match(page.lower, joined.end()):
        end = joined.start()
    if joint := _JOINT_END.search(text[at:end].rstrip(" \u00a0,")):
        end = at + joint.start()
    while end > at and text[end - 1] in " \u00a0,":
        end -= 1
    return end


def _share(order: list[tuple[Named, int]], pages: Sequence[Page], held: list[list[Found]]) -> None:
    """A heading before names is each one's (`các Phó Thủ tướng A, B`), and so is what ends a list of `các ông`."""
    for run in _runs(order, pages):
        first = run[0][0]
        page = pages[first.spot.place]
        plural = _plural(page, first)
        if not plural:
            continue
        heading = _left(first, page, None) if plural == "heading" else []
        last = held[run[-1][1]]
        ending = [one for one in last if one.place == first.spot.place and one.start > run[-1][0].spot.end]
        for _, number in run:
            held[number] += [*heading, *ending]


_LIST_HEAD = re.compile(
    r"(?<!\w)(?:các|hai|ba|bốn|những)[ \u00a0]+(?:(?:đồng chí|ông|bà|vị)[ \u00a0]+)?(?=[^\n:;.]{4,80}:)"
)
_LIST_END = re.compile(r"(?<!TP)(?<! Q)[.](?:\s|$)|\n")


def _head_lists(order: list[tuple[Named, int]], pages: Sequence[Page], held: list[list[Found]]) -> None:
    """A heading with a colon is everybody's up to the end of the sentence or the next heading (`các Ủy viên: A; B`)."""
    for place, page in enumerate(pages):
        heads = [match for match in _LIST_HEAD.finditer(page.lower) if head().match(page.lower, match.end())]
        borders = [*(match.start() for match in heads[1:]), len(page.text)]
        for opening, border in zip(heads, borders, strict=bool(heads)):
            colon = page.text.index(":", opening.end())
            stop = _LIST_END.search(page.text, colon, border)
            if _may_be_office(page.text, opening.end(), colon):
                title = _found(page.text, opening.end(), colon, place)
                _give(title, order, held, within=(colon, stop.start() if stop else border))


def _give(title: Found, order: list[tuple[Named, int]], held: list[list[Found]], *, within: tuple[int, int]) -> None:
    for named, whose in order:
        if named.spot.place == title.place and within[0] < named.spot.start < within[1]:
            held[whose].append(title)


def _plural(page: Page, first: Named) -> str:
    """Whether a list of names begins here whose heading stands before it, or that is called `các ông`."""
    text = page.text
    start = first.spot.start - len(first.called)
    if "các" in first.called.lower() or _PLURAL.search(text[max(0, start - 20) : start]):
        return "list"
    found = _left(first, page, None)
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
