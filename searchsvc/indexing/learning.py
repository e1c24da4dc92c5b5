"""Learning an index's language from its stored articles: when a generation is built, and when it has grown a lot."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from searchsvc.indexing.progress import Progress, Tell, silent
from searchsvc.language import beginnings
from searchsvc.language.counting import Counter
from searchsvc.language.model import FILE, load
from searchsvc.language.smoothing import write
from searchsvc.language.titles import Titled
from searchsvc.model import Article
from searchsvc.store.articles import Store

ENOUGH = 8_000_000
"""Words of text to learn from: more teach little, and a second goes with every million and a half."""
GROWN = 1.5
"""How many times more articles than it was learned from make a model old."""
_LEAST = 1000
"""Articles that a sample of a large store begins with: spread over all of it, and so is each that follows."""
_FEW = 10
_AT_ONCE = 200

_Head = tuple[Titled, str]
"""What can be suggested of an article: its title, and its lead to learn phrases from."""


def learn(store: Store, folder: Path, *, tell: Tell = silent) -> None:
    """Learn the language of the stored articles and put the model in place of the one in a generation's folder."""
    counter, heads = Counter(), dict[str, _Head]()
    for done, article in enumerate(_spread(store)):
        heads[article.id] = _head(article)
        for _, text in article.texts():
            counter.add(text)
        if len(counter) >= ENOUGH:
            break
        if done % _AT_ONCE == 0:
            tell(Progress("learn", done, 0))
    temporary = folder / f"{FILE}.new"
    write(temporary, counter.counted(), articles=store.count())
    temporary.replace(folder / FILE)
    beginnings.keep(folder, _titled(store, heads), upto=store.last_change())


def outgrown(folder: Path, articles: int) -> bool:
    """Whether a generation of so many articles has no model that can be used, or one learned from far fewer."""
    model = load(folder).model
    return model is None or articles > GROWN * model.articles + _FEW


def _spread(store: Store) -> Iterator[Article]:
    """All articles, in an order in which any first part is spread over the whole."""
    ids = list(store.ids())
    step = max(1, len(ids) // _LEAST)
    spread = chain.from_iterable(ids[start::step] for start in range(step))
    while some := list(islice(spread, _AT_ONCE)):
        yield from store.articles(some).values()


def _head(article: Article) -> _Head:
    return Titled(article.id, article.title, article.published), article.lead


def _titled(store: Store, heads: dict[str, _Head]) -> Iterator[_Head]:
    """The title and lead of every article that has a title; `heads` are those of articles read before."""
    ids = store.ids()
    while some := list(islice(ids, _AT_ONCE)):
        unread = store.articles(id for id in some if id not in heads)
        heads |= {id: _head(article) for id, article in unread.items()}
        found = (heads.pop(id) for id in some if id in heads)
        yield from (head for head in found if head[0].title.strip())
