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
_RIGHT: Final = frozenset("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý–—‘’‚“”„†‡•…‰‹›€™\u00a0£©«»°²³·½×")
"""What of Windows-1252 stands in Vietnamese texts that are right."""
_ODD: Final = "".join(re.escape(char) for char, byte in in_windows_1252().items() if byte > 0x7F and char not in _RIGHT)
_SUSPICIOUS = re.compile(f"[{_ODD}\x02\x05\x06\x14\x19\x1e]|[ÂÊÔÃÕÝâêôãõý][ÌÒìò]|á[º»]|Ã[\u00a0-\u00bf]")


def suspicious(text: str) -> bool:
    """Whether a text has signs that Vietnamese in Unicode has not: a quick look, for nearly every text is right.

    >>> suspicious("Hội nghị “sơ kết” – 25°C"), suspicious("Céng hoµ"), suspicious("Bayern München")
    (False, True, True)
    """
    return bool(_SUSPICIOUS.search(text))


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
    return [own or _in_company(at, paragraphs, found) for at, own in enumerate(found)]


def _proven(paragraph: str) -> dict[Encoding, int]:
    """What a paragraph may be decoded by, whatever stands beside it, and how much each makes of it."""
    if not suspicious(paragraph):
        return {}
    read = {encoding: _evidence(paragraph, encoding) for encoding in (MOJIBAKE, *ENCODINGS)}
    return {one: _worth(evidence) for one, evidence in read.items() if _proves(paragraph, evidence, one)}


def _proves(paragraph: str, evidence: Evidence, encoding: Encoding) -> bool:
    """Mojibake proves itself: one word is enough, also beside words that are right."""
    if encoding is MOJIBAKE:
        return evidence.gained > max(evidence.lost, evidence.wrong) or (not evidence.lost and is_proven(paragraph))
    return evidence.decisive


def _worth(evidence: Evidence) -> int:
    """How much better a paragraph gets: words that are right either way had better stay as they are."""
    return evidence.gained - evidence.either - 2 * (evidence.lost + evidence.wrong)


def _in_company(at: int, paragraphs: Sequence[str], found: Sequence[Encoding | None]) -> Encoding | None:
    """What the nearest paragraphs that were sure have, before and behind, when it can be this one's, too."""
    before = next((encoding for encoding in reversed(found[:at]) if encoding), None)
    behind = next((encoding for encoding in found[at:] if encoding), None)
    near = before or behind
    if near is None or (before and behind and before is not behind):
        return None
    return near if _evidence(paragraphs[at], near).possible else None


def _evidence(paragraph: str, encoding: Encoding) -> Evidence:
    return compared(paragraph, encoding.decode(paragraph))
