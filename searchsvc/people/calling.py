"""How a person is called where they are named: the honorific or label in front of the name."""

from __future__ import annotations

import re
from functools import cache

from searchsvc.resources import rows


@cache
def kinds() -> dict[str, tuple[str, str]]:
    """Each honorific with its kind and the sex it tells (`m`, `f`, `-`)."""
    return {row[0]: (row[1], row[2]) for row in rows("honorifics.tsv")}


@cache
def _before() -> re.Pattern[str]:
    known = sorted(kinds(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in known)})[ \u00a0]+$", re.IGNORECASE)


def honorific(text: str, start: int) -> str:
    """The honorific that ends right before `start`, as it is written ("" for none).

    >>> honorific("Sáng nay, các ông Hà Ban", 18)
    'các ông '
    """
    match = _before().search(text, max(0, start - 24), start)
    return match.group() if match else ""


def sex(called: str) -> str:
    """`m`, `f` or `-` for what an honorific tells."""
    return kinds().get(" ".join(called.lower().split()), ("", "-"))[1]
