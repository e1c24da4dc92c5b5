"""How a directory's file is laid out, and how a file of an older layout grows."""

from __future__ import annotations

from typing import Final

from searchsvc.store.names import NAMES_SCHEMA
from searchsvc.store.roll import ROLL_SCHEMA

VERSION: Final = 2

# What a card is sorted and joined by stands apart from its texts, so that a look-up over thousands of cards reads
# little. `found` is FTS5 over words we fold ourselves; it keeps no text of its own.
_CARDS = """
CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE appearances (
    article TEXT NOT NULL,
    place INTEGER NOT NULL,
    key TEXT NOT NULL,
    day TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (article, place)) WITHOUT ROWID;
CREATE INDEX appearances_by_key ON appearances (key, article, day);
CREATE TABLE cards (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    articles INTEGER NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    edition INTEGER NOT NULL);
CREATE INDEX cards_by_key ON cards (key);
CREATE TABLE card_texts (number INTEGER PRIMARY KEY REFERENCES cards ON DELETE CASCADE, words TEXT, data TEXT);
CREATE TABLE card_articles (
    article TEXT NOT NULL,
    card INTEGER NOT NULL REFERENCES cards ON DELETE CASCADE,
    day TEXT NOT NULL,
    PRIMARY KEY (article, card)) WITHOUT ROWID;
CREATE INDEX card_articles_by_day ON card_articles (card, day DESC, article);
CREATE VIRTUAL TABLE found USING fts5(
    words, content='card_texts', content_rowid='number', tokenize='unicode61 remove_diacritics 0');
CREATE TABLE touched (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE outbox (article TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE stamps (article TEXT PRIMARY KEY, stamp BLOB NOT NULL) WITHOUT ROWID
"""

# Of a card that staff merged of several names: the keys it has beside its own.
_DECIDED = """
CREATE TABLE card_keys (
    key TEXT NOT NULL,
    card INTEGER NOT NULL REFERENCES cards ON DELETE CASCADE,
    PRIMARY KEY (key, card)) WITHOUT ROWID;
CREATE INDEX card_keys_by_card ON card_keys (card)
"""

STEPS: Final = {2: f"{_DECIDED};{ROLL_SCHEMA}"}
SCHEMA: Final = f"{_CARDS}{NAMES_SCHEMA};{STEPS[2]}"
