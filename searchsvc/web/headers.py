"""Response headers: what a browser may do with a page, and how long an answer stays true."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import ParamSpec

from flask import Flask, Response, make_response, request
from flask.typing import ResponseReturnValue

from searchsvc import __version__
from searchsvc.model import VIETNAM
from searchsvc.web import metrics
from searchsvc.web.kept import Kept
from searchsvc.web.newsdesk import Newsdesk

P = ParamSpec("P")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

_ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def register(app: Flask) -> None:
    """Set the headers that stand on every answer."""
    app.after_request(_finish)


def revalidated(
    desk: Newsdesk, kept: Kept | None = None
) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, Response]]:
    """A view whose answer holds for one state of the index: with an ETag, and 304 to who has it already.

    With `kept` the answer itself is kept too, for who asks the same.
    """

    def decorate(view: Callable[P, ResponseReturnValue]) -> Callable[P, Response]:
        @wraps(view)
        def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
            started = time.perf_counter()
            tag = _tag(desk.generation())
            again = kept.again(tag, started=started) if kept else None
            response = Response(status=304) if _has(tag) else again or make_response(view(*args, **kwargs))
            if again:
                metrics.kept()
            elif kept:
                kept.keep(tag, response)
            if response.status_code in (200, 304):
                response.set_etag(tag, weak=True)  # weak: took_ms differs from one answer to the next
                response.headers["Cache-Control"] = "no-cache"
            return response

        return answer

    return decorate


def _tag(generation: str) -> str:
    """What an answer depends on: the index, the address, our own version, and the day (freshness counts in ranking)."""
    asked = f"{request.root_url}\0{request.path}\0{request.query_string.decode('latin-1')}"
    told = "\0".join((generation, asked, __version__, _today()))
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _today() -> str:
    return datetime.now(VIETNAM).date().isoformat()


def _has(tag: str) -> bool:
    """Whether the caller has this very answer; `*` is not asked about, it would skip the checks on parameters."""
    return not request.if_none_match.star_tag and request.if_none_match.contains_weak(tag)


def _finish(response: Response) -> Response:
    for name, value in _ALWAYS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    if request.path.startswith("/api/"):
        response.vary.add("Accept-Language")
    return response
