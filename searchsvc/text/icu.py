"""ICU: normalisation, collation and the words of scripts that are not Latin."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import icu  # type: ignore[import-not-found, unused-ignore]

_NFC = icu.Normalizer2.getNFCInstance()


def nfc(text: str) -> str:
    """The text with its letters composed (Unicode NFC).

    >>> nfc("hội") == "hội"
    True
    """
    return text if _NFC.isNormalized(text) else str(_NFC.normalize(text))


def reordered(within: str) -> str:
    """Every mark of an ICU set that normalising may move, as the inside of a regular expression's `[...]`."""
    marks = icu.UnicodeSet(f"[[:^ccc=0:]&{within}]")
    ranges = ((marks.getRangeStart(at), marks.getRangeEnd(at)) for at in range(marks.getRangeCount()))
    return "".join(f"{first}-{last}" for first, last in ranges)


@cache
def _collator() -> icu.Collator:
    return icu.Collator.createInstance(icu.Locale("vi"))


def sort_key(text: str) -> bytes:
    """A key that sorts as Vietnamese does: An, Ánh, Ân, Bình, Da, Đào (CLDR collation `vi`).

    >>> sorted(["Đào", "Ân", "Da", "An", "Ánh"], key=sort_key)
    ['An', 'Ánh', 'Ân', 'Da', 'Đào']
    """
    return bytes(_collator().getSortKey(text))


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text in any script, each with its place in code points; Thai, Lao, Khmer and Chinese, which write
    no spaces, are cut by ICU's dictionaries.

    >>> list(words("кот и пёс"))
    [('кот', 0, 3), ('и', 4, 5), ('пёс', 6, 9)]
    """
    iterator = icu.BreakIterator.createWordInstance(icu.Locale.getRoot())
    units = icu.UnicodeString(text)
    iterator.setText(units)
    start = at = 0
    for end in iterator:
        word = str(units[start:end])
        start = end
        if any(letter.isalnum() for letter in word):
            yield word, at, at + len(word)
        at += len(word)
