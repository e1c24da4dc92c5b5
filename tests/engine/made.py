"""Documents and query trees made up at random: few distinct words, so that everything meets everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from searchsvc.analysis.tokens import Words
from searchsvc.engine.query import TEXT, And, AnyOf, Boost, Either, Every, Maybe, Not, Or, Phrase, Query, Range, Term
from searchsvc.engine.schema import TEXT_FIELDS, Change, Document, Drop, FieldWeight, Put, Ranking

WORDS = ("hà", "ha", "ban", "bản", "lũ", "nước", "đê", "xã")
CODES = ("03/ct/tw", "h'drai")
VALUES = {"category": ("Thời sự", "Văn hóa"), "person": ("p1", "p2", "p3"), "year": ("2014", "2015", "2016")}
DAYS = (None, -86_400, 0, 1_400_000_000, 1_400_086_400, 1_500_000_000)

RANKING = Ranking(
    fields={"title": FieldWeight(6, 0.5), "lead": FieldWeight(2, 0.5), "body": FieldWeight(1, 0.6)},
    half_life=730.0,
    now=1_600_000_000,
)


def document(random: Random, id: str) -> Document:
    """A document with some of the fields; short ones and empty ones are common."""
    texts = {name: _text(random) for name in TEXT_FIELDS if random.random() < 0.6}
    keywords = {
        name: tuple(random.sample(values, random.randrange(len(values) + 1)))
        for name, values in VALUES.items()
        if random.random() < 0.7
    }
    return Document(id, texts, keywords, random.choice(DAYS))


def _text(random: Random) -> Words:
    words = random.choices((*WORDS, ""), weights=(9, 7, 6, 4, 3, 2, 1, 1, 1), k=random.choice((0, 1, 2, 3, 5, 8, 20)))
    codes = {(random.randrange(len(words)), random.choice(CODES)) for _ in range(random.randrange(3)) if words}
    return Words(words, sorted(codes))


def lots(random: Random, *, writes: int, ids: int) -> list[list[Change]]:
    """Several writes of puts and drops over few ids, so that much is replaced and dropped."""
    return [[_change(random, ids) for _ in range(random.choice((1, 2, 5, 12)))] for _ in range(writes)]


def _change(random: Random, ids: int) -> Change:
    id = f"bài {random.randrange(ids)}"
    return Drop(id) if random.random() < 0.15 else Put(document(random, id))


def state(writes: Sequence[Sequence[Change]]) -> dict[str, Document]:
    """The documents there are after the writes."""
    documents: dict[str, Document] = {}
    for change in (change for write in writes for change in write):
        if isinstance(change, Put):
            documents[change.document.id] = change.document
        else:
            documents.pop(change.id, None)
    return documents


def tree(random: Random, depth: int = 3) -> Query:
    """A query tree."""
    if depth == 0 or random.random() < 0.25:
        return random.choice(_LEAVES)(random)
    return random.choice(_BRANCHES)(random, depth - 1)


def loose(random: Random) -> Query:
    """A tree that asks for a few of several words, and for more of what it likes best."""
    parts = tuple(random.choice((_term, _any_of, _phrase, _either))(random) for _ in range(2 + random.randrange(5)))
    needed = Or(tuple(Boost(part, random.choice((0.1, 1.0, 2.0))) for part in parts), random.choice((1, 1, 2)))
    return random.choice((needed, Maybe(needed, _parts(random, 1)), And((needed, Not(_term(random))))))


def _parts(random: Random, depth: int, most: int = 4) -> tuple[Query, ...]:
    return tuple(tree(random, depth) for _ in range(random.randrange(most + 1)))


def _field(random: Random) -> str:
    return TEXT if random.random() < 0.7 else random.choice(TEXT_FIELDS)


def _term(random: Random) -> Term:
    return Term(random.choice((*WORDS, *CODES, "chưa-có")), _field(random))


def _any_of(random: Random) -> AnyOf:
    texts = random.sample((*WORDS, *CODES, "chưa-có"), random.randrange(4))
    return AnyOf(tuple((text, random.choice((1.0, 0.5, 0.05))) for text in texts), _field(random))


def _phrase(random: Random) -> Phrase:
    words = tuple(random.choice((_term, _term, _any_of))(random) for _ in range(random.choice((0, 1, 2, 2, 2, 3, 4))))
    return Phrase(words, random.choice((0, 0, 0, 1, 3)), _field(random), ordered=random.random() < 0.7)


def _either(random: Random) -> Either:
    return Either((_term(random), Boost(_any_of(random), random.choice((0.5, 2.0)))))


def _value(random: Random) -> Query:
    field = random.choice((*VALUES, "place"))
    values = random.sample((*VALUES.get(field, ("Kon Chênh",)), "không"), 1 + random.randrange(2))
    return Term(values[0], field) if len(values) == 1 else AnyOf(tuple((value, 1.0) for value in values), field)


def _range(random: Random) -> Range:
    return Range("published", random.choice(DAYS), random.choice(DAYS))


_LEAVES: tuple[Callable[[Random], Query], ...] = (
    _term, _term, _any_of, _any_of, _phrase, _phrase, _value, _range, lambda _: Every(),
)  # fmt: skip
_BRANCHES: tuple[Callable[[Random, int], Query], ...] = (
    lambda random, depth: And(_parts(random, depth)),
    lambda random, depth: And(_parts(random, depth, 3)),
    lambda random, depth: Or(_parts(random, depth), random.choice((0, 1, 1, 2, 3))),
    lambda random, depth: Or(_parts(random, depth), 1),
    lambda random, depth: Either(_parts(random, depth, 3)),
    lambda random, depth: Maybe(tree(random, depth), _parts(random, depth, 3)),
    lambda random, depth: Not(tree(random, depth)),
    lambda random, depth: Boost(tree(random, depth), random.choice((0.0, 0.1, 1.0, 2.5))),
)
