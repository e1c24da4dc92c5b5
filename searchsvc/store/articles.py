"""The store: every article as received and as cleaned, and the log of changes. The source of truth."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from searchsvc.model import Article, RawArticle, moment_of
from searchsvc.store import forms
from searchsvc.store.connections import Connections
from searchsvc.store.decisions import DECISIONS_SCHEMA, Decisions
from searchsvc.store.keys import KEYS_SCHEMA, Keys

FILE = "articles.sqlite"
VERSION = 2

# `cleaned` stands before `received`: a row is read from its start, and searches read the cleaned form.
# The log keeps the newest change of each article, so it never outgrows the articles that ever were.
SCHEMA = f"""
CREATE TABLE changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    article TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('put', 'delete')),
    at TEXT NOT NULL);
CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    digest BLOB NOT NULL,
    cleaning TEXT NOT NULL,
    origin TEXT NOT NULL,
    published INTEGER,
    cleaned BLOB NOT NULL,
    received BLOB NOT NULL);
CREATE INDEX articles_by_origin ON articles (origin, id);
CREATE INDEX articles_by_day ON articles (published) WHERE published IS NOT NULL;
{KEYS_SCHEMA};
{DECISIONS_SCHEMA}"""
_STEPS = {2: DECISIONS_SCHEMA}

_AT_ONCE = 500
"""Values in one statement, and rows held in memory at a time."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a batch did to the store."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.added + other.added, self.changed + other.changed, self.unchanged + other.unchanged)


@dataclass(frozen=True, slots=True)
class Changed:
    """The newest change of an article: `seq` rises with every change there ever was."""

    seq: int
    article: str
    kind: Literal["put", "delete"]


@dataclass(frozen=True, slots=True)
class Parcel:
    """An article made ready for the store, perhaps by another process: the row that it will be."""

    id: str
    origin: str
    digest: bytes
    published: int | None
    cleaned: bytes
    received: bytes


def parcel(raw: RawArticle, article: Article) -> Parcel:
    """An article as received and as cleaned, made ready for the store."""
    moment = moment_of(article.published)
    digest, received = forms.sealed(raw)
    published = int(moment.timestamp()) if moment else None
    return Parcel(raw.id, raw.origin, digest, published, forms.pack(article), received)


