"""Names that begin with what somebody is typing: kept folded from each of their words on, so that a range has them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from searchsvc.model import Card
from searchsvc.store import forms
from searchsvc.text.fold import fold
from searchsvc.text.syllables import canonical

NAMES_SCHEMA = """;
CREATE TABLE card_names (
    card INTEGER NOT NULL REFERENCES cards ON DELETE CASCADE,
    form TEXT NOT NULL,
    written TEXT NOT NULL,
    PRIMARY KEY (card, form)) WITHOUT ROWID;
CREATE INDEX card_names_by_form ON card_names (form);
CREATE INDEX cards_by_articles ON cards (articles)
"""
"""Follows the schema of the cards. A name stands in it from each of its words on, folded and as written."""

FEW = 400
"""Names that begin so and are still put in order one by one; more are met by going through the best known people."""
KNOWN = 2500
"""How many people are the best known ones."""
MOST_LOOKED_AT = 500

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Begun:
    """A person whose name begins so: the card without its articles, how many those are, and the name from there on, in
    the form of tokens.
    """

    card: Card
    articles: int
    written: str


def has_names(connection: sqlite3.Connection) -> bool:
    """Whether this file keeps names for this: generations made before it came do not."""
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'card_names'").fetchone())


def starts_of(name: str) -> Iterator[str]:
    """A name from each of its words on, in the form of tokens.

    >>> list(starts_of("Nguyễn Thị Hoà"))
    ['nguyễn thị hòa', 'thị hòa', 'hòa']
    """
    words = [canonical(word) for word in _WORD.findall(name)]
    return (" ".join(words[at:]) for at in range(len(words)))


def starts_in(card: Card) -> tuple[tuple[str, str], ...]:
    """The names of a card from each of their words on: folded, and as written."""
    written = dict.fromkeys(start for name in (card.name, *card.names) for start in starts_of(name))
    return tuple((fold(start), start) for start in written)


def keep_names(connection: sqlite3.Connection, starts: Iterable[tuple[int, str, str]]) -> None:
    """Keep how names begin, as (number of the card, folded, as written); the first of one form counts."""
    connection.executemany("INSERT OR IGNORE INTO card_names VALUES (?, ?, ?)", starts)


def forget_names(connection: sqlite3.Connection, number: int) -> None:
    """Forget the names of a card."""
    connection.execute("DELETE FROM card_names WHERE card = ?", (number,))


def begun(connection: sqlite3.Connection, prefix: str, *, fits: Callable[[str], bool], limit: int) -> list[Begun]:
    """The best known people one of whose names begins with this folded text, each with the fullest such name."""
    span = prefix, prefix + "\U0010ffff"
    few = connection.execute(_FEW, (*span, FEW + 1)).fetchall()
    # Of many names, some of the best known people's are among them soon.
    rows: Iterable[Any] = sorted(few, key=_by_fame) if len(few) <= FEW else connection.execute(_BY_FAME, (KNOWN, *span))
    chosen: dict[int, str] = {}
    for (number, written, _), _ in zip(rows, range(MOST_LOOKED_AT), strict=False):
        if number not in chosen and fits(written):
            chosen[number] = written
        if len(chosen) == limit:
            break
    return [_read(connection, number, written) for number, written in chosen.items()]


def called(connection: sqlite3.Connection, texts: Sequence[str], limit: int) -> list[str]:
    """The ids of the best known people one of whose names is one of these folded texts, from one of its words on."""
    sql = f"""SELECT DISTINCT c.id, c.articles FROM card_names n JOIN cards c ON c.number = n.card
        WHERE n.form IN ({",".join("?" * len(texts))}) ORDER BY c.articles DESC, c.id LIMIT ?"""
    return [row[0] for row in connection.execute(sql, (*texts, limit))]


def _by_fame(row: tuple[int, str, int]) -> tuple[int, int, int]:
    return -row[2], -row[0], -len(row[1])


def _read(connection: sqlite3.Connection, number: int, written: str) -> Begun:
    articles, data = connection.execute(_CARD, (number,)).fetchone()
    return Begun(forms.read_card(data, ()), articles, written)


_FEW = """SELECT n.card, n.written, c.articles FROM (SELECT card, written FROM card_names WHERE form >= ? AND form < ?
    LIMIT ?) AS n JOIN cards c ON c.number = n.card"""
# CROSS JOIN keeps SQLite to this order: down the people by how well they are known, to the names of each.
_BY_FAME = """SELECT n.card, n.written, c.articles
    FROM (SELECT number, articles FROM cards ORDER BY articles DESC, number DESC LIMIT ?) AS c
    CROSS JOIN card_names n ON n.card = c.number WHERE n.form >= ? AND n.form < ?"""
_CARD = "SELECT c.articles, t.data FROM cards c JOIN card_texts t ON t.number = c.number WHERE c.number = ?"
