"""What somebody is still typing: whole syllables, and the beginning of the one under way.

A mark that was typed binds, one that was not is free (`text.marks`); a space behind the last syllable ends it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final

from searchsvc.text.beginnings import begins
from searchsvc.text.fold import fold
from searchsvc.text.keyboard import telex, telex_name, vni, vni_name
from searchsvc.text.marks import tier
from searchsvc.text.syllables import canonical

Marks = tuple[tuple[int, int], ...]

_Keyboard = tuple[Callable[[str], str | None], ...]

_KEYBOARDS: Final[tuple[_Keyboard, ...]] = ((telex, telex_name), (vni, vni_name))
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the box, as words in token form; `last` is the beginning of a word, "" when a space ends it."""

    whole: tuple[str, ...]
    last: str

    @property
    def words(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.whole, self.last) if self.last else self.whole

    @property
    def folded(self) -> str:
        """What the folded words of a text that fits begin with."""
        return fold(" ".join((*self.whole, self.last)))

    def begins(self, text: str) -> bool:
        """Whether a text begins so, by the marks that were typed.

        >>> typed = typed_words("nguyen văn h")
        >>> [typed.begins(name) for name in ("Nguyễn Văn Hùng", "Nguyễn Vân Hà", "Nguyễn Văn")]
        [True, False, False]
        """
        return self.meets([canonical(match[0]) for match in _WORD.finditer(text)])

    def stands_in(self, text: str) -> bool:
        """Whether a text goes on so from one of its words."""
        return bool(self.marks(text))

    def marks(self, text: str) -> Marks:
        """`[start, end)` of what was typed, where a text goes on so from one of its words.

        >>> typed_words("nghi tr").marks("Hội nghị trực tuyến")
        ((4, 11),)
        """
        places = [match.span() for match in _WORD.finditer(text)]
        words = [canonical(text[start:end]) for start, end in places]
        for at in range(len(words)):
            if self.meets(words, at):
                return ((places[at][0], self._end(places[at + len(self.words) - 1])),)
        return ()

    def meets(self, words: Sequence[str], at: int = 0) -> bool:
        """Whether words in token form go on so from one of them."""
        if len(words) - at < len(self.words):
            return False
        if not all(_is(typed, words[at + place]) for place, typed in enumerate(self.whole)):
            return False
        return not self.last or begins(self.last, words[at + len(self.whole)]) is not None

    def _end(self, place: tuple[int, int]) -> int:
        return min(place[1], place[0] + len(self.last)) if self.last else place[1]


@lru_cache(maxsize=1 << 16)
def _is(typed: str, written: str) -> bool:
    return tier(typed, written) is not None


def typed_words(text: str) -> Typed:
    """A text past the door as what is being typed.

    >>> typed_words("Hoà bi"), typed_words("hội ")
    (Typed(whole=('hòa',), last='bi'), Typed(whole=('hội',), last=''))
    """
    words = tuple(canonical(word) for word in _WORD.findall(text))
    return Typed(words[:-1], words[-1]) if words and text[-1].isalnum() else Typed(words, "")


def readings(text: str) -> Iterator[str]:
    """The text as an input method would have written it, by Telex, then by VNI; nothing where that is no other text.

    >>> list(readings("hooij nghij tr")), list(readings("nguye6n4 va8n h")), list(readings("hoi nghi"))
    (['hội nghị tr'], ['nguyễn văn h'], [])
    """
    for keyboard in _KEYBOARDS:
        meant = _WORD.sub(partial(_spelled, keyboard), text)
        if meant != text:
            yield meant


def _spelled(keyboard: _Keyboard, word: re.Match[str]) -> str:
    """A word as a keyboard would have written it; of one not yet finished, as much as spells something."""
    keys, unfinished = word[0], word.end() == len(word.string)
    ends = range(len(keys), 1, -1) if unfinished else (len(keys),)
    written = (read(keys[:end]) for end in ends for read in keyboard)
    return next((meant for meant in written if meant and not meant.isascii()), keys)
