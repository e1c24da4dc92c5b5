"""The articles of a benchmark: laid out once as text for the service, and once as tokens for every engine alike."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final
from zlib import crc32

from searchsvc import ingest
from searchsvc.analysis import words
from searchsvc.errors import BadSource
from searchsvc.model import RawArticle
from searchsvc.text.sentences import sentences
from searchsvc.text.unicode import door

SECTIONS: Final = tuple(f"muc{number:02}" for number in range(16))
"""Sections for filters: corpora have few of their own. The first holds an eighth of the articles, the last 0.4 %."""
FIRST_DAY: Final = 1_262_304_000
DAYS: Final = 15 * 365
"""Days of publication are spread evenly over fifteen years from 2010."""


@dataclass(frozen=True, slots=True)
class Story:
    """An article past the door; `section` and `published` (epoch seconds) are drawn from its id."""

    id: str
    title: str
    body: str

    @property
    def section(self) -> str:
        return SECTIONS[min(crc32(f"{turn}/{self.id}".encode()) % len(SECTIONS) for turn in (1, 2))]

    @property
    def published(self) -> int:
        return FIRST_DAY + crc32(self.id.encode()) % DAYS * 86_400


@dataclass(frozen=True, slots=True)
class Cut:
    """A story as tokens: for engines that take text joined by spaces, for others in a row."""

    id: str
    section: str
    published: int
    title: str
    body: str
    title_words: Sequence[str]
    body_words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The corpus laid out in a folder: `real` of its `size` articles are as their source gave them.

    `seconds` is what analysis alone took, on one core; `tokens` how many it gave.
    """

    folder: Path
    size: int
    real: int
    tokens: int
    seconds: float

    @property
    def jsonl(self) -> Path:
        """The articles as a source for `searchsvc index`."""
        return self.folder / "articles.jsonl"

    def stories(self) -> Iterator[Story]:
        """The articles, in order."""
        with self.jsonl.open(encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                yield Story(record["id"], record["title"], record["body"])

    def cuts(self) -> Iterator[Cut]:
        """The articles as tokens. A word is one object wherever it stands, as analysis gives it."""
        known: dict[str, str] = {}
        with (self.folder / "tokens.tsv").open(encoding="utf-8") as lines:
            for line in lines:
                id, section, published, title, body = line.rstrip("\n").split("\t")
                rows = [[known.setdefault(word, word) for word in text.split()] for text in (title, body)]
                yield Cut(id, section, int(published), title, body, *rows)


def lay_out(sources: Sequence[str], size: int, folder: Path) -> Corpus:
    """Write so many articles of the sources into a folder; raises `BadSource` when there is none in them."""
    real = tokens = count = 0
    seconds = 0.0
    folder.mkdir(parents=True, exist_ok=True)
    corpus = Corpus(folder, 0, 0, 0, 0.0)
    with corpus.jsonl.open("w", encoding="utf-8") as texts, (folder / "tokens.tsv").open("w", encoding="utf-8") as cut:
        for story in stories(sources, size):
            started = time.perf_counter()
            title, body = (words((text,)).words for text in (story.title, story.body))
            seconds += time.perf_counter() - started
            count += 1
            tokens += len(title) + len(body)
            real += not story.id.startswith(MADE)
            texts.write(_line(story))
            row = (story.id, story.section, str(story.published), " ".join(title), " ".join(body))
            cut.write("\t".join(row) + "\n")
    return Corpus(folder, count, real, tokens, seconds)


MADE: Final = "made-"
"""How the ids of articles begin that were made of others."""


def stories(sources: Sequence[str], size: int) -> Iterator[Story]:
    """So many articles: the sources' own, then others made of them.

    Each is the title and first half of one real article and the second half of another, so that lengths, what stands
    in how many articles, and how a word comes back within one stay as they are; only new words do not turn up.
    """
    count = 0
    for count, story in enumerate(islice(_real(sources), size), 1):  # noqa: B007 (the count is wanted afterwards)
        yield story
    if not count:
        raise BadSource("there are no articles to measure with", where="corpus")
    if count < size:
        yield from _made(list(map(_halved, islice(_real(sources), size))), size - count)


def _made(halves: Sequence[tuple[bytes, bytes, bytes]], count: int) -> Iterator[Story]:
    for number in range(count):
        chance = Random(number)  # noqa: S311 (no secret)
        title, head, _ = halves[number % len(halves)]
        _, _, tail = chance.choice(halves)
        yield Story(f"{MADE}{number}", title.decode(), f"{head.decode()} {tail.decode()}".strip())


def _halved(story: Story) -> tuple[bytes, bytes, bytes]:
    """Title, and the body parted at the sentence in its middle; bytes, because there are many of them."""
    spans = sentences(story.body)
    middle = spans[len(spans) // 2][0] if len(spans) > 1 else len(story.body)
    head, tail = story.body[:middle].strip(), story.body[middle:]
    return story.title.encode(), head.encode(), tail.encode()


def _real(sources: Iterable[str]) -> Iterator[Story]:
    """The articles of the sources, each once."""
    seen: set[str] = set()
    for record in (record for source in sources for record in ingest.read(source)):
        if not isinstance(record, RawArticle) or record.id in seen or not (record.title or record.body):
            continue
        seen.add(record.id)
        lines = (record.title, "\n\n".join(text for text in (record.lead, record.body) if text))
        yield Story(" ".join(record.id.split()), *(door(text) for text in lines))


def _line(story: Story) -> str:
    day = time.strftime("%Y-%m-%d", time.gmtime(story.published))
    record = {
        "id": story.id, "title": story.title, "body": story.body, "published": day, "category": story.section,
    }  # fmt: skip
    return json.dumps(record, ensure_ascii=False) + "\n"
