"""Cutting: text into syllables, and codes into whole and parts at once.

A *chunk* is what stands between two spaces: a syllable, perhaps with signs around it, or pieces held by joiners
(`03/CT-TW`, `TP.HCM`, `H'Drai`, `1.000`, `COVID-19`). What a chunk is cut into depends on the chunk alone, so it is
worked out once and remembered. That is what makes cutting quick: few chunks are new in Vietnamese. Inside a chunk one
regular expression finds the *runs* of Latin letters and figures; other scripts are handed to ICU
(docs/decisions/cutting.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from typing import Final, Generic, NamedTuple, TypeVar

from searchsvc.analysis.codes import APOSTROPHES, DASHES, whole
from searchsvc.analysis.tokens import Token
from searchsvc.text import icu
from searchsvc.text.syllables import canonical

LONGEST: Final = 64
"""Letters of a token that count; what is longer is no word, and its tail is not indexed."""

_REMEMBERED: Final = 1 << 18
"""Chunks kept in memory: about 40 MB when full."""

_LETTER = (  # of lower-case Latin text: letters, figures, and the small ones of km² and CO₂
    "[0-9a-zªº²³¹¼-¾µß-öø-ʯ\u1d00-\u1dbf\u1e00-\u1eff\u2070-\u2079\u207f-\u2089\u2090-\u209c"
    "\u2c60-\u2c7f\ua722-\ua7ff\ufb00-\ufb06]"
)
_PIECE = f"{_LETTER}(?:{_LETTER}|[\u0300-\u036f\u1dc0-\u1dff])*"
_JOINER = f"(?:[/&.@{APOSTROPHES}{DASHES}]|(?<=\\d)[,:](?=\\d))"
_OTHER = (  # all scripts but Latin, with their marks and whatever stands among them
    "[\u0370-\u1cff\u1f00-\u1fff\u2c00-\u2c5f\u2c80-\u2dff\u2e80-\ua721\ua800-\ud7ff\uf900-\ufaff\ufb07-\ufdff\ufe70-\ufefe"
    "\uff66-\uffdc\U00010000-\U0001efff\U00020000-\U0003ffff]+"
)
_RUN = re.compile(f"{_PIECE}(?:{_JOINER}{_PIECE})*|{_OTHER}")
_PIECES = re.compile(_PIECE)
_PLAIN = re.compile("[0-9a-zß-öø-ɏ\u1e00-\u1eff]+")
_AROUND: Final = ".,:;!?…\"'()[]“”‘’«»–-*/"
_IS_OTHER = re.compile(_OTHER)
_UNSPACED = re.compile(  # scripts that write no spaces between words: ICU knows better
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u2e80-\u9fff\ua9e0-\uaa7f"
    "\uf900-\ufaff\uff66-\uff9f\U00010000-\U0003ffff]"
)

_Kept = TypeVar("_Kept")


class Chunk(NamedTuple):
    """What one chunk is cut into: its tokens, places and positions counted from its beginning, and how many words it
    has.
    """

    tokens: tuple[Token, ...]
    width: int


class _Memory(dict[str, _Kept], Generic[_Kept]):
    """What a function made of each chunk; forgets all when it grows too large."""

    def __init__(self, make: Callable[[str], _Kept]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, chunk: str) -> _Kept:
        made = self._make(chunk)
        if len(chunk) > LONGEST:
            return made
        if len(self) >= _REMEMBERED:
            self.clear()
        self[chunk] = made
        return made


def cut_chunk(chunk: str) -> Chunk:
    """A chunk as tokens; a whole code stands before its parts.

    >>> [token.text for token in cut_chunk("(03/CT-TW),").tokens]
    ['03/ct/tw', '03', 'ct', 'tw']
    """
    tokens: list[Token] = []
    position = 0
    for run in _RUN.finditer(chunk.replace("İ", "I").lower()):  # İ alone grows in lower case, and offsets must not
        parts = list(_parts(run[0]))
        if len(parts) > 1 and len(run[0]) <= LONGEST and (code := _whole(run[0], parts)):
            tokens.append(Token(code, run.start(), run.end(), position, len(parts)))
        for word, start, end in parts:
            tokens.append(Token(word, run.start() + start, run.start() + end, position))
            position += 1
    return Chunk(tuple(tokens), position)


def _parts(run: str) -> Iterator[tuple[str, int, int]]:
    if _IS_OTHER.match(run):
        if run.isalnum() and not _UNSPACED.search(run):
            yield run[:LONGEST], 0, len(run)
            return
        for word, start, end in icu.words(run):
            yield word[:LONGEST], start, end
        return
    for piece in _PIECES.finditer(run):
        yield canonical(piece[0][:LONGEST]), piece.start(), piece.end()


def _whole(run: str, parts: list[tuple[str, int, int]]) -> str:
    return "" if _IS_OTHER.match(run) else whole(run, [part[0] for part in parts])


def _words_of_chunk(chunk: str) -> str | tuple[list[str], list[tuple[int, str]]]:
    """The words and codes of a chunk; the word alone where it has just one."""
    core = chunk.strip(_AROUND).lower()
    if len(core) <= LONGEST and _PLAIN.fullmatch(core):
        return canonical(core)  # as below, but six times as quick: what is new is mostly a known word beside a sign
    tokens = cut_chunk(chunk).tokens
    words = [token.text for token in tokens if token.parts == 1]
    if len(words) == 1:
        return words[0]
    return words, [(token.position, token.text) for token in tokens if token.parts > 1]


_CHUNKS = _Memory(cut_chunk)
_WORDS = _Memory(_words_of_chunk)


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text past the door, in order; a whole code stands before its parts."""
    tokens: list[Token] = []
    add, new, chunks = tokens.append, tuple.__new__, _CHUNKS
    at = position = 0
    for chunk in text.replace("\n", " ").split(" "):
        if chunk:
            found, width = chunks[chunk]
            for word, start, end, place, parts in found:
                add(new(Token, (word, at + start, at + end, position + place, parts)))  # Token(...), but quicker
            position += width
        at += len(chunk) + 1
    return tokens


def occurrences(text: str, wanted: Container[str]) -> list[Token]:
    """The tokens of a text that are among the wanted ones: quicker than cutting all of it."""
    tokens: list[Token] = []
    chunks = _CHUNKS
    at = position = 0
    for chunk in text.replace("\n", " ").split(" "):
        if chunk:
            found, width = chunks[chunk]
            for word, start, end, place, parts in found:
                if word in wanted:
                    tokens.append(Token(word, at + start, at + end, position + place, parts))
            position += width
        at += len(chunk) + 1
    return tokens


def words_of(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The words of a text past the door in order, and the whole codes as (position, code): the quick way, without
    offsets.
    """
    words: list[str] = []
    codes: list[tuple[int, str]] = []
    add, chunks = words.append, _WORDS
    for chunk in text.split():
        found = chunks[chunk]
        if isinstance(found, str):
            add(found)
            continue
        several, coded = found
        codes.extend([(len(words) + place, code) for place, code in coded])
        words.extend(several)
    return words, codes
