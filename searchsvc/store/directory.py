"""The people of one generation: who appears where, the cards that came of it, and how to find them.

Derived from the store and made again by a rebuild. Work that is still owed stands in it as rows (`touched` names
whose cards must be grouped anew, `outbox` articles whose document must be written anew), put there in the
transaction that causes it, so that a crash between two steps loses none of it. A power cut may take the last few
transactions, in order; `named` and `written` then say from which change on the work is done again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from searchsvc.model import Anchor, Appearance, Card
from searchsvc.store import forms, roll
from searchsvc.store.appearances import Row, lend, often, replace_rows, row_of
from searchsvc.store.cards import Kept, keep_cards, kept, words_of
from searchsvc.store.connections import Connections
from searchsvc.store.layout import SCHEMA, STEPS, VERSION
from searchsvc.store.lookup import AT_ONCE, CardsRead, cards_in, rows_in, with_all, with_most
from searchsvc.store.names import Begun, begun, called, has_names
from searchsvc.store.roll import Enrolled

FILE = "people.sqlite"
MOST_WORDS = 16
"""Words of a look-up that count."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class DirectoryStatus:
    """Counts for `status` and `check`; `touched` and `outbox` are work owed, `named` the last change taken in."""

    cards: int
    appearances: int
    touched: int
    outbox: int
    named: int


