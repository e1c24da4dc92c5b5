"""Titles and leads that a feed puts at the head of the body once more."""

from __future__ import annotations

import re
from dataclasses import replace

from searchsvc.cleaning.draft import Draft, noted

_SIGNS = re.compile(r"[\W_]+")


def drop_repeated_title(draft: Draft) -> Draft:
    """A first paragraph that is the title again."""
    if not draft.title or len(draft.paragraphs) < 2 or not _same(draft.paragraphs[0], draft.title):
        return draft
    return noted(draft, "title repeated in the body", paragraphs=draft.paragraphs[1:])


def drop_repeated_lead(draft: Draft) -> Draft:
    """A lead that the body begins with. A body that is nothing but the lead stays, and the lead goes."""
    if not draft.lead or not draft.paragraphs or not _same(draft.paragraphs[0], draft.lead):
        return draft
    if len(draft.paragraphs) == 1:
        return replace(draft, lead="")
    return noted(draft, "lead repeated in the body", paragraphs=draft.paragraphs[1:])


def _same(one: str, other: str) -> bool:
    """Equal but for letter case, spaces and signs."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 20 + len(other) // 10:
        return False
    return _SIGNS.sub(" ", one).strip().lower() == _SIGNS.sub(" ", other).strip().lower()
