"""The value that passes through the steps: an article half cleaned, in paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from searchsvc.model import Dateline, RawArticle


@dataclass(frozen=True, slots=True)
class Draft:
    """An article on its way: `paragraphs` are its body, each of one or more lines without needless spaces."""

    raw: RawArticle
    title: str = ""
    lead: str = ""
    paragraphs: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    category: str = ""
    source: str = ""
    published: str = ""
    published_inferred: bool = False
    updated: str = ""
    dateline: Dateline | None = None
    notes: tuple[str, ...] = ()


def noted(draft: Draft, note: str, **changes: Any) -> Draft:
    """The draft with some fields changed, and a note in English that says so."""
    return replace(draft, notes=(*draft.notes, note), **changes)


def in_paragraphs(text: str) -> tuple[str, ...]:
    """A text's paragraphs: split by blank lines, no line with spaces around it or two in a row.

    >>> in_paragraphs("Một  hai \\n ba\\n\\n\\nBốn\\n")
    ('Một hai\\nba', 'Bốn')
    """
    paragraphs: list[str] = []
    lines: list[str] = []
    for line in (*text.split("\n"), ""):
        if words := line.split():
            lines.append(" ".join(words))
        elif lines:
            paragraphs.append("\n".join(lines))
            lines = []
    return tuple(paragraphs)


def one_line(text: str) -> str:
    """A text on one line, without needless spaces."""
    return " ".join(text.split())


def unique(values: tuple[str, ...]) -> tuple[str, ...]:
    """The values that say something, each once, in their order."""
    return tuple(dict.fromkeys(value for value in values if value))