class Directory:
    """The people of one generation. Safe for threads; any number of processes may read while one writes."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._read = CardsRead()

    @classmethod
    def open(cls, path: Path) -> Directory:
        """The directory in this file, laid out when there is none. Raises `Broken` when it cannot be used."""
        mends = "`searchsvc rebuild` makes it again"
        return cls(Connections(path, schema=SCHEMA, version=VERSION, mends=mends, durable="in order", steps=STEPS))

    # Finding people

    def card(self, id: str) -> Card | None:
        """One card."""
        cards = self.cards([id])
        return cards[0] if cards else None

    def cards(self, ids: Iterable[str]) -> list[Card]:
        """Cards in the order asked, each with all its articles, newest first; those that are not there are left out."""
        wanted = list(dict.fromkeys(ids))
        with self._connections.reading() as connection:
            return cards_in(connection, wanted, self._read)

    def candidates(self, words: Sequence[str], limit: int, *, least: Literal["all", "most"] = "most") -> list[Card]:
        """Cards whose names and offices have all these folded words, those in most articles first.

        Where no card has all of them, the cards that have most, unless the `least` they must have is "all".
        """
        parts = list(dict.fromkeys(part for word in words for part in _WORD.findall(word)))[:MOST_WORDS]
        if not parts:
            return []
        with self._connections.reading() as connection:
            ids = with_all(connection, parts, limit)
            if not ids and least == "most":
                ids = with_most(connection, parts, limit)
            return cards_in(connection, ids, self._read)

    def begun(self, prefix: str, *, fits: Callable[[str], bool], limit: int) -> list[Begun]:
        """People one of whose names, from one of its words on, begins with this folded text; the best known first.

        `fits` looks at the name as written. A generation made before names were kept for this has nobody.
        """
        with self._connections.reading() as connection:
            return begun(connection, prefix, fits=fits, limit=limit) if has_names(connection) else []

    def called(self, forms: Sequence[str], limit: int) -> list[Card]:
        """The best known people one of whose names, from one of its words on, is one of these folded texts."""
        with self._connections.reading() as connection:
            ids = called(connection, forms, limit) if has_names(connection) else []
            return cards_in(connection, ids, self._read)

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """The display name of each of these cards."""
        return dict(self._in("SELECT id, name FROM cards WHERE id IN", list(ids)))

    def people_of(self, articles: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
        """The (card id, name) of everybody in these articles, in the order the article names them."""
        wanted = list(articles)
        # CROSS JOIN keeps SQLite to this order: from the articles asked for to their few cards and names.
        sql = """SELECT x.article, c.id, c.name, MIN(a.place) AS place FROM card_articles x
            CROSS JOIN cards c ON c.number = x.card CROSS JOIN appearances a ON a.article = x.article
            AND (a.key = c.key OR a.key IN (SELECT key FROM card_keys WHERE card = c.number)) WHERE x.article IN"""
        people: dict[str, list[tuple[str, str]]] = {article: [] for article in wanted}
        for article, id, name, _ in self._in(sql, wanted, "GROUP BY x.article, x.card ORDER BY x.article, place, c.id"):
            people[article].append((id, name))
        return people

    def card_of(self, article: str, key: str) -> str:
        """The id of the card that a name of this key has in an article, "" when there is none."""
        sql = """SELECT c.id FROM card_articles x JOIN cards c ON c.number = x.card WHERE x.article = ?1 AND (c.key = ?2
            OR EXISTS (SELECT 1 FROM card_keys k WHERE k.key = ?2 AND k.card = c.number)) ORDER BY c.key != ?2, c.id"""
        rows = self._query(sql, (article, key))
        return rows[0][0] if rows else ""

    def shown(self, key: str) -> bool:
        """Whether anybody of this key has a card: those that staff hid have none."""
        sql = "SELECT EXISTS (SELECT 1 FROM cards WHERE key = ?1 UNION SELECT 1 FROM card_keys WHERE key = ?1)"
        return bool(self._query(sql, (key,))[0][0])

    def letters(self) -> dict[str, int]:
        """How many people there are under each letter of the roll; none in a generation made before it was kept."""
        with self._connections.reading() as connection:
            return roll.letters(connection)

    def enrolled(self, letter: str = "", *, offset: int, limit: int) -> list[Enrolled]:
        """A page of the people under a letter by name, or of all people, those with the most articles first."""
        with self._connections.reading() as connection:
            if letter:
                return roll.under(connection, letter, offset=offset, limit=limit)
            return roll.best_known(connection, offset=offset, limit=limit)

    def anchors(self, card: str) -> list[Anchor]:
        """Who of a card's keys is named in which of its articles, newest first."""
        sql = """SELECT a.key, x.article FROM cards c CROSS JOIN card_articles x ON x.card = c.number
            CROSS JOIN appearances a ON a.article = x.article WHERE c.id = ?
            AND (a.key = c.key OR a.key IN (SELECT key FROM card_keys WHERE card = c.number))
            ORDER BY x.day DESC, x.article, a.key"""
        return [Anchor(*row) for row in dict.fromkeys(self._query(sql, (card,)))]

    def articles_of(self, card: str, *, offset: int = 0, limit: int = 10) -> list[str]:
        """A page of the ids of a card's articles, newest first."""
        sql = """SELECT x.article FROM card_articles x JOIN cards c ON c.number = x.card WHERE c.id = ?
            ORDER BY x.day DESC, x.article LIMIT ? OFFSET ?"""
        return [row[0] for row in self._query(sql, (card, limit, offset))]

    def appearances(self, keys: Sequence[str]) -> dict[str, list[Appearance]]:
        """Everybody of each of these keys in every article, in the order of the articles' ids."""
        found: dict[str, list[Appearance]] = {key: [] for key in keys}
        sql = "SELECT key, data FROM appearances WHERE key IN"
        for key, data in self._in(sql, keys, "ORDER BY key, article, place"):
            found[key].append(forms.read_appearance(data))
        return found

    def count(self) -> int:
        """How many cards there are."""
        return int(self._query("SELECT COUNT(*) FROM cards")[0][0])

    def status(self) -> DirectoryStatus:
        """Counts."""
        tables = ("cards", "appearances", "touched", "outbox")
        with self._connections.reading() as connection:
            counts = {table: connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in tables}
        return DirectoryStatus(**counts, named=self.named())

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the file, in sentences."""
        return self._connections.faults()

    def close(self) -> None:
        """Let go of the file."""
        self._connections.close()

    # Keeping it: one process at a time

    def named(self) -> int:
        """The last change whose people have been taken in."""
        return self._state("named")

    def decided(self) -> int:
        """The last decision of staff whose keys have been touched."""
        return self._state("decided")

    def decide(self, keys: Iterable[str], *, upto: int) -> None:
        """Touch the keys that decisions are about, and note that those up to `upto` have been taken in."""
        with self._connections.writing() as connection:
            connection.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((key,) for key in keys))
            connection.execute("REPLACE INTO state VALUES ('decided', ?)", (upto,))

    def written(self) -> int:
        """The last change whose documents have been noted as written."""
        return self._state("written")

    def replace(self, named: Mapping[str, Sequence[tuple[str, Appearance]]], *, upto: int) -> None:
        """Put these people, as (key, appearance) in the order of the text, in place of those each article had.

        Touches the keys that changed, and notes that everything up to the change `upto` has been taken in.
        """
        self.replace_rows({id: [row_of(*one) for one in people] for id, people in named.items()}, upto=upto)

    def replace_rows(self, named: Mapping[str, Sequence[Row]], *, upto: int) -> None:
        """As `replace`, for people already made rows of (`row_of`), perhaps by another process."""
        with self._connections.writing() as connection:
            for article, rows in named.items():
                replace_rows(connection, article, list(rows))
            connection.execute("REPLACE INTO state VALUES ('named', ?)", (upto,))

    def often(self, keys: Iterable[str], times: int) -> set[str]:
        """Those of the keys that appear more than so many times; it takes no longer for one that appears very often."""
        with self._connections.reading() as connection:
            return {key for key in keys if often(connection, key, times)}

    def lend(self, keys: Iterable[str], articles: Iterable[str]) -> None:
        """Put these articles on the largest card of each key they name, where they are on none of its cards.

        For keys that wait to be grouped anew, which sets it right.
        """
        ids = list(articles)
        with self._connections.writing() as connection:
            for key in keys:
                lend(connection, key, ids)

    def owed(self) -> int:
        """How many keys wait for their cards to be grouped anew."""
        return int(self._query("SELECT COUNT(*) FROM touched")[0][0])

    def touched(self, limit: int, *, after: str = "") -> list[str]:
        """Keys whose cards must be grouped anew, in order, those after a key."""
        sql = "SELECT key FROM touched WHERE key > ? ORDER BY key LIMIT ?"
        return [row[0] for row in self._query(sql, (after, limit))]

    def set_cards(self, grouped: Mapping[str, Sequence[Card]], *, words: Callable[[Card], set[str]] = words_of) -> None:
        """Put these cards in place of all that each key had; articles whose card ids changed go to the outbox.

        `words` are the folded words a card is found by.
        """
        days: dict[str, dict[str, str]] = {key: {} for key in grouped}
        for key, article, day in self._in("SELECT key, article, day FROM appearances WHERE key IN", list(grouped)):
            days[key][article] = day
        self.keep(
            {key: [kept(card, words=words(card), days=days[key]) for card in cards] for key, cards in grouped.items()}
        )

    def keep(self, grouped: Mapping[str, Sequence[Kept]]) -> None:
        """As `set_cards`, for cards already made ready (`cards.kept`), perhaps by another process."""
        with self._connections.writing() as connection:
            connection.execute("INSERT INTO state VALUES ('edition', 1) ON CONFLICT DO UPDATE SET value = value + 1")
            moved = keep_cards(connection, grouped)
            connection.executemany("INSERT OR IGNORE INTO outbox VALUES (?)", ((article,) for article in moved))
            connection.executemany("DELETE FROM touched WHERE key = ?", ((key,) for key in grouped))

    def outbox(self, limit: int) -> list[str]:
        """Articles whose documents must be written anew because their card ids changed."""
        return [row[0] for row in self._query("SELECT article FROM outbox ORDER BY article LIMIT ?", (limit,))]

    def wrote(self, stamps: Mapping[str, bytes | None], *, upto: int) -> None:
        """Note what was written to the engine: a stamp of what each document was made of, None for one taken out.

        Everything up to the change `upto` has then been written.
        """
        with self._connections.writing() as connection:
            gone = ((article,) for article, stamp in stamps.items() if stamp is None)
            made = ((article, stamp) for article, stamp in stamps.items() if stamp is not None)
            connection.executemany("DELETE FROM stamps WHERE article = ?", gone)
            connection.executemany("REPLACE INTO stamps VALUES (?, ?)", made)
            connection.executemany("DELETE FROM outbox WHERE article = ?", ((article,) for article in stamps))
            connection.execute("REPLACE INTO state VALUES ('written', ?)", (upto,))

    def stamps(self) -> Iterator[tuple[str, bytes]]:
        """What each document was made of when it was last written, in the order of the ids."""
        last = ""
        sql = "SELECT article, stamp FROM stamps WHERE article > ? ORDER BY article LIMIT ?"
        while page := self._query(sql, (last, AT_ONCE)):
            yield from page
            last = page[-1][0]

    def owe(self, articles: Iterable[str]) -> None:
        """Put articles into the outbox: their documents are to be written anew."""
        with self._connections.writing() as connection:
            connection.executemany("INSERT OR IGNORE INTO outbox VALUES (?)", ((article,) for article in articles))

    def _state(self, name: str) -> int:
        rows = self._query("SELECT value FROM state WHERE name = ?", (name,))
        return int(rows[0][0]) if rows else 0

    def _query(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        with self._connections.reading() as connection:
            return connection.execute(sql, values).fetchall()

    def _in(self, sql: str, values: Sequence[str], order: str = "") -> list[Any]:
        with self._connections.reading() as connection:
            return rows_in(connection, sql, values, order)
