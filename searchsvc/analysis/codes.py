"""Codes: what is written without a space and is looked for as a whole (`03/CT-TW`, `TP.HCM`, `H'Drai`, `19/05/2014`).

A code has one form, however it was joined: a slash for every slash and dash, a plain apostrophe for every apostrophe,
days and months without leading zeros. Its parts are words too; docs/decisions/cutting.md tells which runs are codes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from searchsvc.text.syllables import is_syllable

DASHES: Final = "\u2010-\u2015-"
APOSTROPHES: Final = "'’‘‛ʼʻʹʿʾˈ′`´"
FROM_WEB: Final = "@&"
_SLASHED = re.compile(f"[/{DASHES}]")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_NUMBER = re.compile("\\d+(?:[.,]\\d+)+")
_DAY = re.compile(f"0*(\\d{{1,2}})([/.{DASHES}])0*(\\d{{1,2}})(?:[/.{DASHES}](\\d{{4}}))?")
_DAY_BACKWARDS = re.compile(f"(\\d{{4}})[/{DASHES}]0*(\\d{{1,2}})[/{DASHES}]0*(\\d{{1,2}})")
_MONTH = re.compile(f"0*(\\d{{1,2}})[/{DASHES}](\\d{{4}})")
_LONGEST_ODD = 8
"""Letters of a part that is no syllable and yet makes a code: what is longer is a word glued to another."""


def whole(run: str, parts: Sequence[str]) -> str:
    """The code that a lower-case run of several parts is, "" for words that merely touch (kinh tế-xã hội, Nam.Dù).

    >>> whole("03/ct-tw", ["03", "ct", "tw"]), whole("19-05-2014", ["19", "05", "2014"]), whole("tế-xã", ["tế", "xã"])
    ('03/ct/tw', '19/5/2014', '')
    """
    if date := _date(run):
        return date
    if _NUMBER.fullmatch(run):
        return run
    return _APOSTROPHE.sub("'", _SLASHED.sub("/", run)) if _is_code(run, parts) else ""


def _date(run: str) -> str:
    if found := _DAY.fullmatch(run):
        day, sign, month, year = found.groups()
        dotted_number = sign == "." and not year
        return "" if dotted_number else _dated(day, month, year)
    if found := _DAY_BACKWARDS.fullmatch(run):
        year, month, day = found.groups()
        return _dated(day, month, year)
    if found := _MONTH.fullmatch(run):
        month, year = found.groups()
        return f"{int(month)}/{year}" if 1 <= int(month) <= 12 else ""
    return ""


def _dated(day: str, month: str, year: str | None) -> str:
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
        return ""
    return f"{int(day)}/{int(month)}" + (f"/{year}" if year else "")


def _is_code(run: str, parts: Sequence[str]) -> bool:
    """A code has a figure, `&`, `@` or an apostrophe, an initial, or a part that is no syllable (CT, HCM, Drai)."""
    if any(sign.isdigit() or sign in FROM_WEB or sign in APOSTROPHES for sign in run):
        return True
    return any(_is_initial(part) or (len(part) <= _LONGEST_ODD and not is_syllable(part)) for part in parts)


def _is_initial(part: str) -> bool:
    return len(part) == 1 and part.isascii()
