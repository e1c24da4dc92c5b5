"""tantivy through its Python package: queries as ready-made objects, title and body in fields of their own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from searchsvc.evaluation.speed.corpus import Cut
from searchsvc.evaluation.speed.log import Asked, Spelled
from searchsvc.evaluation.speed.peers import FOUND, Answer, Call

_HEAP = 256 << 20
_THREADS = 2
_FIELDS = ("title", "body")


class Tantivy:
    """`tantivy` gives what we give, ten ids and how many there are; `tantivy bare` ten addresses, nothing counted.

    Fields and spellings are not weighed: weights would keep it from skipping blocks.
    """

    name, share = "tantivy", 1

    def build(self, folder: Path, cuts: Iterable[Cut]) -> None:
        self._schema: Any = _schema()
        index = tantivy.Index(self._schema, path=str(folder))
        writer = index.writer(heap_size=_HEAP, num_threads=_THREADS)
        for cut in cuts:
            document = tantivy.Document(id=cut.id, section=cut.section, title=cut.title, body=cut.body)
            document.add_integer("published", cut.published)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher: Any = index.searcher()

    def prepare(self, asked: Asked) -> tuple[Call, ...]:
        query, searcher = self._query(asked), self._searcher

        def whole() -> Answer:
            found = searcher.search(query, FOUND, count=True)
            return Answer(found.count, tuple(searcher.doc(address)["id"][0] for _, address in found.hits))

        def bare() -> Answer:
            searcher.search(query, FOUND, count=False)
            return Answer(-1)

        return Call("tantivy", whole), Call("tantivy bare", bare)

    def close(self) -> None:
        self._searcher = None

    def _query(self, asked: Asked) -> Any:
        if asked.kind == "phrase":
            return _any(self._phrase(name, asked) for name in _FIELDS)
        if asked.kind == "any":
            return _any(
                self._term(name, word) for spellings in asked.words for word, _ in spellings for name in _FIELDS
            )
        parts = [self._word(spellings) for spellings in asked.words]
        if asked.filter:
            since, until = asked.filter.since, asked.filter.until
            number = tantivy.FieldType.Integer
            span = tantivy.Query.range_query(self._schema, "published", number, since, until)
            parts += [
                tantivy.Query.const_score_query(part, 0.0)
                for part in (self._term("section", asked.filter.section), span)
            ]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])

    def _word(self, spellings: Spelled) -> Any:
        return _any(self._term(name, word) for word, _ in spellings for name in _FIELDS)

    def _phrase(self, name: str, asked: Asked) -> Any:
        return tantivy.Query.phrase_query(self._schema, name, [spellings[0][0] for spellings in asked.words])

    def _term(self, name: str, text: str) -> Any:
        return tantivy.Query.term_query(self._schema, name, text, index_option="basic" if name == "section" else "freq")


PEER = Tantivy


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("section", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("published", indexed=True, fast=True)
    for name in _FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    return builder.build()


def _any(parts: Iterable[Any]) -> Any:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])
