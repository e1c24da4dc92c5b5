"""Captions of pictures in plain text: found by what stands around them, kept apart from the text they interrupt.

HTML says which text is a caption, plain text does not; a line becomes one here only when a photographer is named in
it, a place of a picture is marked above it, or it is the unpunctuated repeat of a sentence of the text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from searchsvc.cleaning.byline import byline
from searchsvc.cleaning.draft import Draft, in_paragraphs, noted, unique

MARKER = re.compile(r"\[(?:img|image|ảnh|hình ảnh|video|clip)\]", re.IGNORECASE)
CREDIT = re.compile(
    r"(?:^|(?<=[\s(.,\-–—]))(?:Ảnh|Nguồn ảnh|Ảnh minh họa|Ảnh tư liệu|Ảnh chụp màn hình"
    r"|Ảnh cắt từ clip|Ảnh cắt từ video|Nguồn video|Video|Clip|Đồ họa|Đồ hoạ)"
    r"(?:\s?:\s?[^:\n]{1,60})?\)?\s?\.{0,3}$",
    re.IGNORECASE,
)
_STOPS = (".", "!", "?", ":", ";", ",", "…", '"', "”")
LONGEST = 60
"""Words: a caption longer than this is a paragraph that happens to name a photographer."""
_PROPER = 15
"""Words that make a paragraph of prose: in dialogues and lists every line is short and many repeat."""
_REPEATED = 6
"""Words in a row that a caption shares with the text for it to be a repeat of it."""


def take_captions(draft: Draft) -> Draft:
    """Move captions out of the body, and drop the markers of pictures."""
    if not draft.paragraphs:
        return draft
    body: list[str] = []
    captions: list[str] = []
    marked = False
    for index, paragraph in enumerate(draft.paragraphs):
        kept = "\n".join(in_paragraphs(MARKER.sub(" ", paragraph))) if "[" in paragraph else paragraph
        if not kept:
            marked = True
        elif _is_bare_credit(kept) and not byline(kept):
            captions.append(_with_credit(body, kept))
        elif _is_caption(draft, index, kept, below_picture=marked):
            captions.append(kept)
        else:
            body.append(kept)
        marked = marked and not kept
    return _parted(draft, tuple(body), tuple(captions))


def _parted(draft: Draft, body: tuple[str, ...], captions: tuple[str, ...]) -> Draft:
    """The draft with its captions apart; a page of pictures keeps what they say as its text."""
    if not body:
        return replace(draft, paragraphs=captions)
    if not captions:
        return replace(draft, paragraphs=body)
    note = f"captions found in the text ({len(captions)})"
    return noted(draft, note, paragraphs=body, captions=unique((*draft.captions, *captions)))


def _is_caption(draft: Draft, index: int, paragraph: str, *, below_picture: bool) -> bool:
    if _is_credited(paragraph):
        return not byline(paragraph)
    return (below_picture and _may_be(paragraph)) or _is_repeat(draft, index)


def _is_credited(paragraph: str) -> bool:
    """`Quang cảnh buổi lễ. Ảnh: N.H`: a short paragraph that ends by naming where its picture is from."""
    end = paragraph[-120:]
    if len(paragraph) > 600 or ":" not in end:
        return False
    credit = CREDIT.search(end)
    return credit is not None and ":" in credit[0] and len(paragraph.split()) <= LONGEST


def _is_bare_credit(paragraph: str) -> bool:
    """`(Ảnh: Báo tỉnh).`: nothing but where the picture above is from."""
    match = CREDIT.search(paragraph) if len(paragraph) <= 90 else None
    return match is not None and not paragraph[: match.start()].strip(" (")


def _with_credit(body: list[str], credit: str) -> str:
    """A bare credit with the short paragraph above it, which is its caption; alone when there is none."""
    if len(body) < 2:
        return credit
    stopped = body[-1].endswith(_STOPS)
    longest = 30 if not stopped else 15 if "ảnh" in credit.lower() else 0  # a film has no caption of its own
    return f"{body.pop()} {credit}" if len(body[-1].split()) <= longest else credit


def _may_be(paragraph: str) -> bool:
    """Whether a paragraph below a marked picture may be its caption: short, and not stopped like a sentence."""
    if len(paragraph) > 400 or paragraph.endswith(_STOPS) or not paragraph[0].isalnum():
        return False
    return len(paragraph.split()) <= 40


def _is_repeat(draft: Draft, index: int) -> bool:
    """Unstopped lines between stopped paragraphs that say again what the text says, in six words of it or more.

    Two lines are what copying leaves of a picture on a WordPress page: its name, often typed in haste, and its caption.
    """
    paragraph = draft.paragraphs[index]
    if not 0 < index < len(draft.paragraphs) - 1 or not _may_be(paragraph):
        return False
    around = (draft.paragraphs[index - 1], draft.paragraphs[index + 1])
    if not all(near.endswith(_STOPS) and len(near.split()) >= _PROPER for near in around):
        return False
    lines = paragraph.split("\n")
    if len(lines) > 2 or lines[0].endswith(_STOPS):
        return False
    words = lines[-1].split()
    if len(words) < (_REPEATED if len(lines) == 2 else 2 * _REPEATED):
        return False  # a heading in the text is one line, and short
    runs = (" ".join(words[start : start + _REPEATED]) for start in range(len(words) - _REPEATED + 1))
    near = [text for at, text in enumerate(draft.paragraphs) if at != index] + [draft.title, draft.lead]
    return any(run in text for run in runs for text in near)
