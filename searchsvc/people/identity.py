"""From appearances of one name to cards: one card while nothing contradicts, several when offices exclude each other.

Offices given in one article belong to one person, so they form a profile. Profiles are gathered into cards, best proven
first; a profile joins the cards it does not contradict, or opens a new one. Appearances without an office go where
the people they appear with are, else to the card with the most articles. Everything is sorted before it is looked
at, so the order in which articles came has no say.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from searchsvc.model import Appearance, Article, Card, NamedPerson, OfficeHeld
from searchsvc.people import names, walks
from searchsvc.people.walks import Standing
from searchsvc.text.fold import fold

MOST_TOGETHER = 50
"""People named in the same articles that a card keeps, commonest first."""

MOST_STANDINGS = 400
"""Different offices of one name that are compared; the rest, seen once each, join the first card they fit."""

_LATE = "9999-99-99"


def appearances(article: Article, persons: Sequence[NamedPerson]) -> tuple[Appearance, ...]:
    """What identity needs of the people of an article: those with a name of their own, each name once or more."""
    day = article.day()
    kept = [person for person in persons if has_identity(person)]
    full = [person.name for person in kept]
    return tuple(
        Appearance(
            article=article.id,
            name=person.name,
            forms=tuple(dict.fromkeys(names.proper(mention.text) for mention in person.mentions)),
            offices=tuple((office.title, office.place, office.former) for office in person.offices),
            with_names=tuple(dict.fromkeys(name for at, name in enumerate(full) if at != number)),
            day=day.isoformat() if day else "",
            kind=person.kind,
        )
        for number, person in enumerate(kept)
    )


def has_identity(person: NamedPerson) -> bool:
    """Whether a name can be a card: masked names and bare given names cannot."""
    if person.kind == "masked":
        return False
    if person.kind == "single":
        return False
    return " " in person.name or person.kind in ("foreign", "stage", "religious", "ethnic")


@dataclass(slots=True)
class _Profile:
    """Appearances that are one person's: with their standings, and the days each standing was seen."""

    members: list[Appearance] = field(default_factory=list)
    days: dict[Standing, tuple[str, str]] = field(default_factory=dict)
    together: Counter[str] = field(default_factory=Counter)

    def take(self, other: _Profile) -> None:
        self.members += other.members
        self.together.update(other.together)
        for standing, (first, last) in other.days.items():
            mine = self.days.get(standing, (first, last))
            self.days[standing] = (min(first, mine[0]), max(last, mine[1]))


def cards(appearances: Sequence[Appearance]) -> tuple[Card, ...]:
    """The cards of all appearances of one key, those with the most articles first."""
    made = [card(id, members, name=display_name(members)) for id, members in persons(appearances)]
    return tuple(sorted(made, key=lambda card: (-len(card.articles), card.id)))


def persons(appearances: Sequence[Appearance]) -> list[tuple[str, list[Appearance]]]:
    """The appearances of each card of one key, in order of days, under the card's id."""
    ordered = sorted(appearances, key=_order)
    profiles, bare = _profiles(ordered)
    gathered = _gather(profiles)
    _attach(bare, gathered)
    found = [profile for profile in gathered if profile.members]
    for profile in found:
        profile.members.sort(key=_order)
    found.sort(key=lambda profile: _order(profile.members[0]))
    own = [profile.members for profile in found]
    return [
        (card_id(names.key(display_name(members)), members[0].article if number else ""), members)
        for number, members in enumerate(own)
    ]


def in_order(appearances: Iterable[Appearance]) -> list[Appearance]:
    """Appearances by day, then in an order that does not depend on how they came."""
    return sorted(appearances, key=_order)


def display_name(members: Iterable[Appearance]) -> str:
    """The full name that a card is shown by: the commonest."""
    full = Counter(one.name for one in members)
    return min(full, key=lambda form: (-full[form], form))


def _order(one: Appearance) -> tuple[str, str, str, tuple[object, ...]]:
    return one.day or _LATE, one.article, one.name, (one.forms, one.offices, one.with_names)


def standings(one: Appearance) -> list[Standing]:
    """What an appearance says of offices held, as far as they tell people apart."""
    known = {walks.standing(title, place) for title, place, former in one.offices if not former}
    return sorted(standing for standing in known if standing.walk)


def _profiles(ordered: Iterable[Appearance]) -> tuple[list[_Profile], list[Appearance]]:
    """Appearances joined by a common standing (union-find over standings), and those that tell none."""
    parent: dict[Standing, Standing] = {}

    def root(standing: Standing) -> Standing:
        while parent[standing] != standing:
            parent[standing] = parent[parent[standing]]
            standing = parent[standing]
        return standing

    bare, told = [], []
    for one in ordered:
        held = standings(one)
        if not held:
            bare.append(one)
            continue
        told.append((one, held))
        for standing in held:
            parent.setdefault(standing, standing)
        first = root(held[0])
        for standing in held[1:]:
            parent[root(standing)] = first
    profiles: dict[Standing, _Profile] = defaultdict(_Profile)
    for one, held in told:
        profiles[root(held[0])].take(_alone(one, held))
    return list(profiles.values()), bare


