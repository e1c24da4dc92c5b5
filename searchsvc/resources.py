"""The word lists in `searchsvc/data/`, read once.

A list is NFC text, one entry a line, columns split by tabs; `#` starts a comment line. Its header
says what it is, where it comes from, under which licence, and the rule for adding to it.
"""

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/<name>`, each a tuple of its tab-separated columns."""
    text = (files("searchsvc") / "data" / name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(column.strip() for column in line.split("\t")) for line in lines)


@cache
def words(name: str) -> frozenset[str]:
    """The first column of `data/<name>` as a set."""
    return frozenset(row[0] for row in rows(name))
