"""SQLite files as this house keeps them: a write-ahead log, one state for each reader, errors in sentences."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from searchsvc.errors import Broken, Busy, Mistake

PATIENCE = 30.0
"""Seconds that a statement waits for another process's transaction."""

Durable = Literal["at once", "in order"]
"""After a power cut: every commit is there, or all up to one of the last few. A process that is killed loses none."""

_SYNCHRONOUS = {"at once": "FULL", "in order": "NORMAL"}

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full; nothing of this step was kept, free some space and repeat it",
    sqlite3.SQLITE_IOERR: "it cannot be read or written (disk full or failing); nothing of this step was kept",
    sqlite3.SQLITE_READONLY: "it may not be written by this user",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; is the folder there, and may this user write in it?",
    sqlite3.SQLITE_CORRUPT: "it is damaged",
    sqlite3.SQLITE_NOTADB: "it is damaged, or no database at all",
}


class Connections:
    """A pool of connections to one file, safe for threads: each borrowed by one thread at a time."""

    def __init__(
        self,
        path: Path,
        *,
        schema: str,
        version: int,
        mends: str,
        durable: Durable = "at once",
        steps: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        """Open the file, laying out `schema` when it is new; `mends` says what to do when it is broken.

        `steps` are what each version from the second on added to the one before: a file of an older one grows by them.
        """
        self.path = path
        self._mends = mends
        self._durable = durable
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False
        with self._explained():
            self._lay_out(schema, version, steps)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for a few statements that change nothing and see one state of the file."""
        with self._explained(), self._borrowed() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it is there when the block ends, none of it when the block fails."""
        with self._explained(), self._borrowed() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def faults(self) -> tuple[str, ...]:
        """What SQLite's own check finds wrong with the whole file, nothing when all is well."""
        try:
            with self.reading() as connection:
                found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
        except Broken as broken:
            return (str(broken),)
        return tuple(f"{self.path.name}: {line}" for line in found if line != "ok")

    def close(self) -> None:
        """Close what is idle; a connection in use is closed when it comes back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    @contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        connection = connection or self._connect()
        try:
            yield connection
        except BaseException:
            # Closing rolls back, and a connection that has failed once is not trusted again.
            connection.close()
            raise
        with self._lock:
            keep = not self._closed
            if keep:
                self._idle.append(connection)
        if not keep:
            connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            _write_ahead(connection)
            connection.execute(f"PRAGMA synchronous={_SYNCHRONOUS[self._durable]}")
            connection.execute("PRAGMA foreign_keys=ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _lay_out(self, schema: str, version: int, steps: Mapping[int, str]) -> None:
        with closing(self._connect()) as connection:
            if self._version(connection) < version:
                # Two processes may get here at once; the second finds the work done.
                connection.execute("BEGIN IMMEDIATE")
                if found := self._version(connection):
                    missing = [steps[number] for number in range(found + 1, version + 1)]
                else:
                    missing = [schema]
                for statement in (one for part in missing for one in part.split(";")):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version={version}")
                connection.execute("COMMIT")
            if (found := self._version(connection)) > version:
                raise Broken(
                    f"{self.path} was written by a newer searchsvc (layout {found}, this one knows {version});"
                    " use that version, or restore a backup"
                )

    @staticmethod
    def _version(connection: sqlite3.Connection) -> int:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """SQLite's errors as ours, with a sentence that says what to do."""
        try:
            yield
        except UnicodeEncodeError as error:
            raise Mistake(f"{error.object!r} is not Unicode text") from error
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in _BUSY:
                raise Busy(f"{self.path} is being written by another process; try again shortly") from error
            if code not in _REASONS:
                raise
            raise Broken(f"{self.path}: {_REASONS[code]} ({error}); {self._mends}") from error


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn a new file to its write-ahead log; SQLite does not wait by itself while another process does the same."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
