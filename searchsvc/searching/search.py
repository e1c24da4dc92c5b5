"""Search: a question in, an answer out. The whole story is `search`."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from searchsvc.analysis.gazetteer import is_unit, label
from searchsvc.engine.query import Query
from searchsvc.engine.schema import EngineHit, Hits, Ranking
from searchsvc.errors import Mistake
from searchsvc.model import Article
from searchsvc.searching import lookup
from searchsvc.searching.answer import (
    Answer,
    Diagnostic,
    FacetValue,
    FoundCard,
    Hit,
    Question,
    Rung,
    Step,
    reads,
    taken_back,
)
from searchsvc.searching.cursors import Place, read_cursor, write_cursor
from searchsvc.searching.desk import Desk
from searchsvc.searching.expand import Vocabulary, vocabulary
from searchsvc.searching.finders import meanings
from searchsvc.searching.highlight import mark, snippets
from searchsvc.searching.keyboard import as_meant
from searchsvc.searching.ladder import Climb, Found, climb
from searchsvc.searching.marking import Wants, wanted
from searchsvc.searching.meanings import Meaning
from searchsvc.searching.numbers import number_asked
from searchsvc.searching.parse import Parsed, Quoted, parse, typed_nodes
from searchsvc.searching.people import people_meant
from searchsvc.searching.plan import Plan, plan
from searchsvc.searching.ranking import ranking
from searchsvc.searching.spelled import corrections, plain_words, respelled, suggestion
from searchsvc.text.syllables import canonical

_RUNG_WORDS: dict[Rung, str] = {"most": "phần lớn các từ", "any": "ít nhất một từ"}
_AGELESS = ("number", "date")
"""Meanings of a query for which it says nothing that an article is old."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as the engine can be asked it."""

    parsed: Parsed
    plan: Plan | None
    words: Vocabulary
    wants: Wants
    filters: tuple[Query, ...]
    ranking: Ranking
    diagnostics: tuple[Diagnostic, ...]
    people: tuple[FoundCard, ...] = ()
    steps: tuple[Step, ...] = ()
    meant: tuple[Meaning, ...] = ()


def search(question: Question, desk: Desk) -> Answer:
    """Answer a question. A query never fails; a cursor or a day that is none raises `Mistake`."""
    started = time.perf_counter()
    place = read_cursor(question.cursor)
    meant = understand(question, desk)
    found = climb(Climb(question, meant.plan, meant.filters, meant.ranking, place), desk.engine)
    return Answer(
        question=question,
        understood=_understood(meant, found.rung),
        rung="keyboard" if meant.steps and found.rung == "exact" else found.rung,
        total=found.hits.total,
        hits=_hits(found.hits, meant, desk),
        took_ms=round((time.perf_counter() - started) * 1000, 2),
        generation=desk.generation,
        steps=(
            *meant.steps,
            *_respelled(meant, question, found.rung),
            *_meant(meant, question, found.rung),
            *_widened(question, found.rung),
        ),
        diagnostics=meant.diagnostics,
        next=_next(question, found, place),
        people=meant.people if question.page == 1 and not question.cursor else (),
        facets={name: _facet(name, values, desk) for name, values in found.hits.facets.items()},
        tree=str(found.tree),
        complete=found.complete,
        suggestion=_suggestion(meant, question, found.rung, desk),
    )


def understand(question: Question, desk: Desk) -> Understood:
    """Parse a question, look its words up, and make the engine's trees of it."""
    parsed, steps = read(question, desk)
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
        wanted(parsed, words, meant=meant),
        _filters(question, desk),
        ranking(fresh="yes" if plain and not ageless else "no"),
        (*parsed.diagnostics, *notes),
        people.shown,
        steps,
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


def _hits(found: Hits, meant: Understood, desk: Desk) -> tuple[Hit, ...]:
    ids = [hit.id for hit in found.hits]
    articles = desk.store.articles(ids)
    people = desk.directory.people_of(ids)
    return tuple(
        _hit(hit, articles[hit.id], meant, tuple(people.get(hit.id, ()))) for hit in found.hits if hit.id in articles
    )


def _hit(hit: EngineHit, article: Article, meant: Understood, people: tuple[tuple[str, str], ...]) -> Hit:
    marked = mark(article, meant.wants)
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


def _meant(meant: Understood, question: Question, rung: Rung) -> Iterator[Step]:
    """What the words were read as beside themselves, as far down the ladder as the answer comes from."""
    for meaning in meant.meant:
        if meaning.label and (meaning.rung == "exact" or rung in ("synonym", "most", "any")):
            before = meant.parsed.text[meaning.start : meaning.end]
            yield Step(meaning.kind, before, meaning.label, taken_back(question, meaning.kind))


def _understood(meant: Understood, rung: Rung) -> str:
    """The query as it was answered: on the rung `spelling` with its slips put right."""
    if rung != "spelling":
        return meant.parsed.text
    return respelled(meant.parsed, corrections(plain_words(meant.parsed, meant.words)))


def _respelled(meant: Understood, question: Question, rung: Rung) -> tuple[Step, ...]:
    if rung != "spelling":
        return ()
    return (Step("spelling", meant.parsed.text, _understood(meant, rung), taken_back(question, "spelling")),)


def _suggestion(meant: Understood, question: Question, rung: Rung, desk: Desk) -> str:
    """The query as it was clearly meant, when that is not what was answered."""
    if not desk.language or question.literal:
        return ""
    better = suggestion(meant.parsed, meant.words, desk.language)
    return "" if canonical(better) == canonical(_understood(meant, rung)) else better


def _widened(question: Question, rung: Rung) -> tuple[Step, ...]:
    if rung not in _RUNG_WORDS:
        return ()
    return (Step(rung, question.text, _RUNG_WORDS[rung], {"literal": "1"}),)


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
    return desk.directory.names(values) if name == "person" else {}
