"""The byline: who wrote an article, signed at its end or above it.

A byline is taken from the text only in forms that nothing else has: behind a label (`Tin, ảnh:`), before a role
(`(tổng hợp)`), or a bare pen name alone behind the last full stop that occurs nowhere else in the article. A name
missed costs an author; a person taken for one would vanish from the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from searchsvc.cleaning.draft import Draft, noted, unique
from searchsvc.cleaning.names import authors_of, cased, is_agency, is_initials, is_pen_name

_WORK = r"(?:tin|bài viết|bài|hình ảnh|ảnh|clip|video|đồ họa|tác giả|thực hiện|người viết|phóng viên|pv|ctv|nhóm pv)"
_LABEL = re.compile(rf"(?:^|(?<=[\s;,.]))({_WORK}(?:\s?(?:,|-|–|và|&|/)\s?{_WORK}){{0,3}})\s?:\s?", re.IGNORECASE)
_OPENERS = frozenset(("theo", "nguồn", "nguồn:", "pv", "ctv", "nhóm"))
_WRITTEN = re.compile("tin|bài|tác giả|thực hiện|viết|phóng viên|pv|ctv", re.IGNORECASE)
_ROLE = re.compile(
    r"\s?\(?\s?(?:tổng hợp|t/h|t\.h|th|thực hiện|ghi|lược ghi|lược dịch|biên dịch|dịch|sưu tầm)"
    r"(?:\s(?:từ|theo)\s[^()\n]{2,40})?\s?\)?\.?$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s?\(\s?(?:theo\s)?(?P<source>[^()\n]{2,40})\)\.?$", re.IGNORECASE)
_AFTER_SOURCE = re.compile(
    r"(?:^|[\s,])(?:theo|nguồn:?)\s(?P<source>[^\n.]{2,40}(?:\.[a-z]{2,4})?)\)?\.?$", re.IGNORECASE
)
_STOP = re.compile(r"(?:\./\.|[.!?…])[\"”»’')]{0,2}\s+")
_ABBREVIATION = re.compile(r"(?:^|[\s.(])(?:[A-ZĐ][\w]{0,3})\.?$")
LONGEST = 110
_TAIL = 6


@dataclass(frozen=True, slots=True)
class Byline:
    """Who signs, the medium given with it, and whether a label or a role says that this is a byline."""

    authors: tuple[str, ...]
    source: str = ""
    labelled: bool = False


def take_byline(draft: Draft) -> Draft:
    """Name the authors: those the source gave, and those who signed in the text, whose line leaves it."""
    given = tuple(name for author in draft.authors for name in authors_of(author))
    draft = replace(draft, authors=unique(given))
    for take in (_below, _inside_last, _above):
        if (taken := take(draft)) is not None:
            return taken
    return draft


def byline(line: str) -> Byline | None:
    """What a line says as a byline, None when it cannot be one.

    >>> byline("Thanh Tùng – Công Luận").authors, byline("Tin, ảnh: NGUYỄN HÂN").authors, byline("(Theo TTXVN)").source
    (('Thanh Tùng', 'Công Luận'), ('Nguyễn Hân',), 'TTXVN')
    """
    line = line.strip(" ./–—-*")
    if not 2 <= len(line) <= LONGEST or "\n" in line:
        return None
    line = line[1:-1].strip() if line.startswith("(") and line.endswith(")") and line.count("(") == 1 else line
    if _LABEL.match(line):
        return _labelled(line)
    first, _, rest = line.partition(" ")
    if rest[:1].islower() and first.lower() not in _OPENERS and not rest.startswith("và "):
        return None  # a sentence, as nearly every line is
    source, labelled = "", False
    if role := _ROLE.search(line):
        line, labelled = line[: role.start()].strip(), True
    if (match := _AFTER_SOURCE.search(line) or _BRACKETED.search(line)) and _is_source(match["source"]):
        source, line = match["source"].strip(), line[: match.start()].strip(" ,-–")
        labelled = True
        if not line:
            return _source_only(source)
        if role := _ROLE.search(line):
            line = line[: role.start()].strip()
    return _signed(line, source, labelled=labelled)


def _labelled(line: str) -> Byline | None:
    """`Bài: A; Ảnh: B`: the names behind the labels. A picture alone (`Video: AFP`) is credited, not signed."""
    if not any(_WRITTEN.search(label) for label in _LABEL.split(line)[1::2]):
        return None
    parts = [part.strip(" ;,.-–") for part in _LABEL.split(line)[2::2]]
    named = [_signed(part, "", labelled=True) for part in parts if part]
    if not named or any(part is None for part in named):
        return None
    authors = tuple(author for part in named if part for author in part.authors)
    return Byline(unique(authors), next((part.source for part in named if part and part.source), ""), labelled=True)


def _signed(line: str, source: str, *, labelled: bool) -> Byline | None:
    """Names with dashes, commas or `và` between them, each with the medium it wrote for behind a slash."""
    people: list[str] = []
    for part in re.split(r"\s+[-–—]\s+|\s*–\s*|\s*[,;]\s*|\s+và\s+|\s+&\s+", line):
        name, slash, medium = (
            piece.strip(" .()") if "/" in part else piece.strip(" ()") for piece in part.partition("/")
        )
        if slash and (is_agency(medium) or not is_pen_name(medium)):
            source = source or medium
        if is_agency(name):
            source = source or name
        elif is_pen_name(name) or is_initials(name):
            people.append(cased(name))
            if slash and is_pen_name(medium) and not is_agency(medium):
                people.append(cased(medium))
        else:
            return None
    if not people and not (source and labelled):
        return None
    return Byline(unique(tuple(people)), source, labelled or bool(source))


def _source_only(source: str) -> Byline:
    """`Theo TTXVN`, `Theo Lê Thúy/NLĐO`, `Theo Hoài Thương (Dân trí)`."""
    if match := _BRACKETED.search(source):
        name, medium = source[: match.start()].strip(), match["source"]
    else:
        name, _, medium = source.partition("/")
    if is_pen_name(name) and not is_agency(name) and medium:
        return Byline((cased(name.strip()),), medium.strip(), labelled=True)
    return Byline((), source, labelled=True)


def _is_source(source: str) -> bool:
    """A medium: one of the list, or words that all begin in capitals or look like an address."""
    source = source.strip(" .")
    if is_agency(source) or is_agency(source.partition("/")[2] or source.partition("(")[2]):
        return True
    return len(source.split()) <= 5 and all(word[0].isupper() or not word[0].isalpha() for word in source.split())


def _below(draft: Draft) -> Draft | None:
    """A line alone near the end. What follows a labelled one are captions: nothing else stands below a signature."""
    last = len(draft.paragraphs) - 1
    for index in range(last, max(last - _TAIL, 0), -1):
        found = byline(draft.paragraphs[index])
        if found is None or not _is_free(draft, index, found):
            if len(draft.paragraphs[index].split()) > 40:
                return None
            continue
        after = draft.paragraphs[index + 1 :]
        if after and not found.labelled:
            continue
        draft = replace(draft, captions=unique((*draft.captions, *after)))
        return _taken(draft, found, (*draft.paragraphs[:index],))
    return None


def _inside_last(draft: Draft) -> Draft | None:
    """Behind the last full stop of the last paragraph, where a feed has lost the line end."""
    if not draft.paragraphs:
        return None
    paragraph = draft.paragraphs[-1]
    start = max(0, len(paragraph) - LONGEST)
    for stop in _STOP.finditer(paragraph, start):
        if _ABBREVIATION.search(paragraph[max(0, stop.start() - 8) : stop.start()]) and not stop[0].startswith("./."):
            continue
        found = byline(paragraph[stop.end() :])
        kept = paragraph[: stop.end()].rstrip()
        if found and _is_free(replace(draft, paragraphs=(*draft.paragraphs[:-1], kept)), -1, found):
            return _taken(draft, found, (*draft.paragraphs[:-1], kept))
    return None


def _above(draft: Draft) -> Draft | None:
    """A line above the text: labelled, or with prose below it and its names nowhere else."""
    if len(draft.paragraphs) < 2:
        return None
    found = byline(draft.paragraphs[0])
    if found is None or not found.authors or not _is_free(draft, 0, found):
        return None
    if not found.labelled and len(draft.paragraphs[1].split()) < 15:
        return None
    return _taken(draft, found, draft.paragraphs[1:])


def _is_free(draft: Draft, index: int, found: Byline) -> bool:
    """Whether the names may be taken from the text: labelled, known as authors, or in no other place of the article."""
    if found.labelled or {name.lower() for name in found.authors} <= {name.lower() for name in draft.authors}:
        return True
    rest = [text for at, text in enumerate(draft.paragraphs) if index < 0 or at != index]
    return not any(_named(name, text) for name in found.authors for text in (draft.title, draft.lead, *rest))


def _named(name: str, text: str) -> bool:
    if name.lower() not in (lowered := text.lower()):
        return False
    credit = re.compile(rf"(?:ảnh|bài|tin)\s?:\s?{re.escape(name.lower())}")
    return name.lower() in credit.sub("", lowered)


def _taken(draft: Draft, found: Byline, paragraphs: tuple[str, ...]) -> Draft:
    known = {name.lower() for name in draft.authors}
    authors = (*draft.authors, *(name for name in found.authors if name.lower() not in known))
    note = "byline taken from the text" if found.authors else "source line taken from the text"
    return noted(draft, note, paragraphs=paragraphs, authors=authors, source=draft.source or found.source)
