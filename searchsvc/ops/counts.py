"""Counts that several processes keep together: one small mapped file for each at a time, summed by whoever asks.

A process takes the first file that no other holds and counts on in it. The kernel lets go of it when the process ends,
however it ends, and the next one goes on with what stands there: nothing counted is lost, no sum ever falls, and there
are never more files than there were processes at once. Why not `prometheus_client`: its files are one for each process
there ever was, to be cleared by hand.
"""

from __future__ import annotations

import fcntl
import hashlib
import mmap
import os
import struct
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

_FOLDER = "counts"
_ONE = struct.Struct("=Q")
_MOST_FILES = 256


class Counts:
    """Whole numbers by name, the names fixed beforehand. Safe for threads; `add` makes no system call."""

    def __init__(self, home: Path | None, names: Iterable[str]) -> None:
        """Count in the index folder, together with other processes, or only in memory without one."""
        self._places = {name: number * _ONE.size for number, name in enumerate(dict.fromkeys(names))}
        self._size = max(len(self._places), 1) * _ONE.size
        self._lock = threading.Lock()
        self._home = home
        self._mine: mmap.mmap | None = None
        self._file = -1

    def add(self, name: str, amount: int = 1) -> None:
        """Count; a name that was not told beforehand is nothing to count."""
        place = self._places.get(name)
        if place is None:
            return
        with self._lock:
            self._mine = self._mine or self._opened()
            (before,) = _ONE.unpack_from(self._mine, place)
            _ONE.pack_into(self._mine, place, before + amount)

    def sums(self) -> Mapping[str, int]:
        """What all processes have counted so far."""
        with self._lock:
            self._mine = self._mine or self._opened()
            mine = bytes(self._mine)
        # Without a folder there is what this process has counted; in one, its own file is among the others.
        parts = [mine] if self._file < 0 else [path.read_bytes() for path in self._folder().glob("*.counts")]
        whole = [part for part in parts if len(part) == self._size]
        return {name: sum(_ONE.unpack_from(part, place)[0] for part in whole) for name, place in self._places.items()}

    def close(self) -> None:
        """Let go of the file; what was counted stays in it."""
        with self._lock:
            if self._mine:
                self._mine.close()
            if self._file >= 0:
                os.close(self._file)
            self._mine, self._file = None, -1

    def _folder(self) -> Path:
        """A folder for these very names: another version's counts mean something else."""
        assert self._home
        layout = hashlib.blake2b("\n".join(self._places).encode(), digest_size=6).hexdigest()
        return self._home / _FOLDER / layout

    def _opened(self) -> mmap.mmap:
        if self._home and self._home.is_dir():
            try:
                self._file = self._taken()
                # Not `ftruncate`: where the disk is full, writing into a hole would end the process.
                os.posix_fallocate(self._file, 0, self._size)
                return mmap.mmap(self._file, self._size)
            except OSError:  # a folder we may not write to, a full disk: counting must not stop an answer
                self._let_go()
        return mmap.mmap(-1, self._size)

    def _taken(self) -> int:
        """The first file that no other process holds."""
        folder = self._folder()
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(_MOST_FILES):
            file = os.open(folder / f"{number}.counts", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(file)
                continue
            return file
        raise OSError("too many processes count here")

    def _let_go(self) -> None:
        if self._file >= 0:
            os.close(self._file)
        self._file = -1
