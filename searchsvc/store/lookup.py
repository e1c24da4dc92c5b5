"""Looking cards up in a directory's file."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from searchsvc.model import Card
from searchsvc.store import forms

AT_ONCE = 500
"""Values in one statement, and rows held in memory at a time."""


def rows_in(connection: sqlite3.Connection, sql: str, values: Sequence[Any], order: str = "") -> list[Any]:
    """The rows of a query that ends in `IN`, for any number of values."""
    rows: list[Any] = []
    for start in range(0, len(values), AT_ONCE):
        some = values[start : start + AT_ONCE]
        rows += connection.execute(f"{sql} ({','.join('?' * len(some))}) {order}", some).fetchall()
    return rows


def cards_in(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Card]:
    """Cards in the order of these ids, each with its articles, newest first."""
    sql = "SELECT c.id, c.number, t.data FROM cards c JOIN card_texts t ON t.number = c.number WHERE c.id IN"
    rows = {id: (number, data) for id, number, data in rows_in(connection, sql, ids)}
    articles: dict[int, list[str]] = defaultdict(list)
    sql = "SELECT card, article FROM card_articles WHERE card IN"
    numbers = [number for number, _ in rows.values()]
    for number, article in rows_in(connection, sql, numbers, "ORDER BY card, day DESC, article"):
        articles[number].append(article)
    return [forms.read_card(rows[id][1], tuple(articles[rows[id][0]])) for id in ids if id in rows]


def with_all(connection: sqlite3.Connection, words: Sequence[str], limit: int) -> list[str]:
    """The ids of cards that have all these words, those in most articles first."""
    sql = """SELECT c.id FROM found JOIN cards c ON c.number = found.rowid WHERE found MATCH ?
        ORDER BY c.articles DESC, c.id LIMIT ?"""
    return [row[0] for row in connection.execute(sql, (" ".join(f'"{word}"' for word in words), limit))]


def with_most(connection: sqlite3.Connection, words: Sequence[str], limit: int) -> list[str]:
    """The ids of cards that have any of these words, those with most of them first."""
    each = " UNION ALL ".join(["SELECT rowid AS number FROM found WHERE found MATCH ?"] * len(words))
    sql = f"""SELECT c.id FROM ({each}) AS hit JOIN cards c ON c.number = hit.number
        GROUP BY c.number ORDER BY COUNT(*) DESC, c.articles DESC, c.id LIMIT ?"""
    return [row[0] for row in connection.execute(sql, (*(f'"{word}"' for word in words), limit))]
