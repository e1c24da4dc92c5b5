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

MOST_CARDS = 2000


def rows_in(connection: sqlite3.Connection, sql: str, values: Sequence[Any], order: str = "") -> list[Any]:
    """The rows of a query that ends in `IN`, for any number of values."""
    rows: list[Any] = []
    for start in range(0, len(values), AT_ONCE):
        some = values[start : start + AT_ONCE]
        rows += connection.execute(f"{sql} ({','.join('?' * len(some))}) {order}", some).fetchall()
    return rows


class CardsRead(dict[str, tuple[int, Card]]):
    """Cards read before, by id, with the edition they were read in; forgets all when it grows too large."""

    def at(self, id: str, edition: int) -> Card | None:
        """The card when it was read in this very edition."""
        kept = self.get(id)
        return kept[1] if kept and kept[0] == edition else None

    def keep(self, id: str, edition: int, card: Card) -> None:
        """Remember a card."""
        if len(self) >= MOST_CARDS:
            self.clear()
        self[id] = edition, card


def cards_in(connection: sqlite3.Connection, ids: Sequence[str], read: CardsRead) -> list[Card]:
    """Cards in the order of these ids, each with its articles, newest first; from the file only where they changed."""
    rows = {id: (number, edition) for id, number, edition in rows_in(connection, _CARDS, ids)}
    cards = {id: card for id, (_, edition) in rows.items() if (card := read.at(id, edition))}
    new = {rows[id][0]: id for id in rows.keys() - cards.keys()}
    articles: dict[int, list[str]] = defaultdict(list)
    for number, article in rows_in(connection, _ARTICLES, list(new), "ORDER BY card, day DESC, article"):
        articles[number].append(article)
    for number, data in rows_in(connection, _TEXTS, list(new)):
        id = new[number]
        cards[id] = forms.read_card(data, tuple(articles[number]))
        read.keep(id, rows[id][1], cards[id])
    return [cards[id] for id in ids if id in cards]


_CARDS = "SELECT id, number, edition FROM cards WHERE id IN"
_ARTICLES = "SELECT card, article FROM card_articles WHERE card IN"
_TEXTS = "SELECT number, data FROM card_texts WHERE number IN"


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
