"""Finding people: for the people page, and beside the hits of a keyword search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from searchsvc.errors import NotFound
from searchsvc.model import VIETNAM, Card
from searchsvc.people import key
from searchsvc.people.finding import PersonQuery, rank, understand
from searchsvc.people.likeness import match_name, written_words
from searchsvc.resources import rows
from searchsvc.searching.answer import FoundCard, Matched, OfficeShown, PeopleAnswer, PersonPage
from searchsvc.searching.desk import Desk
from searchsvc.searching.keyboard import as_meant
from searchsvc.searching.parse import Parsed, Word, parse
from searchsvc.text.fold import fold
from searchsvc.text.sentences import sentences
from searchsvc.text.syllables import canonical
from searchsvc.text.unicode import door

MOST_CANDIDATES = 300
"""Cards looked at for the people page."""
MOST_BESIDE = 50
"""Cards looked at for a keyword search."""
BESIDE = 3
"""People shown beside the hits of a keyword search."""
SURE = 0.6
"""Least score of a person shown there."""
NAMED = 0.74
"""Least score of a person taken to be named outright: it counts in ranking."""
_LONGEST_NAME = 4
"""Words of a name looked for among other words; the shortest has two, and capitals."""
LONGEST = 200
"""Letters of a query that can be about a person."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The people a keyword query is about: those to show, the ids of those named outright, and the folded name."""

    shown: tuple[FoundCard, ...] = ()
    named: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()


def find_people(text: str, desk: Desk, *, page: int, size: int) -> PeopleAnswer:
    """The people meant by a text, best first: a name in any of its forms, an office, a year.

    What finds nobody as typed is read as an input method would have written it.
    """
    text = door(text).replace("\n", " ").strip()
    found, understood = _meant_by(text, desk), ""
    if not found:
        _, reading = as_meant(parse(text), desk.engine)
        understood = reading.text if reading else ""
        found = _meant_by(understood, desk)
    start = (page - 1) * size
    return PeopleAnswer(text, len(found), page, size, tuple(found[start : start + size]), understood if found else "")


def match_names(names: Sequence[str], desk: Desk, *, size: int) -> tuple[Matched, ...]:
    """For each name of a list at most `size` people who may be meant, with scores in (0, 1] and reasons.

    A name that stands in the list twice is looked up once.
    """
    found: dict[str, tuple[FoundCard, ...]] = {}
    for name in names:
        if name not in found:
            found[name] = find_people(name, desk, page=1, size=size).people
    return tuple(Matched(name, found[name]) for name in names)


def _meant_by(text: str, desk: Desk) -> list[FoundCard]:
    query = understand(text[:LONGEST])
    return _ranked(query, desk.directory.candidates(query.words, MOST_CANDIDATES))


def _ranked(query: PersonQuery, cards: Sequence[Card]) -> list[FoundCard]:
    today = datetime.now(VIETNAM).date().isoformat()
    return [FoundCard(card, score, tuple(reasons)) for card, score, reasons in rank(query, cards, today)]


def people_meant(parsed: Parsed, desk: Desk) -> Meant:
    """Whom a keyword query is about; nobody when it has operators or is too long for a name."""
    parts = parsed.root.parts
    if not 1 <= len(parts) <= 12 or not all(isinstance(part, Word) for part in parts):
        return Meant()
    query = understand(parsed.text[:LONGEST])
    found = _ranked(query, desk.directory.candidates(query.words, MOST_BESIDE, least="all"))
    shown = tuple(card for card in found[:BESIDE] if card.score >= SURE) or _named_among(parsed, desk)
    # One syllable by itself is a word as often as it is somebody: hoa, sơn, hà.
    outright = len(query.name) > 1 or (query.name and query.honorific)
    if not outright or not found or found[0].score < NAMED:
        return Meant(shown)
    named = tuple(card.card.id for card in found if card.score >= NAMED)
    return Meant(shown, named, frozenset(fold(word) for word in query.name))


def _named_among(parsed: Parsed, desk: Desk) -> tuple[FoundCard, ...]:
    """People whose whole name stands among other words of a query: `Lê Văn Sách thăm Kon Xơ Mú`."""
    texts = [part.text for part in parsed.root.parts if isinstance(part, Word)]
    words = [canonical(text) for text in texts]
    spans = [
        (start, start + size)
        for size in range(_LONGEST_NAME, 1, -1)
        for start in range(len(texts) - size + 1)
        if size > 2 or all(text[:1].isupper() for text in texts[start : start + size])
        if not start or words[start - 1] not in _places_named_so()
    ]
    cards = desk.directory.called(sorted({fold(" ".join(words[start:end])) for start, end in spans}), MOST_BESIDE)
    found: list[FoundCard] = []
    taken: set[int] = set()
    for start, end in spans:
        named = _called_so(tuple(words[start:end]), cards) if taken.isdisjoint(range(start, end)) else []
        found += named
        taken.update(range(start, end) if named else ())
    return tuple(found[:BESIDE])


def _called_so(name: tuple[str, ...], cards: Sequence[Card]) -> list[FoundCard]:
    """Those whose whole name this is."""
    whole = [card for card in cards if len(written_words(card.name)) == len(name)]
    judged = [(card, *match_name(name, written_words(card.name))) for card in whole]
    return [FoundCard(card, round(likeness, 4), (why,)) for card, likeness, why in judged if likeness >= NAMED]


@cache
def _places_named_so() -> frozenset[str]:
    """Words behind which a name is that of a street, a school or a place."""
    return frozenset(canonical(row[0]) for row in rows("place_words.txt"))


def person_page(id: str, desk: Desk, *, page: int, size: int) -> PersonPage:
    """Everything about one person; raises `NotFound`."""
    card = desk.directory.card(id)
    if card is None:
        raise NotFound("Không có người này trong các bài đã lưu.", where="id")
    ids = desk.directory.articles_of(id, offset=(page - 1) * size, limit=size)
    articles = desk.store.articles([*ids, *(office.article for office in card.offices)])
    offices = tuple(
        OfficeShown(held, _proof(articles[held.article].texts(), held.title, card) if held.article in articles else "")
        for held in card.offices
    )
    return PersonPage(card, offices, _together(card, desk), tuple(articles[id] for id in ids if id in articles))


def _proof(texts: Iterable[tuple[str, str]], title: str, card: Card) -> str:
    """The sentence of an article that names the person with the office, else the first with the office."""
    first = ""
    for _, text in texts:
        for start, end in sentences(text):
            sentence = text[start:end]
            if title not in sentence:
                continue
            if any(name in sentence for name in card.names):
                return sentence
            first = first or sentence
    return first


def _together(card: Card, desk: Desk) -> tuple[tuple[str, str, int], ...]:
    """Those named in the same articles most often; the card they have there, "" when that is open. Whom staff hid is
    left out.
    """
    found = []
    for name, count in list(card.with_names.items())[:10]:
        ids = [desk.directory.card_of(article, key(name)) for article in card.articles[:20]]
        id = next((id for id in ids if id), "")
        if id or desk.directory.shown(key(name)):
            found.append((id, name, count))
    return tuple(found)
