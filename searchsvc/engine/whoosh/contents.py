"""Whoosh's table of contents of a folder: schema, segments, deletions, generation. Read, made new, written durably."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import _DEF_INDEX_NAME, TOC, clean_files

from searchsvc.engine.whoosh.codec import EXTENSION
from searchsvc.engine.whoosh.fields import whoosh_schema
from searchsvc.errors import Broken

NAME = _DEF_INDEX_NAME


class DurableStorage(FileStorage):  # type: ignore[misc, unused-ignore]
    """Whoosh's folder of files, where a file that is given its final name is on the disk before it gets it."""

    def rename_file(self, oldname: str, newname: str, safe: Any = False) -> None:
        synced(Path(self.folder) / oldname)
        super().rename_file(oldname, newname, safe)


def storage(path: Path) -> Any:
    """The folder as Whoosh takes it."""
    return DurableStorage(str(path))


def exist(path: Path) -> bool:
    """Whether the folder holds a table of contents."""
    return int(TOC._latest_generation(storage(path), NAME)) >= 0


def lock(path: Path) -> Any:
    """The lock for writing, not taken yet; it dies with its process."""
    return storage(path).lock(f"{NAME}_WRITELOCK")


def create(path: Path) -> None:
    """An empty index. The caller holds the lock."""
    if any(path.glob(f"*{EXTENSION}")):
        raise Broken(f"{path} has segments but no table of contents; `searchsvc rebuild` makes it again")
    TOC.create(storage(path), whoosh_schema(), NAME)
    synced(path)


def read(path: Path) -> Any:
    """The newest table of contents. Raises `FileNotFoundError` when a writer took it away between our two looks."""
    try:
        return TOC.read(storage(path), NAME)
    except FileNotFoundError:
        raise
    except Exception as error:  # whatever reading a torn file, or unpickling what is in it, raises
        raise Broken(
            f"the table of contents in {path} is damaged ({error or type(error).__name__}); `searchsvc rebuild` makes"
            " it again"
        ) from error


def write(path: Path, contents: Any) -> None:
    """Write a table of contents under its name; until this returns nothing has changed for anybody."""
    contents.write(storage(path), NAME)


def sweep(path: Path, contents: Any) -> None:
    """Take away what is not of this state: segments merged away, and what writes that were cut short left behind."""
    for torn in path.glob(f"_{NAME}_*.toc.*"):
        torn.unlink(missing_ok=True)
    clean_files(storage(path), NAME, contents.generation, contents.segments)


def synced(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
