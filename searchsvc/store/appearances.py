"""How appearances are kept in a directory: only what differs from before is written, and touches its keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from searchsvc.model import Appearance
from searchsvc.store import forms

Row = tuple[str, str, str]
"""An appearance as it is kept: key, day, and the whole of it as JSON."""


def row_of(key: str, appearance: Appearance) -> Row:
    """An appearance of a key as it is kept."""
    return key, appearance.day, forms.write_appearance(appearance)


def replace_rows(connection: sqlite3.Connection, article: str, now: Sequence[Row]) -> None:
    """Make these the appearances of an article."""
    sql = "SELECT key, day, data FROM appearances WHERE article = ? ORDER BY place"
    before = connection.execute(sql, (article,)).fetchall()
    if before == now:
        return
    if before:
        connection.execute("DELETE FROM appearances WHERE article = ?", (article,))
    rows = ((article, place, *row) for place, row in enumerate(now))
    connection.executemany("INSERT INTO appearances VALUES (?, ?, ?, ?, ?)", rows)
    keys = {row[0] for row in set(before) ^ set(now)}
    connection.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((key,) for key in keys))


def often(connection: sqlite3.Connection, key: str, times: int) -> bool:
    """Whether a key appears more than so many times; it takes no longer for one that appears very often."""
    sql = "SELECT COUNT(*) FROM (SELECT 1 FROM appearances WHERE key = ? LIMIT ?)"
    return bool(connection.execute(sql, (key, times + 1)).fetchone()[0] > times)


def lend(connection: sqlite3.Connection, key: str, articles: Iterable[str]) -> None:
    """Put articles that name a key on its largest card, where they are on none of its cards."""
    largest = connection.execute(_LARGEST, (key,)).fetchone()
    if largest:
        connection.executemany(_LEND, ((largest[0], article, key) for article in articles))


_LARGEST = """SELECT number FROM cards WHERE key = ?1 OR number IN (SELECT card FROM card_keys WHERE key = ?1)
    ORDER BY articles DESC, id LIMIT 1"""
_LEND = """INSERT OR IGNORE INTO card_articles SELECT a.article, ?1, a.day FROM appearances a
    WHERE a.article = ?2 AND a.key = ?3 AND NOT EXISTS (
        SELECT 1 FROM card_articles x JOIN cards c ON c.number = x.card WHERE x.article = ?2
        AND (c.key = ?3 OR EXISTS (SELECT 1 FROM card_keys k WHERE k.key = ?3 AND k.card = c.number)))"""
