"""From an article to what an engine keeps of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from searchsvc.analysis import words
from searchsvc.analysis.citations import keys_cited
from searchsvc.analysis.tokens import Words
from searchsvc.engine.schema import Document
from searchsvc.model import Article, moment_of

# Agencies and sites sign the dateline where others write the place: kontumtv.vn, TTXVN, VOV (but TP.HCM is a place).
_SITE = re.compile(r"(?:https?://|www\.)|(?<!\bTP)(?<!\bTX)\.[a-z]{2,}(?:/|$)|@|\d", re.IGNORECASE)
_AGENCY = re.compile(r"(?!TP)[A-ZĐ]{3,}(?:[-/][A-ZĐ]+)*")


def document_of(article: Article, *, people: Sequence[str]) -> Document:
    """The document of an article; `people` are the ids of the cards of those it names."""
    moment = moment_of(article.published)
    keywords = {
        "category": (article.category,),
        "author": article.authors,
        "person": people,
        "place": (place_of(article),),
        "number": tuple(keys_cited(article)),
        "tag": article.tags,
        "year": (f"{moment.year:04}",) if moment else (),
    }
    return Document(
        id=article.id,
        words=_words(article),
        keywords={name: kept for name, values in keywords.items() if (kept := _distinct(values))},
        published=int(moment.timestamp()) if moment else None,
    )


def place_of(article: Article) -> str:
    """Where the article was filed, when its dateline names a place and not the site or agency.

    >>> from searchsvc.model import Dateline
    >>> places = ("Kon Tum", "TP.HCM", "kontumtv.vn", "ANTT.VN", "TTXVN")
    >>> [place_of(Article("1", dateline=Dateline(place, place=place))) for place in places]
    ['Kon Tum', 'TP.HCM', '', '', '']
    """
    place = article.dateline.place.strip() if article.dateline else ""
    return "" if _SITE.search(place) or _AGENCY.fullmatch(place) else place


def stamp_of(version: int, people: Sequence[str]) -> bytes:
    """What a document was made of, in 16 bytes: the article's change number and the cards of its people."""
    return hashlib.blake2b(repr((version, sorted(people))).encode(), digest_size=16).digest()


def _distinct(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _words(article: Article) -> dict[str, Words]:
    texts = {"title": [article.title], "lead": [article.lead], "body": [article.body], "captions": article.captions}
    return {name: words(kept) for name, some in texts.items() if (kept := [text for text in some if text])}
