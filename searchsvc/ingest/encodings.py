"""Bytes to text when nobody says how: archives of twenty years hold every encoding Vietnam has used.

What is certain comes first (a mark at the start, UTF-8 that holds to the last byte, what the file declares), a guess
last, and only between the two code pages a Vietnamese newsroom has had: Windows-1258 when its words are Vietnamese
syllables, else Windows-1252. Text in fonts such as TCVN3 or VNI is Windows-1252 by its bytes and is told apart by
`text.legacy`; for its sake no byte is lost here, the few that Windows-1252 leaves open become the control characters of
ISO 8859-1. (charset-normalizer, asked first, took Windows-1258 Vietnamese for Windows-1252.)
"""

from __future__ import annotations

import codecs
import re

from searchsvc.text.icu import nfc
from searchsvc.text.syllables import is_syllable

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 100_000
_DECLARED = re.compile(
    rb"""(?:<meta[^<>]{0,200}charset\s*=\s*["']?|<\?xml[^<>?]{0,200}encoding\s*=\s*["'])\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][^\W\d_\u0300\u0301\u0303\u0309\u0323]*[\u0300\u0301\u0303\u0309\u0323\w]*")
_FEW = 0.01
_MOST = 0.75


def decode(data: bytes) -> str:
    """The text of some bytes; never fails, at worst some letters are U+FFFD.

    >>> decode("Hội nghị".encode("utf-16")), decode("Hội nghị".encode())
    ('Hội nghị', 'Hội nghị')
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for encoding in (sixteen_bits(data), "utf-8", declared(data)):
        if encoding and (text := _strict(data, encoding)) is not None:
            return text
    return _nearly_utf8(data) or _guessed(data)


def declared(data: bytes) -> str:
    """What an HTML or XML file says of itself in its first kilobytes, "" when nothing Python can read.

    >>> declared(b'<?xml version="1.0" encoding="windows-1258"?>')
    'cp1258'
    """
    match = _DECLARED.search(data[:4096])
    try:
        name = codecs.lookup(match[1].decode("ascii")).name if match else ""
    except (LookupError, UnicodeDecodeError):
        return ""
    return "cp1252" if name in ("ascii", "iso8859-1") else name  # as every browser reads it


def sixteen_bits(data: bytes) -> str:
    """UTF-16 without a mark: in text of any Latin script every other byte is mostly zero."""
    sample = data[:_SAMPLE]
    if b"\0" not in sample or len(sample) < 4 or len(data) % 2:
        return ""
    even, odd = (sample[start::2].count(0) * 4 > len(sample) / 2 for start in (0, 1))
    if even == odd:
        return ""
    return "utf-16-be" if even else "utf-16-le"


def is_vietnamese(text: str) -> bool:
    """Whether the words with other letters than English are Vietnamese syllables, nearly all of them.

    >>> is_vietnamese("Hội nghị sơ kết"), is_vietnamese("Hµ Néi"), is_vietnamese("l'été à Paris")
    (True, False, False)
    """
    words = [word for word in _WORD.findall(nfc(text[:_SAMPLE])) if not word.isascii()]
    return bool(words) and sum(map(is_syllable, words)) >= _MOST * len(words)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _nearly_utf8(data: bytes) -> str:
    """UTF-8 with a few broken letters, cut by some program that counts bytes; "" when it is not that."""
    text = data.decode("utf-8", "replace")
    odd = sum(not letter.isascii() for letter in text)
    return text if text.count("\ufffd") <= max(1, odd * _FEW) < odd else ""


def _guessed(data: bytes) -> str:
    text = _strict(data, "cp1258")
    return text if text and is_vietnamese(text) else data.decode("cp1252", "searchsvc.as_latin1")


def _as_latin1(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("searchsvc.as_latin1", _as_latin1)
