"""Xapian through Debian's Python package: terms posted one by one, the title's under a prefix."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xapian

from searchsvc.evaluation.speed.corpus import Cut
from searchsvc.evaluation.speed.log import Asked
from searchsvc.evaluation.speed.peers import FOUND, Answer, Call

_TITLE, _BODY, _SECTION = "S", "B", "K"
_PUBLISHED = 0
_LONGEST = 240
"""Bytes of a term; Xapian refuses more than 245."""
_AT_ONCE = 20_000
"""Documents between two flushes."""


class Xapian:
    """`xapian`: ten ids and exactly how many there are. Fields and spellings are not weighed."""

    name, share = "xapian", 1

    def build(self, folder: Path, cuts: Iterable[Cut]) -> None:
        writing = xapian.WritableDatabase(str(folder), xapian.DB_CREATE_OR_OPEN)
        for number, cut in enumerate(cuts, 1):
            writing.add_document(_document(cut))
            if number % _AT_ONCE == 0:
                writing.commit()
        writing.close()
        self._database: Any = xapian.Database(str(folder))
        self._enquire: Any = xapian.Enquire(self._database)

    def prepare(self, asked: Asked) -> tuple[Call, ...]:
        query, everything = _query(asked), self._database.get_doccount()

        def answer() -> Answer:
            self._enquire.set_query(query)
            found = self._enquire.get_mset(0, FOUND, everything)
            ids = tuple(match.document.get_data().decode() for match in found)
            return Answer(found.get_matches_estimated(), ids)

        return (Call("xapian", answer),)

    def close(self) -> None:
        self._database.close()


PEER = Xapian


def _document(cut: Cut) -> Any:
    document = xapian.Document()
    for prefix, words in ((_TITLE, cut.title_words), (_BODY, cut.body_words)):
        for position, word in enumerate(words, 1):
            if len(word.encode()) <= _LONGEST:
                document.add_posting(prefix + word, position)
    document.add_boolean_term(_SECTION + cut.section)
    document.add_value(_PUBLISHED, xapian.sortable_serialise(cut.published))
    document.set_data(cut.id)
    return document


def _query(asked: Asked) -> Any:
    if asked.kind == "phrase":
        rows = [[prefix + spellings[0][0] for spellings in asked.words] for prefix in (_TITLE, _BODY)]
        return xapian.Query(xapian.Query.OP_OR, [xapian.Query(xapian.Query.OP_PHRASE, row) for row in rows])
    words = [
        xapian.Query(xapian.Query.OP_OR, [prefix + word for word, _ in spellings for prefix in (_TITLE, _BODY)])
        for spellings in asked.words
    ]
    joined = xapian.Query(xapian.Query.OP_OR if asked.kind == "any" else xapian.Query.OP_AND, words)
    if not asked.filter:
        return joined
    since, until = (xapian.sortable_serialise(bound) for bound in (asked.filter.since, asked.filter.until))
    span = xapian.Query(xapian.Query.OP_VALUE_RANGE, _PUBLISHED, since, until)
    section = xapian.Query(_SECTION + asked.filter.section)
    return xapian.Query(xapian.Query.OP_FILTER, joined, xapian.Query(xapian.Query.OP_AND, section, span))
