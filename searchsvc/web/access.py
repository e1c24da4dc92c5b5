"""Who may do what: keys sent as `Authorization: Bearer <key>`, each with scopes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import request

from searchsvc.errors import Mistake
from searchsvc.web.newsdesk import Newsdesk, Scope

P = ParamSpec("P")
R = TypeVar("R")

_KEY_LENGTH = 200


class Refused(Mistake):
    """No key, an unknown one (`missing`), or one without the scope that is asked for."""

    def __init__(self, scope: Scope, *, missing: bool) -> None:
        super().__init__(scope)
        self.scope = scope
        self.missing = missing


def needs(scope: Scope, desk: Newsdesk) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A view that only a key with this scope may use; raises `Refused` for everybody else."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            check(scope, desk)
            return view(*args, **kwargs)

        return checked

    return decorate


def check(scope: Scope, desk: Newsdesk) -> None:
    """Raise `Refused` unless this request brings a key with the scope."""
    key = bearer()
    scopes = desk.scopes(key) if key else frozenset()
    if not scopes:
        raise Refused(scope, missing=True)
    if scope not in scopes:
        raise Refused(scope, missing=False)


def bearer() -> str:
    """The key that came with the request, "" for none or for what cannot be one."""
    kind, _, key = request.headers.get("Authorization", "").partition(" ")
    key = key.strip()
    return key if kind.casefold() == "bearer" and len(key) <= _KEY_LENGTH else ""
