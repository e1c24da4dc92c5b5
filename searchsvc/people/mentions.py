"""One article in, the people it names out."""

from __future__ import annotations

import math

from searchsvc.model import Article, Mention, NamedPerson, Office
from searchsvc.people import agreement, candidates, names, offices, resolution, signatures
from searchsvc.people.resolution import Group, Named


def find_people(article: Article) -> tuple[NamedPerson, ...]:
    """The people an article names, in order of first mention, with their mentions and the offices it gives them.

    Bylines (`article.authors`) are not looked at, so they are never mentions. Offsets are code points of the field.
    """
    fields = tuple(name for name, _ in article.texts())
    texts = tuple(text for _, text in article.texts())
    settled = agreement.settle(candidates.stretches(texts))
    settled = signatures.unsigned(settled, texts, titles=sum(name == "title" for name in fields))
    groups = resolution.resolve(settled, texts)
    held = offices.offices(groups, texts)
    return tuple(
        _person(group, tuple(_office(one, fields) for one in given), fields)
        for group, given in zip(groups, held, strict=True)
    )


def _person(group: Group, given: tuple[Office, ...], fields: tuple[str, ...]) -> NamedPerson:
    name = resolution.fullest(group)
    called = next((named.called for named in group.mentions if named.called), "")
    score = max(named.spot.score for named in group.mentions)
    return NamedPerson(
        name=name,
        mentions=tuple(_mention(named, fields) for named in group.mentions),
        offices=given,
        kind=names.kind(name, called),
        sure=round(1 / (1 + math.exp(-score)), 3),
    )


def _mention(named: Named, fields: tuple[str, ...]) -> Mention:
    spot = named.spot
    return Mention(
        fields[spot.place], spot.start, spot.end, named.text, f"{named.called}{named.text}".replace("\u00a0", " ")
    )


def _office(found: offices.Found, fields: tuple[str, ...]) -> Office:
    return Office(found.title, fields[found.place], found.start, found.end, found.unit, found.former)
