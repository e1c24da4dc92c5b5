"""The JSON API: parameters to a question, the newsdesk's answer to JSON."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from searchsvc.web.access import needs
from searchsvc.web.bodies import article_in, names_in
from searchsvc.web.headers import revalidated
from searchsvc.web.kept import Kept
from searchsvc.web.links import below
from searchsvc.web.metrics import found
from searchsvc.web.newsdesk import Newsdesk
from searchsvc.web.params import Args, page_of, question_of, size_of, text_of, wait_of
from searchsvc.web.shapes import SEARCH, Json, article_json, matches_json, people_json, person_json, search_json

ARTICLES, PEOPLE = "/api/v1/articles", "/api/v1/people"


def api(desk: Newsdesk, kept: Kept) -> Blueprint:
    """The routes below `/api/v1` and the two that watchers ask."""
    routes = Blueprint("api", __name__)
    _searching(routes, desk, kept)
    _reading(routes, desk)
    _writing(routes, desk)
    _watching(routes, desk)
    return routes


def _searching(routes: Blueprint, desk: Newsdesk, kept: Kept) -> None:
    @routes.get(SEARCH)
    @revalidated(desk, kept)
    def search() -> Response:
        return _json(search_json(found(desk.search(question_of(_args())))))

    @routes.get(PEOPLE)
    @revalidated(desk, kept)
    def people() -> Response:
        args = _args()
        return _json(people_json(desk.people(text_of(args), page=page_of(args), size=size_of(args))))

    @routes.post(f"{PEOPLE}/match")
    def match() -> Response:
        names, size = names_in(request)
        return _json(matches_json(desk.match(names, size=size)))


def _reading(routes: Blueprint, desk: Newsdesk) -> None:
    @routes.get(f"{PEOPLE}/<anything:id>")
    @revalidated(desk)
    def person(id: str) -> Response:
        page, size = page_of(_args()), size_of(_args())
        return _json(person_json(desk.person(id, page=page, size=size), page=page, size=size))

    @routes.get(f"{ARTICLES}/<anything:id>")
    @revalidated(desk)
    def article(id: str) -> Response:
        return _json(article_json(desk.article(id, text_of(_args()))))


def _writing(routes: Blueprint, desk: Newsdesk) -> None:
    @routes.put(f"{ARTICLES}/<anything:id>")
    @needs("write", desk)
    def put(id: str) -> Response:
        wait = wait_of(_args())
        stored = desk.put(article_in(request, id), wait=wait)
        response = _json({"id": id, "outcome": stored.outcome, "searchable": stored.searchable})
        response.status_code = 202 if not stored.searchable else 201 if stored.outcome == "new" else 200
        response.headers["Location"] = below(ARTICLES, id)
        return response

    @routes.delete(f"{ARTICLES}/<anything:id>")
    @needs("write", desk)
    def delete(id: str) -> Response:
        gone = desk.delete(id, wait=wait_of(_args()))
        return Response(status=204 if gone == "gone" else 202)


def _watching(routes: Blueprint, desk: Newsdesk) -> None:
    @routes.get("/healthz")
    def healthz() -> Response:
        return _json({"status": "ok"})

    @routes.get("/readyz")
    def readyz() -> Response:
        state = desk.readiness()
        status = "ready" if state.ready else "not ready"
        response = _json({"status": status, "reason": state.reason or None, **state.details})
        response.status_code = 200 if state.ready else 503
        return response


def _args() -> Args:
    return request.args.to_dict(flat=False)


def _json(body: Json) -> Response:
    return jsonify(body)
