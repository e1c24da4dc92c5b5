"""The web app: pages for people, JSON for programs, over one newsdesk."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from flask import Flask, Request, Response, request
from werkzeug.datastructures import MultiDict
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter
from werkzeug.utils import cached_property

from searchsvc.web import access_log, cors, errors, headers, limits, metrics, sessions, templating
from searchsvc.web.api import api
from searchsvc.web.bodies import LARGEST
from searchsvc.web.deciding import deciding
from searchsvc.web.exporting import exporting
from searchsvc.web.feeds import feeds
from searchsvc.web.kept import Kept
from searchsvc.web.newsdesk import Newsdesk
from searchsvc.web.openapi import contract
from searchsvc.web.pages import pages
from searchsvc.web.staff import staff
from searchsvc.web.suggesting import suggesting
from searchsvc.web.wordpress import wordpress

if TYPE_CHECKING:
    from searchsvc.config import Settings

_A_YEAR = 365 * 24 * 3600


class _Anything(BaseConverter):
    """An id as it is, slashes and all: ids come from other people's systems."""

    regex = r"(?s:.+)"
    part_isolating = False
    weight = 1000  # behind every rule that names what follows


class _Lenient(Request):
    """A request whose address may hold any bytes: Werkzeug fails on what is neither ASCII nor UTF-8."""

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The parameters; what cannot be read stands as U+FFFD."""
        return MultiDict(parse_qsl(self.query_string.decode("utf-8", "replace"), keep_blank_values=True))


def create_app(settings: Settings, *, desk: Newsdesk | None = None) -> Flask:
    """The app over the index in `settings`, or over a newsdesk of one's own."""
    home = settings.index if desk is None else None
    if desk is None:
        from searchsvc.web.live import LiveNewsdesk

        desk = LiveNewsdesk(settings.index)
    app = Flask("searchsvc.web")
    app.request_class = _Lenient
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, SEND_FILE_MAX_AGE_DEFAULT=_A_YEAR)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.converters["anything"] = _Anything
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = False
    templating.register(app, settings.site_name)
    errors.register(app)
    access_log.register(app, settings.access_log)
    headers.register(app)
    sessions.register(app, home)
    kept = Kept(settings.kept_mb << 20)
    app.register_blueprint(api(desk, kept))
    app.register_blueprint(suggesting(desk))
    app.register_blueprint(staff(desk))
    app.register_blueprint(deciding(desk))
    app.register_blueprint(exporting(desk))
    app.register_blueprint(wordpress(desk))
    app.register_blueprint(feeds(desk))
    app.register_blueprint(contract())
    app.register_blueprint(pages(desk, kept))
    metrics.register(app, desk, home=home)
    limits.register(app, desk, most=settings.rate)
    cors.register(app, settings.origins)
    _trust(app, settings.proxies)
    app.after_request(_keep_static)
    return app


def _trust(app: Flask, proxies: int) -> None:
    """Take a caller's address from what so many proxies before the service say of it."""
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=0, x_host=0)  # type: ignore[method-assign]


def _keep_static(response: Response) -> Response:
    """A static file's address changes with its content, so whoever has it need not ask again."""
    if request.endpoint == "static" and response.status_code in (200, 304) and "v" in request.args:
        response.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    return response
