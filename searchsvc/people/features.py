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

Feature = tuple[str, float]

_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?$|[^\W\d_]$")
_APOSTROPHE = re.compile(r"[HKYMRB]['’‘`]", re.IGNORECASE)
HIGHLAND = frozenset(
    "ksor siu kpă kpa rơ rmah nay rcom rah kpuih puih niê kđăm êban eban mlô byă bya êya hwing ayun kbuôr knul ktul adrơng "
    "bkrông buôn bdap liêng ya yang ông đinh hlong kon kră sơ điểu thị đăm r'com ayŭn êñuôl êcăm ênuôl hmŏk cil lơ bon dơng "
    "kra jăn phôk păng ting cơ-liêng bnướch alăng bh'riu bríu hiêng zơrâm pơloong arất coor ating bhling hôih briu blúp".split()
)
HIGHLAND -= frozenset("ông đinh thị buôn yang điểu".split())


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
    if _APOSTROPHE.match(word) or plain in HIGHLAND:
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
    """Whether a word is an abbreviation that a name never holds (THPT, UBND, HLV)."""
    return len(word) > 1 and word.isupper() and word.lower() in _bodies()


@cache
def _bodies() -> frozenset[str]:
    listed = {row[0] for row in rows("office_abbreviations.tsv")} | set(_lists()[2])
    return frozenset(word for word in listed if " " not in word and not is_syllable(word))


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
    span = stretch[first:last]
    plains = [canonical(word) for word in span]
    letters = "".join(letter(word) for word in span)
    kind = group(letters)
    found: list[Feature] = [(f"g:{kind}", 1.0), (f"c:{letters[:5]}", 1.0), (f"n:{len(span)}", 1.0)]
    found += [(f"w:{plain}", 1.0) for plain in plains]
    found += [(f"f:{plains[0]}", 1.0), (f"l:{plains[-1]}|{kind}", 1.0)]
    found += _syllable_evidence(plains, kind, tables)
    found += _string_evidence(span, plains, kind, tables)
    if all(word.isupper() for word in span):
        found.append((f"caps|{kind}", 1.0))
    found += _neighbours(stretch, first, last, kind)
    return found


def _syllable_evidence(plains: list[str], kind: str, tables: Tables) -> list[Feature]:
    nothing = (0.0, 0.0, 0.0)
    figures = [tables.syllables.get(plain, nothing) for plain in plains]
    found = [(f"syl-f|{kind}", figures[0][0]), (f"syl-g|{kind}", figures[-1][2])]
    if len(figures) > 2:
        middle = [figure[1] for figure in figures[1:-1]]
        found += [("syl-m", sum(middle) / len(middle)), ("syl-min", min(middle))]
    if kind == "N2":
        found.append(("syl-mg", figures[0][1]))
    return found


def _string_evidence(span: Sequence[str], plains: list[str], kind: str, tables: Tables) -> list[Feature]:
    found: list[Feature] = []
    joined = " ".join(plains)
    if joined in _places():
        found.append((f"place|{kind}", 1.0))
    known = tables.strings.get(joined)
    if known is None:
        found.append((f"new|{kind}", 1.0))
    else:
        found += [(f"known|{kind}", known), ("known", known), (f"known{'+' if known > 0 else '-'}", 1.0)]
    return found


def _neighbours(stretch: Sequence[str], first: int, last: int, kind: str) -> list[Feature]:
    before = letter(stretch[first - 1]) if first else "^"
    after = letter(stretch[last]) if last < len(stretch) else "$"
    found = [(f"in:{before}|{kind}", 1.0), (f"out:{after}|{kind}", 1.0)]
    if last < len(stretch):
        found.append((f"out:{canonical(stretch[last])}", 1.0))
    return found


def left(near: tuple[str, str], kind: str, tables: Tables, *, inside: str) -> list[Feature]:
    """Features of the two words before a stretch (`near`: the last, the last but one)."""
    one, two = near
    odds = tables.left.get(f"{one} {two}", tables.left.get(one, 0.0))
    cue = _cue(one, two)
    if inside and cue.startswith("place"):
        odds = min(odds, 0.0)  # inside runs names only were counted, streets and schools named after people with them
    found = [(f"L|{kind}", odds), ("L", odds), (f"l1:{one}", 1.0), (f"l1:{one}|{kind}", 1.0), (f"l2:{two} {one}", 1.0)]
    if inside:
        found.append((f"li:{one}|{kind}", 1.0))
    if cue:
        found += [(f"cue:{cue}", 1.0), (f"cue:{cue}|{kind}", 1.0)]
    return found


def _cue(one: str, two: str) -> str:
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
        or (one in ",–-(" and two in cues)
    )


def right(near: tuple[str, str], kind: str, tables: Tables) -> list[Feature]:
    """Features of the two words after a stretch (`near`: the first, the second)."""
    one, two = near
    odds = tables.right.get(f"{one} {two}", tables.right.get(one, 0.0))
    found = [(f"R|{kind}", odds), ("R", odds), (f"r1:{one}", 1.0), (f"r1:{one}|{kind}", 1.0), (f"r2:{one} {two}", 1.0)]
    cues = _lists()[2]
    if one in ",–-(" and cues.get(two):
        found.append((f"rcue:{cues[two]}|{kind}", 1.0))
    return found
