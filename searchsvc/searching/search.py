"""Search: a question in, an answer out. The whole story is `search`."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from functools import partial

from searchsvc.analysis.units import is_unit, label
from searchsvc.engine.query import Query
from searchsvc.engine.schema import EngineHit, Hits
from searchsvc.errors import Mistake
from searchsvc.model import Article
from searchsvc.searching import lookup
from searchsvc.searching.answer import (
    Answer,
    Diagnostic,
    FacetValue,
    Hit,
    Question,
    Step,
    reads,
)
from searchsvc.searching.cursors import Place, read_cursor, write_cursor
from searchsvc.searching.desk import Desk
from searchsvc.searching.expand import vocabulary
from searchsvc.searching.finders import meanings
from searchsvc.searching.highlight import mark, snippets
from searchsvc.searching.keyboard import as_meant
from searchsvc.searching.ladder import Climb, Found, climb
from searchsvc.searching.marking import Wants
from searchsvc.searching.numbers import number_asked
from searchsvc.searching.parse import Parsed, Quoted, parse, typed_nodes
from searchsvc.searching.people import people_meant
from searchsvc.searching.plan import plan
from searchsvc.searching.ranking import ranking
from searchsvc.searching.steps import answered, steps, suggested, wants
from searchsvc.searching.understood import Understood

_AGELESS = ("number", "date")
"""Meanings of a query for which it says nothing that an article is old."""


def search(question: Question, desk: Desk) -> Answer:
    """Answer a question. A query never fails; a cursor or a day that is none raises `Mistake`."""
    started = time.perf_counter()
    place = read_cursor(question.cursor)
    meant = understand(question, desk)
    found = climb(Climb(question, meant.plan, meant.filters, meant.ranking, place), desk.engine)
    return Answer(
        question=question,
        understood=answered(meant, found.rung),
        rung="keyboard" if meant.steps and found.rung == "exact" else found.rung,
        total=found.hits.total,
        hits=_hits(found.hits, wants(meant, found.rung), desk),
        took_ms=round((time.perf_counter() - started) * 1000, 2),
        generation=desk.generation,
        steps=tuple(steps(meant, question, found.rung)),
        diagnostics=meant.diagnostics,
        next=_next(question, found, place),
        people=meant.people if question.page == 1 and not question.cursor else (),
        facets={name: _facet(name, values, desk) for name, values in found.hits.facets.items()},
        tree=str(found.tree),
        complete=found.complete,
        suggestion=suggested(meant, question, found.rung, language=desk.language),
    )


def understand(question: Question, desk: Desk) -> Understood:
    """Parse a question, look its words up, and make the engine's trees of it."""
    parsed, done = read(question, desk)
    words = vocabulary(parsed, desk.engine, desk.language)
    if not reads(question, "spelling"):
        words = words.without_slips()
    notes: list[Diagnostic] = []
    people = people_meant(parsed, desk)
    meant = tuple(meaning for meaning in meanings(parsed, desk) if reads(question, meaning.kind))
    look = partial(_looked_up, desk=desk, notes=notes)
    trees = plan(parsed, words, people=people, meant=meant, look=look)
    if trees is None and question.text.strip() and not notes:
        notes.append(Diagnostic("no-words", 0, len(parsed.text), "Câu tìm không có từ nào để tìm."))
    plain = all(not isinstance(node, Quoted) for node in typed_nodes(parsed.root))
    ageless = people.named or any(meaning.kind in _AGELESS for meaning in meant)
    return Understood(
        parsed,
        trees,
        words,
        _filters(question, desk),
        ranking(fresh="yes" if plain and not ageless else "no"),
        (*parsed.diagnostics, *notes),
        people.shown,
        done,
        meant,
    )


def read(question: Question, desk: Desk) -> tuple[Parsed, tuple[Step, ...]]:
    """A question's text parsed, as the keys were meant unless it is to be taken literally; and what was done."""
    typed = parse(question.text)
    if not reads(question, "keyboard"):
        return typed, ()
    parsed, reading = as_meant(typed, desk.engine)
    return parsed, (Step(reading.keyboard, typed.text, reading.text, {"literal": "1"}),) if reading else ()


def _looked_up(field: str, typed: str, *, desk: Desk, notes: list[Diagnostic]) -> Query | None:
    try:
        match field:
            case "from":
                return lookup.between(typed, "")
            case "to":
                return lookup.between("", typed)
            case "person":
                return lookup.person(typed, desk)
            case "number":
                return number_asked(typed)
            case "place":
                return lookup.place(typed)
            case _:
                return lookup.values_like(field, typed, desk)
    except Mistake as error:
        notes.append(Diagnostic("value", 0, 0, str(error)))
        return None


def _filters(question: Question, desk: Desk) -> tuple[Query, ...]:
    fields = {"author": question.author, "category": question.category}
    found: list[Query] = [lookup.values_like(field, value, desk) for field, value in fields.items() if value]
    if question.place:
        found.append(lookup.place(question.place))
    if question.person:
        found.append(lookup.person(question.person, desk))
    if published := lookup.between(question.start, question.end):
        found.append(published)
    return tuple(found)


def _hits(found: Hits, wants: Wants, desk: Desk) -> tuple[Hit, ...]:
    ids = [hit.id for hit in found.hits]
    articles = desk.store.articles(ids)
    people = desk.directory.people_of(ids)
    return tuple(
        _hit(hit, articles[hit.id], wants, tuple(people.get(hit.id, ()))) for hit in found.hits if hit.id in articles
    )


def _hit(hit: EngineHit, article: Article, wants: Wants, people: tuple[tuple[str, str], ...]) -> Hit:
    marked = mark(article, wants)
    return Hit(
        article=article,
        score=round(hit.score, 4),
        tier=marked.tier,
        title_marks=marked.marks("title"),
        lead_marks=marked.marks("lead"),
        snippets=snippets(article, marked),
        people=people,
        parts=hit.parts,
    )


def _next(question: Question, found: Found, place: Place | None) -> str:
    hits = found.hits.hits
    seen = (place.seen if place else (question.page - 1) * question.size) + len(hits)
    if not hits or seen >= found.hits.total:
        return ""
    return write_cursor(Place(hits[-1].key, hits[-1].id, found.rung, seen))


def _facet(name: str, values: tuple[tuple[str, int], ...], desk: Desk) -> tuple[FacetValue, ...]:
    labels = _labels(name, [value for value, _ in values], desk)
    found = [FacetValue(value, labels.get(value, value), count) for value, count in values]
    if name == "year":
        found.sort(key=lambda value: value.value, reverse=True)
    return tuple(found)


def _labels(name: str, values: Sequence[str], desk: Desk) -> Mapping[str, str]:
    """What readers call the values of a facet that are ids."""
    if name == "place":
        return {value: label(value) for value in values if is_unit(value)}
    return desk.names(values) if name == "person" else {}
