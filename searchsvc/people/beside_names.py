"""Offices right before a name and right after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from searchsvc.people.office_words import Found, Page, breaks, found_at, head, last_stop, may_be_office, next_stop
from searchsvc.people.resolution import Named

REACH = 220
"""Characters looked at on either side of a name; the longest chains of offices in print are about so long."""

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
    r"|trở thành|từng là|hiện là|hiện đang là|nguyên là|vốn là|đang là|đắc cử)"
    r"(?:[ \u00a0]+(?:là )?|[ \u00a0]?:[ \u00a0]*|[ \u00a0]+như[ \u00a0]+)"
)
_ASIDE = re.compile(r"[ \u00a0]*\([ ]?")
_OPENERS = ("(", "( ", ", ", "; ", ",", "là ")
_COMMA = re.compile(r"[ \u00a0]*(?:[,;]|kiêm|[–—-]|&|và)[ \u00a0]*(?:kiêm |đồng thời là |là |và )?")
_JOINT = re.compile(r"[ \u00a0]+(?:kiêm|và|đồng thời là)$")
_AND = re.compile(r"[ \u00a0]và[ \u00a0]")
_JOINT_END = re.compile(r"[ \u00a0](?:và|cùng|với|&)$")


def left(named: Named, page: Page, before: Named | None) -> list[Found]:
    """The chain of offices that ends right before a name (and its honorific)."""
    text = page.text
    end = named.spot.start - len(named.called)
    own: list[Found] = []
    if named.called and head().fullmatch(page.lower, end, end + len(named.called.rstrip())):
        own = [found_at(text, end, end + len(named.called.rstrip()), named.spot.place)]
    low = max(0, end - REACH)
    if before and before.spot.place == named.spot.place:
        low = max(low, before.spot.end)
    low = last_stop(page, low, end)
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
        if not may_be_office(text, match.start(), end):
            break
        if _inside_office(text, heads, match):
            continue
        found.append(found_at(text, match.start(), end, place))
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
        if between.count(" ") < 7 and not _APART.search(between) and not breaks().search(between):
            return True
    return False


def right(named: Named, page: Page, after: Named | None) -> list[Found]:
    """Offices in brackets or in apposition after a name, or after a verb that gives one."""
    at, place = named.spot.end, named.spot.place
    found: list[Found] = []
    if aside := _ASIDE.match(page.text, at):
        found, at = _in_brackets(page, aside.end(), place)
    border = after.spot.start - len(after.called) if after and after.spot.place == place else len(page.text)
    return found + _following(page, at, max(at, min(len(page.text), at + REACH, border)), border, place)


def _following(page: Page, at: int, high: int, border: int, place: int) -> list[Found]:
    """Offices from `at` on, up to `high`; what runs right up to the next name (`border`) is that one's."""
    clause = next_stop(page, at, high)
    link = _LINK.match(page.text, at, clause)
    found = list(_apposition(page, link.end(), clause, place)) if link else []
    told = found[-1].end if found else at
    found += _held_later(page, told, next_stop(page, clause, high, passing=";:"), place)
    if found and not page.text[found[-1].end : border].strip():
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


def _in_brackets(page: Page, at: int, place: int) -> tuple[list[Found], int]:
    """Offices in brackets after a name, whatever else is told in them (`(SN 1958, nguyên Chủ tịch xã)`); their end."""
    close = page.text.find(")", at, at + REACH)
    if close < 0:
        return [], at
    found: list[Found] = []
    for match in head().finditer(page.lower, at, close):
        if page.text[match.start() - 2 : match.start()].endswith(_OPENERS) and (
            not found or match.start() > found[-1].end
        ):
            found += _apposition(page, match.start(), close, place)
    return found, close + 1


def _apposition(page: Page, at: int, high: int, place: int) -> Iterator[Found]:
    text = page.text
    while at < high:
        match = head().match(page.lower, at, high)
        if not match:
            return
        end = _office_end(page, match.end(), high)
        if may_be_office(text, at, end):
            yield found_at(text, at, end, place)
        comma = _COMMA.match(text, end, high)
        if not comma:
            return
        at = comma.end()


_END = re.compile(
    r"[ \u00a0]*(?:[,;:]|\)|[ ][–—-][ ]|[–—]|kiêm|\((?=ảnh|trái|phải|giữa|bìa|thứ|đứng|ngồi|áo|sinh|SN|\d))",
    re.IGNORECASE,
)


def _office_end(page: Page, at: int, high: int) -> int:
    """Where an office that began before `at` ends: at a sign, at a word no office goes on over, at a second office."""
    text = page.text
    stops = (pattern.search(text, at, high) for pattern in (_END, breaks()))
    end = min([high, *(stop.start() for stop in stops if stop)])
    joined = _AND.search(text, at, end)
    if joined and head().match(page.lower, joined.end()):
        end = joined.start()
    if joint := _JOINT_END.search(text[at:end].rstrip(" \u00a0,")):
        end = at + joint.start()
    while end > at and text[end - 1] in " \u00a0,":
        end -= 1
    return end
