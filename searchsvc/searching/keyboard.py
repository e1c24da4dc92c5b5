"""Queries typed with the input method off: `hooij nghij` and `ho65i nghi5` read as hội nghị.

English words, names and codes can be Telex or VNI by chance (`host` is hót, `su57` is sự), so the index judges: a
query is read anew when one of its words is nowhere in it and what its keys spell is. Then the whole of it was typed
so, and every word is read anew unless it is the commoner one as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import log
from typing import Final, Literal

from searchsvc.engine import Engine
from searchsvc.searching.expand import typed_words
from searchsvc.searching.parse import Parsed, parse
from searchsvc.text.fold import fold
from searchsvc.text.keyboard import telex, telex_code, telex_name, vni, vni_code, vni_name
from searchsvc.text.syllables import canonical

Keyboard = Literal["telex", "vni"]
Documents = Callable[[str], int]
"""How many articles have a word in exactly this form."""

RARER: Final = 20
"""How many times rarer than what its keys spell a word must be that the index has: typed so in an article, too."""

_KEYBOARDS: Final[tuple[Keyboard, ...]] = ("telex", "vni")
_SYLLABLES: Final = {"telex": telex, "vni": vni}
_NAMES: Final = {"telex": telex_name, "vni": vni_name}
_CODES: Final = {"telex": telex_code, "vni": vni_code}
_RUN = re.compile(r"[^\W_]+")
_LIKE_A_CODE = re.compile("[a-z]{1,2}[0-9]+|[^aeiouy]+|.{1,2}", re.IGNORECASE)
"""Keys that spell a syllable but show nothing: `su57` is sự and a plane, `tw` tư and trung ương, `as` á and English."""
_LIKE_NO_WORD = re.compile("aa|uw|[a-z][1-9]+[a-z]", re.IGNORECASE)
"""Keys that nobody means as they stand, although articles may have them (nguwoif). Elsewhere what the index has is a
word: sex is seldom beside sẽ, and list beside lít."""


@dataclass(frozen=True, slots=True)
class Reread:
    """One word, `[start, end)` in the text as typed, and what its keys spell; the articles that have either.

    `shows` is whether this word alone shows that the input method was off.
    """

    start: int
    end: int
    typed: str
    written: str
    as_typed: int
    as_written: int
    shows: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A query as it was meant: by which keyboard, its text, and the words of the typed text that were read anew."""

    keyboard: Keyboard
    text: str
    words: tuple[Reread, ...]


def as_meant(parsed: Parsed, engine: Engine) -> tuple[Parsed, Reading | None]:
    """A query as it was meant, and how its keys were read if that is not as typed."""
    reading = decoded(parsed, lambda word: _articles(word, engine))
    if reading is None:
        return parsed, None
    return replace(parse(reading.text), diagnostics=parsed.diagnostics), reading  # diagnostics speak of what was typed


def decoded(parsed: Parsed, documents: Documents) -> Reading | None:
    """The query as an input method would have written it, None when it was meant as it stands.

    >>> articles = {"hội": 40, "nghị": 30, "covid": 8}
    >>> reading = decoded(parse("hooij nghij covid"), lambda word: articles.get(word, 0))
    >>> reading.keyboard, reading.text
    ('telex', 'hội nghị covid')
    >>> decoded(parse("covid 19"), lambda word: articles.get(word, 0)) is None
    True
    """
    for keyboard in _KEYBOARDS:
        words = list(_reread(parsed, keyboard, documents))
        if any(word.shows for word in words) and sum(map(_evidence, words)) > 0:
            anew = tuple(word for word in words if word.as_written >= word.as_typed)
            return Reading(keyboard, _replaced(parsed.text, anew), anew)
    return None


def _evidence(word: Reread) -> float:
    """Above 0 when what the keys spell is the commoner word."""
    return log((word.as_written + 0.5) / (word.as_typed + 0.5))


def _reread(parsed: Parsed, keyboard: Keyboard, documents: Documents) -> Iterator[Reread]:
    """Every word of the query whose keys spell something."""
    for word in typed_words(parsed.root):
        runs = list(_RUN.finditer(word.text))
        for run in runs:
            typed = run[0]
            code = _CODES[keyboard](typed)
            written = code or (_syllable(typed, parsed, keyboard) if len(runs) == 1 else None)
            if written is None:
                continue
            as_typed, as_written = documents(canonical(typed)), documents(canonical(written))
            if not as_written and written == _NAMES[keyboard](typed):
                continue  # what is no Vietnamese syllable must at least be a word of the index
            shows = bool(code) or not _LIKE_A_CODE.fullmatch(typed)
            rarer = not as_typed or (_LIKE_NO_WORD.search(typed) and as_written >= RARER * as_typed)
            place = word.start + run.start(), word.start + run.end()
            yield Reread(*place, typed, written, as_typed, as_written, bool(as_written and shows and rarer))


def _syllable(typed: str, parsed: Parsed, keyboard: Keyboard) -> str | None:
    """What the keys of a word spell, abbreviations (TW, USS among small letters) and words left without marks aside."""
    if len(typed) > 1 and typed.isupper() and not parsed.text.isupper():
        return None
    written = _SYLLABLES[keyboard](typed) or _NAMES[keyboard](typed)
    return None if written is None or (written.isascii() and "oo" not in written.lower()) else written


def _replaced(text: str, words: tuple[Reread, ...]) -> str:
    for word in reversed(words):
        text = text[: word.start] + word.written + text[word.end :]
    return text


def _articles(word: str, engine: Engine) -> int:
    key = fold(word)
    return next((spelling.documents for spelling in engine.spellings([key])[key] if spelling.text == word), 0)
