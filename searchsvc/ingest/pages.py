"""Saved web pages: the article inside is found by trafilatura, its captions by their own elements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from lxml import html
from lxml.etree import LxmlError

from searchsvc.errors import BadRecord
from searchsvc.ingest import encodings, streams
from searchsvc.model import RawArticle
from searchsvc.text.legacy import modern

LARGEST = 10_000_000
CAPTIONS = (
    "//figcaption | //*[contains(concat(' ', @class, ' '), ' wp-caption-text ')]"
    " | //*[contains(concat(' ', @class, ' '), ' PhotoCMS_Caption ')]"
)
PUBLISHED = "//meta[@property='article:published_time']/@content"
"""With its time, where trafilatura keeps the day."""
MOST_CAPTIONS = 200
_SHORTEST = 40
"""An article shorter than this many characters is a leftover of a page without one."""
_MOSTLY = 0.6


def read(path: Path, *, name: str, on_bytes: Callable[[int], None]) -> Iterator[RawArticle | BadRecord]:
    """The one article of an .html file; its id is the file's name, so that a page saved again replaces it."""
    data = streams.whole(path, LARGEST, on_bytes)
    if data is None:
        yield BadRecord(f"larger than {LARGEST:,} bytes", origin=str(path), id=name)
        return
    try:
        (page,), legacy = modern((encodings.decode(data),), markup=(0,))  # here: what follows drops letters of fonts
        article = _article(page, name, str(path))
        yield replace(article, extra={"encodings": list(legacy)}) if legacy else article
    except BadRecord as error:
        yield BadRecord(error.reason, origin=str(path), id=name)


def _article(page: str, name: str, origin: str) -> RawArticle:
    try:
        tree = html.document_fromstring(_without_declaration(page))
    except (LxmlError, ValueError):
        raise BadRecord("not an HTML page") from None
    captions = _captions(tree)
    published = next(map(str, cast(list[str], tree.xpath(PUBLISHED))), "")  # before the tree is pruned by what follows
    found = _extracted(tree)
    paragraphs = [line for line in (found.text or "").split("\n") if line.strip()] if found else []
    paragraphs = [line for line in paragraphs if line.strip() not in captions]
    if not found or not _is_prose("".join(paragraphs)):
        raise BadRecord("no article found on this page")
    return RawArticle(
        id=name,
        title=found.title or "",
        body="\n\n".join(paragraphs),
        url=_address(found.url),
        published=published or found.date or "",
        authors=tuple(author.strip() for author in (found.author or "").split(";") if author.strip()),
        category=next(iter(found.categories or ()), ""),
        tags=tuple(found.tags or ()),
        captions=captions,
        source=found.sitename or "",
        origin=origin,
    )


def _extracted(tree: html.HtmlElement) -> Any:
    """What trafilatura finds, None when nothing; whatever it stumbles over is this page's fault, not the run's."""
    from trafilatura import bare_extraction  # here, for it takes most of a second to import

    try:
        return bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=True)
    except Exception as error:  # it walks arbitrary pages with many libraries, each with its own errors
        raise BadRecord(f"this page could not be taken apart ({type(error).__name__})") from error


def _is_prose(text: str) -> bool:
    """Long enough for an article, and mostly letters: bytes that are no page make paragraphs too."""
    letters = sum(letter.isalpha() or letter.isspace() for letter in text)
    return len(text) >= _SHORTEST and letters > _MOSTLY * len(text)


def _captions(tree: html.HtmlElement) -> tuple[str, ...]:
    texts = (" ".join(element.text_content().split()) for element in tree.xpath(CAPTIONS)[:MOST_CAPTIONS])
    return tuple(dict.fromkeys(text for text in texts if text))


def _address(url: str | None) -> str:
    return url if url and url.startswith(("http://", "https://")) else ""


def _without_declaration(page: str) -> str:
    """lxml refuses decoded text that still declares an encoding."""
    head = page.lstrip("\ufeff \t\r\n")
    return head.partition("?>")[2] if head.startswith("<?xml") else head
