"""Who is logged in on the staff pages: a signed cookie that names a key, good while the key is."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask, request, session
from flask.sessions import SecureCookieSessionInterface

from searchsvc.web.newsdesk import Newsdesk

FILE = "session.secret"
LASTS = timedelta(hours=12)
PATH = "/staff"
_COOKIE = "searchsvc_staff"


class _Sessions(SecureCookieSessionInterface):
    """Flask's signed cookie, with a secret that all processes share; over HTTPS it is sent over nothing else."""

    digest_method = staticmethod(hashlib.sha256)
    salt = "searchsvc staff"

    def __init__(self, home: Path | None) -> None:
        self._home = home

    def get_signing_serializer(self, app: Flask) -> Any:
        """The signer; its secret is read, or made, when somebody first needs it."""
        app.secret_key = app.secret_key or secret_in(self._home)
        return super().get_signing_serializer(app)

    def get_cookie_secure(self, app: Flask) -> bool:
        """Whether this request came over HTTPS."""
        return request.is_secure


def register(app: Flask, home: Path | None) -> None:
    """Let the app know who is logged in; the secret is kept in the index folder, or only in memory without one."""
    app.session_interface = _Sessions(home)
    app.config.update(
        SESSION_COOKIE_NAME=_COOKIE,
        SESSION_COOKIE_PATH=PATH,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=LASTS,
    )


def secret_in(home: Path | None) -> bytes:
    """The secret that cookies are signed with. To lose it logs everybody out, and nothing more."""
    fresh = secrets.token_bytes(32)
    if home is None or not home.is_dir():
        return fresh
    path, made = home / FILE, home / f"{FILE}.{secrets.token_hex(4)}"
    if not path.exists():
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(fresh)
        try:
            os.link(made, path)  # of two processes at once one comes first, and both read its secret
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_bytes()


def log_in(key: str) -> None:
    """Begin a session for the key of this id."""
    session.clear()
    session.permanent = True
    session["key"] = key


def log_out() -> None:
    """End the session."""
    session.clear()


def logged_in(desk: Newsdesk) -> bool:
    """Whether this request comes from a session whose key is still good for the staff pages."""
    key = session.get("key")
    return isinstance(key, str) and desk.still_allows(key, "staff")


def key_in() -> str:
    """The id of the key that this session is for, "" for none."""
    return str(session.get("key", ""))


def form_token() -> str:
    """What a form of this session must bring back, so that no other site can send it."""
    if "form" not in session:
        session["form"] = secrets.token_urlsafe(24)
    return str(session["form"])


def form_is_ours() -> bool:
    """Whether the form just sent is one that this session was given."""
    given, sent = session.get("form"), request.form.get("form", "")
    return isinstance(given, str) and hmac.compare_digest(given.encode(), sent.encode("utf-8", "surrogatepass"))
