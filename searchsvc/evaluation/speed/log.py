"""What is asked: a few hundred texts as people type them, each in the ways that suit it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final, Literal

from searchsvc.analysis import words
from searchsvc.engine import Engine
from searchsvc.evaluation.speed.corpus import DAYS, FIRST_DAY, SECTIONS, Story
from searchsvc.model import Article
from searchsvc.people import find_people
from searchsvc.searching.channel import BARE, MOST_SPELLINGS
from searchsvc.text.fold import fold
from searchsvc.text.marks import tier
from searchsvc.text.unicode import door

Kind = Literal["all", "any", "phrase", "accentless", "filtered"]
KINDS: Final[tuple[Kind, ...]] = ("all", "any", "phrase", "accentless", "filtered")
LABELS: Final[dict[Kind, str]] = {
    "all": "all words", "any": "any word", "phrase": "phrase", "accentless": "accentless", "filtered": "filtered",
}  # fmt: skip

Origin = Literal["need", "person", "title"]
LONGEST: Final = 12
"""Words of a text that are asked for."""
_READ_FOR_NAMES: Final = 300
_STEP: Final = 7

Spelled = tuple[tuple[str, float], ...]
"""The spellings of one word, each with a weight."""


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody types, and where it comes from."""

    text: str
    origin: Origin

    def words(self) -> tuple[str, ...]:
        """Its words as they are indexed."""
        return tuple(words((door(self.text),)).words)[:LONGEST]


@dataclass(frozen=True, slots=True)
class Filter:
    """One section, and a span of time in epoch seconds, both ends included."""

    section: str
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: the text as typed, its words each in one or several spellings; wanted all, any, or side by side."""

    kind: Kind
    text: str
    words: tuple[Spelled, ...]
    filter: Filter | None = None


def texts(needs: Iterable[Path], stories: Sequence[Story], *, each: int = 100) -> list[Text]:
    """Real needs, names of people, fragments of titles: about so many of each, always the same.

    `stories` are some of the articles; names are those they name most.
    """
    chance = Random(_STEP)  # noqa: S311 (no secret)
    wants = [text for path in needs for text in _queries(path, each)]
    chance.shuffle(wants)
    found: dict[str, Origin] = {}
    found.update(dict.fromkeys(wants[:each], "need"))
    found.update(dict.fromkeys(_names(stories)[:each], "person"))
    found.update(dict.fromkeys(islice(fragments(stories), each), "title"))
    return [text for text in (Text(text, origin) for text, origin in found.items()) if text.words()]


def fragments(stories: Sequence[Story]) -> Iterator[str]:
    """Two to ten words of titles, again and again, never the same twice; ends when there are no more to be had soon."""
    chance = Random(_STEP)  # noqa: S311 (no secret)
    seen: set[str] = set()
    misses = 0
    while stories and misses < 1000:
        title = chance.choice(stories).title.split()
        length = chance.randint(2, 10)
        start = chance.randint(0, max(0, len(title) - length))
        fragment = " ".join(title[start : start + length])
        if len(title) < 2 or fragment in seen:
            misses += 1
            continue
        misses = 0
        seen.add(fragment)
        yield fragment


def log(texts: Sequence[Text], engine: Engine) -> list[Asked]:
    """Every text in the ways that suit it, by kind; `engine` knows how words without marks may be spelled."""
    return [
        asked for kind in KINDS for number, text in enumerate(texts) for asked in _asked(kind, text, number, engine)
    ]


def _asked(kind: Kind, text: Text, number: int, engine: Engine) -> Iterator[Asked]:
    plain: tuple[Spelled, ...] = tuple(((word, 1.0),) for word in text.words())
    match kind:
        case "phrase" if text.origin == "need" or len(plain) < 2:
            return  # needs are described in words that stand nowhere side by side
        case "accentless":
            yield Asked(kind, fold(text.text), tuple(_spelled(fold(word), engine) for word in text.words()))
        case "filtered":
            yield Asked(kind, text.text, plain, _filter(number))
        case _:
            yield Asked(kind, text.text, plain)


def _spelled(word: str, engine: Engine) -> Spelled:
    """The spellings a word without marks may have, as searching weighs them; the word itself when there are none."""
    known = engine.spellings((word,))[word]
    found = [(one.text, BARE[how]) for one in known if (how := tier(word, one.text))]
    return tuple(found[:MOST_SPELLINGS]) or ((word, 1.0),)


def _filter(number: int) -> Filter:
    """One section and a third to the whole of all the time there is."""
    years = DAYS // 365
    first = number % (2 * years // 3)
    since = FIRST_DAY + first * 365 * 86_400
    return Filter(SECTIONS[number % len(SECTIONS)], since, since + (years // 3 + number % years) * 365 * 86_400)


def _queries(path: Path, most: int) -> list[str]:
    """The queries of a test collection, evenly spread over it."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    asked = [str(record.get("query") or record.get("text") or "") for record in records]
    return asked[:: max(1, len(asked) // most)]


def _names(stories: Sequence[Story]) -> list[str]:
    """Full names, those in most articles first."""
    counts: Counter[str] = Counter()
    for story in stories[:: max(1, len(stories) // _READ_FOR_NAMES)]:
        people = find_people(Article(story.id, title=story.title, body=story.body))
        counts.update({person.name for person in people if " " in person.name})
    return [name for name, _ in counts.most_common()]
