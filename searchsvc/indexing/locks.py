"""Locks between processes: held by one at a time, and gone with the process that held them."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from searchsvc.errors import Broken, Busy

LockName = Literal["writer", "rebuild", "finish"]

_PAUSE = 0.02
"""Seconds between two tries."""

_DOES = {"writer": "writing to the index", "rebuild": "rebuilding the index", "finish": "merging and learning"}


@contextmanager
def held(home: Path, name: LockName, *, wait: float = 0) -> Iterator[None]:
    """Hold a lock of the index folder; raises `Busy`, saying who has it, when it does not come free in `wait` seconds.

    The kernel lets go of it when the process ends, however it ends. The file stays: taking it away would let two
    processes hold two locks of one name.
    """
    file = _open(home / f"{name}.lock")
    try:
        _take(file, name, wait)
        # Only for the next one's message; on a full disk the lock holds without it.
        _sign(file)
        yield
    finally:
        os.close(file)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise Broken(f"{path} cannot be opened: {error.strerror}; may this user write in that folder?") from error


def _take(file: int, name: LockName, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise Busy(f"{_holder(file)} is {_DOES[name]}; try again when it is done") from None
        time.sleep(_PAUSE)


def _sign(file: int) -> None:
    try:
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()} {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n".encode(), 0)
    except OSError:
        return


def _holder(file: int) -> str:
    pid, _, since = os.pread(file, 100, 0).decode("ascii", "replace").strip().partition(" ")
    return f"process {pid} (since {since})" if pid and since else "another process"
