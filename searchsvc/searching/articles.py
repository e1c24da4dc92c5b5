"""One article: its text with the marks of a query, and the people it names."""

from __future__ import annotations

from searchsvc.errors import NotFound
from searchsvc.model import Article
from searchsvc.people import find_people, key
from searchsvc.searching.answer import ArticlePage, PersonInArticle
from searchsvc.searching.desk import Desk
from searchsvc.searching.expand import vocabulary
from searchsvc.searching.highlight import mark
from searchsvc.searching.keyboard import as_meant
from searchsvc.searching.marking import wanted
from searchsvc.searching.parse import parse


def article_page(id: str, text: str, desk: Desk) -> ArticlePage:
    """An article and what was found in it; raises `NotFound`."""
    article = desk.store.get(id)
    if article is None:
        raise NotFound("Không có bài này trong kho.", where="id")
    parsed, _ = as_meant(parse(text), desk.engine)
    marked = mark(article, wanted(parsed, vocabulary(parsed, desk.engine)))
    marks = {field: marks for field, _ in article.texts() if (marks := marked.marks(field))}
    return ArticlePage(article, marks, _people(article, desk))


def _people(article: Article, desk: Desk) -> tuple[PersonInArticle, ...]:
    found = find_people(article)
    return tuple(PersonInArticle(desk.directory.card_of(article.id, key(person.name)), person) for person in found)
