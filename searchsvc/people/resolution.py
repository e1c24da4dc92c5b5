"""From candidates to persons: which mentions of one article mean the same one.

Short mentions belong to the one full name that ends so (`ông Hùng`); of two, to the nearest before with a fitting
honorific. A variant spelling of a full name (hoà, Sỹ/Sĩ, one mark lost) belongs to the name it varies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from searchsvc.people import calling, names
from searchsvc.people.candidates import Candidate
from searchsvc.resources import rows
from searchsvc.text.fold import fold

_MOST_VARIANTS = 20
"""Names alike but for one word that are compared letter by letter."""


@dataclass(slots=True, eq=False)
class Named:
    """A candidate taken for a name: as written, and how it is called there."""

    spot: Candidate
    text: str
    called: str


@dataclass(slots=True, eq=False)
class Group:
    """One person of the article while mentions are being gathered; `keys` are the forms that are theirs alone."""

    key: str
    mentions: list[Named] = field(default_factory=list)
    sexes: set[str] = field(default_factory=set)

    def add(self, named: Named) -> None:
        """Take a mention in."""
        self.mentions.append(named)
        self.sexes.add(calling.sex(named.called))


def resolve(found: Iterable[Candidate], texts: Sequence[str]) -> list[Group]:
    """The persons meant by some candidates, in order of first mention, their mentions in reading order."""
    named = [_named(candidate, texts[candidate.place]) for candidate in found]
    by_key: dict[str, list[Named]] = defaultdict(list)
    for one in named:
        by_key[one.spot.key.rstrip(".")].append(one)
    known = _full_names(by_key)
    for one in named:
        own = one.spot.key.rstrip(".")
        fitting = [known.groups[own]] if own in known.groups else known.owners(own)
        if fitting:
            _nearest(fitting, one).add(one)
    meant = {id(group): group for group in known.groups.values() if group.mentions}
    return sorted(meant.values(), key=lambda group: _order(group.mentions[0]))


def _named(candidate: Candidate, text: str) -> Named:
    written = " ".join(text[candidate.start : candidate.end].split())
    return Named(candidate, written, calling.honorific(text, candidate.start))


def _order(named: Named) -> tuple[int, int]:
    return named.spot.place, named.spot.start


class _Known:
    """The full names found so far, looked up by what they can be shortened to and by what varies them."""

    def __init__(self) -> None:
        self.groups: dict[str, Group] = {}
        self._shorts: dict[str, list[Group]] = defaultdict(list)
        self._near: dict[tuple[int, str], list[str]] = defaultdict(list)

    def add(self, own: str, group: Group) -> None:
        """Take in a name and the group it stands for."""
        self.groups[own] = group
        for short in _shorts(own):
            if group not in self._shorts[short]:
                self._shorts[short].append(group)
        for pattern in _patterns(own):
            self._near[pattern].append(own)

    def owners(self, own: str) -> list[Group]:
        """Those whose full name can be shortened to `own`."""
        return self._shorts.get(own, [])

    def varied(self, own: str) -> Group | None:
        """The group of a full name that `own` is another name for, or misspells."""
        if alias := _aliases().get(own):
            return self.groups.get(alias)
        for pattern in _patterns(own):
            for name in self._near.get(pattern, ())[:_MOST_VARIANTS]:
                if _differ_slightly(own.split(" "), name.split(" ")):
                    return self.groups[name]
        return None


def _shorts(name: str) -> set[str]:
    """What a full name can be shortened to: its ends; of a foreign or a Highland name any part of it."""
    words = name.split(" ")
    ends = {" ".join(words[at:]) for at in range(1, len(words))}
    if names.kind(name) not in ("foreign", "ethnic"):
        return ends
    heads = {" ".join(words[:at]) for at in range(1, len(words))} | set(words[1:-1])
    return ends | {head for head in heads if len(head) > 2}


def _patterns(name: str) -> list[tuple[int, str]]:
    """A name of several words with one of them left out, for each of them."""
    words = name.split(" ")
    if len(words) < 2:
        return []
    return [(at, " ".join(words[:at] + words[at + 1 :])) for at in range(len(words))]


@cache
def _aliases() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("name_aliases.tsv")}


def _full_names(by_key: dict[str, list[Named]]) -> _Known:
    """A group for each form that is no short form of another; variants of a name share its group."""
    known = _Known()
    for own in sorted(by_key, key=lambda key: (-key.count(" "), -len(by_key[key]), key)):
        if not known.owners(own):
            known.add(own, known.varied(own) or Group(own))
    return known


def _differ_slightly(words: list[str], other: list[str]) -> bool:
    apart = [(one, two) for one, two in zip(words, other, strict=True) if one != two]
    if len(apart) != 1:
        return False
    one, two = fold(apart[0][0]), fold(apart[0][1])
    if one.replace("y", "i") == two.replace("y", "i"):
        return len(words) > 2 or apart[0][0].replace("y", "i") == apart[0][1].replace("y", "i")
    return min(len(one), len(two)) > 4 and _one_letter_apart(one, two)


def _one_letter_apart(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    if len(long) - len(short) > 1:
        return False
    same = 0
    while same < len(short) and short[same] == long[same]:
        same += 1
    return short[same:] == long[same + 1 :] or short[same + 1 :] == long[same + 1 :]


def _nearest(fitting: list[Group], named: Named) -> Group:
    if len(fitting) == 1:
        return fitting[0]
    told = calling.sex(named.called)
    before = [group for group in fitting if group.mentions]
    suiting = [group for group in before if told == "-" or told in group.sexes or group.sexes <= {"-"}]
    choice = suiting or before or fitting
    return max(choice, key=lambda group: _order(group.mentions[-1]) if group.mentions else (-1, -1))


def fullest(group: Group) -> str:
    """The fullest form of a group's name, the commonest of those as long, not in capitals when there is a choice."""
    forms = Counter(named.text for named in group.mentions)
    size = max(form.count(" ") for form in forms)
    longest = [form for form in forms if form.count(" ") == size]
    written = max(longest, key=lambda form: (not form.isupper(), forms[form], form))
    return names.proper(written)
