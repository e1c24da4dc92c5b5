"""A story in one line, for tests that want a few of their own."""

from __future__ import annotations

from searchsvc.model import RawArticle


def told(id: str, title: str, body: str, published: str) -> RawArticle:
    """An article of a title and one paragraph."""
    return RawArticle(id=id, title=title, body=body, published=published)
