"""Counts, sizes and freshness of an index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from searchsvc.analysis.wordings import read_list
from searchsvc.engine.schema import EngineStatus
from searchsvc.indexing.generations import live, names, open_store, opened, outdated, read_manifest
from searchsvc.language.model import load
from searchsvc.store.articles import FILE as STORE_FILE
from searchsvc.store.directory import FILE as PEOPLE_FILE
from searchsvc.store.directory import DirectoryStatus


@dataclass(frozen=True, slots=True)
class Status:
    """An index at one moment; sizes in bytes, `pending` changes of the store not applied yet, `outdated` rules."""

    generation: str
    created: str
    articles: int
    documents: int
    people: int
    pending: int
    last_change: int
    newest: datetime | None
    outdated: tuple[str, ...]
    language: str
    wordings: tuple[str, ...]
    """Lines of the editors' list of wordings that are not used, and why."""
    sizes: Mapping[str, int]
    generations: tuple[str, ...]
    engine: EngineStatus
    directory: DirectoryStatus


def status(home: Path) -> Status:
    """What there is. Raises `NotFound` where there is no index, `Broken` where the live generation cannot be read."""
    store = open_store(home)
    try:
        name = live(home)
        manifest = read_manifest(home / name)
        language = load(home / name)
        with opened(home / name) as generation:
            engine, directory = generation.engine.status(), generation.directory.status()
        return Status(
            generation=name,
            created=manifest.created,
            articles=store.count(),
            documents=engine.documents,
            people=directory.cards,
            pending=store.pending(manifest.applied),
            last_change=store.last_change(),
            newest=store.newest(),
            outdated=outdated(manifest),
            language=language.fault or f"learned from {language.model.articles if language.model else 0:,} articles",
            wordings=tuple(map(str, read_list(home).faults)),
            sizes=_sizes(home, name, engine),
            generations=tuple(names(home)),
            engine=engine,
            directory=directory,
        )
    finally:
        store.close()


def _sizes(home: Path, name: str, engine: EngineStatus) -> dict[str, int]:
    paths = {"store": home / STORE_FILE, "people": home / name / PEOPLE_FILE}
    return {**{what: path.stat().st_size for what, path in paths.items()}, "engine": engine.bytes}
