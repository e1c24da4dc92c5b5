"""What somebody typed, read as a person: a name, a way of calling, an office, a year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from searchsvc.people import calling
from searchsvc.people.likeness import is_initial, written_words
from searchsvc.resources import rows, words
from searchsvc.text.fold import fold
from searchsvc.text.icu import nfc
from searchsvc.text.marks import tier
from searchsvc.text.syllables import canonical, is_syllable

SPLIT = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class PersonQuery:
    """A person asked for: words of the name as typed (canonical), the honorific, words of the office, the year."""

    text: str
    name: tuple[str, ...] = ()
    honorific: str = ""
    office: tuple[str, ...] = ()
    year: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words to look cards up by: of the name those that are no initials, else of the office."""
        short = any(map(is_initial, self.name))
        whole = [word for word in self.name if not (short and len(word) == 1)]
        name = [part for word in whole for part in SPLIT.findall(fold(word))]
        office = [part for word in self.office for part in SPLIT.findall(fold(word))]
        return tuple(dict.fromkeys(name or office))


@cache
def abbreviations() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Folded words of each abbreviation and of what it stands for."""
    return tuple(
        (tuple(SPLIT.findall(fold(short))), tuple(fold(long).split()))
        for short, long in rows("office_abbreviations.tsv")
    )


@cache
def _heads() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Heads of offices by their folded words: as written."""
    heads = [row[0] for row in rows("offices.tsv")] + ["phó chủ tịch ubnd", "chủ tịch ubnd", "chủ tịch hđnd"]
    return {tuple(fold(head).split()): tuple(head.split()) for head in heads}


_UNITS = (
    "tỉnh ủy thành phố huyện quận xã phường thị thường trực ban sở bộ cục vụ viện phòng trung ương đảng quốc hội nước "
    "nhân dân tòa án công trường khoa đoàn hội đồng"
)


@cache
def _units() -> dict[str, tuple[str, ...]]:
    """Words that go on an office, by their folded form: units, bodies, and abbreviations of them."""
    short = (word for words_of, _ in abbreviations() for word in words_of)
    return _by_fold([*_UNITS.split(), "và", *short])


@cache
def _places() -> dict[str, tuple[str, ...]]:
    return _by_fold(" ".join(map(canonical, name.split())) for name in words("place_names.txt"))


@cache
def _family() -> dict[str, tuple[str, ...]]:
    return _by_fold(canonical(name) for name in words("family_names.txt"))


def _by_fold(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for text in sorted(set(texts)):
        found[fold(text)] = (*found.get(fold(text), ()), text)
    return found


def _names_one(typed: Sequence[str], known: dict[str, tuple[str, ...]]) -> bool:
    """Whether typed words can be one of some texts: the marks that were typed bind."""
    return any(_binds(typed, text.split(" ")) for text in known.get(fold(" ".join(typed)), ()))


@lru_cache(maxsize=1 << 12)
def understand(text: str) -> PersonQuery:
    """Read what was typed as a person: never fails, and gives an empty query for a text without words.

    >>> query = understand("ông Nguyễn Văn Hùng phó bí thư 2014")
    >>> query.honorific, query.name, query.office, query.year
    ('ông', ('nguyễn', 'văn', 'hùng'), ('phó', 'bí', 'thư'), '2014')
    """
    typed = list(written_words(nfc(text[:400])))[:24]
    years = [word for word in typed if _YEAR.match(word)]
    typed = [word for word in typed if not _YEAR.match(word)]
    if typed and typed[0] == "năm" and not typed[1:]:
        typed = []
    if years and typed and typed[-1] == "năm":
        typed.pop()
    honorific, typed = _called(typed)
    name, office = _parted(typed)
    if not honorific and office:
        honorific, name = _called(name)
    return PersonQuery(text, tuple(name), honorific, tuple(office), years[-1] if years else "")


def _called(typed: list[str]) -> tuple[str, list[str]]:
    """An honorific in front, when a name is left behind it."""
    for size in (3, 2, 1):
        front = " ".join(typed[:size])
        if len(typed) > size and _honorific(front, bare=len(typed) - size):
            return front, typed[size:]
    return "", typed


def _honorific(front: str, *, bare: int) -> bool:
    if front in calling.kinds():
        return front not in ("cố", "con", "già", "tên", "bé") or bare == 1
    return front in ("ong", "ba", "anh", "chi", "dong chi") and bare in (1, 2, 3, 4)


def _parted(typed: list[str]) -> tuple[list[str], list[str]]:
    """Name and office apart: an office begins at a head and goes on over units and places."""
    start, size = _first_head(typed)
    if size == 0:
        return typed, []
    end = start + size
    while end < len(typed) and (grown := _unit(typed, end)):
        end += grown
    before, after = typed[:start], typed[end:]
    if before:
        return before, typed[start:]
    begins = _family_begins(after)
    return after[begins:], typed[start : end + begins]


def _first_head(typed: list[str]) -> tuple[int, int]:
    heads = _heads()
    for start in range(len(typed)):
        for size in range(min(5, len(typed) - start), 0, -1):
            head = heads.get(tuple(map(fold, typed[start : start + size])))
            if head and _binds(typed[start : start + size], head) and (size > 1 or _weighty(typed, start, head[0])):
                return start, size
    return 0, 0


def _binds(typed: Sequence[str], text: Sequence[str]) -> bool:
    return all(tier(one, canonical(other)) for one, other in zip(typed, text, strict=True))


def _weighty(typed: list[str], start: int, head: str) -> bool:
    """One word alone is an office as an abbreviation (`hlv`), or in front with its marks, never inside a name."""
    if not is_syllable(head):
        return True
    return start == 0 and typed[0] == head and len(typed) > 1


def _unit(typed: list[str], at: int) -> int:
    """How many words at `at` go on an office: a place, or words of units; 0 where a name begins."""
    rest = typed[at:]
    if 2 <= len(rest) <= 4 and _surely_family(rest[0]):
        return 0
    folded = tuple(map(fold, rest))
    for size in (3, 2, 1):
        if len(rest) >= size and _names_one(rest[:size], _places()):
            return size
    for known in (*(long for _, long in abbreviations() if len(long) > 1), ("thi", "tran"), *_heads()):
        if len(known) > 1 and folded[: len(known)] == known:
            return len(known)
    if 2 <= len(rest) <= 4 and _names_one(rest[:1], _family()) and not _names_one(rest[:1], _units()):
        return 0
    return 1 if _names_one(rest[:1], _units()) else 0


def _surely_family(word: str) -> bool:
    """A family name by its own marks, or one that is no word of an office either way (`nguyen`)."""
    return word in _family().get(fold(word), ()) and (not word.isascii() or not _names_one([word], _units()))


def _family_begins(after: list[str]) -> int:
    """Where in what follows an office the name begins: at a family name with a name's length behind it."""
    for start in range(max(0, len(after) - 4), len(after) - 1):
        if _names_one(after[start : start + 1], _family()):
            return start
    return 0
