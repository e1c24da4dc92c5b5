"""Text as old encodings wrote it and a database of today reads it: the inverse of `searchsvc.text.legacy`."""

from __future__ import annotations

import unicodedata
from functools import cache

from searchsvc.resources import rows
from searchsvc.text.legacy.encodings import COLUMNS

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def encoded(text: str, name: str) -> str:
    """A text in an encoding (`tcvn3`, `vni`, `viscii`, `vps`, `windows-1258`, or UTF-8: `mojibake`), read as 1252."""
    if name == "mojibake":
        return _as_1252(text.encode())
    if name == "windows-1258":
        return _as_1252("".join(map(_half_composed, text)).encode("cp1258"))
    table = _table(name)
    return "".join(table.get(char) or table.get(char.lower(), char) for char in text)


def encoded_bytes(text: str, name: str) -> bytes:
    """The bytes of a text in an encoding, as an old file has them."""
    read = encoded(text, name)
    return b"".join(char.encode("latin-1") if ord(char) < 256 else char.encode("cp1252") for char in read)


def _half_composed(letter: str) -> str:
    """A letter with its own mark, its tone behind it: what windows-1258 can write."""
    apart = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in apart if mark in _TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES)) + tone


def _as_1252(data: bytes) -> str:
    return "".join(bytes([byte]).decode("cp1252") if byte not in _OPEN else chr(byte) for byte in data)


_OPEN = (0x81, 0x8D, 0x8F, 0x90, 0x9D)


@cache
def _table(name: str) -> dict[str, str]:
    column = COLUMNS[name]
    return {row[0]: _as_1252(bytes.fromhex(row[column])) for row in rows("legacy_letters.tsv") if row[column] != "-"}
