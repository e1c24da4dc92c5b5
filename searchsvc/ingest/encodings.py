"""Bytes to text when nobody says how: archives of twenty years hold every encoding Vietnam has used.

What is certain comes first (a mark at the start, what the file declares, UTF-8 that holds to the last byte), a guess
last. A guess is among the code pages a Vietnamese newsroom has had; anything more exotic would be a wrong guess.
Text in fonts such as TCVN3 is none of this: its bytes are Windows-1252 letters, told apart past the door.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CANDIDATES = ["cp1258", "cp1252"]
_SAMPLE = 100_000
_DECLARED = re.compile(
    rb"""(?:<meta[^<>]{0,200}charset\s*=\s*["']?|<\?xml[^<>?]{0,200}encoding\s*=\s*["'])\s*([\w.:-]{2,40})""", re.I
)
_FEW = 0.01


def decode(data: bytes) -> str:
    """The text of some bytes; never fails, at worst some letters are U+FFFD.

    >>> decode("Hội nghị".encode("utf-16")), decode("Hội nghị".encode())
    ('Hội nghị', 'Hội nghị')
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for encoding in ("utf-8", declared(data), sixteen_bits(data)):
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
    if len(sample) < 4 or len(data) % 2:
        return ""
    even, odd = (sample[start::2].count(0) * 4 > len(sample) / 2 for start in (0, 1))
    if even == odd:
        return ""
    return "utf-16-be" if even else "utf-16-le"


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
    best = from_bytes(data[:_SAMPLE], cp_isolation=CANDIDATES, preemptive_behaviour=False, enable_fallback=False).best()
    return data.decode(best.encoding if best else "cp1252", "replace")
