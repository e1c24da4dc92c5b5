"""API keys: a random secret given out once, of which only a hash is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from searchsvc.errors import Busy, NotFound
from searchsvc.store.connections import Connections

SCOPES = ("read", "staff", "write")

KEYS_SCHEMA = """
CREATE TABLE keys (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    hash TEXT NOT NULL,
    created TEXT NOT NULL,
    revoked TEXT NOT NULL DEFAULT '',
    last_used TEXT NOT NULL DEFAULT '')
"""

_NOTED_AGAIN_AFTER = timedelta(hours=1)
"""How stale `last_used` may be: a key in steady use must not cost a write to disk at each request."""


@dataclass(frozen=True, slots=True)
class Key:
    """Who may do what; times are ISO 8601, "" for never."""

    id: str
    name: str
    scopes: tuple[str, ...]
    created: str
    revoked: str = ""
    last_used: str = ""


class Keys:
    """The keys of one store."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def make(self, name: str, scopes: tuple[str, ...]) -> tuple[Key, str]:
        """A new key, and its token, which is never shown again.

        The secret in it is 256 random bits, so a plain SHA-256 of it cannot be searched; no slow hash is needed.
        """
        id, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
        key = Key(id, name, tuple(scope for scope in SCOPES if scope in scopes), _now())
        with self._connections.writing() as connection:
            row = (id, name, " ".join(key.scopes), _hash(secret), key.created)
            connection.execute("INSERT INTO keys (id, name, scopes, hash, created) VALUES (?, ?, ?, ?, ?)", row)
        return key, f"{id}.{secret}"

    def holder(self, token: str) -> Key | None:
        """The key this token opens, None for one that is wrong or revoked."""
        id, _, secret = token.partition(".")
        if not token.isascii():
            return None
        with self._connections.reading() as connection:
            row = connection.execute(f"SELECT {_COLUMNS}, hash FROM keys WHERE id = ?", (id,)).fetchone()
        # A key that does not exist takes the same road, so that time does not tell which ids there are.
        right = hmac.compare_digest(row[-1] if row else "", _hash(secret))
        if not right or row[4]:
            return None
        key = _key(row)
        self._note_use(key)
        return key

    def standing(self, id: str) -> Key | None:
        """The key of this id, None for one that never was or is revoked."""
        with self._connections.reading() as connection:
            row = connection.execute(f"SELECT {_COLUMNS} FROM keys WHERE id = ? AND revoked = ''", (id,)).fetchone()
        return _key(row) if row else None

    def all(self) -> tuple[Key, ...]:
        """Every key there ever was, oldest first."""
        with self._connections.reading() as connection:
            return tuple(_key(row) for row in connection.execute(f"SELECT {_COLUMNS} FROM keys ORDER BY created, id"))

    def revoke(self, id: str) -> None:
        """Let a key open nothing from now on. Raises `NotFound`."""
        with self._connections.writing() as connection:
            sql = "UPDATE keys SET revoked = ? WHERE id = ? AND revoked = ''"
            found = connection.execute(sql, (_now(), id)).rowcount
        if not found:
            raise NotFound(f"no key {id} that is not revoked already", where="id")

    def _note_use(self, key: Key) -> None:
        last = datetime.fromisoformat(key.last_used) if key.last_used else None
        if last and datetime.now(UTC) - last < _NOTED_AGAIN_AFTER:
            return
        try:
            with self._connections.writing() as connection:
                connection.execute("UPDATE keys SET last_used = ? WHERE id = ?", (_now(), key.id))
        except Busy:
            return  # Somebody is writing; the next use notes it.


_COLUMNS = "id, name, scopes, created, revoked, last_used"


def _key(row: tuple[str, ...]) -> Key:
    return Key(row[0], row[1], tuple(row[2].split()), row[3], row[4], row[5])


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
