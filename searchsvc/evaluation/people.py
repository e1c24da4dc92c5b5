"""How well people are found, measured on articles annotated by hand.

A person is found when the reported name is one of the gold forms, each gold person at most once; mention forms are
compared for found people, all forms of missed and of false people count as errors; an office is right when the words
of one are contained in those of the other, in order, and the shorter has at least half the words of the longer.
Forms are compared in NFC, without a final full stop (the annotators differ about `Lê Xuân N.`).
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from searchsvc.model import Article, NamedPerson
from searchsvc.people import find_people
from searchsvc.text.icu import nfc
from searchsvc.text.syllables import canonical


@dataclass(frozen=True, slots=True)
class GoldPerson:
    """A person as annotated: every form they are named by, the offices as written, the form's kind."""

    name: str
    forms: frozenset[str]
    offices: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article and the people it names."""

    article: Article
    people: tuple[GoldPerson, ...]


@dataclass(slots=True)
class Tally:
    """Right, extra and missed, and what follows from them."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was reported that is right."""
        return self.right / (self.right + self.extra) if self.right else 0.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Result:
    """Figures over a set, and every error as (what, article, text)."""

    people: Tally = field(default_factory=Tally)
    forms: Tally = field(default_factory=Tally)
    offices: Tally = field(default_factory=Tally)
    kinds: dict[str, Tally] = field(default_factory=dict)
    errors: list[tuple[str, str, str]] = field(default_factory=list)

    def kind(self, name: str) -> Tally:
        """The tally of one kind of name (extra people count under the kind we gave them)."""
        return self.kinds.setdefault(name, Tally())


def load(path: Path) -> Iterable[GoldArticle]:
    """The annotated articles of a file, one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield _gold(json.loads(line))


def set_aside(id: str) -> bool:
    """Whether an article belongs to the fifth of the training set that is kept for measuring."""
    return int(hashlib.sha256(id.encode()).hexdigest(), 16) % 5 == 0


def _gold(record: Mapping[str, Any]) -> GoldArticle:
    article = Article(id=record["id"], title=nfc(record["title"]), body=nfc(record["body"]))
    people = tuple(
        GoldPerson(
            name=_form(person["name"]),
            forms=frozenset(_form(form) for form in (*person["mentions"], person["name"])),
            offices=tuple(nfc(office) for office in person["roles"]),
            kind=person["kind"],
        )
        for person in record["persons"]
    )
    return GoldArticle(article, people)


def _form(text: str) -> str:
    return " ".join(nfc(text).split()).rstrip(".")


Finder = Callable[[Article], Sequence[NamedPerson]]


def measure(gold: Iterable[GoldArticle], *, find: Finder = find_people) -> Result:
    """Score what `find` reports against the annotation."""
    result = Result()
    for one in gold:
        _score(one, find(one.article), result)
    return result


def _score(gold: GoldArticle, found: Sequence[NamedPerson], result: Result) -> None:
    missing = list(gold.people)
    for person in found:
        meant = next((one for one in missing if _form(person.name) in one.forms), None)
        forms = {_form(mention.text) for mention in person.mentions}
        if meant is None:
            _extra(gold, person, forms, result)
            continue
        missing.remove(meant)
        result.people.right += 1
        result.kind(meant.kind).right += 1
        _compare_forms(gold, forms, set(meant.forms), result)
        _compare_offices(gold, person, meant, result)
    for lost in missing:
        _missed(gold, lost, result)


def _extra(gold: GoldArticle, person: NamedPerson, forms: set[str], result: Result) -> None:
    result.people.extra += 1
    result.kind(person.kind).extra += 1
    result.forms.extra += len(forms)
    result.offices.extra += len(person.offices)
    result.errors.append(("person extra", gold.article.id, person.name))


def _missed(gold: GoldArticle, person: GoldPerson, result: Result) -> None:
    result.people.missed += 1
    result.kind(person.kind).missed += 1
    result.forms.missed += len(person.forms)
    result.offices.missed += len(person.offices)
    result.errors.append(("person missed", gold.article.id, f"{person.name} ({person.kind})"))


def _compare_forms(gold: GoldArticle, forms: set[str], wanted: set[str], result: Result) -> None:
    result.forms.right += len(forms & wanted)
    result.forms.extra += len(forms - wanted)
    result.forms.missed += len(wanted - forms)
    result.errors += [("form extra", gold.article.id, form) for form in sorted(forms - wanted)]
    result.errors += [("form missed", gold.article.id, form) for form in sorted(wanted - forms)]


def _compare_offices(gold: GoldArticle, person: NamedPerson, meant: GoldPerson, result: Result) -> None:
    """Each reported office answers at most one annotated office, the one nearest in length, and the other way round."""
    still = list(meant.offices)
    for office in person.offices:
        fitting = [one for one in still if same_office(office.title, one)]
        if fitting:
            still.remove(min(fitting, key=lambda one: abs(len(one) - len(office.title))))
            result.offices.right += 1
            continue
        result.offices.extra += 1
        result.errors.append(("office extra", gold.article.id, f"{person.name}: {office.title}"))
    result.offices.missed += len(still)
    result.errors += [("office missed", gold.article.id, f"{person.name}: {one}") for one in still]


def same_office(one: str, other: str) -> bool:
    """Whether the words of one are contained in the other in order and are at least half of them.

    >>> same_office("Bí thư Tỉnh ủy", "nguyên Bí thư Tỉnh uỷ Kon Tum")
    True
    """
    short, long = sorted((_words(one), _words(other)), key=len)
    if not short or 2 * len(short) < len(long):
        return False
    rest = iter(long)
    return all(word in rest for word in short)


def _words(title: str) -> list[str]:
    return [canonical(word) for word in "".join(sign if sign.isalnum() else " " for sign in title).split()]


def table(result: Result) -> str:
    """The figures as lines to read."""
    lines = [f"{'':<12}{'P':>7}{'R':>7}{'F1':>7}{'right':>7}{'extra':>7}{'missed':>7}"]
    named = [("people", result.people), ("forms", result.forms), ("offices", result.offices)]
    for name, tally in [*named, *sorted(result.kinds.items())]:
        figures = f"{tally.precision:7.3f}{tally.recall:7.3f}{tally.f1:7.3f}"
        lines.append(f"{name:<12}{figures}{tally.right:>7}{tally.extra:>7}{tally.missed:>7}")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Print figures for the files named; `--set-aside` keeps to the articles no weight has seen."""
    files = [name for name in arguments if name != "--set-aside"]
    gold = [one for name in files for one in load(Path(name))]
    if "--set-aside" in arguments:
        gold = [one for one in gold if set_aside(one.article.id)]
    result = measure(gold)
    print(table(result))
    print(Counter(kind for kind, _, _ in result.errors).most_common())


if __name__ == "__main__":
    main(sys.argv[1:])