def _alone(one: Appearance, standings: list[Standing]) -> _Profile:
    return _Profile([one], dict.fromkeys(standings, (one.day, one.day)), Counter(one.with_names))


def _gather(profiles: list[_Profile]) -> list[_Profile]:
    """Cards of profiles: the best proven first, each joining the fitting card it shares most with."""
    profiles.sort(key=lambda profile: (-len(profile.members), _order(min(profile.members, key=_order))))
    cards: list[_Profile] = []
    for number, profile in enumerate(profiles):
        compared = cards if number < MOST_STANDINGS else cards[:1]
        fitting = [card for card in compared if not _contradict(card, profile)]
        if not fitting:
            cards.append(profile)
            continue
        max(enumerate(fitting), key=lambda pair: (_shared(pair[1], profile), -pair[0]))[1].take(profile)
    return cards


def _contradict(card: _Profile, profile: _Profile) -> bool:
    return any(
        walks.exclude(one, two) and _at_one_time(card.days[one], profile.days[two])
        for one in card.days
        for two in profile.days
    )


def _at_one_time(one: tuple[str, str], two: tuple[str, str]) -> bool:
    """Whether two spans of days meet in a year; spans without days may always meet."""
    if not all((*one, *two)):
        return True
    return one[0][:4] <= two[1][:4] and two[0][:4] <= one[1][:4]


def _shared(card: _Profile, profile: _Profile) -> float:
    places = {standing.place for standing in card.days if standing.place}
    common = sum(1 for standing in profile.days if standing.place in places)
    together = sum(min(count, card.together[name]) for name, count in profile.together.items() if name in card.together)
    return 3.0 * common + together + 0.001 * len(card.members)


def _attach(bare: list[Appearance], cards: list[_Profile]) -> None:
    """Put appearances that tell no office onto the card whose company they keep, else onto the largest."""
    if not cards:
        cards.append(_Profile())
    known: dict[str, dict[int, int]] = defaultdict(dict)
    for number, card in enumerate(cards):
        for name, count in card.together.items():
            known[name][number] = count
    sizes = [len(card.members) for card in cards]
    largest = max(range(len(cards)), key=lambda number: (sizes[number], -number))
    for one in bare:
        votes: Counter[int] = Counter()
        for name in one.with_names:
            votes.update(dict.fromkeys(known.get(name, ()), 1))
        best = max(votes, key=lambda number: (votes[number], sizes[number], -number)) if votes else largest
        cards[best].members.append(one)


def card(id: str, members: Sequence[Appearance], *, name: str) -> Card:
    """The card of these appearances, which are in order."""
    forms = Counter(form for one in members for form in one.forms)
    full = Counter(one.name for one in members)
    days = [day for day in {one.article: one.day for one in members}.values() if day]
    together = Counter(other for one in members for other in one.with_names)
    return Card(
        id=id,
        name=name,
        names=tuple(sorted(forms | full, key=lambda form: (-forms[form], form))),
        offices=_offices(members),
        articles=tuple(dict.fromkeys(one.article for one in reversed(members))),
        first_seen=min(days, default=""),
        last_seen=max(days, default=""),
        years=dict(sorted(Counter(day[:4] for day in days).items())),
        with_names=dict(sorted(together.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_TOGETHER]),
        kind=min(Counter(one.kind for one in members).items(), key=lambda pair: (-pair[1], pair[0]))[0],
    )


def card_id(own: str, anchor: str) -> str:
    """`nguyen-van-hung-3f2a9c1e`: the hash is of the key, and for a further card of its earliest article too."""
    slug = "-".join("".join(sign if sign.isascii() and sign.isalnum() else " " for sign in fold(own)).split())[:60]
    digest = hashlib.blake2b(f"{own}\0{anchor}".encode(), digest_size=4).hexdigest()
    return f"{slug}-{digest}" if slug else digest


def _offices(members: Iterable[Appearance]) -> tuple[OfficeHeld, ...]:
    """The offices of a card: latest first, then those with the most articles."""
    held: dict[tuple[str, str, bool], list[Appearance]] = defaultdict(list)
    written: dict[tuple[str, str, bool], Counter[str]] = defaultdict(Counter)
    for one in members:
        for title, place, former in dict.fromkeys(one.offices):
            same = (names.key(title), names.key(place), former)
            held[same].append(one)
            written[same][f"{title}\t{place}"] += 1
    offices = [_held(written[same], same[2], seen) for same, seen in held.items()]
    known_best = sorted(offices, key=lambda one: (-one.articles, one.title, one.place, one.former))
    return tuple(sorted(known_best, key=lambda one: one.last_seen, reverse=True))


def _held(written: Counter[str], former: bool, seen: list[Appearance]) -> OfficeHeld:
    title, place = min(written, key=lambda text: (-written[text], text)).split("\t")
    days = [one.day for one in seen if one.day]
    articles = dict.fromkeys(one.article for one in seen)
    first, last = min(days, default=""), max(days, default="")
    return OfficeHeld(title, place, former, first, last, next(iter(articles)), len(articles))
