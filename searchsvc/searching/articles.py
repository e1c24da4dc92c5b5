"""One article: its text with the marks of a query, the people and places it names, the documents it cites."""

from __future__ import annotations

from searchsvc.analysis.citations import citations
from searchsvc.analysis.places import places_of
from searchsvc.analysis.units import label
from searchsvc.errors import NotFound
from searchsvc.model import Article
from searchsvc.people import find_people, key
from searchsvc.searching.answer import ArticlePage, PersonInArticle, PlaceInArticle, Question
from searchsvc.searching.desk import Desk
from searchsvc.searching.highlight import mark
from searchsvc.searching.ladder import Climb, climb
from searchsvc.searching.search import understand
from searchsvc.searching.steps import wants


def article_page(id: str, text: str, desk: Desk) -> ArticlePage:
    """An article and what was found in it; raises `NotFound`."""
    article = desk.store.get(id)
    if article is None:
        raise NotFound("Không có bài này trong kho.", where="id")
    question = Question(text, size=1)
    meant = understand(question, desk)
    found = climb(Climb(question, meant.plan, meant.filters, meant.ranking), desk.engine)
    marked = mark(article, wants(meant, found.rung))
    marks = {field: marks for field, _ in article.texts() if (marks := marked.marks(field))}
    return ArticlePage(article, marks, _people(article, desk), citations(article), _places(article))


def _people(article: Article, desk: Desk) -> tuple[PersonInArticle, ...]:
    found = find_people(article)
    return tuple(PersonInArticle(desk.directory.card_of(article.id, key(person.name)), person) for person in found)


def _places(article: Article) -> tuple[PlaceInArticle, ...]:
    return tuple(PlaceInArticle(id, label(id), where) for id, where in places_of(article).items())
