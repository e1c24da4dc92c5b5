"""Pasted addresses and slugs (`bi-thu-tinh-uy`) as the words they were made from."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_SLUG = re.compile(r"(?<!\S)[a-z0-9]+(?:-[a-z0-9]+){2,}(?!\S)")
_TAIL = re.compile(r"(?:\.(?:html?|epi|vnp|vov|aspx?|php|tpo|ldo|amp))+$|[-_][a-z]*\d{4,}$", re.IGNORECASE)


def unslugged(text: str) -> str:
    """The query with addresses and slugs turned into words; anything else as it is.

    >>> unslugged("https://example.vn/thoi-su/bi-thu-tinh-uy-tham-lang-123456.html")
    'bi thu tinh uy tham lang'
    >>> unslugged("03-CT/TW covid-19")
    '03-CT/TW covid-19'
    """
    text = _ADDRESS.sub(lambda match: _words_of(match[0]), text)
    return _SLUG.sub(lambda match: match[0].replace("-", " ") if _wordy(match[0]) else match[0], text)


def _words_of(address: str) -> str:
    """The longest piece of an address's path, without its number and ending; the host when it has no path."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    pieces = [unquote(piece) for piece in parts.path.split("/") if piece]
    if not pieces:
        return parts.netloc
    name = max(pieces, key=len)
    while (shorter := _TAIL.sub("", name)) != name:
        name = shorter
    return re.sub(r"[-_+]+", " ", name)


def _wordy(slug: str) -> bool:
    """A slug is words: two in three of its pieces have a vowel (`03-ct-tw` is a document number)."""
    pieces = slug.split("-")
    return sum(any(letter in "aeiouy" for letter in piece) for piece in pieces) * 3 >= len(pieces) * 2
