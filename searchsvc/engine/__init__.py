"""THE SEAM: documents in, hits out.

Above it nobody knows which engine answers; below it nobody knows what a reader typed. Through it pass
`Document`, the query tree of `engine/query.py` and `Hits`; not text typed by people, HTML, or an engine's
own objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from searchsvc.engine.schema import Change, EngineStatus, Hits, Request, Spelling


class Engine(Protocol):
    """An index of documents. One process writes at a time (the caller's lock); any number read."""

    def write(self, changes: Iterable[Change]) -> None:
        """Apply the changes, in order, durably and all at once: a reader sees all of them or none."""

    def search(self, request: Request) -> Hits:
        """Answer from the newest state that `refresh` has seen."""

    def spellings(self, keys: Iterable[str]) -> Mapping[str, tuple[Spelling, ...]]:
        """For each folded key (`text.fold`) the terms of the text fields that fold to it, commonest first."""

    def documents(self, terms: Iterable[str]) -> Mapping[str, int]:
        """For each term, exactly as written, in how many documents it stands in the text fields; 0 when in none."""

    def completions(self, prefix: str, limit: int) -> tuple[Spelling, ...]:
        """Terms of the text fields whose folded key starts with the folded `prefix`, commonest first."""

    def ids(self) -> Iterator[str]:
        """The id of every document."""

    def refresh(self) -> None:
        """See what other processes have written since."""

    def status(self) -> EngineStatus:
        """Counts and sizes."""

    def verify(self) -> tuple[str, ...]:
        """Read everything there is; say what is damaged, in sentences ("" nothing)."""

    def close(self) -> None:
        """Let go of files; a closed engine answers no more."""


def open_engine(path: Path) -> Engine:
    """The engine in a generation's folder, made empty when the folder holds none yet."""
    from searchsvc.engine.whoosh.engine import WhooshEngine

    return WhooshEngine(path)
