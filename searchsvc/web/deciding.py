"""Staff decisions about people: JSON for programs that bring a staff key, pages with forms for who is logged in."""

from __future__ import annotations

from typing import cast, get_args
from urllib.parse import unquote, urlsplit

from flask import Blueprint, Request, Response, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from searchsvc.errors import Mistake, NotFound
from searchsvc.indexing.deciding import Wish
from searchsvc.model import Decision, DecisionKind
from searchsvc.web import results
from searchsvc.web.access import bearer, needs
from searchsvc.web.bodies import json_object
from searchsvc.web.links import below
from searchsvc.web.newsdesk import Newsdesk
from searchsvc.web.params import BadParameter, page_of, size_of
from searchsvc.web.sessions import form_is_ours, form_token, key_in
from searchsvc.web.shapes import Json
from searchsvc.web.staff import for_staff

API, PAGE = "/api/v1/people/decisions", "/staff/people"
KINDS = get_args(DecisionKind)
SHOWN = 100
"""Articles of a card on one page, to choose from."""
_LONGEST = 500


def deciding(desk: Newsdesk) -> Blueprint:
    """The routes."""
    routes = Blueprint("deciding", __name__)
    _for_programs(routes, desk)
    _list(routes, desk)
    _one_person(routes, desk)
    return routes


def _for_programs(routes: Blueprint, desk: Newsdesk) -> None:
    @routes.get(API)
    @needs("staff", desk)
    def listed() -> Response:
        args = request.args.to_dict(flat=False)
        page, size = page_of(args), size_of(args)
        found, total = desk.decisions(page=page, size=size)
        told = [decision_json(decision) for decision in found]
        return jsonify({"total": total, "page": page, "size": size, "decisions": told})

    @routes.post(API)
    @needs("staff", desk)
    def taken() -> Response:
        decided = desk.decide(wish_in(request), key=desk.key_that_allows(bearer(), "staff"))
        response = jsonify({**decision_json(decided.decision), "searchable": decided.searchable})
        response.status_code = 201 if decided.searchable else 202
        response.headers["Location"] = f"{API}/{decided.decision.id}"
        return response

    @routes.delete(f"{API}/<int:id>")
    @needs("staff", desk)
    def undone(id: int) -> Response:
        decided = desk.undo(id, key=desk.key_that_allows(bearer(), "staff"))
        response = jsonify({**decision_json(decided.decision), "searchable": decided.searchable})
        response.status_code = 200 if decided.searchable else 202
        return response


def _list(routes: Blueprint, desk: Newsdesk) -> None:
    @routes.get(PAGE)
    @for_staff(desk)
    def decisions_page() -> ResponseReturnValue:
        args = request.args.to_dict(flat=False)
        page, size = page_of(args), size_of(args)
        found, total = desk.decisions(page=page, size=size)
        turn = results.paging(PAGE, {}, page=page, size=size, total=total)
        return render_template("staff_people.html", decisions=found, total=total, paging=turn, form=form_token())

    @routes.post(f"{PAGE}/undo/<int:id>")
    @for_staff(desk)
    def undo(id: int) -> ResponseReturnValue:
        _require_ours()
        desk.undo(id, key=key_in())
        return redirect(PAGE, 303)


def _one_person(routes: Blueprint, desk: Newsdesk) -> None:
    @routes.get(f"{PAGE}/<anything:id>")
    @for_staff(desk)
    def person_page(id: str) -> ResponseReturnValue:
        return _person(desk, id, "")

    @routes.post(f"{PAGE}/<anything:id>")
    @for_staff(desk)
    def decide(id: str) -> ResponseReturnValue:
        _require_ours()
        try:
            desk.decide(_wished(id), key=key_in())
        except Mistake as mistake:
            return _person(desk, id, str(mistake)), 404 if isinstance(mistake, NotFound) else 400
        return redirect(PAGE, 303)


def _person(desk: Newsdesk, id: str, fault: str) -> str:
    page = page_of(request.args.to_dict(flat=False))
    shown = desk.person(id, page=page, size=SHOWN)
    turn = results.paging(request.path, {}, page=page, size=SHOWN, total=len(shown.card.articles))
    return render_template(
        "staff_person.html",
        shown=shown,
        card=shown.card,
        paging=turn,
        fault=fault,
        action=below(PAGE, id),
        form=form_token(),
    )


def _require_ours() -> None:
    if not form_is_ours():
        raise Mistake("Trang này đã để quá lâu, xin mở lại rồi gửi.")


def _wished(id: str) -> Wish:
    """What a form on the page of a card wishes."""
    sent = request.form
    return Wish(
        _kind(sent.get("kind", "")),
        id,
        id_in(sent.get("with", "")),
        tuple(sent.getlist("articles")),
        sent.get("alias", "")[:_LONGEST],
    )


def wish_in(request: Request) -> Wish:
    """The wish in a request's body, `{"kind", "person", "with", "articles", "alias"}`; raises `BadParameter`."""
    record = json_object(request)
    texts = {name: record.get(name, "") for name in ("kind", "person", "with", "alias")}
    articles = record.get("articles", [])
    for name, value in texts.items():
        if not isinstance(value, str) or len(value) > _LONGEST:
            raise BadParameter(f"“{name}” phải là một chuỗi ngắn.", f"“{name}” must be a short string.", where=name)
    if not isinstance(articles, list) or not all(isinstance(article, str) for article in articles):
        raise BadParameter("“articles” phải là danh sách id.", "“articles” must be a list of ids.", where="articles")
    person, other = id_in(texts["person"]), id_in(texts["with"])
    return Wish(_kind(texts["kind"]), person, other, tuple(articles), texts["alias"])


def _kind(text: str) -> DecisionKind:
    if text not in KINDS:
        listed = ", ".join(KINDS)
        raise BadParameter(f"“kind” phải là một trong: {listed}.", f"“kind” must be one of: {listed}.", where="kind")
    return cast(DecisionKind, text)


def id_in(text: str) -> str:
    """The id of a card, given as it is or as the address of its page.

    >>> id_in(" https://tin.example/people/ho-van-nang-3f2a9c1e?page=2 "), id_in("ho-van-nang-3f2a9c1e")
    ('ho-van-nang-3f2a9c1e', 'ho-van-nang-3f2a9c1e')
    """
    text = text.strip()
    if "/" not in text:
        return text
    try:
        return unquote(urlsplit(text).path.rstrip("/").rpartition("/")[2])
    except ValueError:  # "http://[" and its like
        return text


def decision_json(decision: Decision) -> Json:
    """A decision as JSON; of the anchors only those that were chosen article by article."""
    chosen = decision.sides[0] if decision.kind == "split" else ()
    return {
        "id": decision.id,
        "kind": decision.kind,
        "names": list(decision.names),
        "alias": decision.alias or None,
        "articles": list(dict.fromkeys(anchor.article for anchor in chosen)),
        "who": decision.who,
        "at": decision.at,
        "undone_at": decision.undone_at or None,
        "undone_by": decision.undone_by or None,
    }
