"""The word lists in `searchsvc/data/`, read once, and the fingerprint of rules and lists.

A list is NFC text, one entry a line, columns split by tabs; `#` starts a comment line. Its header
says what it is, where it comes from, under which licence, and the rule for adding to it.
"""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import chain


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


def fingerprint(names: Iterable[str]) -> str:
    """Twelve letters that change when any of these files of the package does; `people/` stands for its modules.

    A change that only touches a comment counts too. That is the cheap mistake: an index made by rules whose number
    nobody remembered to raise is wrong without a sign.
    """
    digest = sha256()
    for name in chain.from_iterable(map(_files, names)):
        text = files("searchsvc").joinpath(*name.split("/")).read_text(encoding="utf-8")  # line ends are made even
        digest.update(f"{name}\n{text}\n".encode())
    return digest.hexdigest()[:12]


def _files(name: str) -> list[str]:
    if not name.endswith("/"):
        return [name]
    modules = (file.name for file in files("searchsvc").joinpath(name.rstrip("/")).iterdir())
    return sorted(name + module for module in modules if module.endswith(".py"))
