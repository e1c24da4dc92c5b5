"""The Vietnamese syllable: onset, rhyme, tone, and where the tone is written.

A syllable is an onset, a rhyme and one of six tones (Đoàn Thiện Thuật, Ngữ âm tiếng Việt, 1977). The same tone of the
same syllable is written on two letters by two schools (hòa and hoà), and on any letter by a slip (vịêt); for a reader
they are one word, so for us they are one token.
"""

from __future__ import annotations

from functools import lru_cache

from searchsvc.resources import words
from searchsvc.text.icu import nfc
from searchsvc.text.marks import TONES, tone_of, without_tone

ONSETS = (
    "ngh", "ng", "gh", "nh", "ch", "tr", "th", "ph", "kh", "gi", "qu",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip
_VOWELS = frozenset("aăâeêioôơuưy")
_SHAPED = frozenset("ăâêôơư")
_STOPPED = ("c", "ch", "p", "t")


@lru_cache(maxsize=1 << 16)
def split(plain: str) -> tuple[str, str] | None:
    """Onset and rhyme of a lower-case syllable without its tone, None when Vietnamese has no such syllable.

    >>> split("nguyên"), split("quy"), split("gi"), split("strong")
    (('ng', 'uyên'), ('qu', 'y'), ('g', 'i'), None)
    """
    rhymes = words("rhymes.txt")
    for onset in ONSETS:
        if not plain.startswith(onset):
            continue
        rhyme = plain[len(onset) :]
        if onset == "gi" and rhyme.startswith("ê") and f"i{rhyme}" in rhymes:
            return onset, rhyme  # giếng: one i is both the end of the onset and the head of the rhyme
        is_rhyme = rhyme in rhymes or (onset == "qu" and f"u{rhyme}" in rhymes)
        if is_rhyme and rhyme[:1] in _VOWELS and _may_join(onset, rhyme):
            return onset, rhyme  # quỳnh, quýt: the u of their rhymes uynh and uyt is the onset's
    return None


def _may_join(onset: str, rhyme: str) -> bool:
    """Spelling rules: k, gh, ngh before e ê i y only; c, g, ng before the others (g before i: gì)."""
    front = rhyme[0] in "eêiy"
    if onset in ("k", "gh", "ngh"):
        return front
    if onset in ("c", "ng"):
        return not front
    if onset == "g":
        return not front or rhyme[0] == "i"
    if onset == "gi":
        return rhyme[0] not in "iy"
    return onset != "qu" or rhyme[0] not in "uư"


@lru_cache(maxsize=1 << 17)
def canonical(word: str) -> str:
    """The token form of a word: lower case, and in a Vietnamese syllable the tone on the letter older print gives it.

    >>> canonical("Hoà"), canonical("THUÝ"), canonical("vịêt"), canonical("thuýên"), canonical("quý"), canonical("café")
    ('hòa', 'thúy', 'việt', 'thuyến', 'quý', 'café')
    """
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    tones = [tone for tone in map(tone_of, lowered) if tone]
    if len(tones) != 1:
        return lowered
    return place_tone(without_tone(lowered), tones[0], otherwise=lowered)


def place_tone(plain: str, tone: str, *, otherwise: str) -> str:
    """A syllable without tone, given one (a combining mark); `otherwise` when it is no syllable."""
    parts = split(plain)
    if parts is None:
        return otherwise
    onset, rhyme = parts
    at = len(onset) + _tone_letter(rhyme)
    return nfc(plain[: at + 1] + tone + plain[at + 1 :])


def _tone_letter(rhyme: str) -> int:
    """Which letter of a rhyme bears the tone: the last shaped vowel; else the last before a final consonant; else the
    first of two and the middle of three (hòa, khỏe, thủy, ngoài, khuỷu)."""
    shaped = [index for index, letter in enumerate(rhyme) if letter in _SHAPED]
    if shaped:
        return shaped[-1]
    vowels = [index for index, letter in enumerate(rhyme) if letter in _VOWELS]
    if not vowels:
        return 0
    if len(vowels) < len(rhyme):
        return vowels[-1]
    return 1 if len(vowels) == 3 else 0


@lru_cache(maxsize=1 << 17)
def is_syllable(word: str) -> bool:
    """Whether a word is a syllable Vietnamese can have, its tone included (c, ch, p, t end only sắc and nặng).

    >>> is_syllable("nghiêng"), is_syllable("hột"), is_syllable("hôt"), is_syllable("covid")
    (True, True, False, False)
    """
    lowered = word.lower()
    tones = [tone for tone in map(tone_of, lowered) if tone]
    if len(tones) > 1:
        return False
    parts = split(without_tone(lowered))
    if parts is None:
        return False
    return not parts[1].endswith(_STOPPED) or (bool(tones) and tones[0] in (TONES[1], TONES[4]))
