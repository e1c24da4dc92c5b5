"""Document numbers in a query: `Chỉ thị 03`, `03-CT/TW`, `nghị định 15/2020` find the document, however it is cited.

What a query says of a number must agree with what an article says of it; an article that says less of it is found
too, behind those that say more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from searchsvc.analysis.citations import citations
from searchsvc.analysis.number_parts import kind_names
from searchsvc.analysis.number_reading import Written, numbers_in
from searchsvc.analysis.numbers import Number, agree, keys_asked
from searchsvc.engine.query import AnyOf, Boost, Maybe, Query
from searchsvc.model import Article
from searchsvc.searching.desk import Desk
from searchsvc.searching.expand import typed_words
from searchsvc.searching.meanings import Meaning
from searchsvc.searching.parse import Parsed, Word

_BARE = re.compile(r"0*(\d{1,6}[a-z]?)(?:[/-]((?:19|20)\d\d))?", re.IGNORECASE)


def numbers_meant(parsed: Parsed, desk: Desk) -> tuple[Meaning, ...]:
    """The document numbers among the plain words of a query."""
    aside = [word for part in parsed.root.parts if not isinstance(part, Word) for word in typed_words(part)]
    return tuple(
        _meaning(written)
        for written in numbers_in(parsed.text, manner="query")
        if all(word.end <= written.start or word.start >= written.end for word in aside)
    )


def _meaning(written: Written) -> Meaning:
    label = written.code or _named(written.number)
    return Meaning(written.start, written.end, "number", label, number_tree(written.number), number=written.number)


def _named(number: Number) -> str:
    """What to call a number of which a reader typed no code.

    >>> _named(Number("3", kind="ct")), _named(Number("4", "k11", "nqtw")), _named(Number("15", "2020", "nd"))
    ('Chỉ thị 03', 'Nghị quyết Trung ương 4 khóa 11', 'Nghị định 15/2020')
    """
    name = kind_names().get(number.kind, "văn bản")
    figure = number.figure if number.kind == "nqtw" else number.figure.zfill(2)
    when = f" khóa {number.year[1:]}" if number.year.startswith("k") else f"/{number.year}" if number.year else ""
    return f"{name[:1].upper()}{name[1:]} {figure}{when}"


def number_asked(typed: str) -> Query | None:
    """What is asked for behind `số:`; there a bare figure does, with or without a year (`số:15/2020`)."""
    written = next(numbers_in(typed, manner="query"), None)
    if written is not None:
        return number_tree(written.number)
    bare = _BARE.fullmatch(typed.strip())
    return number_tree(Number(bare[1].lower(), bare[2] or "")) if bare else None


def number_tree(number: Number) -> Query:
    """The articles that cite a document which may be this one; the more of the number they say, the higher."""
    keys = keys_asked(number)
    most = max(keys.values())
    if most < 2:
        return _any(keys)
    steps = [_any([key for key, shared in keys.items() if shared >= least]) for least in range(1, most + 1)]
    return Maybe(Boost(steps[0], 1 / most), tuple(Boost(step, 1 / most) for step in steps[1:]))


def _any(keys: list[str] | dict[str, int]) -> AnyOf:
    return AnyOf(tuple((key, 1.0) for key in sorted(keys)), "number")


def places_of(number: Number, article: Article) -> Iterator[tuple[str, int, int]]:
    """Every place, (field, start, end), where an article cites a document that may be this one."""
    for cited in citations(article):
        if agree(number, cited.number):
            yield from ((mention.field, mention.start, mention.end) for mention in cited.mentions)
