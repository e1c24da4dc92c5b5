"""WordPress exports (WXR 1.0 to 1.2): the published posts, read in a stream.

The parser is expat: it holds one item at a time, tells of a document type before anything in it counts (such a file is
refused, so no entity is ever defined, let alone resolved), and gives names with their namespaces. The XML is read
here, what stands in a post is rendered in `shortcodes` and the meaning of `item` is in `post`.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from searchsvc.errors import BadRecord, BadSource
from searchsvc.ingest import streams
from searchsvc.ingest.post import Item, Site, article_of
from searchsvc.model import RawArticle

LARGEST_ITEM = 10_000_000
DEEPEST = 100
_FORBIDDEN = bytes(code for code in range(32) if code not in (9, 10, 13))
"""Control characters no XML may hold and many exports do."""
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read(path: Path, *, name: str, on_bytes: Callable[[int], None]) -> Iterator[RawArticle | BadRecord]:
    """The published posts of an export. `name` is not needed: posts name themselves.

    Raises `BadSource` for what is no export, and where the XML breaks off, after the posts before that.
    """
    reading = _Reading(str(path))
    with streams.opened(path, on_bytes) as stream:
        for chunk in _chunks(stream):
            error = reading.feed(chunk, final=not chunk)
            yield from reading.taken()
            if error:
                raise error


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of a file without what XML forbids, an empty piece at the end."""
    wide = False
    for number, chunk in enumerate(iter(lambda: stream.read(streams.CHUNK), b"")):
        wide = wide or (number == 0 and chunk.startswith(_WIDE))
        yield chunk if wide else chunk.translate(None, _FORBIDDEN)
    yield b""


class _Reading:
    """One export while it is read: the way down to where we are, the item at hand and the articles done."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._site = Site()
        self._way: list[str] = []
        self._item: Item | None = None
        self._texts: list[str] = []
        self._length = 0
        self._count = 0
        self._done: list[RawArticle | BadRecord] = []
        self._parser = self._made()

    def _made(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        return parser

    def feed(self, chunk: bytes, *, final: bool) -> BadSource | None:
        """Read on; an error is returned and not raised, so that what came before it is not lost."""
        try:
            self._parser.Parse(chunk, final)
        except BadSource as error:
            return error
        except (expat.ExpatError, UnicodeError, LookupError) as error:
            return streams.broken(self._origin, error)
        return None

    def taken(self) -> list[RawArticle | BadRecord]:
        """The articles done since it was last asked."""
        done, self._done = self._done, []
        return done

    def _refuse(self, *_: object) -> None:
        raise BadSource(f"{self._origin} declares a document type; no entity is resolved here", where=self._origin)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._way and tag != "rss":
            raise BadSource(f"{self._origin} is no WordPress export: its root is <{tag}>", where=self._origin)
        self._way.append(tag)
        if len(self._way) > DEEPEST:
            raise BadSource(f"{self._origin} is nested deeper than {DEEPEST} elements", where=self._origin)
        if tag == "item" and self._way == ["rss", "channel", "item"]:
            self._count += 1
            self._length = 0
            self._item = Item(origin=self._origin, position=f"item {self._count}")
        self._texts.clear()
        if self._item and len(self._way) == 4:
            self._item.attributes = attributes

    def _text(self, text: str) -> None:
        self._length += len(text)
        if self._length <= LARGEST_ITEM:
            self._texts.append(text)

    def _end(self, tag: str) -> None:
        depth = len(self._way)
        self._way.pop()
        text = "".join(self._texts)
        self._texts.clear()
        if self._item is None:
            self._site.learn(tag, text, inside=self._way[-1] if self._way else "")
            self._length = 0
        elif depth == 4:
            self._item.learn(tag, text)
        elif depth == 3:
            self._finish(self._item)

    def _finish(self, item: Item) -> None:
        self._item = None
        if self._length > LARGEST_ITEM:
            self._done.append(
                BadRecord(f"larger than {LARGEST_ITEM:,} characters", origin=item.origin, position=item.position)
            )
            return
        try:
            if article := article_of(item, self._site):
                self._done.append(article)
        except BadRecord as error:
            self._done.append(error)
