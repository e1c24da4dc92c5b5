"""Finding a few words in a text, without cutting all of it: what `cut` would give, quicker.

One regular expression goes over the text in small letters and stops where a wanted word may be written; only the chunk
there is cut. It may stop too often and never too seldom: each word is looked for in every way that cutting would take
for it (`canonical` puts a tone in its place, codes are joined in many ways; docs/decisions/reading.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import Final

from searchsvc.analysis.cut import _LETTER as LETTER
from searchsvc.analysis.cut import LONGEST, Chunk, cut_chunk, occurrences
from searchsvc.analysis.tokens import Token
from searchsvc.text.icu import nfc
from searchsvc.text.marks import TONES, tone_of, without_tone
from searchsvc.text.syllables import split

_LETTERS: Final = frozenset(re.findall(LETTER, "".join(map(chr, range(0x2000)))))
_PIECE = re.compile(f"{LETTER}+")
_BEHIND: Final = "(?![0-9a-zß-öø-ʯ\u1e00-\u1eff])"
_VOWELS: Final = "aăâeêioôơuưy"
_CONSONANTS: Final = "bcdđghklmnpqrstvx"
_ODD = re.compile(f"[{''.join(sorted({nfc(letter + tone)[-1] for letter in _CONSONANTS for tone in TONES}))}]")
"""A tone that stands on a consonant, as in Poznań: cutting moves it to the vowel where that makes a syllable."""

_remembered = lru_cache(maxsize=1 << 13)(cut_chunk)


class _Seen(dict[str, Chunk]):
    """The chunks of the texts that some words are looked for in, of each chunk only the tokens that are wanted."""

    def __init__(self, wanted: frozenset[str]) -> None:
        super().__init__()
        self._wanted = wanted

    def __missing__(self, chunk: str) -> Chunk:
        found, wanted = _chunk(chunk), self._wanted
        if any(token.text not in wanted for token in found.tokens):
            found = Chunk(tuple(token for token in found.tokens if token.text in wanted), found.width)
        self[chunk] = found
        return found


class Sought:
    """Some words to be found in texts, and how far apart two of them still matter to each other."""

    def __init__(self, wanted: Iterable[str], *, near: int) -> None:
        """Tokens as `cut` gives them, whole codes too; distances of more than `near` words need not be known."""
        self._wanted = frozenset(wanted)
        self._near = near
        self._chunks = _Seen(self._wanted)
        self._pattern = _compiled(_pattern(self._wanted)) if self._wanted else None

    def within(self, text: str) -> list[Token]:
        """The wanted tokens of a text past the door, in order.

        Positions count from the first of them, and between two that stand further apart than `near` words lie more
        than that many positions, but not always all.
        """
        if self._pattern is None:
            return []
        plain = text.replace("\n", " ")
        lowered = plain.replace("İ", "I").lower()
        if _ODD.search(lowered):
            return occurrences(text, self._wanted)
        return self._tokens(plain, lowered, self._pattern)

    def _tokens(self, plain: str, lowered: str, pattern: re.Pattern[str]) -> list[Token]:
        tokens: list[Token] = []
        add, new, chunks = tokens.append, tuple.__new__, self._chunks
        nearest = not self._near  # then one word between is as good as many, and nearly always plain to see
        position = end = 0
        for match in pattern.finditer(lowered):
            start = at = match.start()
            if at < end:
                continue  # in a chunk seen already
            if at and (before := lowered[at - 1]) != " ":
                if before in _LETTERS and _goes_on(lowered[at]):
                    continue
                start = plain.rfind(" ", end, at) + 1 or end
            if start > end + 1:
                position += 1 if nearest and lowered[end + 1] in _LETTERS else self._between(plain, end, start)
            end = plain.find(" ", at)
            end = len(plain) if end < 0 else end
            found, width = chunks[plain[start:end]]
            for word, first, last, place, parts in found:
                add(new(Token, (word, start + first, start + last, position + place, parts)))  # as in `tokens_of`
            position += width
        return tokens

    def _between(self, plain: str, start: int, end: int) -> int:
        """How many words stand between two places, counted no further than it matters."""
        count = 0
        while start < end and count <= self._near:
            stop = plain.find(" ", start, end)
            stop = end if stop < 0 else stop
            if stop > start:
                count += _chunk(plain[start:stop]).width
            start = stop + 1
        return count


def _chunk(chunk: str) -> Chunk:
    return _remembered(chunk) if len(chunk) <= LONGEST else cut_chunk(chunk)


def _goes_on(letter: str) -> bool:
    """Whether a letter behind another is of the same word; figures may stand behind zeros (09/5 is 9/5)."""
    return letter in _LETTERS and not letter.isdigit()


@lru_cache(maxsize=1 << 8)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _pattern(wanted: Iterable[str]) -> str:
    """Where one of the words may be written in small letters, grouped by first letters so that `re` looks for those."""
    words: set[str] = set()
    loose: set[str] = set()
    for word in wanted:
        pieces = _PIECE.findall(word)
        if not pieces or len(word) >= LONGEST:
            loose.add(word)  # of a script that parts words otherwise, or cut off
        else:
            words.update(_forms(max(pieces, key=len)))
    grouped = (
        f"{re.escape(first)}(?:{'|'.join(re.escape(word[1:]) for word in some)})"
        for first, some in groupby(sorted(words), key=lambda word: word[0])
    )
    strict = f"(?:{'|'.join(grouped)}){_BEHIND}" if words else ""
    return "|".join([*filter(None, [strict]), *map(re.escape, sorted(loose))])


@lru_cache(maxsize=1 << 14)
def _forms(word: str) -> tuple[str, ...]:
    """All ways of writing that cutting takes for a word: a syllable with its tone on any of its vowels.

    >>> sorted(_forms("hòa")), sorted(_forms("việt"))
    (['hoà', 'hòa'], ['việt', 'vịêt'])
    """
    tones = [tone for tone in map(tone_of, word) if tone]
    plain = without_tone(word)
    if len(tones) != 1 or split(plain) is None:
        return (word,)
    places = (place + 1 for place, letter in enumerate(plain) if letter in _VOWELS)
    return tuple({nfc(plain[:place] + tones[0] + plain[place:]) for place in places} | {word})
