"""How a person is called where they are named: the honorific or label in front of the name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from searchsvc.resources import rows


@cache
def kinds() -> dict[str, tuple[str, str]]:
    """Each honorific with its kind and the sex it tells (`m`, `f`, `-`)."""
    return {row[0]: (row[1], row[2]) for row in rows("honorifics.tsv")}


@cache
def _before() -> re.Pattern[str]:
    known = sorted(kinds(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in known)})[ \u00a0]+$", re.IGNORECASE)


@cache
def _ends() -> tuple[str, ...]:
    """The honorifics that others end like: no text ends like any that does not end like one of these."""
    return tuple(word for word in kinds() if not any(word != other and word.endswith(other) for other in kinds()))


def honorific(text: str, start: int) -> str:
    """The honorific that ends right before `start`, as it is written ("" for none).

    >>> honorific("Sáng nay, các ông Hà Ban", 18)
    'các ông '
    """
    low = max(0, start - 24)
    if not text[low:start].rstrip(" \u00a0").lower().endswith(_ends()):
        return ""  # nearly always: looking for the longest one is ten times as dear
    match = _before().search(text, low, start)
    return match.group() if match else ""


@lru_cache(maxsize=1 << 12)
def sex(called: str) -> str:
    """`m`, `f` or `-` for what an honorific tells."""
    return kinds().get(" ".join(called.lower().split()), ("", "-"))[1]
