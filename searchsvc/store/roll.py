"""The roll of people: everybody by given name, as Vietnamese sorts names, and by how much is written of them."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Final

from searchsvc.model import Card
from searchsvc.store import forms
from searchsvc.text.fold import fold
from searchsvc.text.icu import sort_key
from searchsvc.text.marks import without_tone
from searchsvc.text.syllables import canonical

ROLL_SCHEMA: Final = """
CREATE TABLE roll (
    card INTEGER PRIMARY KEY REFERENCES cards ON DELETE CASCADE,
    letter TEXT NOT NULL,
    place BLOB NOT NULL);
CREATE INDEX roll_by_place ON roll (letter, place, card)
"""

ALPHABET: Final = "AĂÂBCDĐEÊFGHIJKLMNOÔƠPQRSTUƯVWXYZ"
OTHER: Final = "#"
"""Where names stand that begin with none of these letters."""

Place = tuple[str, bytes]
"""Where a name stands: its letter, and what it is sorted by below it."""


_APOSTROPHE = re.compile("['’‘`´ʼ]")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Somebody on the roll: the card without its articles, and how many those are."""

    card: Card
    articles: int


def called_by(name: str, kind: str) -> tuple[str, str]:
    """The given name of a full name, and the rest of it.

    Vietnamese and foreign names are looked up by their last word. In the Central Highlands the given name follows a
    sign of the sex, and the family name, if any, comes last.

    >>> called_by("Nguyễn Thị Hoa", "vietnamese"), called_by("A Huy", "ethnic"), called_by("H'Hen Niê", "ethnic")
    (('Hoa', 'Nguyễn Thị'), ('Huy', 'A'), ("H'Hen", 'Niê'))
    """
    words = name.split()
    at = len(words) - 1
    if kind == "ethnic":
        signed = words[0] in ("A", "Y") and len(words) > 1
        at = 1 if signed else 0 if _APOSTROPHE.search(words[0]) else at
    return words[at], " ".join(words[:at] + words[at + 1 :])


def place_of(card: Card) -> Place:
    """Where a card stands on the roll: by given name, then by family and middle name."""
    given, rest = called_by(card.name or OTHER, card.kind)
    # A sort key of ICU ends in a zero byte and holds no other, so one may follow another.
    return letter_of(given), sort_key(_one_tone_placement(given)) + sort_key(_one_tone_placement(rest))


def _one_tone_placement(name: str) -> str:
    """Hoà and Hòa are one name: which family name follows decides."""
    return " ".join(map(canonical, name.split()))


def letter_of(word: str) -> str:
    """The letter of the alphabet that a word stands under.

    >>> letter_of("Ấn"), letter_of("đức"), letter_of("Özil"), letter_of("50")
    ('Â', 'Đ', 'O', '#')
    """
    letter = next((sign for sign in word if sign.isalnum()), OTHER)
    bare = without_tone(letter).upper()[:1]
    plain = fold(letter).upper()[:1]
    return bare if bare in ALPHABET else plain if plain and plain in ALPHABET else OTHER


def letters(connection: sqlite3.Connection) -> dict[str, int]:
    """How many people stand under each letter, in the order of the alphabet."""
    counts = dict(connection.execute("SELECT letter, COUNT(*) FROM roll GROUP BY letter").fetchall())
    return {letter: counts[letter] for letter in (*ALPHABET, OTHER) if letter in counts}


def under(connection: sqlite3.Connection, letter: str, *, offset: int, limit: int) -> list[Enrolled]:
    """A page of the people under a letter, by name."""
    return _read(connection, _UNDER, (letter, limit, offset))


def best_known(connection: sqlite3.Connection, *, offset: int, limit: int) -> list[Enrolled]:
    """A page of all people, those with the most articles first."""
    return _read(connection, _BEST_KNOWN, (limit, offset))


def _read(connection: sqlite3.Connection, page: str, values: tuple[object, ...]) -> list[Enrolled]:
    # Only what is on the page is read from the tables: to get there, an index is enough.
    sql = f"""WITH page (number) AS MATERIALIZED ({page})
        SELECT c.articles, t.data FROM page CROSS JOIN cards c USING (number) CROSS JOIN card_texts t USING (number)"""
    return [Enrolled(forms.read_card(data, ()), articles) for articles, data in connection.execute(sql, values)]


_UNDER = "SELECT card FROM roll WHERE letter = ? ORDER BY place, card LIMIT ? OFFSET ?"
_BEST_KNOWN = "SELECT number FROM cards ORDER BY articles DESC, number DESC LIMIT ? OFFSET ?"
