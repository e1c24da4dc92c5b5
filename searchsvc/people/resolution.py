"""From candidates to persons: which mentions of one article mean the same one.

Short mentions belong to the one full name that ends so (`ông Hùng`); of two, to the nearest before with a fitting
honorific. A variant spelling of a full name (hoà, Sỹ/Sĩ, one mark lost) belongs to the name it varies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from searchsvc.people import calling, names
from searchsvc.people.candidates import Candidate
from searchsvc.text.fold import fold


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
    groups = _full_names(by_key)
    for one in named:
        own = one.spot.key.rstrip(".")
        fitting = [groups[own]] if own in groups else _owners(own, groups)
        if fitting:
            _nearest(fitting, one).add(one)
    meant = {id(group): group for group in groups.values() if group.mentions}
    return sorted(meant.values(), key=lambda group: _order(group.mentions[0]))


def _named(candidate: Candidate, text: str) -> Named:
    written = " ".join(text[candidate.start : candidate.end].split())
    return Named(candidate, written, calling.honorific(text, candidate.start))


def _order(named: Named) -> tuple[int, int]:
    return named.spot.place, named.spot.start


def _full_names(by_key: dict[str, list[Named]]) -> dict[str, Group]:
    """A group for each form that is no short form of another; variants of a name share its group."""
    groups: dict[str, Group] = {}
    for own in sorted(by_key, key=lambda key: (-key.count(" "), -len(by_key[key]), key)):
        if _owners(own, groups):
            continue
        groups[own] = _varied(own, groups) or Group(own)
    return groups


def _owners(own: str, groups: dict[str, Group]) -> list[Group]:
    """Those whose full name can be shortened to `own`."""
    found = {id(group): group for name, group in groups.items() if name != own and _shortens(own, name)}
    return list(found.values())


def _shortens(short: str, name: str) -> bool:
    if name.endswith(" " + short):
        return True
    if short.count(" ") == 0 and len(short) < 3:
        return False
    foreign = names.kind(name) in ("foreign", "ethnic")
    return foreign and (name.startswith(short + " ") or f" {short} " in name)


def _varied(own: str, groups: dict[str, Group]) -> Group | None:
    """The group of a full name that `own` misspells: same words but for the marks or one letter of one of them."""
    words = own.split(" ")
    if len(words) < 2:
        return None
    for name, group in groups.items():
        other = name.split(" ")
        if len(other) == len(words) and _differ_slightly(words, other):
            return group
    return None


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
