"""What speaks for and against a capitalised stretch being a person's name, as weighable features.

Three parts that are scored apart, so that each can be remembered by what it depends on: the form of the words, what
stands to the left, what stands to the right. `scripts/learn_people` learns the weights; `scoring` adds them up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from searchsvc.resources import rows, words
from searchsvc.text.syllables import canonical, is_syllable

APART = ",–-("
"""Signs after which an apposition may stand."""

Feature = tuple[str, float]

_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?$|[^\W\d_]$")
_APOSTROPHE = re.compile(r"[HKYMRB]['’‘`]", re.IGNORECASE)
_NOTHING = (0.0, 0.0, 0.0)

KINDS = ("F2", "F3", "N2", "N3", "X2", "e", "e1", "m", "v1", "x1")
"""What `group` tells apart: after a family name, without one, others; Highland, masked, one word alone."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Figures counted over unlabelled news: log odds by context words, by syllable and place in a name, by string."""

    left: Mapping[str, float]
    right: Mapping[str, float]
    syllables: Mapping[str, tuple[float, float, float]]
    strings: Mapping[str, float]


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], dict[str, str]]:
    family = frozenset(canonical(name) for name in words("family_names.txt"))
    given = frozenset(canonical(name) for name in words("given_names.txt"))
    cues = {row[0]: f"place-{row[1]}" for row in rows("place_words.txt")}
    cues.update({row[0]: f"call-{row[1]}" for row in rows("honorifics.tsv")})
    cues.update({row[0]: row[1] for row in rows("offices.tsv")})
    return family, given, cues


@cache
def _places() -> frozenset[str]:
    return frozenset(" ".join(canonical(word) for word in name.split()) for name in words("place_names.txt"))


@lru_cache(maxsize=1 << 17)
def letter(word: str) -> str:
    """The class of a word in one letter.

    F family name, G given name, B both, S another Vietnamese syllable; Y a one-letter Highland name, H one with an
    apostrophe or a Highland family name, I initials, L one letter, U capitals, D with a digit, X another script's word.
    """
    family, given, _ = _lists()
    plain = canonical(word)
    if word in ("A", "Y"):
        return "Y"
    if _INITIALS.match(word):
        return "I" if "." in word else "L"
    if _APOSTROPHE.match(word) or plain in words("highland_names.txt"):
        return "H"
    if plain in family:
        return "B" if plain in given else "F"
    if plain in given:
        return "G"
    if is_syllable(plain):
        return "S"
    if any(sign.isdigit() for sign in word):
        return "D"
    if word.isupper() and len(word) < 7:
        return "U"
    return "X"


def is_body(word: str) -> bool:
    """Whether a word is one that a name never holds (THPT, UBND, Facebook, United)."""
    lower = word.lower()
    return lower in words("not_names.txt") or (len(word) > 1 and word.isupper() and lower in _bodies())


@cache
def _bodies() -> frozenset[str]:
    listed = {row[0] for row in rows("office_abbreviations.tsv")} | set(_lists()[2])
    return frozenset(word for word in listed if " " not in word and not is_syllable(word))


@lru_cache(maxsize=1 << 12)
def group(letters: str) -> str:
    """The kind of form a stretch has, which decides how much the context must say."""
    if "I" in letters or "L" in letters:
        return "m"
    if letters[0] in "YH" or "Y" in letters[1:-1] or (len(letters) > 1 and letters[-1] == "H"):
        return "e" if len(letters) > 1 else "e1"
    if len(letters) == 1:
        return "v1" if letters in "FGBS" else "x1"
    if all(one in "FGBS" for one in letters):
        return ("F" if letters[0] in "FB" else "N") + ("2" if len(letters) == 2 else "3")
    return "X2"


def form(stretch: Sequence[str], first: int, last: int, tables: Tables) -> list[Feature]:
    """Features of the words `[first, last)` of a stretch, and of its other words beside them."""
    plains = [canonical(word) for word in stretch[first:last]]
    letters = "".join(letter(word) for word in stretch[first:last])
    kind = group(letters)
    found = pattern(letters, kind)
    for plain in plains:
        found += word(plain)
    found += opening(plains[0], kind, tables) + closing(plains[-1], kind, tables)
    if len(plains) > 2:
        found += middles([middle(plain, tables) for plain in plains[1:-1]])
    found += string(" ".join(plains), kind, tables)
    if all(one.isupper() for one in stretch[first:last]):
        found += capitals(kind)
    found += before(letter(stretch[first - 1]) if first else "^", kind)
    return found + (after(stretch[last], kind) if last < len(stretch) else after("", kind))


def pattern(letters: str, kind: str) -> list[Feature]:
    """The classes of the words, and how many there are."""
    return [(f"g:{kind}", 1.0), (f"c:{letters[:5]}", 1.0), (f"n:{len(letters)}", 1.0)]


