"""Suggestions as JSON, for the box on our pages and for any other."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from searchsvc.searching.suggest import Suggestion, Suggestions
from searchsvc.web.headers import revalidated
from searchsvc.web.links import outside
from searchsvc.web.newsdesk import Newsdesk
from searchsvc.web.params import few_of, text_of
from searchsvc.web.shapes import Json
from searchsvc.web.wording import day, number, office

SUGGEST = "/api/v1/suggest"


def suggesting(desk: Newsdesk) -> Blueprint:
    """The route that the box asks while somebody types."""
    routes = Blueprint("suggesting", __name__)

    @routes.get(SUGGEST)
    @revalidated(desk)
    def suggest() -> Response:
        args = request.args.to_dict(flat=False)
        return jsonify(suggestions_json(desk.suggest(text_of(args), size=few_of(args))))

    return routes


def suggestions_json(found: Suggestions) -> Json:
    """The answer of `/api/v1/suggest`."""
    return {
        "q": found.text,
        "understood": found.understood or None,
        "suggestions": [_suggestion(one) for one in found.found],
        "took_ms": found.took_ms,
        "generation": found.generation,
    }


def _suggestion(one: Suggestion) -> Json:
    return {
        "kind": one.kind,
        "text": one.text,
        "id": one.id or None,
        "url": outside(one.url) or None,
        "marks": [list(mark) for mark in one.marks],
        "detail": " · ".join(part for part in _details(one) if part),
    }


def _details(one: Suggestion) -> tuple[str, ...]:
    """What tells equal ones apart, in Vietnamese."""
    if one.kind == "title":
        return (day(one.published),)
    if one.kind == "phrase":
        return ()
    called = f"còn gọi là {one.called}" if one.called else ""
    return called, office(one.office) if one.office else "", f"{number(one.articles)} bài"
