"""Which other sites' scripts may read the API in a browser: those on a list, by `GET` and without cookies."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask, Response, request

_BELOW = "/api/v1/"
_READING = ("GET", "HEAD", "OPTIONS")
_SHOWN = "ETag, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id"
_A_DAY = "86400"


def register(app: Flask, origins: Collection[str]) -> None:
    """Tell browsers that scripts of these sites (`https://tin.example`; `*` for all) may read the API."""
    if origins:
        app.after_request(lambda response: _allow(response, origins))


def _allow(response: Response, origins: Collection[str]) -> Response:
    if not request.path.startswith(_BELOW):
        return response
    response.vary.add("Origin")
    origin = request.headers.get("Origin", "")
    if request.method not in _READING or not origin or not {origin, "*"} & set(origins):
        return response
    response.headers["Access-Control-Allow-Origin"] = "*" if "*" in origins else origin
    response.headers["Access-Control-Expose-Headers"] = _SHOWN
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET"
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
        response.headers["Access-Control-Max-Age"] = _A_DAY
    return response
