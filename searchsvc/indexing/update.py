"""Articles in: from a source, or one by one, into the store and from there into the live generation."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from searchsvc import cleaning
from searchsvc.errors import BadSource, Busy
from searchsvc.indexing.apply import apply_pending, bring_up, live_folder
from searchsvc.indexing.finish import finish
from searchsvc.indexing.generations import live, make_store, open_store, opened, read_manifest, require_fit
from searchsvc.indexing.intake import Missing, cleaned, take_in
from searchsvc.indexing.locks import held
from searchsvc.indexing.progress import Tell, silent
from searchsvc.indexing.workers import Crew
from searchsvc.model import RawArticle

Outcome = Literal["added", "changed", "unchanged"]

REJECTED = "rejected.jsonl"

_PAUSE = 0.02
"""Seconds between two looks at whether somebody else has applied a change."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a source: every record read is in one of the first four counts."""

    added: int
    changed: int
    unchanged: int
    rejected: int
    deleted: int
    seconds: float


def index_source(
    home: Path, source: str, *, missing: Missing = "keep", rejects: Path | None = None, tell: Tell = silent
) -> Report:
    """Add or update the articles of a source, and with `missing` "delete" remove those it no longer has.

    Makes the index when there is none. What cannot be used goes to `rejects`. When the source breaks off, what came
    before it did is searchable, nothing is removed, and `BadSource` is raised. Raises `Busy` while another writes.
    """
    started = time.monotonic()
    store = make_store(home)
    try:
        with held(home, "writer"), opened(live_folder(home)) as generation, Crew(store, generation) as crew:
            require_fit(read_manifest(generation.folder))
            try:
                intake = take_in(crew, source, missing=missing, rejects=rejects or home / REJECTED, tell=tell)
            except BadSource:
                bring_up(store, generation, tell=tell, crew=crew)
                raise
            bring_up(store, generation, tell=tell, crew=crew)
        with suppress(Busy), held(home, "finish"), opened(home / live(home)) as generation:
            finish(store, generation, tell=tell)
    finally:
        store.close()
    tally, seconds = intake.tally, time.monotonic() - started
    return Report(tally.added, tally.changed, tally.unchanged, intake.rejected, intake.deleted, seconds)


def put_article(home: Path, raw: RawArticle) -> Outcome:
    """Store one article; it is durable when this returns. Raises `BadRecord` when it cannot be an article."""
    article = cleaned(raw)
    store = make_store(home)
    try:
        tally = store.put([(raw, article)], cleaning=cleaning.FINGERPRINT)
    finally:
        store.close()
    if tally.added:
        return "added"
    return "changed" if tally.changed else "unchanged"


def delete_articles(home: Path, ids: Iterable[str]) -> int:
    """Remove articles from the store, durably; how many there were. Raises `NotFound` where there is no index."""
    store = open_store(home)
    try:
        return store.delete(ids)
    finally:
        store.close()


def wait_until_applied(home: Path, *, timeout: float, seq: int | None = None) -> None:
    """Return when the live generation holds a change (the newest, when none is named) and all decisions of staff,
    applying them unless another does.

    Raises `Busy` when that takes longer than `timeout` seconds; the change is durable all the same.
    """
    deadline = time.monotonic() + timeout
    store = open_store(home)
    try:
        wanted = store.last_change() if seq is None else seq
        decided = store.decisions.last()
        while not _holds(home, wanted, decided):
            try:
                apply_pending(home, store)
            except Busy:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_PAUSE)
    finally:
        store.close()


def _holds(home: Path, seq: int, decided: int) -> bool:
    name = live(home)
    if not name:
        return False
    manifest = read_manifest(home / name)
    return manifest.applied >= seq and manifest.decided >= decided
