"""What a newsroom's things are called: the values that one part hands to the next.

All text past the door (`searchsvc.text.door`) is NFC, and every offset is `[start, end)` in code
points of the very field it belongs to. A field is named `title`, `lead`, `body` or, one by one,
`captions/0`, `captions/1`, ...
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any, Literal

VIETNAM = timezone(timedelta(hours=7))
"""Vietnam keeps UTC+7 all year; a time without a zone is read as this one."""


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as its source gave it: decoded, but with nothing put right or taken out.

    `published` and `updated` are whatever the source wrote; `markup` tells how `body` is to be read.
    """

    id: str
    title: str = ""
    body: str = ""
    lead: str = ""
    url: str = ""
    markup: Literal["text", "html"] = "text"
    published: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    category: str = ""
    tags: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    source: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    origin: str = ""
    position: str = ""


@dataclass(frozen=True, slots=True)
class Dateline:
    """`(kontumtv.vn) – Sáng 19/05,`: where a report was filed, and the day its text names."""

    text: str
    place: str = ""
    day: int | None = None
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article: NFC text, paragraphs split by a blank line, boilerplate gone.

    `published` and `updated` are ISO 8601 (a date, or a time with its zone) or "" when not known;
    `published_inferred` says that `published` was concluded from the text and not given.
    `notes` says in English what cleaning changed beyond markup ("tcvn3 decoded", "lead repeated").
    """

    id: str
    title: str = ""
    lead: str = ""
    body: str = ""
    captions: tuple[str, ...] = ()
    url: str = ""
    published: str = ""
    published_inferred: bool = False
    updated: str = ""
    authors: tuple[str, ...] = ()
    category: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    dateline: Dateline | None = None
    notes: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every searchable field that is not empty, by name, in reading order."""
        for name in ("title", "lead", "body"):
            if text := getattr(self, name):
                yield name, text
        for number, caption in enumerate(self.captions):
            if caption:
                yield f"captions/{number}", caption

    def text(self, name: str) -> str:
        """The text of one field by its name, "" where the article has none."""
        return dict(self.texts()).get(name, "")

    def day(self) -> date | None:
        """The day of publication in Vietnam."""
        return moment.date() if (moment := moment_of(self.published)) else None


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a person is named: `text` is the name alone, `called` with its honorific."""

    field: str
    start: int
    end: int
    text: str
    called: str


@dataclass(frozen=True, slots=True)
class Office:
    """An office somebody is given in a text: `Phó Bí thư Tỉnh ủy`, opened and without the person.

    `place` is the unit it belongs to where the text says one ("Kon Tum"); `former` for nguyên/cựu.
    `field`, `start` and `end` point at the words that say so.
    """

    title: str
    field: str
    start: int
    end: int
    place: str = ""
    former: bool = False


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person as one article names them: the fullest name, every mention, the offices given there.

    `kind` is the form of the name: vietnamese, ethnic, religious, stage, foreign, masked, single.
    `sure` is between 0 and 1.
    """

    name: str
    mentions: tuple[Mention, ...]
    offices: tuple[Office, ...] = ()
    kind: str = "vietnamese"
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person in one article, as identity needs it: no offsets, only what tells people apart."""

    article: str
    name: str
    forms: tuple[str, ...]
    offices: tuple[tuple[str, str, bool], ...]
    """(title, place, former) of each office given to them in the article."""
    with_names: tuple[str, ...]
    """Full names of the others in the article."""
    day: str
    """YYYY-MM-DD of publication, "" when open."""
    kind: str = "vietnamese"


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """An office on a card: first and last day seen, and the article that proves it."""

    title: str
    place: str
    former: bool
    first_seen: str
    last_seen: str
    article: str
    articles: int = 1


@dataclass(frozen=True, slots=True)
class Card:
    """A person across articles. `names` are the forms used, commonest first; days are YYYY-MM-DD or ""."""

    id: str
    name: str
    names: tuple[str, ...]
    offices: tuple[OfficeHeld, ...]
    articles: tuple[str, ...]
    first_seen: str
    last_seen: str
    years: Mapping[str, int] = field(default_factory=dict)
    with_names: Mapping[str, int] = field(default_factory=dict)
    kind: str = "vietnamese"


DecisionKind = Literal["merge", "split", "alias", "hide"]


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """Who bears a name of this key in this article: it tells a card, whatever id the card has today."""

    key: str
    article: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What staff decided about people: by whom, when, and whether it was taken back since ("" when it holds).

    Each side is anchors of one card, of which the first that is still there counts. `merge`: the cards of all sides
    become the first. `split`: the first side leaves its card, the second is known to stay. `alias`: the card is found
    by `alias` too. `hide`: the card is not shown. `names` are the cards' names at that time; `seq` rises with each
    decision and each undoing.
    """

    kind: DecisionKind
    sides: tuple[tuple[Anchor, ...], ...]
    names: tuple[str, ...] = ()
    alias: str = ""
    who: str = ""
    at: str = ""
    undone_at: str = ""
    undone_by: str = ""
    id: int = 0
    seq: int = 0

    @property
    def keys(self) -> frozenset[str]:
        """The keys it is about."""
        return frozenset(anchor.key for side in self.sides for anchor in side)


def moment_of(published: str) -> datetime | None:
    """An ISO 8601 date or time as a moment in Vietnam, None for "" (a date is its midnight)."""
    if not published:
        return None
    moment = datetime.fromisoformat(published)
    return moment.replace(tzinfo=VIETNAM) if moment.tzinfo is None else moment.astimezone(VIETNAM)
