"""UTF-8 that was read as Windows-1252 or Latin-1, once or twice: `Tiáº¿ng Viá»‡t` for Tiếng Việt.

The commonest accident of databases. Each letter of it proves itself, for hardly any text has by chance what is UTF-8
when its letters are taken for bytes; so it can be undone letter by letter, in the middle of a text that is right.
"""

from __future__ import annotations

import re
from typing import Final

from searchsvc.text.legacy.encodings import in_windows_1252
from searchsvc.text.syllables import is_syllable

MOST_TIMES: Final = 3


def _read_as(first: int, last: int) -> str:
    """The inside of `[...]` for every character that bytes of a range may have been read as."""
    return "".join(re.escape(char) for char, byte in in_windows_1252().items() if first <= byte <= last)


_TAIL = f"[{_read_as(0x80, 0xBF)}]"
_LETTER = re.compile(
    f"[{_read_as(0xC2, 0xDF)}]{_TAIL}|[{_read_as(0xE0, 0xEF)}]{_TAIL}{_TAIL}|[{_read_as(0xF0, 0xF4)}]{_TAIL}{{3}}"
)
_HALF_AN_A = re.compile("Ã(?=[ .,;:!?)]|$)")
"""à whose second half, a space that does not break, became a plain one or was trimmed."""
_SPOT: Final = "\ue000"
_SPOTTED = re.compile(f"([^\\W\\d_]{{0,8}}){_SPOT}(?: (?= )|( ?)(?=(\\w{{0,8}})))")


def mended(text: str) -> str:
    """The text with what is UTF-8 read wrongly read rightly, however often that happened.

    >>> mended("Tiáº¿ng Viá»‡t, Ä\\x91Ã£ lÃ  cÃ¢u, ngÃ y lÃ má»™t")
    'Tiếng Việt, đã là câu, ngày là một'
    """
    for _ in range(MOST_TIMES):
        spotted = _HALF_AN_A.sub(_SPOT, text)
        read = _LETTER.sub(_letter, spotted)
        if read == spotted:
            break
        text = read
    return _SPOTTED.sub(_whole_a, text)


def is_proven(text: str) -> bool:
    """Whether some of it can be nothing else: three characters that make one Vietnamese letter, such as ộ.

    >>> is_proven("phá»‘"), is_proven("phá» ‘"), is_proven("lÃ ")
    (True, False, False)
    """
    return any("\u1ea0" <= _letter(match) <= "\u1ef9" for match in _LETTER.finditer(text))


def _letter(match: re.Match[str]) -> str:
    data = bytes(in_windows_1252()[char] for char in match[0])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _whole_a(match: re.Match[str]) -> str:
    before, space, behind = match[1] + "à", match[2] or "", match[3] or ""
    return before if is_syllable(before + behind) else before + space
