"""Staff have the last word: the cards that the machine made, with what staff decided put into effect.

A pure step behind `identity`. Decisions are gone through in the order they were taken; each finds the cards it is
about by their appearances, so it holds whatever ids the cards have, and says nothing once none of these is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from searchsvc.model import Anchor, Appearance, Card, Decision
from searchsvc.people import identity, names, walks

Anchors = tuple[Anchor, ...]
Family = tuple[tuple[str, ...], tuple[Decision, ...]]


@dataclass(frozen=True, slots=True)
class Person:
    """A card in the making: its id, key and display name, its appearances, names that staff gave it."""

    id: str
    key: str
    name: str
    members: tuple[Appearance, ...]
    aliases: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """A card, and the keys it has beside the one it is kept under."""

    card: Card
    further: tuple[str, ...] = ()


def related(keys: Iterable[str], decisions: Sequence[Decision]) -> list[str]:
    """These keys and all that merges tie them to, however far: they are grouped together."""
    ties = [decision.keys for decision in decisions if decision.kind == "merge"]
    found, before = set(keys), 0
    while len(found) > before:
        before = len(found)
        found.update(*(tied for tied in ties if not found.isdisjoint(tied)))
    return sorted(found)


def families(keys: Iterable[str], decisions: Sequence[Decision]) -> list[Family]:
    """Keys that are related put together, each family with the decisions about it in the order they were taken."""
    of = {key: frozenset((key,)) for key in keys}
    concerning = [(one, known) for one in sorted(decisions, key=lambda one: one.id) if (known := one.keys & of.keys())]
    for decision, known in concerning:
        if decision.kind == "merge":
            tied = frozenset().union(*(of[key] for key in known))
            of.update(dict.fromkeys(tied, tied))
    about: dict[frozenset[str], list[Decision]] = {family: [] for family in of.values()}
    for decision, known in concerning:
        for family in {of[key] for key in known}:
            about[family].append(decision)
    return [(tuple(sorted(family)), tuple(own)) for family, own in about.items()]


def decided(seen: Mapping[str, Sequence[Appearance]], decisions: Iterable[Decision]) -> dict[str, tuple[Decided, ...]]:
    """The cards of each key of a family, those with the most articles first; decisions as `families` gives them."""
    persons = [person for key in sorted(seen) for person in _made(key, seen[key])]
    for decision in decisions:
        persons = _STEPS[decision.kind](persons, decision)
    found: dict[str, list[Decided]] = {key: [] for key in seen}
    for person in persons:
        if not person.hidden:
            found[person.key].append(_finished(person, alone=len(seen) == 1))
    return {key: tuple(sorted(cards, key=_most_first)) for key, cards in found.items()}


def _most_first(one: Decided) -> tuple[int, str]:
    return -len(one.card.articles), one.card.id


def _made(key: str, seen: Sequence[Appearance]) -> list[Person]:
    return [Person(id, key, identity.display_name(members), tuple(members)) for id, members in identity.persons(seen)]


def _finished(person: Person, *, alone: bool) -> Decided:
    card = identity.card(person.id, person.members, name=person.name)
    own = {person.key} if alone else {names.key(one.name) for one in person.members}
    if len(own) > 1:
        card = replace(
            card, with_names={name: many for name, many in card.with_names.items() if names.key(name) not in own}
        )
    if person.aliases:
        card = replace(card, names=tuple(dict.fromkeys((*card.names, *person.aliases))))
    return Decided(card, tuple(sorted(own - {person.key})))


def _anchor(one: Appearance) -> Anchor:
    return Anchor(names.key(one.name), one.article)


def _told(persons: list[Person], side: Anchors) -> int:
    """The number of the card that a side tells, -1 when none of it is left."""
    wanted = set(side)
    seen = ((_anchor(one), at) for at, person in enumerate(persons) for one in person.members)
    holding = {anchor: at for anchor, at in seen if anchor in wanted}
    return next((holding[anchor] for anchor in side if anchor in holding), -1)


def _merge(persons: list[Person], decision: Decision) -> list[Person]:
    at = list(dict.fromkeys(found for side in decision.sides if (found := _told(persons, side)) >= 0))
    if len(at) < 2 or at[0] != _told(persons, decision.sides[0]):
        return persons
    members = tuple(identity.in_order(one for number in at for one in persons[number].members))
    aliases = tuple(alias for number in at for alias in persons[number].aliases)
    merged = replace(persons[at[0]], members=members, aliases=aliases)
    return [merged if number == at[0] else one for number, one in enumerate(persons) if number not in at[1:]]


def _split(persons: list[Person], decision: Decision) -> list[Person]:
    leaving, staying = (frozenset(side) for side in decision.sides)
    gone: list[Appearance] = []
    left: list[Person] = []
    for person in persons:
        out = _leaving(person.members, leaving, staying)
        gone += out
        stay = tuple(one for one in person.members if one not in out) if out else person.members
        if stay:
            left.append(replace(person, members=stay))
    if not gone:
        return persons
    # A side may tell of names that no merge ties together any more: each then leaves by itself, with an id of its own.
    keys = {names.key(one.name) for one in gone}
    first = next(anchor for anchor in decision.sides[0] if anchor.key in keys)
    id = identity.card_id(first.key, f"{first.article}\0{decision.id}")
    members = tuple(identity.in_order(gone))
    key = names.key(members[0].name)
    return [*left, Person(id, key, identity.display_name(members), members)]


def _leaving(members: Sequence[Appearance], leaving: frozenset[Anchor], staying: frozenset[Anchor]) -> list[Appearance]:
    """Of one card those that leave: the ones named, and of those that came later whatever is more like them."""
    named = [one for one in members if _anchor(one) in leaving]
    if not named:
        return []
    go, stay = _Traits.of(named), _Traits.of(one for one in members if _anchor(one) in staying)
    later = [one for one in members if _anchor(one) not in leaving and _anchor(one) not in staying]
    return named + [one for one in later if go.shared(one) > stay.shared(one)]


@dataclass(frozen=True, slots=True)
class _Traits:
    """What tells people of one name apart: the offices they hold, and who is named with them."""

    standings: frozenset[walks.Standing]
    together: frozenset[str]

    @classmethod
    def of(cls, members: Iterable[Appearance]) -> _Traits:
        standings: set[walks.Standing] = set()
        together: set[str] = set()
        for one in members:
            standings.update(identity.standings(one))
            together.update(one.with_names)
        return cls(frozenset(standings), frozenset(together))

    def shared(self, one: Appearance) -> tuple[int, int]:
        """How many offices and companions of these an appearance shares."""
        offices = self.standings.intersection(identity.standings(one))
        return len(offices), len(self.together.intersection(one.with_names))


def _alias(persons: list[Person], decision: Decision) -> list[Person]:
    return _changed(persons, decision, lambda person: replace(person, aliases=(*person.aliases, decision.alias)))


def _hide(persons: list[Person], decision: Decision) -> list[Person]:
    return _changed(persons, decision, lambda person: replace(person, hidden=True))


def _changed(persons: list[Person], decision: Decision, change: Callable[[Person], Person]) -> list[Person]:
    at = _told(persons, decision.sides[0])
    return [change(person) if number == at else person for number, person in enumerate(persons)]


_STEPS: Mapping[str, Callable[[list[Person], Decision], list[Person]]] = {
    "merge": _merge,
    "split": _split,
    "alias": _alias,
    "hide": _hide,
}
