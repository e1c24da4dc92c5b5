"""How cards are kept in a directory: only what differs from before is written."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from searchsvc.model import Card
from searchsvc.store import forms
from searchsvc.store.lookup import rows_in
from searchsvc.store.names import forget_names, has_names, keep_names, starts_in
from searchsvc.store.roll import Place, place_of
from searchsvc.text.fold import fold

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Kept:
    """A card as it is kept: what it is sorted by, its text, the folded words it is found by, how its
    names begin from each word on, its place on the roll, its articles' days, and the keys it has beside its own."""

    id: str
    name: str
    first_seen: str
    last_seen: str
    data: str
    words: str
    starts: tuple[tuple[str, str], ...]
    place: Place
    days: Mapping[str, str]
    keys: tuple[str, ...] = ()


def kept(card: Card, *, words: Iterable[str], days: Mapping[str, str], keys: Iterable[str] = ()) -> Kept:
    """A card made ready to be kept, perhaps by another process; `days` are those of all articles of its keys, `keys`
    those it has beside its own.
    """
    own = {id: days.get(id, "") for id in card.articles}
    found_by = " ".join(sorted(words))
    return Kept(
        id=card.id,
        name=card.name,
        first_seen=card.first_seen,
        last_seen=card.last_seen,
        data=forms.write_card(card),
        words=found_by,
        starts=starts_in(card),
        place=place_of(card),
        days=own,
        keys=tuple(keys),
    )


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
    keeping = _Keeping(connection, last + 1, edition, has_names(connection))
    known = [card.id for key, cards in grouped.items() for card in cards if card.id not in numbers[key]]
    elsewhere = dict(rows_in(connection, "SELECT id, number FROM cards WHERE id IN", known))
    moved: set[str] = set()
    for key, cards in grouped.items():
        moved |= _keep_those(keeping, key, cards, numbers=numbers[key], elsewhere=elsewhere)
    keeping.write()
    return moved


_LAST = "SELECT (SELECT COALESCE(MAX(number), 0) FROM cards), (SELECT value FROM state WHERE name = 'edition')"


@dataclass(slots=True)
class _Keeping:
    """Cards being brought up to date: the rows to add, all at once at the end, and the next free number."""

    connection: sqlite3.Connection
    free: int
    edition: int
    names: bool
    """Whether this file keeps how names begin."""
    cards: list[tuple[object, ...]] = field(default_factory=list)
    texts: list[tuple[int, str, str]] = field(default_factory=list)
    starts: list[tuple[int, str, str]] = field(default_factory=list)
    places: list[tuple[int, str, bytes]] = field(default_factory=list)
    keys: list[tuple[str, int]] = field(default_factory=list)
    articles: list[tuple[str, int, str]] = field(default_factory=list)

    def add_texts(self, number: int, card: Kept) -> None:
        """Add what a card is read and found by."""
        self.texts.append((number, card.words, card.data))
        self.starts += [(number, *start) for start in card.starts]
        self.places.append((number, *card.place))

    def write(self) -> None:
        """Add the rows."""
        add = self.connection.executemany
        add("INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self.cards)
        add("REPLACE INTO card_texts VALUES (?, ?, ?)", self.texts)
        add("INSERT INTO found (rowid, words) VALUES (?, ?)", ((number, words) for number, words, _ in self.texts))
        if self.names:
            keep_names(self.connection, self.starts)
        add("REPLACE INTO roll VALUES (?, ?, ?)", self.places)
        add("INSERT OR IGNORE INTO card_keys VALUES (?, ?)", self.keys)
        add("REPLACE INTO card_articles VALUES (?, ?, ?)", self.articles)


def _keep_those(
    keeping: _Keeping, key: str, cards: Sequence[Kept], *, numbers: dict[str, int], elsewhere: Mapping[str, int]
) -> set[str]:
    """The cards of one key, of which those in `numbers` are there; gives the articles that moved."""
    connection = keeping.connection
    before = {(article, id): day for id, number in numbers.items() for article, day in _articles(connection, number)}
    after = {(article, card.id): day for card in cards for article, day in card.days.items()}
    for id in numbers.keys() - {card.id for card in cards}:
        _drop(connection, numbers.pop(id))
    for card in cards:
        number = numbers.get(card.id, elsewhere.get(card.id))
        numbers[card.id] = _add(keeping, key, card) if number is None else _renew(keeping, key, card, number)
        keeping.keys += [(other, numbers[card.id]) for other in card.keys]
    gone = [(article, numbers[id]) for article, id in before.keys() - after.keys() if id in numbers]
    if gone:
        connection.executemany("DELETE FROM card_articles WHERE article = ? AND card = ?", gone)
    keeping.articles += [
        (article, numbers[id], day) for (article, id), day in after.items() if before.get((article, id)) != day
    ]
    return {article for article, _ in before.keys() ^ after.keys()}


def _articles(connection: sqlite3.Connection, number: int) -> list[tuple[str, str]]:
    return connection.execute("SELECT article, day FROM card_articles WHERE card = ?", (number,)).fetchall()


def _add(keeping: _Keeping, key: str, card: Kept) -> int:
    number, keeping.free = keeping.free, keeping.free + 1
    row = (number, card.id, key, card.name, len(card.days), card.first_seen, card.last_seen, keeping.edition)
    keeping.cards.append(row)
    keeping.add_texts(number, card)
    return number


def _renew(keeping: _Keeping, key: str, card: Kept, number: int) -> int:
    """Bring a card that is there up to date; its texts only where they differ."""
    connection = keeping.connection
    sql = """UPDATE cards SET key = ?, name = ?, articles = ?, first_seen = ?, last_seen = ?, edition = ?
        WHERE number = ?"""
    row = (key, card.name, len(card.days), card.first_seen, card.last_seen, keeping.edition, number)
    connection.execute(sql, row)
    connection.execute("DELETE FROM card_keys WHERE card = ?", (number,))
    if _texts(connection, number) != (card.words, card.data):
        _forget_words(connection, number)
        if keeping.names:
            forget_names(connection, number)
        keeping.add_texts(number, card)
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
