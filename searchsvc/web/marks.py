"""Marks on text: the only place where a page's text and its `<mark>` meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup, escape

Marks = Sequence[tuple[int, int]]


def marked(text: str, marks: Marks = ()) -> Markup:
    """The text, escaped, with `<mark>` around each `[start, end)` (code points of the text as given).

    Marks may overlap, touch, be out of order or reach past the text: what comes out is still the text,
    with marks that open and close once, one after the other.

    >>> marked("a<b & hội nghị", [(8, 16), (6, 9)])
    Markup('a&lt;b &amp; <mark>hội nghị</mark>')
    """
    pieces, at = [], 0
    for start, end in _apart(marks, len(text)):
        pieces += [escape(text[at:start]), Markup("<mark>"), escape(text[start:end]), Markup("</mark>")]
        at = end
    pieces.append(escape(text[at:]))
    return Markup("").join(pieces)


def paragraphs(text: str, marks: Marks = ()) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """The paragraphs of a text (split by blank lines), each with the marks that lie in it."""
    at = 0
    for paragraph in text.split("\n\n"):
        end = at + len(paragraph)
        if paragraph.strip():
            yield paragraph, [(start - at, stop - at) for start, stop in marks if start < end and stop > at]
        at = end + 2


def _apart(marks: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The marks in order, inside the text, none empty, none over another."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in marks):
        if start >= end:
            continue
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart
