"""Addresses: a question as URL parameters, and the same question with something changed."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode, urlsplit

from searchsvc.searching.answer import Question
from searchsvc.web.days import span_of

SHOWN = 512
"""Code points of a query that a page repeats in its links: as many as the parser reads."""


def parameters(question: Question) -> dict[str, str]:
    """The question as parameters, those at their default left out: the whole state of a page."""
    first, last = span_of(question.start, question.end)
    given = {
        "q": question.text[:SHOWN],
        "sort": question.sort if question.sort != "relevance" else "",
        "from": first,
        "to": last,
        "author": question.author,
        "category": question.category,
        "person": question.person,
        "place": question.place,
        "literal": question.literal,
        "size": str(question.size) if question.size != Question("").size else "",
        "page": str(question.page) if question.page > 1 else "",
        "cursor": question.cursor,
    }
    return {name: value for name, value in given.items() if value}


def address(path: str, state: Mapping[str, str], **changes: str) -> str:
    """A path with its parameters; `start_` for `from` and so on is not needed: pass `**{"from": "2014"}`.

    "" takes a parameter away. Any change but of the page itself goes back to the first page.

    >>> address("/search", {"q": "hội nghị", "page": "3"}, sort="newest")
    '/search?q=h%E1%BB%99i%20ngh%E1%BB%8B&sort=newest'
    """
    kept = dict(state)
    if changes and not {"page", "cursor"} & set(changes):
        kept.pop("page", None)
    if changes:
        kept.pop("cursor", None)
    kept.update(changes)
    query = urlencode({name: value for name, value in kept.items() if value}, quote_via=quote, safe="")
    return f"{path}?{query}" if query else path


def below(path: str, id: str) -> str:
    """The address of one thing below a path; whatever stands in its id, slashes too, stays one segment.

    >>> below("/articles", "2014/so kết")
    '/articles/2014%2Fso%20k%E1%BA%BFt'
    """
    return f"{path}/{quote(id, safe='')}"


def outside(url: str) -> str:
    """An address on another site that is safe to link to: http or https with a host, else ""."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # "http://[" and its like
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""
