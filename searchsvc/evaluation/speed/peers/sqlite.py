"""SQLite's FTS5, ranked by its bm25, without stored text; sections and days in a table beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from searchsvc.evaluation.speed.corpus import Cut
from searchsvc.evaluation.speed.log import Asked, Spelled
from searchsvc.evaluation.speed.peers import FOUND, TITLE_WEIGHT, Answer, Call

# The tokenizer `ascii` takes all beyond ASCII for parts of words; told of the signs within, it splits at blanks.
_SIGNS = "".join(sign for sign in map(chr, range(33, 127)) if not sign.isalnum() and sign not in "'\"")
_SCHEMA = f"""
CREATE TABLE kept (number INTEGER PRIMARY KEY, id TEXT NOT NULL, section TEXT NOT NULL, published INTEGER NOT NULL);
CREATE INDEX kept_by_section ON kept (section, published);
CREATE VIRTUAL TABLE texts USING fts5(title, body, content='', tokenize="ascii tokenchars '{_SIGNS}'");
"""
_RANK = f"bm25(texts, {TITLE_WEIGHT}, 1.0)"
# The plus keeps it from looking every article of a section up in the text index, which takes seconds.
_FILTERED = " AND +rowid IN (SELECT number FROM kept WHERE section = ? AND published BETWEEN ? AND ?)"


class Sqlite:
    """`sqlite`: ten ids and how many there are, in two statements, which is how FTS5 is asked."""

    name, share = "sqlite", 1

    def build(self, folder: Path, cuts: Iterable[Cut]) -> None:
        self._connection = connection = sqlite3.connect(folder / "fts.sqlite")
        connection.executescript(_SCHEMA)
        for number, cut in enumerate(cuts):
            connection.execute("INSERT INTO kept VALUES (?, ?, ?, ?)", (number, cut.id, cut.section, cut.published))
            connection.execute("INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)", (number, cut.title, cut.body))
        connection.execute("INSERT INTO texts (texts) VALUES ('optimize')")
        connection.commit()

    def prepare(self, asked: Asked) -> tuple[Call, ...]:
        values: list[str | int] = [_match(asked)]
        where = "texts MATCH ?"
        if asked.filter:
            where += _FILTERED
            values += [asked.filter.section, asked.filter.since, asked.filter.until]
        count = f"SELECT count(*) FROM texts WHERE {where}"  # noqa: S608 (put together from our own words)
        best = (
            f"SELECT kept.id FROM (SELECT rowid, {_RANK} AS score FROM texts WHERE {where}"  # noqa: S608
            f" ORDER BY score LIMIT {FOUND}) AS found JOIN kept ON kept.number = found.rowid ORDER BY found.score"
        )

        def answer() -> Answer:
            ids = tuple(row[0] for row in self._connection.execute(best, values))
            return Answer(self._connection.execute(count, values).fetchone()[0], ids)

        return (Call("sqlite", answer),)

    def close(self) -> None:
        self._connection.close()


PEER = Sqlite


def _match(asked: Asked) -> str:
    """The query in FTS5's own language."""
    if asked.kind == "phrase":
        return _quoted(" ".join(spellings[0][0] for spellings in asked.words))
    joint = " OR " if asked.kind == "any" else " AND "
    return joint.join(map(_word, asked.words))


def _word(spellings: Spelled) -> str:
    return "(" + " OR ".join(_quoted(word) for word, _ in spellings) + ")"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
