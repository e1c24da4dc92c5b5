"""Skeletons: syllables without any mark, as people in a hurry type them, and the syllables they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from searchsvc.resources import words
from searchsvc.text.fold import fold
from searchsvc.text.icu import nfc
from searchsvc.text.marks import TONES
from searchsvc.text.syllables import ONSETS, is_syllable, place_tone, split


@cache
def skeletons() -> Mapping[str, tuple[str, ...]]:
    """Every skeleton with the syllables, written without tone, that it may stand for.

    >>> skeletons()["duong"]
    ('duông', 'dương', 'đuông', 'đương')
    """
    found: dict[str, set[str]] = {}
    for rhyme in words("rhymes.txt"):
        for onset in (*ONSETS, "q"):  # quỳnh, quýt: the u of their rhymes is the onset's
            if split(onset + rhyme):
                found.setdefault(fold(onset + rhyme), set()).add(onset + rhyme)
    return {skeleton: tuple(sorted(plain)) for skeleton, plain in found.items()}


@cache
def syllables() -> tuple[str, ...]:
    """Every syllable that Vietnamese can have, each tone of it, in its one form."""
    plain = sorted(one for several in skeletons().values() for one in several)
    toned = [(place_tone(one, tone, otherwise="") if tone else one) for one in plain for tone in ("", *TONES)]
    return tuple(filter(is_syllable, toned))


@lru_cache(maxsize=1 << 15)
def written(form: str, tone: str) -> str:
    """A form without tone, some of its marks perhaps left out, with the tone where it belongs; "" when no syllable of
    Vietnamese can be meant by it.

    >>> written("đương", "\\u0300"), written("nguyen", "\\u0303"), written("thuong", ""), written("nguyem", "")
    ('đường', 'nguyẽn', 'thuong', '')
    """
    for plain in skeletons().get(fold(form), ()):
        pairs = zip(form, plain, strict=False)
        if len(form) != len(plain) or not all(typed == letter or typed.isascii() for typed, letter in pairs):
            continue  # a mark that was typed binds
        if not tone:
            return form
        placed = place_tone(plain, tone, otherwise="")
        if is_syllable(placed):
            at = next(at for at, letter in enumerate(placed) if letter != plain[at]) + 1
            return nfc(form[:at] + tone + form[at:])
    return ""
