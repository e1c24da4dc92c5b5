"""Telex and VNI left undecoded: what an input method would have written for the keys.

Somebody types `hooij nghij` or `ho65i nghi5` with the input method off, or a page swallows what it does. A key after
the vowel is a letter, a mark on a letter that stands there already, or the tone, and people press them in any order.
So the keys are read in every way they can be, marks before letters, and the first way that spells a Vietnamese syllable
is taken.

English words can be Telex too (`test` is tét, `max` is mã) and so can codes be VNI (`su57` is sự): whether a word is
meant as it stands is for the caller to judge, by what the index has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from searchsvc.text.icu import nfc
from searchsvc.text.marks import TONES, tone_of, without_tone
from searchsvc.text.syllables import is_syllable, place_tone, split

LONGEST: Final = 12
"""Keys of a syllable, at most: nghieengj has nine."""

_HUYEN, _SAC, _NGA, _HOI, _NANG = TONES
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_FINALS: Final = "cghkmnpt"
_CLUSTER = re.compile("(?:chr|[bdghkps][lr]|[mp]n|ml)?")
"""Onsets of the highland languages, before a vowel as l is in Vietnamese: Krông, Plei, Hriêng, Pnôn."""


@dataclass(frozen=True)
class Layout:
    """What the keys behind the first vowel do, besides being letters.

    `marks`: for each key what it turns a letter written before into. `letters`: what a key writes by itself. `tones`:
    "" takes the tone away. `stroke` makes a d at the head a đ.
    """

    marks: Mapping[str, Mapping[str, str]]
    letters: Mapping[str, str]
    tones: Mapping[str, str]
    stroke: str
    shape: re.Pattern[str] = field(init=False)
    """Onset, and everything from the first vowel on."""

    def __post_init__(self) -> None:
        vowels = "".join(key for key in self.letters if key not in _FINALS)
        others = "".join({*self.letters, *self.marks, *self.tones, self.stroke})
        object.__setattr__(self, "shape", re.compile(f"([bcdghklmnpqrstvx]{{0,3}}9?)([{vowels}][{others}]*)"))


def _own(keys: str) -> dict[str, str]:
    return {key: key for key in keys}


TELEX: Final = Layout(
    marks={"a": {"a": "â"}, "e": {"e": "ê"}, "o": {"o": "ô", "ô": "oo"}, "w": {"u": "ư", "o": "ơ", "a": "ă"}},
    letters={**_own("aeiouy" + _FINALS), "w": "ư"},
    tones={"s": _SAC, "f": _HUYEN, "r": _HOI, "x": _NGA, "j": _NANG, "z": ""},
    stroke="d",
)
VNI: Final = Layout(
    marks={"6": {"a": "â", "e": "ê", "o": "ô"}, "7": {"u": "ư", "o": "ơ"}, "8": {"a": "ă"}},
    letters=_own("aeiouy" + _FINALS),
    tones={"1": _SAC, "2": _HUYEN, "3": _HOI, "4": _NGA, "5": _NANG, "0": ""},
    stroke="9",
)


@lru_cache(maxsize=1 << 15)
def telex(word: str) -> str | None:
    """What Telex makes of the keys; None when that is no Vietnamese syllable or nothing but the keys.

    A key pressed again takes its mark back and is a letter (`xooong`, `ass`); nobody means two tones (`Paris`).

    >>> telex("hooij"), telex("hoijo"), telex("Nguyeenx"), telex("dduwowngf"), telex("DDAANGR"), telex("nhw")
    ('hội', 'hội', 'Nguyễn', 'đường', 'ĐẨNG', 'như')
    >>> telex("hoa"), telex("covid"), telex("ass"), telex("xooong"), telex("hungfz")
    (None, None, None, 'xoong', 'hung')
    """
    return _decoded(word, TELEX, _syllable)


@lru_cache(maxsize=1 << 15)
def vni(word: str) -> str | None:
    """What VNI makes of the keys; None when that is no Vietnamese syllable or nothing but the keys.

    >>> vni("ho65i"), vni("d9a3ng"), vni("Nguye6n4"), vni("duo7ng29"), vni("2014"), vni("u23"), vni("h5n1")
    ('hội', 'đảng', 'Nguyễn', 'đường', None, None, None)
    """
    return _decoded(word, VNI, _syllable)


@lru_cache(maxsize=1 << 13)
def telex_name(word: str) -> str | None:
    """What Telex makes of the keys where that is no Vietnamese syllable but is built like a name of the highlands.

    >>> telex_name("Ddawks"), telex_name("Kroong"), telex_name("Buks"), telex_name("hooij")
    ('Đắk', 'Krông', 'Búk', None)
    """
    return _decoded(word, TELEX, _name)


@lru_cache(maxsize=1 << 13)
def vni_name(word: str) -> str | None:
    """What VNI makes of the keys where that is built like a name of the highlands.

    >>> vni_name("D9a8k1"), vni_name("Kro6ng"), vni_name("ho65i")
    ('Đắk', 'Krông', None)
    """
    return _decoded(word, VNI, _name)


def telex_code(word: str) -> str | None:
    """An abbreviation in capitals with its Đ typed as DD, which is no syllable; None when there is none in it.

    >>> telex_code("HDDND"), telex_code("NDD-CP"), telex_code("ADDAM"), telex_code("add")
    ('HĐND', 'NĐ-CP', 'AĐAM', None)
    """
    return word.replace("DD", "Đ") if "DD" in word and word.isupper() else None


def vni_code(word: str) -> str | None:
    """An abbreviation in capitals with its Đ typed as D9; None when there is none in it.

    >>> vni_code("HD9ND"), vni_code("QD98"), vni_code("d9")
    ('HĐND', 'QĐ8', None)
    """
    return word.replace("D9", "Đ") if "D9" in word and word.isupper() else None


def encode_telex(word: str) -> str:
    """The plain keystrokes of a written word: marks behind their letters, ươ with one w, the tone last.

    >>> encode_telex("Đường"), encode_telex("HỘI"), encode_telex("xoong")
    ('Dduowngf', 'HOOIJ', 'xooong')
    """
    return _encoded(word, {_CIRCUMFLEX: "", _BREVE: "w", _HORN: "w"}, TELEX)


def encode_vni(word: str) -> str:
    """The plain keystrokes of a written word in VNI: marks behind their letters, the tone last.

    >>> encode_vni("Đường"), encode_vni("HỘI")
    ('D9u7o7ng2', 'HO6I5')
    """
    return _encoded(word, {_CIRCUMFLEX: "6", _BREVE: "8", _HORN: "7"}, VNI)


def _decoded(word: str, layout: Layout, spelled: Callable[[str, str], str]) -> str | None:
    keys = word.lower()
    shape = layout.shape.fullmatch(keys) if len(keys) <= LONGEST else None
    if shape is None:
        return None
    onset, tail = _stroked(shape[1], shape[2], layout)
    tones = [key for key in tail if key in layout.tones]
    tone = _tone(tones, layout)
    if tone is None:
        return None
    rest = "".join(key for key in tail if key not in layout.tones)
    for plain in _readings(onset, rest, layout):
        if written := spelled(plain, tone):
            return None if written == keys else _in_case_of(word, written)
    return None


def _syllable(plain: str, tone: str) -> str:
    """Letters and tone as a Vietnamese syllable, "" when there is no such syllable."""
    written = place_tone(plain, tone, otherwise="") if tone else plain
    return written if is_syllable(written) else ""


def _name(plain: str, tone: str) -> str:
    """The same for names of the highlands: a cluster for an onset, k for a final c, and that with any tone or none."""
    match = _CLUSTER.match(plain)
    cluster = match[0] if match else ""
    ending = "k" if plain.endswith("k") else ""
    like = ("l" if cluster else "") + plain[len(cluster) : len(plain) - len(ending)] + ("c" if ending else "")
    if like == plain or split(like) is None:
        return ""
    placed = place_tone(like, tone, otherwise="") if tone else like
    return cluster + placed[len("l" if cluster else "") : len(placed) - len(ending)] + ending


def _stroked(onset: str, tail: str, layout: Layout) -> tuple[str, str]:
    """Onset and tail with the stroke where it belongs; a second one stays behind, where it spells nothing."""
    if onset == "d" + layout.stroke:
        return "đ", tail
    if onset == "d" and layout.stroke in tail:
        return "đ", tail.replace(layout.stroke, "", 1)
    return onset, tail


def _tone(keys: list[str], layout: Layout) -> str | None:
    """The tone that the tone keys of a word make, "" for none, None for keys that nobody presses together."""
    if len(keys) == 2 and not layout.tones[keys[1]]:
        return "" if layout.tones[keys[0]] else None
    if len(keys) > 1:
        return None
    return (layout.tones[keys[0]] or None) if keys else ""


def _readings(written: str, keys: str, layout: Layout) -> Iterator[str]:
    """All that keys can mean behind what is written: first a mark on a letter from left to right, then a letter."""
    if not keys:
        yield written.replace("ưo", "ươ")  # one w is enough for both
        return
    key, rest = keys[0], keys[1:]
    marks = layout.marks.get(key, {})
    for at, letter in enumerate(written):
        if letter in marks:
            yield from _readings(written[:at] + marks[letter] + written[at + 1 :], rest, layout)
    if key in layout.letters:
        yield from _readings(written + layout.letters[key], rest, layout)


def _encoded(word: str, marks: Mapping[str, str], layout: Layout) -> str:
    lowered = nfc(word.lower())
    plain = without_tone(lowered)
    if layout is TELEX:
        plain = plain.replace("oo", "ooo").replace("ươ", "uơ")
    tone = next(filter(None, map(tone_of, lowered)), "")
    keys = "".join(_pressed(letter, marks, layout) for letter in plain)
    return _in_case_of(word, keys + next((key for key, made in layout.tones.items() if tone and made == tone), ""))


def _pressed(letter: str, marks: Mapping[str, str], layout: Layout) -> str:
    if letter == "đ":
        return "d" + layout.stroke
    apart = unicodedata.normalize("NFD", letter)
    return apart[0] + "".join(marks.get(mark, mark) or apart[0] for mark in apart[1:])


def _in_case_of(word: str, written: str) -> str:
    if word.isupper():
        return written.upper()
    return written[:1].upper() + written[1:] if word[:1].isupper() else written
