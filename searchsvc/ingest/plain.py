"""Plain text files: one article each, named by its file; its title only when the text clearly has one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from searchsvc.errors import BadRecord
from searchsvc.ingest import encodings, streams
from searchsvc.ingest.record import markup_of
from searchsvc.model import RawArticle
from searchsvc.text.legacy import modern_text

LARGEST = 10_000_000
LONGEST_TITLE = 160
_FIRST = re.compile(r"\s*(\S[^\n]*?)[ \t\r]*\n[ \t\r]*\n\s*(\S)")
_NOT_A_TITLE = re.compile(
    r"[.:;,]$|^\(|^[^\s-]{2,15} [-–—] |\b\d{1,2}[/.-]\d{1,2}\b|^(?:Tin|Bài|Ảnh|Tác giả|PV)\b.*:", re.IGNORECASE
)


def read(path: Path, *, name: str, on_bytes: Callable[[int], None]) -> Iterator[RawArticle | BadRecord]:
    """The one article of a .txt file; its id is the file's name."""
    data = streams.whole(path, LARGEST, on_bytes)
    if data is None:
        yield BadRecord(f"larger than {LARGEST:,} bytes", origin=str(path), id=name)
        return
    text, legacy = modern_text(encodings.decode(data))
    if not text.strip():
        yield BadRecord("an empty file", origin=str(path), id=name)
        return
    title, body = titled(text)
    extra = {"encodings": list(legacy)} if legacy else {}
    yield RawArticle(id=name, title=title, body=body, markup=markup_of(body), extra=extra, origin=str(path))


def titled(text: str) -> tuple[str, str]:
    """Title and body: a first line is a title when it is short, unstopped, set off by a blank line and no dateline.

    >>> titled("Mưa lớn ở Đăk Rơ Nga\\n\\nSáng nay mưa rất to.")
    ('Mưa lớn ở Đăk Rơ Nga', 'Sáng nay mưa rất to.')
    >>> titled("(baotinh.example) – Sáng 2/3, mưa\\n\\nMưa to.")[0]
    ''
    """
    match = _FIRST.match(text)
    if not match or len(match[1]) > LONGEST_TITLE or _NOT_A_TITLE.search(match[1]):
        return "", text
    return match[1], text[match.start(2) :]
