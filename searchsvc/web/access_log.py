"""A line of JSON for each request, with an id that the answer carries too: enough to find a fault, nothing of anybody.

What was asked is never in it: of an address only the route is told (`/api/v1/people/<id>`), neither its query nor the
id of a person or an article.
"""

from __future__ import annotations

import json
import re
import secrets
import sys
import time
from datetime import UTC, datetime
from typing import TextIO

from flask import Flask, Response, g, request

from searchsvc.config import AccessLog

HEADER = "X-Request-Id"
_SANE = re.compile(r"[A-Za-z0-9._\-]{1,64}")


def register(app: Flask, wanted: AccessLog, *, stream: TextIO | None = None) -> None:
    """Give every request its id, and write the log that is wanted, to stderr unless told."""
    app.before_request(_begin)
    app.after_request(_name)
    if wanted != "off":
        app.after_request(lambda response: _write(response, wanted, stream or sys.stderr))


def _begin() -> None:
    given = request.headers.get(HEADER, "")
    g.request_id = given if _SANE.fullmatch(given) else secrets.token_hex(8)
    g.began = time.perf_counter()


def _name(response: Response) -> Response:
    if "request_id" in g:
        response.headers[HEADER] = g.request_id
    return response


def _write(response: Response, wanted: AccessLog, stream: TextIO) -> Response:
    took = time.perf_counter() - g.get("began", time.perf_counter())
    line = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "id": g.get("request_id", ""),
        "method": request.method if request.url_rule else "",
        "route": re.sub("<[^>]*?([a-z_]+)>", r"<\1>", request.url_rule.rule) if request.url_rule else "",
        "status": response.status_code,
        "bytes": response.calculate_content_length(),
        "took_ms": round(took * 1000, 2),
    }
    if wanted == "addresses":
        line["address"] = request.remote_addr or ""
    # One write for a line: several workers write to one stream.
    stream.write(json.dumps(line) + "\n")
    stream.flush()
    return response
