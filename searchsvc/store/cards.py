"""How cards are kept in a directory: only what differs from before is written."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from searchsvc.model import Card
from searchsvc.store import forms
from searchsvc.store.lookup import rows_in
from searchsvc.store.names import has_names, keep_names
from searchsvc.text.fold import fold

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Kept:
    """A card to keep, the folded words it is found by, and the day of each of its articles."""

    card: Card
    words: str
    days: Mapping[str, str]


def words_of(card: Card) -> set[str]:
    """The folded words of a card's names and offices, as they are written."""
    texts = [card.name, *card.names, *(f"{office.title} {office.place}" for office in card.offices)]
    return {word for text in texts for word in _WORD.findall(fold(text))}


def keep_cards(connection: sqlite3.Connection, grouped: Mapping[str, Sequence[Kept]]) -> set[str]:
    """Make these the only cards of their keys; gives the articles that are now on other cards than before."""
    numbers: dict[str, dict[str, int]] = {key: {} for key in grouped}
    for key, id, number in rows_in(connection, "SELECT key, id, number FROM cards WHERE key IN", list(grouped)):
        numbers[key][id] = number
    last, edition = connection.execute(_LAST).fetchone()
    moved: set[str] = set()
    names = has_names(connection)
    rows: list[tuple[str, int, str]] = []
    for key, cards in grouped.items():
        keeping = _Keeping(connection, key, numbers[key], last, edition, names)
        moved |= _keep_those(keeping, cards, rows)
    connection.executemany("REPLACE INTO card_articles VALUES (?, ?, ?)", rows)
    return moved


_LAST = "SELECT (SELECT COALESCE(MAX(number), 0) FROM cards), (SELECT value FROM state WHERE name = 'edition')"


@dataclass(frozen=True, slots=True)
class _Keeping:
    """The cards of a key being brought up to date: their numbers by id, and the last number given before."""

    connection: sqlite3.Connection
    key: str
    numbers: dict[str, int]
    last: int
    edition: int
    names: bool


def _keep_those(keeping: _Keeping, cards: Sequence[Kept], rows: list[tuple[str, int, str]]) -> set[str]:
    """The cards of one key; adds to `rows` which articles are new on which."""
    connection, numbers = keeping.connection, keeping.numbers
    before = {(article, id): day for id, number in numbers.items() for article, day in _articles(connection, number)}
    after = {(article, kept.card.id): day for kept in cards for article, day in kept.days.items()}
    for id in numbers.keys() - {kept.card.id for kept in cards}:
        _drop(connection, numbers.pop(id))
    for kept in cards:
        numbers[kept.card.id] = _keep(keeping, kept)
    gone = [(article, numbers[id]) for article, id in before.keys() - after.keys() if id in numbers]
    if gone:
        connection.executemany("DELETE FROM card_articles WHERE article = ? AND card = ?", gone)
    rows += [(article, numbers[id], day) for (article, id), day in after.items() if before.get((article, id)) != day]
    return {article for article, _ in before.keys() ^ after.keys()}


def _articles(connection: sqlite3.Connection, number: int) -> list[tuple[str, str]]:
    return connection.execute("SELECT article, day FROM card_articles WHERE card = ?", (number,)).fetchall()


def _keep(keeping: _Keeping, kept: Kept) -> int:
    """One card, added or brought up to date; gives its number."""
    card, connection = kept.card, keeping.connection
    sql = """INSERT INTO cards (id, key, name, articles, first_seen, last_seen, edition) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET (key, name, articles, first_seen, last_seen, edition) = (excluded.key,
        excluded.name, excluded.articles, excluded.first_seen, excluded.last_seen, excluded.edition) RETURNING number"""
    row = (card.id, keeping.key, card.name, len(kept.days), card.first_seen, card.last_seen, keeping.edition)
    number = int(connection.execute(sql, row).fetchone()[0])
    data = forms.write_card(card)
    texts = _texts(connection, number) if number <= keeping.last else None
    if texts != (kept.words, data):
        if texts:
            _forget_words(connection, number)
        connection.execute("REPLACE INTO card_texts VALUES (?, ?, ?)", (number, kept.words, data))
        connection.execute("INSERT INTO found (rowid, words) VALUES (?, ?)", (number, kept.words))
        if keeping.names:
            keep_names(connection, number, card)
    return number


def _drop(connection: sqlite3.Connection, number: int) -> None:
    _forget_words(connection, number)
    connection.execute("DELETE FROM cards WHERE number = ?", (number,))


def _forget_words(connection: sqlite3.Connection, number: int) -> None:
    """FTS5 that keeps no text must be told the very words it is to forget."""
    if texts := _texts(connection, number):
        row = (number, texts[0])
        connection.execute("INSERT INTO found (found, rowid, words) VALUES ('delete', ?, ?)", row)


def _texts(connection: sqlite3.Connection, number: int) -> tuple[str, str] | None:
    row: tuple[str, str] | None
    row = connection.execute("SELECT words, data FROM card_texts WHERE number = ?", (number,)).fetchone()
    return row
