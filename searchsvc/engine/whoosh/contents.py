"""Whoosh's table of contents of a folder: schema, segments, deletions, generation. Read, made new, written durably."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

from whoosh.filedb.filestore import FileStorage
from whoosh.index import _DEF_INDEX_NAME, TOC, clean_files
from whoosh.util.filelock import try_for

from searchsvc.engine.whoosh.codec import EXTENSION
from searchsvc.engine.whoosh.fields import whoosh_schema
from searchsvc.errors import Broken, Busy

NAME = _DEF_INDEX_NAME


class DurableStorage(FileStorage):  # type: ignore[misc, unused-ignore]
    """Whoosh's folder of files, where a file that is given its final name is on the disk before it gets it.

    Whoosh leaves a table of contents open when reading or writing it fails; `close_all` is for that.
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._streams: list[Any] = []

    def open_file(self, name: str, **kwargs: Any) -> Any:
        self._streams.append(super().open_file(name, **kwargs))
        return self._streams[-1]

    def create_file(self, name: str, **kwargs: Any) -> Any:
        self._streams.append(super().create_file(name, **kwargs))
        return self._streams[-1]

    def close_all(self) -> None:
        for stream in self._streams:
            with suppress(Exception):  # most are closed, which Whoosh takes amiss
                stream.close()

    def rename_file(self, oldname: str, newname: str, safe: Any = False) -> None:
        synced(Path(self.folder) / oldname)
        super().rename_file(oldname, newname, safe)


def storage(path: Path) -> Any:
    """The folder as Whoosh takes it."""
    return DurableStorage(str(path))


def exist(path: Path) -> bool:
    """Whether the folder holds a table of contents."""
    return int(TOC._latest_generation(storage(path), NAME)) >= 0


PATIENCE = 2.0
"""Seconds that a writer waits for another's table of contents: written in milliseconds, unless its disk is slow."""


@contextmanager
def locked(path: Path, what: Literal["WRITE", "MERGE"] = "WRITE", *, wait: float | None = None) -> Iterator[None]:
    """Hold a lock of the index, which dies with its process; raises `Busy` when it does not come free in time."""
    lock = storage(path).lock(f"{NAME}_{what}LOCK")
    if not try_for(lock.acquire, timeout=PATIENCE if wait is None else wait, delay=0.005):
        raise Busy(f"another process is writing to {path}")
    try:
        yield
    finally:
        lock.release()


def create(path: Path) -> None:
    """An empty index. The caller holds the lock."""
    if any(path.glob(f"*{EXTENSION}")):
        raise Broken(f"{path} has segments but no table of contents; `searchsvc rebuild` makes it again")
    TOC.create(storage(path), whoosh_schema(), NAME)
    synced(path)


def read(path: Path) -> Any:
    """The newest table of contents. Raises `FileNotFoundError` when a writer took it away between our two looks."""
    folder = storage(path)
    try:
        return TOC.read(folder, NAME)
    except FileNotFoundError:
        raise
    except Exception as error:  # whatever reading a torn file, or unpickling what is in it, raises
        raise Broken(
            f"the table of contents in {path} is damaged ({error or type(error).__name__}); `searchsvc rebuild` makes"
            " it again"
        ) from error
    finally:
        folder.close_all()


def write(path: Path, contents: Any) -> None:
    """Write a table of contents under its name; until it has that, nothing has changed for anybody."""
    folder = storage(path)
    try:
        contents.write(folder, NAME)
    except BaseException:
        folder.close_all()
        _sweep_torn(path)
        raise


def settle(path: Path, contents: Any) -> None:
    """Once a table of contents has its name: see that it keeps it, and sweep up what is not of this state."""
    synced(path)
    sweep(path, contents)


def sweep(path: Path, contents: Any) -> None:
    """Take away what is not of this state: segments merged away, and what writes that were cut short left behind."""
    _sweep_torn(path)
    clean_files(storage(path), NAME, contents.generation, contents.segments)


def _sweep_torn(path: Path) -> None:
    for torn in path.glob(f"_{NAME}_*.toc.*"):
        torn.unlink(missing_ok=True)


def synced(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
