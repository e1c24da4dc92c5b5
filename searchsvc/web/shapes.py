"""Answers as JSON (`interface.md`): pure functions, used by the API and by the command line's `--json`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from searchsvc.analysis.citations import Cited
from searchsvc.model import Article, Mention, NamedPerson, OfficeHeld
from searchsvc.searching.answer import (
    Answer,
    ArticlePage,
    Diagnostic,
    FoundCard,
    Hit,
    Matched,
    OfficeShown,
    PeopleAnswer,
    PersonInArticle,
    PersonPage,
    PlaceInArticle,
    Question,
    Step,
)
from searchsvc.web.links import address, parameters
from searchsvc.web.wording import office, offices

Json = dict[str, Any]

SEARCH = "/api/v1/search"


def search_json(answer: Answer) -> Json:
    """The answer of `/api/v1/search`."""
    return {
        "query": {
            "text": answer.question.text,
            "understood": answer.understood,
            "rung": answer.rung,
            "steps": [_step(step, answer.question) for step in answer.steps],
            "diagnostics": [_diagnostic(diagnostic) for diagnostic in answer.diagnostics],
        },
        "total": answer.total,
        "page": answer.question.page,
        "size": answer.question.size,
        "next": answer.next or None,
        "took_ms": round(answer.took_ms, 2),
        "generation": answer.generation,
        "suggestion": answer.suggestion or None,
        "people": [card_json(found) for found in answer.people],
        "facets": {name: [_facet_value(value) for value in values] for name, values in answer.facets.items()},
        "hits": [hit_json(hit) for hit in answer.hits],
    }


def hit_json(hit: Hit) -> Json:
    """One article found."""
    return {
        **summary_json(hit.article),
        "score": hit.score,
        "tier": hit.tier,
        "title_marks": _marks(hit.title_marks),
        "lead_marks": _marks(hit.lead_marks),
        "snippets": [
            {"field": snippet.field, "text": snippet.text, "marks": _marks(snippet.marks)} for snippet in hit.snippets
        ],
        "people": [{"id": id, "name": name} for id, name in hit.people],
        "duplicates": list(hit.duplicates),
    }


def summary_json(article: Article) -> Json:
    """What a list says of an article."""
    return {
        "id": article.id,
        "url": article.url or None,
        "title": article.title,
        "lead": article.lead,
        "published": article.published or None,
        "published_inferred": article.published_inferred,
        "category": article.category,
        "authors": list(article.authors),
    }


def people_json(answer: PeopleAnswer) -> Json:
    """The answer of `/api/v1/people`."""
    return {
        "query": answer.text,
        "understood": answer.understood or answer.text,
        "total": answer.total,
        "page": answer.page,
        "size": answer.size,
        "people": [_with_reasons(found) for found in answer.people],
    }


def matches_json(matches: Iterable[Matched]) -> Json:
    """The answer of `/api/v1/people/match`."""
    return {
        "matches": [
            {"name": matched.name, "candidates": [_with_reasons(found) for found in matched.candidates]}
            for matched in matches
        ]
    }


def _with_reasons(found: FoundCard) -> Json:
    return {**card_json(found), "reasons": list(found.reasons)}


def card_json(found: FoundCard) -> Json:
    """A person found."""
    card = found.card
    return {
        "id": card.id,
        "name": card.name,
        "offices": offices(card),
        "articles": len(card.articles),
        "first_seen": card.first_seen or None,
        "last_seen": card.last_seen or None,
        "score": found.score,
    }


def person_json(shown: PersonPage, *, page: int, size: int) -> Json:
    """The answer of `/api/v1/people/{id}`: one page of the person's articles, newest first, of `total` in all."""
    card = shown.card
    return {
        "id": card.id,
        "name": card.name,
        "names": list(card.names),
        "kind": card.kind,
        "first_seen": card.first_seen or None,
        "last_seen": card.last_seen or None,
        "offices": [_office_shown(one) for one in shown.offices],
        "years": dict(sorted(card.years.items())),
        "with": [{"id": id or None, "name": name, "articles": count} for id, name, count in shown.together],
        "total": len(card.articles),
        "page": page,
        "size": size,
        "articles": [summary_json(article) for article in shown.articles],
    }


def article_json(shown: ArticlePage) -> Json:
    """The answer of `/api/v1/articles/{id}`: the cleaned article and what was found in it."""
    article = shown.article
    return {
        **summary_json(article),
        "body": article.body,
        "captions": list(article.captions),
        "updated": article.updated or None,
        "tags": list(article.tags),
        "source": article.source,
        "dateline": _dateline(article),
        "notes": list(article.notes),
        "extra": dict(article.extra),
        "marks": {field: _marks(marks) for field, marks in shown.marks.items()},
        "people": [_in_article(one) for one in shown.people],
        "numbers": [_cited(one) for one in shown.numbers],
        "places": [_place(one, article) for one in shown.places],
    }


def _step(step: Step, question: Question) -> Json:
    undo = address(SEARCH, parameters(question), **step.undo)
    return {"step": step.step, "from": step.before, "to": step.after, "undo": undo}


def _diagnostic(diagnostic: Diagnostic) -> Json:
    return {
        "kind": diagnostic.kind,
        "start": diagnostic.start,
        "end": diagnostic.end,
        "message": diagnostic.message,
    }


def _facet_value(value: Any) -> Json:
    return {"value": value.value, "label": value.label, "count": value.count}


def _marks(marks: tuple[tuple[int, int], ...]) -> list[list[int]]:
    return [[start, end] for start, end in marks]


def _office_shown(shown: OfficeShown) -> Json:
    held: OfficeHeld = shown.held
    return {
        "office": held.title,
        "place": held.place,
        "former": held.former,
        "label": office(held),
        "first_seen": held.first_seen or None,
        "last_seen": held.last_seen or None,
        "articles": held.articles,
        "proof": {"article": held.article, "text": shown.proof},
    }


def _dateline(article: Article) -> Json | None:
    if not (line := article.dateline):
        return None
    return {"text": line.text, "place": line.place, "day": line.day, "month": line.month, "year": line.year}


def _in_article(one: PersonInArticle) -> Json:
    person: NamedPerson = one.person
    return {
        "id": one.id or None,
        "name": person.name,
        "offices": list(dict.fromkeys(held.title for held in person.offices)),
        "mentions": [_mention(mention) for mention in person.mentions],
    }


def _cited(one: Cited) -> Json:
    return {"number": one.name, "mentions": [_mention(mention) for mention in one.mentions]}


def _place(one: PlaceInArticle, article: Article) -> Json:
    texts = dict(article.texts())
    mentions = [
        {"field": field, "start": start, "end": end, "text": texts[field][start:end]}
        for field, start, end in one.mentions
    ]
    return {"id": one.id, "name": one.label, "mentions": mentions}


def _mention(mention: Mention) -> Json:
    return {
        "field": mention.field,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "called": mention.called,
    }
