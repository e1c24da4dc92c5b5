"""The unit an office belongs to, where its own words say so (`Bí thư Tỉnh ủy Kon Tum`)."""

from __future__ import annotations

import re

from searchsvc.people.runs import UPPER
from searchsvc.resources import words

_UNIT = re.compile(
    rf"(?:ủy|uỷ|tỉnh|thành phố|TP\.?|huyện|quận|thị xã|thị trấn|TX\.?|xã|phường|HĐND|UBND|nước|bang)[ \u00a0]*"
    rf"((?:[{UPPER}][\w'’.]*)(?:[ \u00a0]+[{UPPER}][\w'’.]*){{0,3}})$"
)
_TAIL = re.compile(rf"((?:[{UPPER}][\w'’]*)(?:[ \u00a0]+[{UPPER}][\w'’]*){{0,3}})$")


def unit(title: str) -> str:
    """The place an office is of, "" when its words do not tell.

    >>> unit("Bí thư Tỉnh ủy Kon Tum"), unit("Chủ tịch UBND tỉnh"), unit("Tổng thống Mỹ")
    ('Kon Tum', '', 'Mỹ')
    """
    if found := _UNIT.search(title):
        return found.group(1)
    found = _TAIL.search(title)
    while found:
        tail = found.group(1)
        if tail in words("place_names.txt"):
            return tail
        found = _TAIL.search(title, found.start(1) + 1)
    return ""
