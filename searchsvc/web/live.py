"""The newsdesk over a live index: every answer from the newest state, every write durable before it is acknowledged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import cast

from searchsvc.errors import Broken, Busy, NotFound
from searchsvc.indexing.deciding import Wish, decision_of
from searchsvc.indexing.generations import open_store
from searchsvc.indexing.update import delete_articles, put_article, wait_until_applied
from searchsvc.model import Decision, RawArticle
from searchsvc.ops.live import LiveIndex
from searchsvc.searching.analyze import Analysis, analyze
from searchsvc.searching.answer import Answer, ArticlePage, Matched, PeopleAnswer, PersonPage, Question
from searchsvc.searching.articles import article_page
from searchsvc.searching.desk import Desk
from searchsvc.searching.explain import Explanation, explain
from searchsvc.searching.people import find_people, match_names, person_page
from searchsvc.searching.roll import Order, RollPage, everybody, people_roll
from searchsvc.searching.search import search
from searchsvc.searching.suggest import Suggestions, suggest
from searchsvc.store.articles import Store
from searchsvc.store.keys import Key, Keys
from searchsvc.store.roll import Enrolled
from searchsvc.web.newsdesk import Decided, Gone, Readiness, Scope, Stored, Wait

PATIENCE = 20.0
"""Seconds a write waits until it can be found, before it answers that it is durable only."""


class LiveNewsdesk:
    """The index in one folder."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._index = LiveIndex(home)

    def generation(self) -> str:
        desk = self._desk()
        return f"{desk.generation}/{desk.stamp}"

    def search(self, question: Question) -> Answer:
        return search(question, self._desk())

    def people(self, text: str, *, page: int, size: int) -> PeopleAnswer:
        return find_people(text, self._desk(), page=page, size=size)

    def match(self, names: Sequence[str], *, size: int) -> tuple[Matched, ...]:
        return match_names(names, self._desk(), size=size)

    def suggest(self, text: str, *, size: int) -> Suggestions:
        return suggest(text, self._desk(), size=size)

    def people_known(self) -> int:
        return self._desk().directory.count()

    def roll(self, order: Order, letter: str, *, page: int, size: int) -> RollPage:
        return people_roll(order, letter, self._desk(), page=page, size=size)

    def everybody(self) -> Iterator[Enrolled]:
        return everybody(self._desk())

    def person(self, id: str, *, page: int, size: int) -> PersonPage:
        return person_page(id, self._desk(), page=page, size=size)

    def article(self, id: str, text: str) -> ArticlePage:
        return article_page(id, text, self._desk())

    def put(self, raw: RawArticle, *, wait: Wait) -> Stored:
        outcome = put_article(self._home, raw)
        return Stored("new" if outcome == "added" else outcome, self._applied(wait) or outcome == "unchanged")

    def delete(self, id: str, *, wait: Wait) -> Gone:
        if not delete_articles(self._home, [id]):
            raise NotFound("Không có bài này.")
        return "gone" if self._applied(wait) else "still found"

    def decide(self, wish: Wish, *, key: str) -> Decided:
        with closing(open_store(self._home)) as store:
            decision = decision_of(wish, self._desk().directory, who=_holder(store, key))
            taken = store.decisions.take(decision)
        return Decided(taken, self._applied("searchable"))

    def undo(self, id: int, *, key: str) -> Decided:
        with closing(open_store(self._home)) as store:
            undone = store.decisions.undo(id, who=_holder(store, key))
        return Decided(undone, self._applied("searchable"))

    def decisions(self, *, page: int, size: int) -> tuple[Sequence[Decision], int]:
        decisions = self._desk().store.decisions
        return decisions.page(offset=(page - 1) * size, limit=size), decisions.count()

    def analyze(self, text: str) -> Analysis:
        return analyze(text, self._desk().engine)

    def explain(self, question: Question) -> Explanation:
        return explain(question, self._desk())

    def key_that_allows(self, key: str, scope: Scope) -> str:
        holder = self._key(lambda keys: keys.holder(key))
        return holder.id if holder and scope in holder.scopes else ""

    def still_allows(self, id: str, scope: Scope) -> bool:
        standing = self._key(lambda keys: keys.standing(id))
        return standing is not None and scope in standing.scopes

    def scopes(self, key: str) -> frozenset[Scope]:
        holder = self._key(lambda keys: keys.holder(key))
        return frozenset(cast(tuple[Scope, ...], holder.scopes)) if holder else frozenset()

    def _key(self, find: Callable[[Keys], Key | None]) -> Key | None:
        try:
            store = open_store(self._home)
        except NotFound:  # where nothing was ever indexed there are no keys either
            return None
        try:
            return find(store.keys)
        finally:
            store.close()

    def readiness(self) -> Readiness:
        ready, reason, details = self._index.ready()
        return Readiness(ready, reason, details)

    def _desk(self) -> Desk:
        try:
            return self._index.desk()
        except NotFound as error:  # no index is our trouble, not the reader's
            raise Broken(str(error)) from error

    def _applied(self, wait: Wait) -> bool:
        """Whether what was just written can be found already; waits for it when asked to."""
        if wait == "durable":
            return False
        try:
            wait_until_applied(self._home, timeout=PATIENCE)
        except Busy:
            return False
        return True


def _holder(store: Store, key: str) -> str:
    """The name of a key, else its id."""
    standing = store.keys.standing(key)
    return standing.name if standing else key
