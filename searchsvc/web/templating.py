"""What templates may call: filters for how things are said, functions for where links lead."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import urlsplit

from flask import Flask, request
from jinja2 import StrictUndefined

from searchsvc.model import Article, Card, NamedPerson, OfficeHeld
from searchsvc.searching.answer import Hit, Question
from searchsvc.web import wording
from searchsvc.web.days import typed
from searchsvc.web.examples import Example
from searchsvc.web.links import SHOWN, address, below, outside
from searchsvc.web.marks import marked, paragraphs

_CARRIED = 60
"""Code points of a query that a link to one article carries along; a longer one would weigh on every hit."""


LONGEST = 800
"""Code points the box holds: more than the parser reads, and never more than fits an address."""


@dataclass(frozen=True, slots=True)
class Asks:
    """What the box on a page asks for."""

    path: str
    label: str


def register(app: Flask, site_name: str) -> None:
    """Make the templates' vocabulary known."""
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    env.undefined = StrictUndefined
    env.filters.update(FILTERS)
    env.globals.update(LINKS)
    env.globals.update(
        site_name=site_name,
        typed="",
        longest=LONGEST,
        stylesheet=_static("site.css"),
        icon=_static("icon.svg"),
        box_script=_static("box.js"),
        found=wording.found,
        widened=wording.widened,
    )
    env.globals["parts"] = env.get_template("_parts.html").make_module()
    app.context_processor(_of_this_request)


def _of_this_request() -> dict[str, object]:
    asks = Asks("/people", "Tìm người, chức vụ") if _under("/people") else Asks("/search", "Tìm bài, người, văn bản")
    return {"asks": asks, "tabs": _tabs}


def _tabs(query: str) -> list[tuple[str, str, bool]]:
    """The kinds of things to find, as (label, address, whether it is this page); the query goes along."""
    return [
        ("Bài viết", _search(query), _under("/search") or _under("/articles")),
        ("Người", _people(query), _under("/people")),
        ("Cách tìm", "/cach-tim", _under("/cach-tim")),
    ]


def _under(path: str) -> bool:
    return request.path == path or request.path.startswith(f"{path}/")


def _static(name: str) -> str:
    """The address of a static file; its content is part of it, so that it may be kept for a year."""
    content = (files("searchsvc") / "web" / "static" / name).read_bytes()
    return f"/static/{name}?v={hashlib.blake2b(content, digest_size=6).hexdigest()}"


def _place(id: str) -> str:
    return address("/search", {"place": id})


def _search(query: str) -> str:
    return address("/search", {"q": query[:SHOWN]})


def _people(query: str) -> str:
    return address("/people", {"q": query[:SHOWN]})


def _stored(id: str, query: str = "") -> str:
    return address(below("/articles", id), {"q": query if len(query) <= _CARRIED else ""})


def _person(id: str) -> str:
    return below("/people", id)


def _desk(id: str) -> str:
    return below("/staff/people", id)


def _about(id: str) -> str:
    return address("/search", {"person": id, "sort": "newest"})


def _ask(example: Example) -> str:
    return address(example.path, {"q": example.query})


def _changed(state: Mapping[str, str], **changes: str) -> str:
    return address("/search", state, **changes)


def _headline(article: Article) -> str:
    return wording.headline(article.title, article.lead or article.body)


def _dateline(article: Article) -> str:
    """The words a report opened with, where neither lead nor text has kept them."""
    words = article.dateline.text.strip() if article.dateline else ""
    return words if words not in article.lead and words not in article.body[: 2 * len(words)] else ""


def _field(name: str) -> str:
    return wording.FIELDS.get(name.partition("/")[0], "")


def _period(held: OfficeHeld) -> str:
    return wording.period(held.first_seen, held.last_seen)


def _given_offices(person: NamedPerson) -> list[str]:
    return list(dict.fromkeys(office.title for office in person.offices))


def _tier(hit: Hit, question: Question) -> str:
    return wording.tier(hit, question)


def _years(card: Card) -> str:
    return wording.span(card.first_seen, card.last_seen)


def _host(url: str) -> str:
    return urlsplit(outside(url)).hostname or ""


FILTERS = {
    "marked": marked,
    "paragraphs": paragraphs,
    "outside": outside,
    "host": _host,
    "number": wording.number,
    "day": wording.day,
    "iso_day": wording.iso_day,
    "typed_day": typed,
    "office": wording.office,
    "offices": wording.offices,
    "given_offices": _given_offices,
    "period": _period,
    "years": _years,
    "headline": _headline,
    "dateline": _dateline,
    "field": _field,
    "tier": _tier,
    "tier_name": wording.tier_name,
    "visible": wording.visible,
    "decided": wording.decided,
    "typed_moment": wording.moment,
}

LINKS = {
    "stored": _stored,
    "person_at": _person,
    "people_at": _people,
    "place_at": _place,
    "plain_search": _search,
    "desk_at": _desk,
    "about": _about,
    "ask": _ask,
    "changed": _changed,
}
