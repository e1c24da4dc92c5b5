"""The pages for people: the same questions as the API's, the answers as HTML."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from searchsvc.searching.answer import Answer, Question
from searchsvc.web import results
from searchsvc.web.examples import EXAMPLES, LESSONS
from searchsvc.web.feeds import ATOM
from searchsvc.web.headers import revalidated
from searchsvc.web.kept import Kept
from searchsvc.web.links import SHOWN, address, parameters
from searchsvc.web.metrics import found
from searchsvc.web.newsdesk import Newsdesk
from searchsvc.web.params import Args, page_of, question_of, roll_of, size_of, text_of, with_typed_days

_ROLL_SIZE = 50
_RECENT = Question("", sort="newest", size=6, facets=("year",))


def pages(desk: Newsdesk, kept: Kept) -> Blueprint:
    """Every page a reader can come to."""
    routes = Blueprint("pages", __name__)
    _searching(routes, desk, kept)
    _looking(routes, desk)
    _about(routes, desk)
    return routes


def _searching(routes: Blueprint, desk: Newsdesk, kept: Kept) -> None:
    @routes.get("/")
    @revalidated(desk, kept)
    def home() -> ResponseReturnValue:
        if request.args.get("q"):
            return redirect(f"{results.PATH}?{request.query_string.decode('ascii', 'ignore')}")
        recent = desk.search(_RECENT)
        known, span = desk.people_known(), results.years(recent)
        return render_template("home.html", answer=recent, examples=EXAMPLES, years=span, people_known=known)

    @routes.get(results.PATH)
    @revalidated(desk, kept)
    def search() -> ResponseReturnValue:
        return _results(found(desk.search(question_of(with_typed_days(_args())))))

    @routes.get("/people")
    @revalidated(desk, kept)
    def people() -> ResponseReturnValue:
        args = _args()
        typed = text_of(args)
        if not typed.strip():
            return _roll(desk, args)
        answer = desk.people(typed, page=page_of(args), size=size_of(args))
        state = {"q": typed[:SHOWN]}
        turn = results.paging("/people", state, page=answer.page, size=answer.size, total=answer.total)
        return render_template("people.html", answer=answer, typed=typed, paging=turn)


def _looking(routes: Blueprint, desk: Newsdesk) -> None:
    @routes.get("/people/<anything:id>")
    @revalidated(desk)
    def person(id: str) -> ResponseReturnValue:
        page, size = page_of(_args()), size_of(_args())
        shown = desk.person(id, page=page, size=size)
        turn = results.paging(request.path, {}, page=page, size=size, total=len(shown.card.articles))
        bars = results.histogram(shown.card.years, {"person": id, "sort": "newest"})
        return render_template("person.html", shown=shown, card=shown.card, bars=bars, paging=turn, size=size)

    @routes.get("/articles/<anything:id>")
    @revalidated(desk)
    def article(id: str) -> ResponseReturnValue:
        typed = text_of(_args())
        shown = desk.article(id, typed)
        return render_template("article.html", shown=shown, article=shown.article, typed=typed)


def _about(routes: Blueprint, desk: Newsdesk) -> None:
    @routes.get("/cach-tim")
    @revalidated(desk)
    def lessons() -> ResponseReturnValue:
        return render_template("help.html", lessons=LESSONS)

    @routes.get("/opensearch.xml")
    @revalidated(desk)
    def opensearch() -> ResponseReturnValue:
        return Response(render_template("opensearch.xml"), mimetype="application/opensearchdescription+xml")

    @routes.get("/robots.txt")
    def robots() -> ResponseReturnValue:
        return Response("User-agent: *\nDisallow: /api/\nDisallow: /search?\n", mimetype="text/plain")


def _roll(desk: Newsdesk, args: Args) -> str:
    order, letter = roll_of(args)
    page, size = page_of(args), size_of(args) if "size" in args else _ROLL_SIZE
    roll = desk.roll(order, letter, page=page, size=size)
    state = {"order": order if order != "name" else "", "letter": roll.letter}
    state["size"] = str(size) if size != _ROLL_SIZE else ""
    turn = results.paging("/people", state, page=page, size=size, total=roll.total)
    return render_template("people_roll.html", roll=roll, letters=results.letters(roll), paging=turn)


def _results(answer: Answer) -> str:
    question = answer.question
    state, span = parameters(question), results.years(answer)
    turn = results.paging(results.PATH, state, page=question.page, size=question.size, total=answer.total)
    return render_template(
        "results.html",
        answer=answer,
        typed=question.text,
        state=state,
        undoes=results.undoes(answer),
        chips=results.chips(answer),
        facets=results.facets(answer),
        years=span,
        dated=bool(span or question.start or question.end or question.sort != "relevance"),
        sorts=results.sorts(answer),
        paging=turn,
        feed=address(ATOM, {"q": state["q"]} if "q" in state else {}),
    )


def _args() -> Args:
    return request.args.to_dict(flat=False)
