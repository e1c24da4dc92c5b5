"""Which documents an article cites: its numbers put together, a later `Chỉ thị 03` with the `03/CT-TW` it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from searchsvc.analysis.number_reading import Written, numbers_in
from searchsvc.analysis.numbers import Number, agree, keys_of, merged
from searchsvc.model import Article, Mention
from searchsvc.resources import fingerprint

DECIDING: Final = (
    "analysis/citations.py", "analysis/number_parts.py", "analysis/number_reading.py", "analysis/numbers.py",
    "data/counted.txt", "data/document_issuers.tsv", "data/document_kinds.tsv", "text/fold.py",
)  # fmt: skip
"""Files of the package that decide which numbers an article has; a test compares them with what they import."""
FINGERPRINT: Final = f"numbers-{fingerprint(DECIDING)}"
"""What the numbers in an index depend on."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that an article cites: all that the article says of its number, what to call it, where it stands."""

    number: Number
    name: str
    mentions: tuple[Mention, ...]


@dataclass(slots=True)
class _Document:
    """A document while its mentions are gathered; `first` is the place of the earliest one in reading order."""

    number: Number
    first: int
    written: list[tuple[int, str, Written]] = field(default_factory=list)


def citations(article: Article) -> tuple[Cited, ...]:
    """The documents an article cites, in the order of the text.

    A short reference counts as the last document introduced before it that it can mean, else as the next one.
    """
    found = [(name, written) for name, text in article.texts() for written in numbers_in(text)]
    if not found:
        return ()
    documents = _gathered([(place, name, written) for place, (name, written) in enumerate(found)])
    texts = dict(article.texts())
    return tuple(_cited(document, texts) for document in sorted(documents, key=lambda document: document.first))


def _gathered(found: Sequence[tuple[int, str, Written]]) -> list[_Document]:
    """The fullest numbers first, so that a short one meets all that it can mean."""
    documents: list[_Document] = []
    for place, name, written in sorted(found, key=lambda one: -_fullness(one[2])):
        document = _meant(written.number, place, documents)
        if document is None:
            if written.sure == "perhaps":
                continue
            document = _Document(written.number, place)
            documents.append(document)
        document.number = merged(document.number, written.number)
        document.first = min(document.first, place)
        document.written.append((place, name, written))
    return documents


def _fullness(written: Written) -> int:
    return 2 * sum(map(bool, written.number.slots)) + (written.sure == "sure")


def _meant(number: Number, place: int, documents: Sequence[_Document]) -> _Document | None:
    candidates = [document for document in documents if agree(number, document.number)]
    before = [document for document in candidates if document.first < place]
    if before:
        return max(before, key=lambda document: document.first)
    return min(candidates, key=lambda document: document.first, default=None)


def _cited(document: _Document, texts: dict[str, str]) -> Cited:
    written = sorted(document.written, key=lambda one: one[0])
    codes = [one.code for _, _, one in written if one.code]
    mentions = tuple(_mention(name, one, texts[name]) for _, name, one in written)
    spoken = " ".join(mentions[0].text.split())
    return Cited(document.number, max(codes, key=len, default=spoken[:1].upper() + spoken[1:]), mentions)


def _mention(name: str, written: Written, text: str) -> Mention:
    piece = text[written.start : written.end]
    return Mention(name, written.start, written.end, piece, piece)


def keys_cited(article: Article) -> Iterator[str]:
    """What an index keeps of the documents that an article cites (`numbers.keys_of`)."""
    for cited in citations(article):
        yield from keys_of(cited.number)
