"""THE SEAM: documents in, hits out.

Above it nobody knows which engine answers; below it nobody knows what a reader typed. Through it pass
`Document`, the query tree of `engine/query.py` and `Hits`; not text typed by people, HTML, or an engine's
own objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from searchsvc.engine.schema import Aim, Change, Document, EngineStatus, Hits, Lot, Request, Spelling


class Engine(Protocol):
    """An index of documents. One process writes at a time (the caller's lock); any number read."""

    run: str
    """Names this opening of the engine; helpers that make lots ready for it are opened with the same one."""

    def prepare(self, documents: Iterable[Document]) -> Lot:
        """Make documents, each id once, ready for a `write` of the same run, here or in another process."""

    def write(self, changes: Iterable[Change | Lot]) -> None:
        """Apply the changes, in order, durably and all at once: a reader sees all of them or none.

        Takes time for what is written and not for what there is: merging is left to `tidy`.
        """

    def tidy(self, aim: Aim = "steady") -> bool:
        """Merge some segments into one if that pays; False when it does not, or while another process is at it.

        Reading and writing go on meanwhile, in this process and in others.
        """

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


def open_engine(path: Path, *, run: str = "") -> Engine:
    """The engine in a generation's folder, made empty when the folder holds none yet; with `run` to help another."""
    from searchsvc.engine.whoosh.engine import WhooshEngine

    return WhooshEngine(path, run=run)
