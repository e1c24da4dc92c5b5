"""A raw article -> an article: put right, in paragraphs, with byline, captions, dateline and boilerplate apart.

`STEPS` is the order and reads as a sentence. A step takes a draft and gives one back; what it changes beyond markup it
says in `notes`. Text that might be the article's own stays: what is taken out is not found again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from searchsvc.cleaning.boilerplate import drop_comment_form, drop_edges, drop_related
from searchsvc.cleaning.byline import take_byline
from searchsvc.cleaning.captions import take_captions
from searchsvc.cleaning.dateline import read_dateline
from searchsvc.cleaning.dates import read_dates
from searchsvc.cleaning.draft import Draft
from searchsvc.cleaning.markup import read_markup
from searchsvc.cleaning.repeats import drop_repeated_lead, drop_repeated_title
from searchsvc.errors import BadRecord
from searchsvc.model import Article, RawArticle
from searchsvc.resources import fingerprint
from searchsvc.text.legacy import modern
from searchsvc.text.unicode import door

__all__ = ["FINGERPRINT", "STEPS", "clean"]

_DECIDING = (
    "cleaning/", "text/legacy/", "text/unicode.py", "text/syllables.py",
    "data/agencies.txt", "data/boilerplate.tsv", "data/legacy_letters.tsv", "data/not_bylines.txt", "data/rhymes.txt",
)  # fmt: skip

FINGERPRINT = fingerprint(_DECIDING)
"""Changes when the rules or their lists do: what was cleaned under another one is to be cleaned again."""


def decode_legacy(draft: Draft) -> Draft:
    """Texts of the time before Unicode, and Unicode read wrongly, decoded; nearly all are neither."""
    raw = draft.raw
    single, several = ("title", "lead", "body", "category", "source"), ("captions", "authors", "tags")
    texts = [getattr(raw, name) for name in single] + [text for name in several for text in getattr(raw, name)]
    decoded, encodings = modern(texts, markup=(single.index("body"),) if raw.markup == "html" else ())
    if not encodings:
        return draft
    rest = iter(decoded[len(single) :])
    changed: dict[str, Any] = dict(zip(single, decoded, strict=False))
    changed |= {name: tuple(next(rest) for _ in getattr(raw, name)) for name in several}
    return replace(draft, raw=replace(raw, **changed), notes=(*draft.notes, *(f"{name} decoded" for name in encodings)))


def through_the_door(draft: Draft) -> Draft:
    """Every text of the source put right once; past here an offset is an offset."""
    raw = draft.raw
    put_right = replace(
        raw,
        title=door(raw.title),
        body=door(raw.body),
        lead=door(raw.lead),
        published=door(raw.published),
        updated=door(raw.updated),
        authors=tuple(map(door, raw.authors)),
        category=door(raw.category),
        tags=tuple(map(door, raw.tags)),
        captions=tuple(map(door, raw.captions)),
        source=door(raw.source),
    )
    return replace(draft, raw=put_right)


STEPS: tuple[Callable[[Draft], Draft], ...] = (
    decode_legacy,  # before the door, which drops characters that are letters there
    through_the_door,  # before the others: every pattern below is written for NFC
    read_markup,
    read_dates,
    drop_repeated_title,
    drop_repeated_lead,
    drop_comment_form,  # before the byline, which stands above it
    drop_related,
    drop_edges,
    take_captions,  # before the byline, for captions follow it
    take_byline,
    read_dateline,  # last: it needs the first words of what is left, and the day of publication
)


def clean(raw: RawArticle) -> Article:
    """The article a raw one becomes; raises `BadRecord` when nothing of it is left to be found.

    A million characters take well under a second; every step is linear in its text.
    """
    draft = Draft(raw)
    for step in STEPS:
        draft = step(draft)
    if not draft.title and not draft.paragraphs and not draft.lead:
        raise BadRecord("nothing is left of it but markup", origin=raw.origin, position=raw.position, id=raw.id)
    return Article(
        id=raw.id,
        title=draft.title,
        lead=draft.lead,
        body="\n\n".join(draft.paragraphs),
        captions=draft.captions,
        url=raw.url.strip(),
        published=draft.published,
        published_inferred=draft.published_inferred,
        updated=draft.updated,
        authors=draft.authors,
        category=draft.category,
        tags=draft.tags,
        source=draft.source,
        dateline=draft.dateline,
        notes=draft.notes,
        extra=raw.extra,
    )
