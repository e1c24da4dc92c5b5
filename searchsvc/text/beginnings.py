"""A syllable that is still being typed, and the written ones it may become."""

from __future__ import annotations

from functools import lru_cache

from searchsvc.text.marks import TIERS, Tier, tier, tone_of, without_tone


@lru_cache(maxsize=1 << 16)
def begins(typed: str, written: str) -> Tier | None:
    """How the beginning of `written` meets a syllable that is still being typed; None when it does not begin so.

    The tone binds wherever it stands: it moves while one types (hoà, hoàn), and the rest of the syllable is not there.

    >>> begins("ngh", "nghị"), begins("hoà", "hoàn"), begins("hoi", "hội"), begins("hôi", "hội"), begins("hò", "hội")
    ('tone', 'exact', 'shape', 'tone', None)
    """
    tone, there = _tone(typed), _tone(written)
    if tone not in ("", there):
        return None
    asked = _without_tone(typed)
    how = tier(asked, _without_tone(written)[: len(asked)])
    return max(how, "exact" if tone == there else "tone", key=TIERS.index) if how else None


_without_tone = lru_cache(maxsize=1 << 16)(without_tone)


@lru_cache(maxsize=1 << 16)
def _tone(word: str) -> str:
    return "" if word.isascii() else next(filter(None, map(tone_of, word)), "")