def word(plain: str) -> list[Feature]:
    """A word, wherever it stands."""
    return [(f"w:{plain}", 1.0)]


def opening(plain: str, kind: str, tables: Tables) -> list[Feature]:
    """The first word."""
    family, middle_name, _ = tables.syllables.get(plain, _NOTHING)
    found = [(f"f:{plain}", 1.0), (f"syl-f|{kind}", family)]
    return [*found, ("syl-mg", middle_name)] if kind == "N2" else found


def closing(plain: str, kind: str, tables: Tables) -> list[Feature]:
    """The last word."""
    return [(f"l:{plain}|{kind}", 1.0), (f"syl-g|{kind}", tables.syllables.get(plain, _NOTHING)[2])]


def middle(plain: str, tables: Tables) -> float:
    """How well a word fits the middle of a name."""
    return tables.syllables.get(plain, _NOTHING)[1]


def middles(figures: Sequence[float]) -> list[Feature]:
    """The words in the middle together."""
    return [("syl-m", sum(figures) / len(figures)), ("syl-min", min(figures))]


def is_place(joined: str) -> bool:
    """Whether a string is the name of a place we know (canonical words)."""
    return joined in _places()


def string(joined: str, kind: str, tables: Tables) -> list[Feature]:
    """The whole string: a place, or what the words beside it have said elsewhere."""
    found: list[Feature] = [(f"place|{kind}", 1.0)] if is_place(joined) else []
    known = tables.strings.get(joined)
    if known is None:
        return [*found, (f"new|{kind}", 1.0)]
    return [*found, (f"known|{kind}", known), ("known", known), (f"known{'+' if known > 0 else '-'}", 1.0)]


def capitals(kind: str) -> list[Feature]:
    """Nothing but capitals."""
    return [(f"caps|{kind}", 1.0)]


def before(one: str, kind: str) -> list[Feature]:
    """The class of the word before, inside the stretch (`^`: none)."""
    return [(f"in:{one}|{kind}", 1.0)]


def after(one: str, kind: str) -> list[Feature]:
    """The word after, inside the stretch ("": none)."""
    if not one:
        return [(f"out:$|{kind}", 1.0)]
    return [(f"out:{letter(one)}|{kind}", 1.0), (f"out:{canonical(one)}", 1.0)]


def left(near: tuple[str, str], kind: str, tables: Tables, *, inside: str) -> list[Feature]:
    """Features of the two words before a stretch (`near`: the last, the last but one)."""
    one, two = near
    odds = tables.left.get(f"{one} {two}", tables.left.get(one, 0.0))
    said = cue(one, two)
    if inside and said.startswith("place"):
        odds = min(odds, 0.0)  # of what follows a word inside a run only names were counted, those of streets too
    found = [(f"L|{kind}", odds), ("L", odds), (f"l1:{one}", 1.0), (f"l1:{one}|{kind}", 1.0), (f"l2:{two} {one}", 1.0)]
    if inside:
        found.append((f"li:{one}|{kind}", 1.0))
    if said:
        found += [(f"cue:{said}", 1.0), (f"cue:{said}|{kind}", 1.0)]
    return found


def cues() -> Mapping[str, str]:
    """What each honorific, place word and head of an office before a name says."""
    return _lists()[2]


def cue(one: str, two: str) -> str:
    """What an honorific, a place word or the head of an office before a name says ("" for none of them)."""
    cues = _lists()[2]
    return cues.get(f"{two} {one}") or cues.get(one) or ""


def pair_tells(one: str, two: str, odds: Mapping[str, float], weights: Mapping[str, float]) -> bool:
    """Whether a word and the one beyond it tell more than the word alone (else `two` may be left out)."""
    cues = _lists()[2]
    return (
        f"{one} {two}" in odds
        or f"l2:{two} {one}" in weights
        or f"r2:{one} {two}" in weights
        or f"{two} {one}" in cues
        or (one in APART and two in cues)
    )


def right(near: tuple[str, str], kind: str, tables: Tables) -> list[Feature]:
    """Features of the two words after a stretch (`near`: the first, the second)."""
    one, two = near
    odds = tables.right.get(f"{one} {two}", tables.right.get(one, 0.0))
    found = [(f"R|{kind}", odds), ("R", odds), (f"r1:{one}", 1.0), (f"r1:{one}|{kind}", 1.0), (f"r2:{one} {two}", 1.0)]
    if said := cue_behind(one, two):
        found.append((f"rcue:{said}|{kind}", 1.0))
    return found


def cue_behind(one: str, two: str) -> str:
    """What an office or a place word in apposition says ("" for none)."""
    return _lists()[2].get(two, "") if one in APART else ""
