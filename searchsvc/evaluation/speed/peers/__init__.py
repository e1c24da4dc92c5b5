"""Engines side by side: each one file, one class, which builds an index of cuts and prepares answers to queries."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from searchsvc.errors import Mistake
from searchsvc.evaluation.speed.corpus import Cut
from searchsvc.evaluation.speed.log import Asked

FOUND: Final = 10
"""Documents wanted of every answer."""
TITLE_WEIGHT: Final = 6.0


@dataclass(frozen=True, slots=True)
class Answer:
    """How many documents there are (-1 for not counted) and the ids of the first `FOUND`."""

    total: int
    ids: tuple[str, ...] = ()


def _nothing() -> None:
    """For engines that keep nothing from one answer to the next."""


@dataclass(frozen=True, slots=True)
class Call:
    """One query made ready for one engine: `before` is called before each `answer`, and not timed."""

    way: str
    answer: Callable[[], Answer]
    before: Callable[[], None] = _nothing


class Peer(Protocol):
    """An engine. `share` is how many queries it is asked one of: 1 for all, more for the slow."""

    name: str
    share: int

    def build(self, folder: Path, cuts: Iterable[Cut]) -> None:
        """Make an index in an empty folder, and open it for searching."""

    def prepare(self, asked: Asked) -> tuple[Call, ...]:
        """A query made ready: one call for each way in which this engine can be asked it."""

    def close(self) -> None:
        """Let go of files."""


NAMES: Final = {"searchsvc": "ours", "tantivy": "tantivy", "sqlite": "sqlite", "xapian": "xapian", "whoosh": "whoosh"}
"""Engines by the name of their file in this folder."""
_NEEDS: Final = {"tantivy": "tantivy", "xapian": "xapian"}


def missing(name: str) -> str:
    """Why an engine cannot take part, "" when it can."""
    if name not in NAMES:
        raise Mistake(f"{name} is no engine here; there are {', '.join(NAMES)}", where="peers")
    library = _NEEDS.get(name)
    if library and importlib.util.find_spec(library) is None:
        return f"{name} is left out: Python {sys.version_info.major}.{sys.version_info.minor} has no {library} here"
    return ""


def peer(name: str) -> Peer:
    """A new engine of this name."""
    made: Peer = importlib.import_module(f"{__name__}.{NAMES[name]}").PEER()
    return made
