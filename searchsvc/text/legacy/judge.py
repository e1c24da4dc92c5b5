"""Which paragraphs of a document are to be decoded: each by its own evidence, short ones by their neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from searchsvc.text.legacy.encodings import ENCODINGS, Encoding, in_windows_1252
from searchsvc.text.legacy.evidence import Evidence, compared
from searchsvc.text.legacy.mojibake import is_proven, mended

MOJIBAKE: Final = Encoding("utf-8 read as windows-1252", mended)
SAMPLE: Final = 3_000
"""Characters of a paragraph that are enough to judge it by."""
_RIGHT: Final = frozenset("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý–—‘’‚“”„†‡•…‰‹›€™\u00a0£©«»°²³·½×")
"""What of Windows-1252 stands in Vietnamese texts that are right."""
_ODD: Final = "".join(re.escape(char) for char, byte in in_windows_1252().items() if byte > 0x7F and char not in _RIGHT)
_SIGN = re.compile(f"[{_ODD}\x02\x05\x06\x14\x19\x1e]")
_MODERN = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")
"""What none of the old encodings can have left."""
_PAIR = re.compile("[ÂÊÔÃÕÝâêôãõýá][ÌÒìòº»\u00a0-\u00bf]")
"""Two that stand side by side in no Vietnamese word: letters of windows-1258 and of UTF-8."""


def suspicious(text: str) -> bool:
    """Whether a text has signs that Vietnamese in Unicode has not: a quick look, for nearly every text is right.

    >>> suspicious("Hội nghị “sơ kết” – 25°C"), suspicious("Céng hoµ"), suspicious("Bayern München")
    (False, True, True)
    """
    return bool(_SIGN.search(text) or _PAIR.search(text))


def judged(paragraphs: Sequence[str]) -> list[Encoding | None]:
    """For each paragraph how it is to be decoded, None for one that is right as it stands or that nobody can tell.

    >>> told = judged(["Tin nhanh", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Mét"])
    >>> [encoding and encoding.name for encoding in told]
    [None, 'tcvn3', 'tcvn3']
    """
    proven = [_proven(paragraph) for paragraph in paragraphs]
    support: Counter[str] = Counter()
    for worth in proven:
        support.update({encoding.name: worth[encoding] for encoding in worth})
    found = [max(worth, key=lambda one: (worth[one], support[one.name]), default=None) for worth in proven]
    if not any(found):
        return found
    before, behind = _nearest(found), _nearest(found[::-1])[::-1]
    company = zip(paragraphs, found, before, behind, strict=True)
    return [own or _in_company(paragraph, one, other) for paragraph, own, one, other in company]


def _proven(paragraph: str) -> dict[Encoding, int]:
    """What a paragraph may be decoded by, whatever stands beside it, and how much each makes of it."""
    if paragraph.isascii() or not suspicious(paragraph):
        return {}
    sample = paragraph[:SAMPLE]
    mostly_modern = len(_MODERN.findall(sample)) > len(_SIGN.findall(sample)) + len(_PAIR.findall(sample))
    worth: dict[Encoding, int] = {}
    for encoding in (MOJIBAKE,) if mostly_modern else (MOJIBAKE, *ENCODINGS):
        text = paragraph if encoding is MOJIBAKE else sample  # of mojibake one word may stand anywhere
        decoded = encoding.decode(text)
        evidence = compared(text, decoded) if decoded != text else Evidence()
        if _proves(text, evidence, encoding):
            worth[encoding] = _worth(evidence)
    return worth


def _proves(paragraph: str, evidence: Evidence, encoding: Encoding) -> bool:
    """Mojibake proves itself: one word is enough, also beside words that are right."""
    if encoding is MOJIBAKE:
        return evidence.gained > max(evidence.lost, evidence.wrong) or (not evidence.lost and is_proven(paragraph))
    return evidence.decisive


def _worth(evidence: Evidence) -> int:
    """How much better a paragraph gets: words that are right either way had better stay as they are."""
    return evidence.gained - evidence.either - 2 * (evidence.lost + evidence.wrong)


def _nearest(found: Sequence[Encoding | None]) -> list[Encoding | None]:
    """For each paragraph the last one up to it that was sure."""
    near: Encoding | None = None
    nearest = []
    for own in found:
        near = own or near
        nearest.append(near)
    return nearest


def _in_company(paragraph: str, before: Encoding | None, behind: Encoding | None) -> Encoding | None:
    """What the nearest paragraphs that were sure have, before and behind, when it can be this one's, too."""
    near = before or behind
    if near is None or (before and behind and before is not behind) or paragraph.isascii():
        return None
    sample = paragraph[:SAMPLE]
    return near if compared(sample, near.decode(sample)).possible else None
