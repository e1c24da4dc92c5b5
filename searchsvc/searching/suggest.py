"""Suggestions while somebody types: people, phrases and titles of the index that begin so. Never what others typed."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final, Literal

from searchsvc.model import OfficeHeld
from searchsvc.searching.beginnings import Marks, Typed, readings, typed_words
from searchsvc.searching.desk import Desk
from searchsvc.searching.recent import recent
from searchsvc.store.names import Begun
from searchsvc.text.fold import fold
from searchsvc.text.unicode import door

Kind = Literal["person", "phrase", "title"]

LONGEST, MOST_WORDS = 100, 12
"""Letters and words of what is typed; who has typed more is no longer looking for a beginning."""
SHARES: Final[dict[Kind, float]] = {"person": 0.3, "phrase": 0.4}
"""What part of the list people and phrases may take; titles take the rest, and each kind what others leave."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something the index has. `marks` are `[start, end)` in `text` of what was typed; `id` is the card's or article's.

    `articles` are those that name the person or have the phrase; `office`, `called` (another name, when that is what
    fits) and `published` (ISO 8601) tell equal ones apart.
    """

    kind: Kind
    text: str
    marks: Marks
    id: str = ""
    url: str = ""
    articles: int = 0
    office: OfficeHeld | None = None
    called: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What was typed, what begins so, and what it was read as where that is not as typed ("" otherwise)."""

    text: str
    found: tuple[Suggestion, ...]
    took_ms: float
    generation: str
    understood: str = ""


def suggest(text: str, desk: Desk, *, size: int) -> Suggestions:
    """What the index has that begins as a text does. Never fails.

    What fits nothing as typed is read as an input method would have written it.
    """
    started = time.perf_counter()
    found, understood = _first_that_fits(door(text).replace("\n", " ").lstrip(), desk, size=size)
    took = round((time.perf_counter() - started) * 1000, 2)
    return Suggestions(text, found, took, desk.generation, understood)


def _first_that_fits(text: str, desk: Desk, *, size: int) -> tuple[tuple[Suggestion, ...], str]:
    if len(text) > LONGEST:
        return (), ""
    if found := _suggested(typed_words(text), desk, size=size):
        return found, ""
    for meant in readings(text):
        if found := _suggested(typed_words(meant), desk, size=size):
            return found, meant.strip()
    return (), ""


def _suggested(typed: Typed, desk: Desk, *, size: int) -> tuple[Suggestion, ...]:
    if not 1 <= len(typed.words) <= MOST_WORDS:
        return ()
    people, phrases, titles = (look(typed, desk, size=size) for look in (_people, _phrases, _titles))
    names = [fold(person.text) for person in people]
    more = [phrase for phrase in phrases if not any(_says_no_more(phrase.text, name) for name in names)]
    return _shared(people, more, titles, size=size)


def _says_no_more(phrase: str, name: str) -> bool:
    """Whether a phrase is a person's name, or the name and a verb ("... đã dự"): Hoàng Anh Gia Lai is another name."""
    behind = phrase[len(name) :].lstrip()
    return fold(phrase[: len(name)]) == name and not behind[:1].isupper()


def _shared(
    people: list[Suggestion], phrases: list[Suggestion], titles: list[Suggestion], *, size: int
) -> tuple[Suggestion, ...]:
    """Each kind gets its share of the list; what titles leave goes to phrases, what those leave to people."""
    some = min(len(people), max(1, round(size * SHARES["person"])))
    more = min(len(phrases), max(1, round(size * SHARES["phrase"])))
    more = min(len(phrases), max(more, size - some - len(titles)))
    some = min(len(people), max(some, size - more - len(titles)))
    return (*people[:some], *phrases[:more], *titles)[:size]


def _people(typed: Typed, desk: Desk, *, size: int) -> list[Suggestion]:
    found = desk.directory.begun(typed.folded, fits=lambda written: typed.meets(written.split(" ")), limit=size)
    return [_person(one, typed) for one in found]


def _person(found: Begun, typed: Typed) -> Suggestion:
    card = found.card
    marks = typed.marks(card.name)
    called = "" if marks else next((name for name in card.names if typed.marks(name)), "")
    office = next((held for held in card.offices if not held.former), next(iter(card.offices), None))
    return Suggestion("person", card.name, marks, card.id, articles=found.articles, office=office, called=called)


def _phrases(typed: Typed, desk: Desk, *, size: int) -> list[Suggestion]:
    known = desk.beginnings.phrases if desk.beginnings else None
    found = known.begun(typed.folded, fits=typed.begins, limit=size) if known else ()
    return [Suggestion("phrase", one.text, typed.marks(one.text), articles=one.articles) for one in found]


def _titles(typed: Typed, desk: Desk, *, size: int) -> list[Suggestion]:
    """The newest titles that go on so from one of their words; what is no longer stored so is not among them."""
    if len(typed.folded) < 2:
        return []
    new = [titled.id for titled in recent(desk).begun(typed.folded) if typed.marks(titled.title)]
    learned = desk.beginnings.titles if desk.beginnings else None
    old = learned.begun(typed.folded, fits=typed.stands_in, limit=2 * size) if learned else []
    articles = desk.store.articles([*new[:size], *old])
    newest = sorted(articles.values(), key=lambda article: article.published, reverse=True)
    found: dict[str, Suggestion] = {}
    for article in newest:
        if marks := typed.marks(article.title):  # each title once: agencies' reports are printed again and again
            shown = Suggestion("title", article.title, marks, article.id, article.url, published=article.published)
            found.setdefault(fold(article.title), shown)
    return list(found.values())[:size]
