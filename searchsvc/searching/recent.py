"""Titles that came after the titles of a generation were learned: read as they come, kept in memory."""

from __future__ import annotations

import threading
from weakref import WeakKeyDictionary

from searchsvc.language.phrases import key_of
from searchsvc.language.titles import Titled
from searchsvc.searching.desk import Desk
from searchsvc.store.articles import Store

MOST = 5000
"""Changed articles kept at hand; of more than these the older ones wait until titles are learned again."""
_AT_ONCE = 200
"""Changes read for one question, so that none waits for thousands."""


class Recent:
    """The newest titles of one store, by article, each with its folded words; safe for threads."""

    def __init__(self, upto: int) -> None:
        self.upto = upto
        self._titles: dict[str, tuple[Titled, str]] = {}
        self._reading = threading.Lock()

    def read(self, store: Store) -> None:
        """Take in what has changed since, a part at a time."""
        if store.last_change() <= self.upto or not self._reading.acquire(blocking=False):
            return
        try:
            changes = store.changes(self.upto, _AT_ONCE)
            articles = store.articles([change.article for change in changes])
            titles = dict(self._titles)
            for change in changes:
                titles.pop(change.article, None)  # what changes again is the newest
                if article := articles.get(change.article):
                    titles[article.id] = Titled(article.id, article.title, article.published), key_of(article.title)
            self._titles = dict(list(titles.items())[-MOST:])
            self.upto = changes[-1].seq if changes else self.upto
        finally:
            self._reading.release()

    def begun(self, prefix: str) -> list[Titled]:
        """The articles whose folded titles go on with `prefix` from one of their words, the newest first."""
        found = [titled for titled, key in self._titles.values() if key.startswith(prefix) or f" {prefix}" in key]
        return sorted(found, key=lambda titled: titled.published, reverse=True)


def recent(desk: Desk) -> Recent:
    """What came after the titles of this desk's generation."""
    learned = desk.beginnings.upto if desk.beginnings else 0
    kept = _KEPT.get(desk.store)
    if kept is None or kept.upto < learned:
        kept = _KEPT[desk.store] = Recent(max(learned, desk.store.last_change() - MOST))
    kept.read(desk.store)
    return kept


_KEPT: WeakKeyDictionary[Store, Recent] = WeakKeyDictionary()
