"""ICU: normalisation, collation and the words of scripts that do not write spaces."""

from __future__ import annotations

from functools import cache

import icu  # type: ignore[import-not-found, unused-ignore]

_NFC = icu.Normalizer2.getNFCInstance()


def nfc(text: str) -> str:
    """The text with its letters composed (Unicode NFC).

    >>> nfc("hội") == "hội"
    True
    """
    return text if _NFC.isNormalized(text) else str(_NFC.normalize(text))


@cache
def _collator() -> icu.Collator:
    return icu.Collator.createInstance(icu.Locale("vi"))


def sort_key(text: str) -> bytes:
    """A key that sorts as Vietnamese does: An, Ánh, Ân, Bình, Da, Đào (CLDR collation `vi`).

    >>> sorted(["Đào", "Ân", "Da", "An", "Ánh"], key=sort_key)
    ['An', 'Ánh', 'Ân', 'Da', 'Đào']
    """
    return bytes(_collator().getSortKey(text))


def words(text: str) -> list[str]:
    """The words of a text in a script without spaces (Thai, Lao, Khmer, Chinese), by ICU's dictionaries."""
    iterator = icu.BreakIterator.createWordInstance(icu.Locale.getRoot())
    units = icu.UnicodeString(text)
    iterator.setText(units)
    found, start = [], 0
    for end in iterator:
        word = str(units[start:end])
        start = end
        if any(letter.isalnum() for letter in word):
            found.append(word)
    return found
