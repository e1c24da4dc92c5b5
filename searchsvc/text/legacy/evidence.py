"""How much more Vietnamese a paragraph is when decoded than as it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from searchsvc.text.icu import nfc
from searchsvc.text.legacy.encodings import LONGEST, in_windows_1252
from searchsvc.text.marks import without_tone
from searchsvc.text.syllables import is_syllable, split

_SPACES = re.compile(r"[ \t\n\r\u00a0]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_AROUND = "“”‘’„…–—•«»‹›.,:;!?()[]\"'"
"""Signs that touch words in texts that are right; others do only where they are letters read wrongly."""
_INSIDE = frozenset("’–—…")
_FIGURE = re.compile(r"\d|^\W*[cdk]?m[²³]\W*$")
_PLAIN_LETTER = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a paragraph, those in plain ASCII aside.

    `gained` become Vietnamese when decoded and are none as they stand, `lost` are Vietnamese and would be no longer,
    `either` are Vietnamese both ways though not the same, `wrong` are none either way. `kinds` counts different ones
    among those gained. `modern` have letters that no old encoding could have left.
    """

    gained: int = 0
    lost: int = 0
    either: int = 0
    wrong: int = 0
    kinds: int = 0
    modern: int = 0

    @property
    def decisive(self) -> bool:
        """Whether the paragraph is to be decoded, whatever stands beside it."""
        if self.kinds < 3 or self.modern * 10 > self.gained:
            return False
        read = self.gained + self.either
        return self.gained * 2 >= read and read >= 5 * self.wrong and self.gained >= 8 * self.lost

    @property
    def possible(self) -> bool:
        """Whether it may be decoded where its neighbours are."""
        return self.gained + self.either > 0 and self.gained >= 2 * self.wrong and not (self.lost or self.modern)


def compared(text: str, decoded: str) -> Evidence:
    """The evidence for one way to decode a paragraph.

    >>> compared("Hµ Néi mét ngµy", "Hà Nội một ngày")
    Evidence(gained=3, lost=0, either=1, wrong=0, kinds=3, modern=0)
    """
    counts = dict.fromkeys(("gained", "lost", "either", "wrong", "modern", "plain"), 0)
    kinds: set[str] = set()
    for was, now in _pairs(_SPACES.split(text), _SPACES.split(decoded)):
        kind = _kind(was, now)
        counts[kind] += 1
        if kind == "gained":
            kinds.add(now)
    del counts["plain"]
    return Evidence(**counts, kinds=len(kinds))


def _pairs(was: list[str], now: list[str]) -> Iterable[tuple[str, str]]:
    """Word by word; where decoding joined some (a space was half a letter) those that are not in both."""
    if len(was) == len(now):
        return zip(was, now, strict=True)
    before, after = Counter(was), Counter(now)
    return zip_longest((before - after).elements(), (after - before).elements(), fillvalue="")


def _kind(was: str, now: str) -> str:
    if was.isascii() and was == now:
        return "plain"
    before, after = _is_vietnamese(was), _is_vietnamese(now) and not _is_oddly_cased(now)
    if before and any(char not in in_windows_1252() for char in was if char.isalpha()):
        return "modern"
    if was == now:
        return "wrong" if not before and any(char.isalpha() and not char.isascii() for char in was) else "plain"
    if not after or _FIGURE.search(was):
        return "lost" if before else "wrong"
    return "either" if before or not _PLAIN_LETTER.search(was) else "gained"  # signs alone prove nothing: ½, «


def _is_vietnamese(word: str) -> bool:
    """Whether all that is not plain in a word belongs to Vietnamese syllables, or to the quotes around it."""
    composed = nfc(word).strip(_AROUND)
    parts = _LETTERS.findall(composed)
    signs = {char for char in composed if not char.isascii() and not char.isalpha()}
    return all(part.isascii() or _is_syllable(part) for part in parts) and (not parts or signs <= _INSIDE)


def _is_oddly_cased(word: str) -> bool:
    """Whether a small letter has a capital with marks behind it, as letters of the wrong encoding do."""
    return any(one.islower() and other.isupper() and not other.isascii() for one, other in pairwise(word))


def _is_syllable(part: str) -> bool:
    """Whether a word is a syllable, or one but for its final k: Đăk, Đắk, Lắk."""
    if len(part) > LONGEST:
        return False
    return is_syllable(part) or (part[-1:] in "kK" and split(without_tone(part[:-1].lower()) + "c") is not None)
