"""Generations: one folder for each whole index, and the line that says which of them is live.

current                    the name of the live generation, replaced atomically
20261122-165000-1/         manifest.json, people.sqlite, whoosh/
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from searchsvc import analysis, cleaning, people
from searchsvc.analysis import citations, places
from searchsvc.engine import Engine, open_engine
from searchsvc.errors import Broken, NotFound, SearchsvcError, Stale
from searchsvc.store.articles import FILE as STORE_FILE
from searchsvc.store.articles import Store
from searchsvc.store.directory import FILE as PEOPLE_FILE
from searchsvc.store.directory import Directory

CURRENT = "current"
MANIFEST = "manifest.json"
VERSION = 2

_NAME = re.compile(r"\d{8}-\d{6}-\d+")
_MENDS = "`searchsvc rebuild` makes it again from the stored articles"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself: `applied` is the last change of the store that it holds, `decided` the last
    decision of staff about people.
    """

    generation: str
    created: str
    fingerprints: Mapping[str, str]
    applied: int = 0
    articles: int = 0
    people: int = 0
    previous: str = ""
    decided: int = 0
    version: int = VERSION


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation with its files open."""

    folder: Path
    engine: Engine
    directory: Directory

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.folder.name

    def close(self) -> None:
        """Let go of its files."""
        self.engine.close()
        self.directory.close()


def fingerprints() -> dict[str, str]:
    """The rules of today, by which an index made now is cut, named and cleaned."""
    return {
        "analysis": analysis.FINGERPRINT,
        "people": people.FINGERPRINT,
        "numbers": citations.FINGERPRINT,
        "places": places.FINGERPRINT,
        "cleaning": cleaning.FINGERPRINT,
    }


def outdated(manifest: Manifest) -> tuple[str, ...]:
    """The rules that have changed since a generation was made."""
    return tuple(name for name, now in fingerprints().items() if manifest.fingerprints.get(name) != now)


READING = ("analysis",)
"""Rules that must be today's for a generation to be read: a query's tokens are cut by them."""
WRITING = ("analysis", "people")
"""Rules that must be today's for it to be added to: names, too, must be of one kind."""


def require_fit(manifest: Manifest, rules: tuple[str, ...] = WRITING) -> None:
    """Raise `Stale` where reading or extending a generation by today's rules would be silently wrong.

    Articles cleaned by older rules, and people and places found by them, are no less right than they were.
    """
    if wrong := [name for name in outdated(manifest) if name in rules]:
        raise Stale(
            f"the index {manifest.generation} was made by other rules of {' and '.join(wrong)} than this searchsvc has;"
            f" {_MENDS} while the old version goes on serving"
        )


def make_store(home: Path) -> Store:
    """The store of an index folder, both made when there is none."""
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Broken(f"{home} cannot be made: {error.strerror}") from error
    return Store.open(home / STORE_FILE)


def open_store(home: Path) -> Store:
    """The store of an index folder; raises `NotFound` when nothing was ever indexed there."""
    if not (home / STORE_FILE).exists():
        raise NotFound(f"there is no index in {home}; `searchsvc index SOURCE` makes one", where="index")
    return Store.open(home / STORE_FILE)


def live(home: Path) -> str:
    """The name of the live generation, "" when there is none yet; raises `Broken` when the line cannot be right."""
    try:
        line = (home / CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise Broken(f"{home / CURRENT} cannot be read; {_MENDS}") from error
    if not _NAME.fullmatch(line) or not (home / line).is_dir():
        raise Broken(f"{home / CURRENT} names no generation that is here; {_MENDS}")
    return line


def names(home: Path) -> list[str]:
    """Every generation in the folder, whole or not, oldest first."""
    return sorted(path.name for path in home.iterdir() if path.is_dir() and _NAME.fullmatch(path.name))


def begin(home: Path, *, previous: str = "") -> Path:
    """A new, empty generation's folder beside the others."""
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    taken = {int(name.rpartition("-")[2]) for name in names(home)}
    folder = home / f"{stamp}-{max(taken, default=0) + 1}"
    created = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        folder.mkdir()
    except OSError as error:
        raise Broken(f"{folder} cannot be made: {error.strerror}") from error
    write_manifest(folder, Manifest(folder.name, created, fingerprints(), previous=previous))
    return folder


def open_generation(folder: Path, *, run: str = "") -> Generation:
    """A generation with its files open, with `run` to help another process that has it open; raises `Broken`."""
    if not (folder / MANIFEST).exists():
        raise Broken(f"{folder} has no {MANIFEST}; {_MENDS}")
    directory = Directory.open(folder / PEOPLE_FILE)
    try:
        return Generation(folder, open_engine(folder / "whoosh", run=run), directory)
    except (SearchsvcError, ImportError):
        directory.close()
        raise
    except Exception as error:  # whatever a torn file makes its reader raise
        directory.close()
        raise Broken(f"{folder} cannot be opened ({error}); {_MENDS}") from error


@contextmanager
def opened(folder: Path) -> Iterator[Generation]:
    """A generation with its files open for the length of a block."""
    generation = open_generation(folder)
    try:
        yield generation
    finally:
        generation.close()


def switch(home: Path, name: str) -> None:
    """Make a generation the live one, in one step that survives a power cut."""
    replace_file(home / CURRENT, name + "\n")


def sweep(home: Path) -> list[str]:
    """Take away every generation but the live one and the one before it; gives the names of those that went.

    The caller holds the rebuild lock: a folder that is neither is then nobody's work under way.
    """
    now = live(home)
    keep = {now, read_manifest(home / now).previous} if now else set()
    gone = [name for name in names(home) if name not in keep]
    for name in gone:
        shutil.rmtree(home / name, ignore_errors=True)
    return gone


def read_manifest(folder: Path) -> Manifest:
    """A generation's manifest; raises `Broken` when it is not as it was written."""
    try:
        plain = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        check = plain.pop("check")
        if check != _check(plain):
            raise ValueError("its check sum is wrong")
        if plain["version"] > VERSION:
            raise Broken(f"{folder} was made by a newer searchsvc; use that version, or `searchsvc rebuild`")
        return Manifest(**plain)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Broken(f"{folder / MANIFEST} is damaged ({error}); {_MENDS}") from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in place of the one before, atomically."""
    plain = asdict(manifest)
    replace_file(folder / MANIFEST, json.dumps({**plain, "check": _check(plain)}, indent=1) + "\n")


def replace_file(path: Path, text: str) -> None:
    """Put a new text in place of a file: a reader, and a power cut, meets the old one or the new one, whole."""
    temporary = path.with_name(path.name + ".new")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise Broken(f"{path} cannot be written: {error.strerror}; what it said before still holds") from error


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _check(plain: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:16]
