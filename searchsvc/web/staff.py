"""The staff pages, behind a login or a staff key, and what they show as JSON: why a query finds what it finds."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from searchsvc.searching.answer import Question
from searchsvc.web.access import check, needs
from searchsvc.web.attempts import Attempts
from searchsvc.web.links import address
from searchsvc.web.newsdesk import Newsdesk
from searchsvc.web.params import question_of, short_text_of
from searchsvc.web.sessions import form_is_ours, form_token, log_in, log_out, logged_in
from searchsvc.web.telling import analysis_json, explanation_json

P = ParamSpec("P")

HOME, LOGIN = "/staff", "/staff/login"


def staff(desk: Newsdesk) -> Blueprint:
    """What staff may see."""
    routes = Blueprint("staff", __name__)
    _telling(routes, desk)
    _coming_and_going(routes, desk, Attempts())
    _looking(routes, desk)
    return routes


def _telling(routes: Blueprint, desk: Newsdesk) -> None:
    @routes.get("/api/v1/analyze")
    @needs("staff", desk)
    def analyze() -> Response:
        return jsonify(analysis_json(desk.analyze(_text())))

    @routes.get("/api/v1/explain")
    @needs("staff", desk)
    def explain() -> Response:
        return jsonify(explanation_json(desk.explain(_question())))


def _coming_and_going(routes: Blueprint, desk: Newsdesk, attempts: Attempts) -> None:
    @routes.get(LOGIN)
    def login() -> ResponseReturnValue:
        if logged_in(desk):
            return redirect(_next(), 303)
        return _login_page("")

    @routes.post(LOGIN)
    def enter() -> ResponseReturnValue:
        caller = request.remote_addr or ""
        attempts.require_room(caller)
        if not form_is_ours():
            return _login_page("Trang này đã để quá lâu, xin gửi lại."), 400
        key = desk.key_that_allows(request.form.get("key", "").strip(), "staff")
        if not key:
            attempts.failed(caller)
            return _login_page("Khóa này không đúng, đã bị thu hồi, hoặc không dành cho tòa soạn."), 403
        log_in(key)
        return redirect(_next(), 303)

    @routes.post("/staff/logout")
    def leave() -> ResponseReturnValue:
        if form_is_ours():
            log_out()
        return redirect(LOGIN, 303)


def _looking(routes: Blueprint, desk: Newsdesk) -> None:
    @routes.get(HOME)
    @for_staff(desk)
    def home() -> ResponseReturnValue:
        return render_template("staff.html", form=form_token())

    @routes.get("/staff/analyze")
    @for_staff(desk)
    def analyze_page() -> ResponseReturnValue:
        text = _text()
        told = analysis_json(desk.analyze(text)) if text else None
        return render_template("staff_analyze.html", text=text, told=told, form=form_token())

    @routes.get("/staff/explain")
    @for_staff(desk)
    def explain_page() -> ResponseReturnValue:
        question = _question()
        told = explanation_json(desk.explain(question)) if question.text.strip() else None
        return render_template("staff_explain.html", text=question.text, told=told, form=form_token())


def for_staff(desk: Newsdesk) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """A page for who is logged in or brings a staff key; a browser without either is shown the way in."""

    def decorate(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if logged_in(desk):
                return view(*args, **kwargs)
            if "Authorization" not in request.headers:
                wanted = request.full_path.rstrip("?")
                return redirect(address(LOGIN, {"next": wanted if len(wanted) < 2000 else HOME}), 303)
            check("staff", desk)
            return view(*args, **kwargs)

        return guarded

    return decorate


def _login_page(fault: str) -> str:
    return render_template("staff_login.html", fault=fault, form=form_token(), next=_next())


def _next() -> str:
    """Where to go once logged in: a staff page, whatever the address says."""
    wanted = request.values.get("next", "")
    inside = wanted == HOME or wanted.startswith((f"{HOME}/", f"{HOME}?"))
    return wanted if inside and wanted.isprintable() and "\\" not in wanted else HOME


def _text() -> str:
    return short_text_of(request.args.to_dict(flat=False))


def _question() -> Question:
    return question_of(request.args.to_dict(flat=False))