class Store:
    """The articles of one index folder. Safe for threads; any number of processes may read and write."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self.path = connections.path
        self.keys = Keys(connections)
        self.decisions = Decisions(connections)

    @classmethod
    def open(cls, path: Path) -> Store:
        """The store in this file, laid out when there is none. Raises `Broken` when it cannot be used."""
        mends = "restore it from a backup (`searchsvc restore`)"
        return cls(Connections(path, schema=SCHEMA, version=VERSION, mends=mends, steps=_STEPS))

    def put(self, batch: Sequence[tuple[RawArticle, Article]], *, cleaning: str = "", source: str = "") -> Tally:
        """Take in articles with their cleaned forms, all or none of them, durably.

        `cleaning` is the fingerprint of the rules they were cleaned by, `source` what they were read from (else each
        one's own `origin`). One that was received before and comes out the same is counted and logs no change.
        """
        return self.put_parcels([parcel(*pair) for pair in batch], cleaning=cleaning, source=source)

    def put_parcels(self, parcels: Iterable[Parcel], *, cleaning: str, source: str = "") -> Tally:
        """As `put`, for articles made ready beforehand (`parcel`)."""
        tally = Tally()
        with self._connections.writing() as connection:
            for one in parcels:
                tally += _put(connection, one, cleaning=cleaning, origin=source or one.origin)
        return tally

    def clean_anew(self, parcels: Iterable[Parcel], *, cleaning: str) -> Tally:
        """Put other cleaned forms to articles; those received anew in the meantime, or gone, stay as they are."""
        tally = Tally()
        with self._connections.writing() as connection:
            for one in parcels:
                row = connection.execute("SELECT digest, origin FROM articles WHERE id = ?", (one.id,)).fetchone()
                if row and row[0] == one.digest:
                    tally += _put(connection, one, cleaning=cleaning, origin=row[1])
        return tally

    def known(self, raws: Sequence[RawArticle], *, cleaning: str) -> frozenset[str]:
        """The ids of those that are stored just as received here, cleaned by these very rules."""
        return self.agreed({raw.id: forms.digest(raw) for raw in raws}, cleaning=cleaning)

    def agreed(self, digests: Mapping[str, bytes], *, cleaning: str) -> frozenset[str]:
        """The ids of articles that are stored with these digests (`forms.digest`), cleaned by these very rules."""
        rows = self._rows("SELECT id, digest, cleaning FROM articles WHERE id IN", list(digests))
        return frozenset(id for id, digest, rules in rows if (digest, rules) == (digests[id], cleaning))

    def claim(self, ids: Iterable[str], source: str) -> None:
        """Note that these articles now come from this source; no change of theirs."""
        with self._connections.writing() as connection:
            sql = "UPDATE articles SET origin = ? WHERE id = ? AND origin != ?"
            connection.executemany(sql, ((source, id, source) for id in ids))

    def delete(self, ids: Iterable[str]) -> int:
        """Take articles out, all or none of them, durably; how many there were."""
        with self._connections.writing() as connection:
            there = [id for id in ids if connection.execute("DELETE FROM articles WHERE id = ?", (id,)).rowcount]
            for id in there:
                _log(connection, id, "delete")
        return len(there)

    def get(self, id: str) -> Article | None:
        """One article as cleaned."""
        return self.articles([id]).get(id)

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Articles as cleaned, by id, in the order asked; those that are not there are left out."""
        wanted = list(dict.fromkeys(ids))
        found = dict(self._rows("SELECT id, cleaned FROM articles WHERE id IN", wanted))
        return {id: forms.unpack_article(found[id]) for id in wanted if id in found}

    def versions(self, ids: Iterable[str]) -> dict[str, int]:
        """The number of the newest change of each of these articles."""
        return dict(self._rows("SELECT id, seq FROM articles WHERE id IN", list(ids)))

    def received(self, id: str) -> RawArticle | None:
        """One article as its source gave it."""
        rows = self._rows("SELECT id, received FROM articles WHERE id IN", [id])
        return forms.unpack_raw(rows[0][1]) if rows else None

    def uncleaned(self, cleaning: str, *, after: str = "", limit: int = _AT_ONCE) -> list[RawArticle]:
        """Articles cleaned by other rules than these, as received, in the order of their ids."""
        sql = "SELECT received FROM articles WHERE id > ? AND cleaning != ? ORDER BY id LIMIT ?"
        return [forms.unpack_raw(row[0]) for row in self._query(sql, (after, cleaning, limit))]

    def changes(self, after: int, limit: int) -> list[Changed]:
        """The newest change of each article changed after this one, in order."""
        sql = "SELECT seq, article, kind FROM changes WHERE seq > ? ORDER BY seq LIMIT ?"
        return [Changed(*row) for row in self._query(sql, (after, limit))]

    def last_change(self) -> int:
        """The number of the newest change, 0 before the first."""
        return int(self._query("SELECT COALESCE(MAX(seq), 0) FROM changes")[0][0])

    def pending(self, after: int) -> int:
        """How many articles have changed after this change."""
        return int(self._query("SELECT COUNT(*) FROM changes WHERE seq > ?", (after,))[0][0])

    def count(self) -> int:
        """How many articles there are."""
        return int(self._query("SELECT COUNT(*) FROM articles")[0][0])

    def ids(self) -> Iterator[str]:
        """The id of every article, in order."""
        return self._walk("SELECT id FROM articles WHERE id > ? ORDER BY id LIMIT ?")

    def ids_of(self, origin: str) -> Iterator[str]:
        """The ids of the articles last seen in this source, in order."""
        return self._walk("SELECT id FROM articles WHERE origin = ? AND id > ? ORDER BY id LIMIT ?", origin)

    def newest(self) -> datetime | None:
        """When the newest article was published."""
        latest = self._query("SELECT MAX(published) FROM articles WHERE published IS NOT NULL")[0][0]
        return None if latest is None else datetime.fromtimestamp(latest, UTC)

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the file, in sentences."""
        return self._connections.faults()

    def close(self) -> None:
        """Let go of the file."""
        self._connections.close()

    def _query(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        with self._connections.reading() as connection:
            return connection.execute(sql, values).fetchall()

    def _rows(self, sql: str, ids: Sequence[str]) -> list[Any]:
        rows: list[Any] = []
        with self._connections.reading() as connection:
            for start in range(0, len(ids), _AT_ONCE):
                some = ids[start : start + _AT_ONCE]
                rows += connection.execute(f"{sql} ({','.join('?' * len(some))})", some).fetchall()
        return rows

    def _walk(self, sql: str, *values: str) -> Iterator[str]:
        """Ids page by page, so that no read stays open while somebody works on them."""
        last = ""
        while page := self._query(sql, (*values, last, _AT_ONCE)):
            yield from (row[0] for row in page)
            last = page[-1][0]


def _put(connection: sqlite3.Connection, one: Parcel, *, cleaning: str, origin: str) -> Tally:
    was = connection.execute("SELECT digest, cleaned FROM articles WHERE id = ?", (one.id,)).fetchone()
    if was == (one.digest, one.cleaned):
        connection.execute("UPDATE articles SET cleaning = ?, origin = ? WHERE id = ?", (cleaning, origin, one.id))
        return Tally(unchanged=1)
    seq = _log(connection, one.id, "put")
    row = (one.id, seq, one.digest, cleaning, origin, one.published, one.cleaned, one.received)
    connection.execute("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    return Tally(changed=1) if was else Tally(added=1)


def _log(connection: sqlite3.Connection, id: str, kind: str) -> int:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    row = connection.execute("REPLACE INTO changes (article, kind, at) VALUES (?, ?, ?)", (id, kind, at))
    return int(row.lastrowid or 0)
