"""Whole documents: texts in paragraphs, plain or with markup, decoded where they are not what they should be."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final, Literal, NamedTuple

from searchsvc.text.legacy.encodings import Encoding
from searchsvc.text.legacy.judge import judged, suspicious

_TAG = re.compile(r"(<[!/?A-Za-z][^<>]*>)")
_NAME = re.compile(r"</?([A-Za-z0-9]+)")
_INLINE: Final = frozenset(
    "a abbr b big cite code del em font i ins label mark q s small span strike strong sub sup u".split()
)
_ATTRIBUTE = re.compile(r"""\s(?:content|alt|title)\s*=\s*(["'])(.*?)(?=\1)""", re.DOTALL | re.IGNORECASE)
"""What of a tag is text as well: titles in the head of a page, descriptions of pictures."""
_CAPITAL_FONT = re.compile(r"\.Vn\w*H\b")


class _Piece(NamedTuple):
    """A stretch of a paragraph: text, plain or of HTML (there perhaps in a font of capitals or in a tag), or a tag."""

    text: str
    role: Literal["plain", "html", "capitals", "attribute", "tag"] = "plain"

    def readable(self) -> str:
        """The stretch as it is read, an attribute apart from what stands beside it."""
        if self.role in ("plain", "tag"):
            return self.text if self.role == "plain" else ""
        return f" {html.unescape(self.text)} " if self.role == "attribute" else html.unescape(self.text)

    def decoded(self, encoding: Encoding) -> str:
        """The stretch put right, as it is written."""
        if self.role == "tag":
            return self.text
        if self.role == "plain":
            return encoding.decode(self.text)
        text = encoding.decode(html.unescape(self.text))
        return html.escape(text.upper() if self.role == "capitals" else text, quote=self.role == "attribute")


_Paragraph = list[_Piece]


def modern_text(text: str) -> tuple[str, tuple[str, ...]]:
    """A plain text, and the names of the encodings that were undone in it.

    >>> modern_text("Céng hoµ x· héi chñ nghÜa ViÖt Nam")
    ('Cộng hoà xã hội chủ nghĩa Việt Nam', ('tcvn3',))
    """
    (decoded,), names = modern((text,))
    return decoded, names


def modern(texts: Sequence[str], *, markup: Collection[int] = ()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The texts of one document, and the names of the encodings that were undone; those numbered in `markup` are HTML.

    They are judged together, in their order: a short title by the company of the body.
    """
    if not any(suspicious(html.unescape(text) if at in markup else text) for at, text in enumerate(texts)):
        return tuple(texts), ()
    documents = [list(_blocks(text) if at in markup else _lines(text)) for at, text in enumerate(texts)]
    paragraphs = [paragraph for document in documents for paragraph in document]
    told = judged(["".join(piece.readable() for piece in paragraph) for paragraph in paragraphs])
    names = tuple(dict.fromkeys(encoding.name for encoding in told if encoding))
    if not names:
        return tuple(texts), ()
    put = [_put_right(paragraph, encoding) for paragraph, encoding in zip(paragraphs, told, strict=True)]
    ends = [0, *accumulate(map(len, documents))]
    return tuple("".join(put[start:end]) for start, end in pairwise(ends)), names


def _lines(text: str) -> Iterator[_Paragraph]:
    for line in re.split("(?<=\n)", text):
        yield [_Piece(line)]


def _blocks(text: str) -> Iterator[_Paragraph]:
    """The paragraphs of some HTML, each ending with the tag that ends it."""
    paragraph: _Paragraph = []
    fonts: list[tuple[str, bool]] = []
    for at, part in enumerate(_TAG.split(text)):
        capital = any(is_capital for _, is_capital in fonts)
        paragraph.extend(_of_tag(part) if at % 2 else [_Piece(part, "capitals" if capital else "html")])
        name = match[1].lower() if at % 2 and (match := _NAME.match(part)) else ""
        if name in _INLINE:
            _note_font(part, name, fonts)
        elif name:
            yield paragraph
            paragraph = []
    yield paragraph


def _of_tag(tag: str) -> Iterator[_Piece]:
    end = 0
    for match in _ATTRIBUTE.finditer(tag):
        yield _Piece(tag[end : match.start(2)], "tag")
        yield _Piece(match[2], "attribute")
        end = match.end(2)
    yield _Piece(tag[end:], "tag")


def _note_font(tag: str, name: str, fonts: list[tuple[str, bool]]) -> None:
    if not tag.startswith("</"):
        fonts.append((name, bool(_CAPITAL_FONT.search(tag))))
    elif fonts and fonts[-1][0] == name:
        fonts.pop()


def _put_right(paragraph: _Paragraph, encoding: Encoding | None) -> str:
    return "".join(piece.decoded(encoding) if encoding else piece.text for piece in paragraph)
