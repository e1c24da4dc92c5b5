"""Whoosh as it comes: its own codec, writer and matchers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import fields, index, query
from whoosh.analysis import RegexTokenizer

from searchsvc.evaluation.speed.corpus import Cut
from searchsvc.evaluation.speed.log import Asked, Spelled
from searchsvc.evaluation.speed.peers import FOUND, TITLE_WEIGHT, Answer, Call

_MEGABYTES = 256


class Whoosh:
    """`whoosh`: ten ids and how many there are. It is slow, so it is asked a twentieth of the queries."""

    name, share = "whoosh", 20

    def build(self, folder: Path, cuts: Iterable[Cut]) -> None:
        made = index.create_in(str(folder), _schema())
        writer = made.writer(limitmb=_MEGABYTES)
        for cut in cuts:
            writer.add_document(id=cut.id, section=cut.section, published=cut.published, title=cut.title, body=cut.body)
        writer.commit()
        self._searcher: Any = made.searcher()

    def prepare(self, asked: Asked) -> tuple[Call, ...]:
        tree = _filtered(asked, _tree(asked))

        def answer() -> Answer:
            found = self._searcher.search(tree, limit=FOUND)
            return Answer(len(found), tuple(hit["id"] for hit in found))

        return (Call("whoosh", answer),)

    def close(self) -> None:
        self._searcher.close()


PEER = Whoosh


def _schema() -> Any:
    return fields.Schema(
        id=fields.ID(stored=True, unique=True),
        section=fields.ID(),
        published=fields.NUMERIC(int, bits=64),
        title=fields.TEXT(analyzer=RegexTokenizer(r"\S+"), field_boost=TITLE_WEIGHT),
        body=fields.TEXT(analyzer=RegexTokenizer(r"\S+")),
    )


def _tree(asked: Asked) -> Any:
    if asked.kind == "phrase":
        row = [spellings[0][0] for spellings in asked.words]
        return query.Or([query.Phrase(name, row) for name in ("title", "body")])
    words = [_word(spellings) for spellings in asked.words]
    return query.Or(words) if asked.kind == "any" else query.And(words)


def _word(spellings: Spelled) -> Any:
    return query.Or([query.Term(name, word) for word, _ in spellings for name in ("title", "body")])


def _filtered(asked: Asked, tree: Any) -> Any:
    """The tree and its filter as one. `search(filter=...)` counts wrongly when nothing is found, and `Require` finds
    what the filter excludes.
    """
    if not asked.filter:
        return tree
    span = query.NumericRange("published", asked.filter.since, asked.filter.until)
    return query.And([tree, query.Term("section", asked.filter.section), span])
