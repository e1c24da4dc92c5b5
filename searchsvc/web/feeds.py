"""The newest matches of a query as a feed to subscribe to: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, json, render_template, request

from searchsvc.model import VIETNAM, Article
from searchsvc.searching.answer import Answer, Question
from searchsvc.web.headers import revalidated
from searchsvc.web.links import address, below, outside, parameters
from searchsvc.web.metrics import found
from searchsvc.web.newsdesk import Newsdesk
from searchsvc.web.params import text_of
from searchsvc.web.shapes import Json

ATOM, JSON = "/feed.atom", "/feed.json"
_ITEMS = 30
_NEVER = "1970-01-01T00:00:00Z"
"""When an article without a date was published: Atom wants to be told."""
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """An article in a feed; the moment is as RFC 3339 wants it, "" when nobody knows."""

    address: str
    title: str
    text: str
    moment: str
    authors: tuple[str, ...]
    category: str


def feeds(desk: Newsdesk) -> Blueprint:
    """The two routes."""
    routes = Blueprint("feeds", __name__)

    @routes.get(ATOM)
    @revalidated(desk)
    def atom() -> Response:
        answer = _newest(desk)
        items = [_item(hit.article) for hit in answer.hits]
        latest = max((item.moment for item in items), default="") or _NEVER
        told = {"text": answer.question.text, "items": items, "latest": latest, "never": _NEVER}
        text = render_template("feed.atom.xml", **told, here=_here(ATOM, answer), page=_here("/search", answer))
        return Response(_NO_XML.sub("\ufffd", text), mimetype="application/atom+xml")

    @routes.get(JSON)
    @revalidated(desk)
    def json_feed() -> Response:
        answer = _newest(desk)
        told = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": answer.question.text or "Tin mới",
            "home_page_url": _here("/search", answer),
            "feed_url": _here(JSON, answer),
            "language": "vi",
            "items": [_item_json(_item(hit.article)) for hit in answer.hits],
        }
        return Response(json.dumps(told), mimetype="application/feed+json")

    return routes


def moment_of(published: str) -> str:
    """A day or moment of ours as RFC 3339 has it, in Việt Nam unless told; "" for none.

    >>> moment_of("2014-05-19"), moment_of("2014-05-19T07:30:00Z"), moment_of("2014")
    ('2014-05-19T00:00:00+07:00', '2014-05-19T07:30:00+00:00', '')
    """
    try:
        found = datetime.fromisoformat(published)
    except ValueError:
        return ""
    return (found if found.tzinfo else found.replace(tzinfo=VIETNAM)).isoformat(timespec="seconds")


def _newest(desk: Newsdesk) -> Answer:
    text = text_of(request.args.to_dict(flat=False))
    return found(desk.search(Question(text, sort="newest", size=_ITEMS)))


def _here(path: str, answer: Answer) -> str:
    state = parameters(answer.question)
    kept = ("q", "sort") if path == "/search" else ("q",)
    return _host() + address(path, {name: state[name] for name in kept if name in state})


def _host() -> str:
    return request.host_url.rstrip("/")


def _item(article: Article) -> Item:
    there = outside(article.url) or _host() + below("/articles", article.id)
    text = article.lead or article.body.partition("\n\n")[0]
    return Item(there, article.title, text, moment_of(article.published), article.authors, article.category)


def _item_json(item: Item) -> Json:
    told = {"id": item.address, "url": item.address, "title": item.title, "content_text": item.text}
    more = {
        "date_published": item.moment,
        "authors": [{"name": name} for name in item.authors],
        "tags": [item.category] if item.category else [],
    }
    return {**told, **{name: value for name, value in more.items() if value}}
