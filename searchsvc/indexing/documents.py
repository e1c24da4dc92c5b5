"""From an article to what an engine keeps of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from searchsvc.analysis import words
from searchsvc.analysis.citations import keys_cited
from searchsvc.analysis.places import lying_in, places_of
from searchsvc.analysis.tokens import Words
from searchsvc.engine.schema import Document
from searchsvc.model import Article, moment_of


def document_of(article: Article, *, people: Sequence[str]) -> Document:
    """The document of an article; `people` are the ids of the cards of those it names."""
    moment = moment_of(article.published)
    keywords = {
        "category": (article.category,),
        "author": article.authors,
        "person": people,
        "number": tuple(keys_cited(article)),
        "place": _places(article),
        "tag": article.tags,
        "year": (f"{moment.year:04}",) if moment else (),
    }
    return Document(
        id=article.id,
        words=_words(article),
        keywords={name: kept for name, values in keywords.items() if (kept := _distinct(values))},
        published=int(moment.timestamp()) if moment else None,
    )


def _places(article: Article) -> tuple[str, ...]:
    """Ids of the units the article was filed in or names, and of what they lie in."""
    return lying_in(places_of(article), day=article.published[:10])


def stamp_of(version: int, people: Sequence[str]) -> bytes:
    """What a document was made of, in 16 bytes: the article's change number and the cards of its people."""
    return hashlib.blake2b(repr((version, sorted(people))).encode(), digest_size=16).digest()


def _distinct(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _words(article: Article) -> dict[str, Words]:
    texts = {"title": [article.title], "lead": [article.lead], "body": [article.body], "captions": article.captions}
    return {name: words(kept) for name, some in texts.items() if (kept := [text for text in some if text])}
