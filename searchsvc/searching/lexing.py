"""Cutting a query into signs and words, before anything is meant by them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from searchsvc.text.fold import fold

Kind = Literal["word", "quote", "open", "close", "minus", "field", "or", "and", "not", "near", "star"]

FIELDS: dict[str, str] = {
    "tieu de": "title", "title": "title",
    "dan": "lead", "lead": "lead",
    "noi dung": "body", "body": "body",
    "chu thich": "captions", "caption": "captions",
    "tac gia": "author", "author": "author", "byline": "author",
    "chuyen muc": "category", "muc": "category", "category": "category", "section": "category",
    "nguoi": "person", "person": "person",
    "noi": "place", "place": "place",
    "so": "number", "number": "number",
    "tu": "from", "tu ngay": "from", "from": "from",
    "den": "to", "den ngay": "to", "to": "to",
    "the": "tag", "tag": "tag",
}  # fmt: skip
"""What a reader may write before a colon (accents optional), and the field it means."""

_QUOTES = '"“”„‟«»″'
_FIELD = re.compile(r"(?:([^\W\d_]+ [^\W\d_]+): ?|([^\W\d_]+):)(?=\S)")
_WORD = re.compile(rf"[^\s()|{_QUOTES}]+")
_NEAR = re.compile(r"NEAR(?:/(\d{1,3}))?$")
_SLOP = re.compile(r"~(\d{1,3})")
_OPERATORS: dict[str, Kind] = {"OR": "or", "AND": "and", "NOT": "not", "HOẶC": "or"}


@dataclass(frozen=True, slots=True)
class Sign:
    """One piece of a query, `[start, end)` in it; `number` is the distance of NEAR or of a phrase."""

    kind: Kind
    text: str
    start: int
    end: int
    number: int = 0


def signs(text: str) -> list[Sign]:
    """The pieces of a query in order. Spaces are nothing; what cannot be a sign is a word.

    >>> [sign.kind for sign in signs('tiêu đề:hội -"bão lũ" OR (a')]
    ['field', 'word', 'minus', 'quote', 'or', 'open', 'word']
    """
    found: list[Sign] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        sign = _sign(text, at)
        found.append(sign)
        at = sign.end
    return found


def _sign(text: str, at: int) -> Sign:
    letter = text[at]
    if letter in _QUOTES:
        return _quoted(text, at)
    if letter in "()":
        return Sign("open" if letter == "(" else "close", letter, at, at + 1)
    if letter == "|":
        return Sign("or", letter, at, at + 1)
    if letter in "-−" and _begins(text, at) and at + 1 < len(text) and not text[at + 1].isspace():
        return Sign("minus", letter, at, at + 1)
    field = _FIELD.match(text, at)
    if field and _begins(text, at):
        known = _field(text, field)
        if known:
            return known
    return _word(text, at)


def _begins(text: str, at: int) -> bool:
    return at == 0 or text[at - 1].isspace() or text[at - 1] in "(" or text[at - 1] in _QUOTES


def _field(text: str, match: re.Match[str]) -> Sign | None:
    """A field name of one or two words before a colon (`https:` and `Bí thư:` are none); a space may follow two
    words.
    """
    name = fold(match[1] or match[2])
    if text.startswith("//", match.end()) or name not in FIELDS:
        return None
    return Sign("field", FIELDS[name], match.start(), match.end())


def _quoted(text: str, at: int) -> Sign:
    """A phrase up to the next quote of any kind; with none, the quote alone (a lone quote is no phrase)."""
    for end in range(at + 1, len(text)):
        if text[end] in _QUOTES:
            slop = _SLOP.match(text, end + 1)
            stop = slop.end() if slop else end + 1
            return Sign("quote", text[at + 1 : end], at, stop, int(slop[1]) if slop else 0)
    return Sign("star", text[at], at, at + 1)


def _word(text: str, at: int) -> Sign:
    match = _WORD.match(text, at)
    assert match is not None
    word = match[0]
    if word in _OPERATORS:
        return Sign(_OPERATORS[word], word, at, match.end())
    near = _NEAR.match(word)
    if near:
        return Sign("near", word, at, match.end(), int(near[1] or 5))
    return Sign("word" if any(letter.isalnum() for letter in word) else "star", word, at, match.end())
