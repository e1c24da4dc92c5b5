"""Errors as answers: problem documents (RFC 9457) for programs, pages for people. Only this file knows their codes."""

from __future__ import annotations

import logging
import math
import time
from dataclasses import dataclass

from flask import Flask, Response, g, json, render_template, request
from werkzeug.exceptions import HTTPException

from searchsvc.errors import BadRecord, Broken, Busy, Mistake, NotFound
from searchsvc.web.access import Refused
from searchsvc.web.attempts import TooMany
from searchsvc.web.params import BadParameter

_log = logging.getLogger(__name__)

_AGAIN_AFTER = 60.0
"""Seconds before the same trouble is told to the log again: it may meet every request there is."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of problem: its stable name, status, and title in both languages."""

    name: str
    status: int
    vietnamese: str
    english: str

    @property
    def type(self) -> str:
        """The URI reference that stands for this kind of problem."""
        return f"/problems/{self.name}"


PROBLEMS = (
    Problem("bad-request", 400, "Yêu cầu không đọc được", "The request could not be read"),
    Problem("bad-parameter", 400, "Tham số không hợp lệ", "A parameter is out of range"),
    Problem("no-key", 401, "Cần có khóa", "A valid key is needed"),
    Problem("key-not-enough", 403, "Khóa này không đủ quyền", "The key does not allow this"),
    Problem("not-found", 404, "Không có trang này", "Not found"),
    Problem("method-not-allowed", 405, "Không dùng được cách gọi này ở đây", "The method is not allowed here"),
    Problem("too-large", 413, "Nội dung gửi lên quá lớn", "The body is too large"),
    Problem("address-too-long", 414, "Địa chỉ quá dài", "The address is too long"),
    Problem("not-json", 415, "Nội dung gửi lên phải là JSON", "The body must be JSON"),
    Problem("bad-article", 422, "Không nhận được bài này", "This is no article"),
    Problem("too-many", 429, "Quá nhiều lần trong một lúc", "Too many requests"),
    Problem("broken", 500, "Có lỗi ở phía chúng tôi", "Something broke on our side"),
    Problem("unavailable", 503, "Chưa trả lời được lúc này", "Not able to answer right now"),
)

_BY_NAME = {problem.name: problem for problem in PROBLEMS}
_BY_STATUS = {problem.status: problem for problem in reversed(PROBLEMS)}
_RETRY_SECONDS = "5"


def register(app: Flask) -> None:
    """Answer every error that reaches the app."""
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(Mistake, _mistake)
    app.register_error_handler(BadRecord, _bad_record)
    app.register_error_handler(Busy, _unavailable)
    app.register_error_handler(Broken, _unavailable)
    app.register_error_handler(Exception, _broken)


def _from_http(error: HTTPException) -> Response:
    status = error.code or 500
    problem = _BY_STATUS.get(status, _BY_STATUS[400 if status < 500 else 500])
    answer = _answer(problem, "")
    for name, value in error.get_headers(request.environ):
        if name in ("Allow", "Retry-After", "Location"):
            answer.headers[name] = value
    return answer


def _refused(error: Refused) -> Response:
    answer = _answer(_BY_NAME["no-key" if error.missing else "key-not-enough"], "")
    reason = "" if error.missing else f', error="insufficient_scope", scope="{error.scope}"'
    answer.headers["WWW-Authenticate"] = f'Bearer realm="searchsvc"{reason}'
    return answer


def _too_many(error: TooMany) -> Response:
    answer = _answer(_BY_NAME["too-many"], str(error))
    answer.headers["Retry-After"] = str(max(1, math.ceil(error.wait)))
    return answer


def _not_found(error: NotFound) -> Response:
    return _answer(_BY_NAME["not-found"], str(error))


def _mistake(error: Mistake) -> Response:
    detail = error.english if isinstance(error, BadParameter) and _language() == "en" else str(error)
    name = "bad-parameter" if error.where else "bad-request"
    return _answer(_BY_NAME[name], detail, parameter=error.where)


def _bad_record(error: BadRecord) -> Response:
    return _answer(_BY_NAME["bad-article"], error.reason)


def _unavailable(error: Exception) -> Response:
    """Busy, broken or stale: an operator reads why in the log and in `/readyz`, a caller only that it may pass."""
    _tell(str(error))
    answer = _answer(_BY_NAME["unavailable"], "")
    answer.headers["Retry-After"] = _RETRY_SECONDS
    return answer


def _tell(trouble: str) -> None:
    now = time.monotonic()
    if now - _told.get(trouble, -_AGAIN_AFTER) < _AGAIN_AFTER:
        return
    _told.clear()  # one trouble at a time, so that it never grows
    _told[trouble] = now
    _log.error("cannot answer: %s", trouble)


_told: dict[str, float] = {}


def _broken(error: Exception) -> Response:
    # The path without its query: what people look for does not go into a log.
    _log.error("failed on %s (request %s)", request.path, g.get("request_id", ""), exc_info=error)
    return _answer(_BY_NAME["broken"], "")


def _answer(problem: Problem, detail: str, *, parameter: str = "") -> Response:
    answer = _document(problem, detail, parameter) if _for_a_program() else _page(problem, detail, parameter)
    answer.status_code = problem.status
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _document(problem: Problem, detail: str, parameter: str) -> Response:
    title = problem.vietnamese if _language() == "vi" else problem.english
    members = {"type": problem.type, "title": title, "status": problem.status}
    extra = {"detail": detail, "parameter": parameter}
    body = json.dumps({**members, **{name: value for name, value in extra.items() if value}})
    return Response(body + "\n", mimetype="application/problem+json", headers={"Content-Language": _language()})


def _page(problem: Problem, detail: str, parameter: str) -> Response:
    return Response(render_template("error.html", problem=problem, detail=detail, parameter=parameter))


def _for_a_program() -> bool:
    return request.path.startswith(("/api/", "/wp-json/", "/feed.", "/healthz", "/readyz"))


def _language() -> str:
    if not _for_a_program():
        return "vi"
    asked = (language.partition("-")[0].casefold() for language in request.accept_languages.values())
    return next((language for language in asked if language in ("en", "vi")), "en")
