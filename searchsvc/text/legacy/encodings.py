"""The encodings themselves: what each makes of text that was read as Windows-1252 or Latin-1, as `str -> str`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from searchsvc.resources import rows
from searchsvc.text.icu import nfc
from searchsvc.text.syllables import is_syllable

COLUMNS: Final = {"tcvn3": 1, "vni": 2, "viscii": 3, "vps": 4}
_WORD = re.compile(r"[^ \t\n\r]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_LOST_HORN = re.compile("(?i)(?=[ơờớởỡợ][cimnptu])")
_SMALL = re.compile("[a-z]")
_CAPITAL = re.compile("[A-Z]")
_ENOUGH_CAPITALS: Final = 3
LONGEST: Final = 8
"""Letters of a syllable, and one to spare."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding by its name, and what undoes it."""

    name: str
    decode: Callable[[str], str]


@cache
def in_windows_1252() -> Mapping[str, int]:
    """The byte of every character that Windows-1252 or Latin-1 may have made of one."""
    western = {bytes([byte]).decode("cp1252", "replace"): byte for byte in range(128, 256)}
    return {**{chr(byte): byte for byte in range(256)}, **western}


@cache
def letters(name: str) -> Mapping[str, str]:
    """What stands for what: for each way a letter's bytes may have been read, the letter.

    >>> letters("tcvn3")["µ"], letters("vni")["aø"], letters("viscii")["®"]
    ('à', 'à', 'ệ')
    """
    read_as: dict[int, list[str]] = {}
    for char, byte in in_windows_1252().items():
        read_as.setdefault(byte, []).append(char)
    found: dict[str, str] = {}
    for row in rows("legacy_letters.tsv"):
        codes = bytes.fromhex(row[COLUMNS[name]].replace("-", ""))
        for head in read_as[codes[0]] if codes else ():
            for tail in read_as[codes[1]] if len(codes) > 1 else ("",):
                found[head + tail] = row[0]
                found.setdefault(head + tail.lower(), row[0])  # a capital letter with the small one's mark
    return found


def tcvn3(text: str) -> str:
    """TCVN3 or ABC, the encoding of the North: the fonts .VnTime and, for capitals, .VnTimeH.

    Capitals with tones exist in the fonts whose names end in H only, as what are small letters elsewhere; they are told
    by the letters beside them. Its ư is the soft hyphen, which many programs drop.

    >>> tcvn3("Céng hoµ x· héi chñ nghÜa ViÖt Nam"), tcvn3("TØNH §¶NG Bé"), tcvn3("Bé trëng")
    ('Cộng hoà xã hội chủ nghĩa Việt Nam', 'TỈNH ĐẢNG BỘ', 'Bộ trưởng')
    """
    return "".join(map(_line_of_tcvn3, re.split("(?<=\n)", text)))


def _line_of_tcvn3(line: str) -> str:
    def word(match: re.Match[str]) -> str:
        decoded = match[0].translate(_single("tcvn3"))
        decoded = _LETTERS.sub(_with_horn, decoded)
        return decoded.upper() if _in_capitals(match[0], 2) else decoded

    decoded = _WORD.sub(word, line)
    return decoded.upper() if _in_capitals(line, _ENOUGH_CAPITALS) else decoded


def _in_capitals(text: str, enough: int) -> bool:
    return not _SMALL.search(text) and len(_CAPITAL.findall(text)) >= enough


def _with_horn(word: re.Match[str]) -> str:
    """A word whose ư before an ơ was dropped: trởng can only be trưởng, đợc được."""
    if len(word[0]) > LONGEST or is_syllable(word[0]):
        return word[0]
    whole = _LOST_HORN.sub("ư", word[0], count=1)
    return whole if is_syllable(whole) else word[0]


def vni(text: str) -> str:
    """VNI-Windows, the encoding of the South and of the presses: the marks of a letter stand behind it.

    >>> vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"), vni("ÑOÄC LAÄP")
    ('Cộng hòa xã hội chủ nghĩa Việt Nam', 'ĐỘC LẬP')
    """
    return _pairs("vni").sub(lambda match: letters("vni")[match[0]], text)


@cache
def _pairs(name: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, letters(name)), key=len, reverse=True)))


@cache
def _single(name: str) -> dict[int, str]:
    return {ord(char): letter for char, letter in letters(name).items()}


def viscii(text: str) -> str:
    """VISCII (RFC 1456), of Unix and of Vietnamese abroad.

    >>> viscii("Vi®t Nam Ðµc L§p")
    'Việt Nam Độc Lập'
    """
    return text.translate(_single("viscii"))


def vps(text: str) -> str:
    """VPS, of the Vietnamese Professionals Society abroad.

    >>> vps("ViŒt Nam")
    'Việt Nam'
    """
    return text.translate(_single("vps"))


def windows_1258(text: str) -> str:
    """Windows-1258: a letter with its own mark, and the tone behind it.

    >>> windows_1258("Hôòi nghiò"), windows_1258("ðýõÌng")
    ('Hội nghị', 'đường')
    """
    return nfc(text.translate(_vietnamese_page()))


@cache
def _vietnamese_page() -> dict[int, str]:
    pages = ((char, bytes([byte]).decode("cp1258", "replace")) for char, byte in in_windows_1252().items())
    return {ord(char): meant for char, meant in pages if not char.isascii() and meant != "\ufffd"}


ENCODINGS: Final = (
    Encoding("tcvn3", tcvn3),
    Encoding("vni", vni),
    Encoding("viscii", viscii),
    Encoding("vps", vps),
    Encoding("windows-1258", windows_1258),
)
