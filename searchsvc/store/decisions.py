"""What staff decided about people: kept for good, and undone without being forgotten."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from searchsvc.errors import NotFound
from searchsvc.model import Anchor, Decision
from searchsvc.store.connections import Connections

DECISIONS_SCHEMA = """
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    seq INTEGER NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'alias', 'hide')),
    about TEXT NOT NULL,
    names TEXT NOT NULL,
    alias TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT NOT NULL DEFAULT '',
    undone_by TEXT NOT NULL DEFAULT '')
"""

_Remembered = tuple[int, tuple[Decision, ...]]


class Decisions:
    """The decisions of one store. Rows are never taken out, so `seq` only rises."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._in_force: _Remembered = (0, ())

    def take(self, decision: Decision) -> Decision:
        """Keep a decision durably; gives it with its id and time."""
        with self._connections.writing() as connection:
            taken = replace(decision, at=_now(), seq=_next(connection))
            about = json.dumps([[[one.key, one.article] for one in side] for side in taken.sides], ensure_ascii=False)
            names = json.dumps(taken.names, ensure_ascii=False)
            row = (taken.seq, taken.kind, about, names, taken.alias, taken.who, taken.at)
            id = connection.execute(_TAKE, row).lastrowid
        return replace(taken, id=int(id or 0))

    def undo(self, id: int, *, who: str) -> Decision:
        """Take a decision back durably, from now on as if it had not been taken. Raises `NotFound`."""
        with self._connections.writing() as connection:
            sql = "UPDATE decisions SET seq = ?, undone_at = ?, undone_by = ? WHERE id = ? AND undone_at = ''"
            if not connection.execute(sql, (_next(connection), _now(), who, id)).rowcount:
                raise NotFound("Không có quyết định này, hoặc đã được bỏ rồi.", where="id")
            return _decision(connection.execute(f"{_READ} WHERE id = ?", (id,)).fetchone())

    def page(self, *, offset: int, limit: int) -> list[Decision]:
        """Decisions, those undone too, newest first."""
        return self._query("ORDER BY id DESC LIMIT ? OFFSET ?", (limit, offset))

    def since(self, seq: int) -> list[Decision]:
        """What was decided or undone after this, in that order."""
        return self._query("WHERE seq > ? ORDER BY seq", (seq,))

    def in_force(self) -> tuple[Decision, ...]:
        """The decisions that hold, in the order they were taken."""
        last = self.last()
        if self._in_force[0] != last:
            self._in_force = last, tuple(self._query("WHERE undone_at = '' AND seq <= ? ORDER BY id", (last,)))
        return self._in_force[1]

    def last(self) -> int:
        """The `seq` of what was decided or undone last, 0 before the first."""
        return self._number("SELECT COALESCE(MAX(seq), 0) FROM decisions")

    def count(self) -> int:
        """How many there are, those undone too."""
        return self._number("SELECT COUNT(*) FROM decisions")

    def _query(self, where: str, values: Sequence[object]) -> list[Decision]:
        with self._connections.reading() as connection:
            return [_decision(row) for row in connection.execute(f"{_READ} {where}", values)]

    def _number(self, sql: str) -> int:
        with self._connections.reading() as connection:
            return int(connection.execute(sql).fetchone()[0])


_TAKE = "INSERT INTO decisions (seq, kind, about, names, alias, who, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
_READ = "SELECT kind, about, names, alias, who, at, undone_at, undone_by, id, seq FROM decisions"


def _next(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT COALESCE(MAX(seq), 0) + 1 FROM decisions").fetchone()[0])


def _decision(row: tuple[Any, ...]) -> Decision:
    kind, about, names, *rest = row
    sides = tuple(tuple(Anchor(*one) for one in side) for side in json.loads(about))
    return Decision(kind, sides, tuple(json.loads(names)), *rest)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
