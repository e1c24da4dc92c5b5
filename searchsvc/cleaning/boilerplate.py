"""What a page says around an article and not in it: the comment form, lists of other articles, share buttons, tags.

The lines are in `data/boilerplate.tsv`. Only whole lines are taken out, and the ambiguous ones (Trả lời, Facebook,
Bình luận) only at the edges of a text, where no article of its own would have them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from searchsvc.cleaning.draft import Draft, in_paragraphs, noted, unique
from searchsvc.resources import rows

_POINTER = re.compile(r"(?:(?:xem thêm|đọc thêm|mời đọc)\s*)?(?:>{1,3}|»|→|->|=>|⇒|\*{2,3}>)\s*\S", re.IGNORECASE)
_SENTENCE_END = (".", ";", ":", ",")
MOST_RELATED = 12
LONGEST_HEADLINE = 160
_HEADING = 40
_TAIL = 8
"""How many paragraphs from the end a line of tags or rights may stand."""


@cache
def _lines(kind: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The lines of a kind: those that are meant whole, and the beginnings of the others."""
    listed = [line for row_kind, line in rows("boilerplate.tsv") if row_kind == kind]
    beginnings = tuple(line.removesuffix("*").rstrip() for line in listed if line.endswith("*") and " *" not in line)
    starts = tuple(line.removesuffix("*") for line in listed if line.endswith(" *"))
    return frozenset(line for line in listed if not line.endswith("*")), beginnings + starts


def says(line: str, kind: str) -> bool:
    """Whether a line is boilerplate of a kind, whatever its letter case and the colon or dots behind it.

    >>> says("TIN LIÊN QUAN:", "related"), says("Tin liên quan đến bão", "related")
    (True, False)
    """
    lowered = line.lower()
    whole, starts = _lines(kind)
    return lowered.rstrip(" :.*…") in whole or lowered.startswith(starts)


def drop_comment_form(draft: Draft) -> Draft:
    """From the comment form's head to the end, when nothing but the form follows its unmistakable sentence."""
    text = "\n\n".join(draft.paragraphs)
    lowered = text.lower()
    if not any(start in lowered for start in _lines("form")[1]):
        return draft  # nearly every article
    lines = text.split("\n")
    found = next((index for index, line in enumerate(lines) if line and says(line, "form")), None)
    if found is None:
        return draft
    start = found
    while start and (not lines[start - 1] or says(lines[start - 1], "form-head")):
        start -= 1
    after = next((i for i in range(found, len(lines)) if not _in_form(lines[i])), len(lines))
    kept = [*lines[:start], "", *lines[after:]]
    return noted(draft, "comment form taken out", paragraphs=in_paragraphs("\n".join(kept)))


def _in_form(line: str) -> bool:
    return not line or len(line.split()) <= 6 or says(line, "form")


def drop_related(draft: Draft) -> Draft:
    """Lists of other articles, under a heading that says so or each behind an arrow."""
    kept: list[str] = []
    taken, listing = 0, 0
    for paragraph in draft.paragraphs:
        first = paragraph[:_HEADING].partition("\n")[0]
        if len(first) < _HEADING and says(first, "related"):
            listing, taken = MOST_RELATED, taken + 1
            if "\n" in paragraph and not all(map(_is_headline, paragraph.split("\n")[1:])):
                kept.append(paragraph.partition("\n")[2])
        elif len(paragraph) <= LONGEST_HEADLINE and _points(paragraph):
            taken += 1
        elif listing and all(map(_is_headline, paragraph.split("\n"))):
            listing, taken = listing - 1, taken + 1
        else:
            listing = 0
            kept.append(paragraph)
    if not taken:
        return draft
    return noted(draft, f"related articles taken out ({taken} lines)", paragraphs=tuple(kept))


def _points(line: str) -> bool:
    return bool(_POINTER.match(line)) or (":" in line and says(line, "see-also"))


def _is_headline(line: str) -> bool:
    return len(line) <= LONGEST_HEADLINE and not line.endswith(_SENTENCE_END)


def drop_edges(draft: Draft) -> Draft:
    """Share buttons and comment headings above and below the text, and lines of rights and tags below it."""
    paragraphs = list(draft.paragraphs)
    while len(paragraphs) > 1 and _all_say(paragraphs[0], "share"):
        paragraphs.pop(0)
    while len(paragraphs) > 1 and (_all_say(paragraphs[-1], "share") or _all_say(paragraphs[-1], "form-head")):
        paragraphs.pop()
    paragraphs, rights = _without(
        paragraphs, lambda line: says(line, "copyright") and len(line) <= 2 * LONGEST_HEADLINE
    )
    paragraphs, tag_lines = _without(paragraphs, lambda line: says(line, "tags"))
    if len(paragraphs) == len(draft.paragraphs):
        return draft
    tags = tuple(tag.strip(" .#") for line in tag_lines for tag in re.split("[,;\n]", line.partition(":")[2]))
    draft = replace(draft, tags=unique((*draft.tags, *tags)))
    what = [name for name, lines in (("rights", rights), ("tags", tag_lines)) if lines] or ["page furniture"]
    return noted(draft, f"{' and '.join(what)} taken out at the edges", paragraphs=tuple(paragraphs))


def _all_say(paragraph: str, kind: str) -> bool:
    return all(says(line, kind) for line in paragraph.split("\n"))


def _without(paragraphs: list[str], unwanted: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    """The paragraphs without the unwanted ones near the end, and those."""
    tail = max(len(paragraphs) - _TAIL, 1)
    kept = [text for index, text in enumerate(paragraphs) if index < tail or not unwanted(text)]
    return kept, [text for index, text in enumerate(paragraphs) if index >= tail and unwanted(text)]
