"""What passes through the seam: documents in, requests in, hits out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from searchsvc.analysis.tokens import Words
from searchsvc.engine.query import Query

TEXT_FIELDS = ("title", "lead", "body", "captions")
KEYWORD_FIELDS = ("category", "author", "person", "place", "number", "tag", "year")
FACET_FIELDS = ("year", "category", "place", "person", "author")

Sort = Literal["relevance", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Document:
    """An article as an engine keeps it: ready-cut words by text field, values by keyword field.

    `published` is in seconds since 1970 (None when open). The text itself stays in the store.
    """

    id: str
    words: Mapping[str, Words]
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    published: int | None = None


@dataclass(frozen=True, slots=True)
class Put:
    """Add the document, or take it in place of the one with its id."""

    document: Document


@dataclass(frozen=True, slots=True)
class Drop:
    """Take the document with this id out, if it is there."""

    id: str


Change = Put | Drop


@dataclass(frozen=True, slots=True)
class Lot:
    """Documents an engine has made ready beforehand, perhaps in another process: its name for them, and how many."""

    name: str
    documents: int


Aim = Literal["steady", "few"]
"""How far to merge: as writing goes on, or to as few segments as there may be, for when much has been written."""


@dataclass(frozen=True, slots=True)
class FieldWeight:
    """How one text field counts in BM25F: its weight, and `b`, how far its length is evened out (0 to 1)."""

    weight: float
    b: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Ranking as data (BM25F after Robertson and Zaragoza, 2009).

    `fields`, `k1` as there; `title` adds that share of the title's own BM25 once more; `half_life` is the age in
    days at which freshness has lost half of what it can (0: off), never below `floor`; `now` in epoch seconds.
    """

    fields: Mapping[str, FieldWeight]
    k1: float = 1.2
    title: float = 0.2
    half_life: float = 0.0
    floor: float = 0.6
    now: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """One search. `filters` must match and do not score; `after` continues behind a hit: its sort key and id.

    `explain` asks for `EngineHit.parts`; `facets` names the keyword fields to count, at most `facet_size` values each.
    """

    query: Query
    ranking: Ranking
    filters: tuple[Query, ...] = ()
    sort: Sort = "relevance"
    offset: int = 0
    size: int = 10
    after: tuple[float, str] | None = None
    facets: tuple[str, ...] = ()
    facet_size: int = 50
    explain: Literal["no", "parts"] = "no"


@dataclass(frozen=True, slots=True)
class EngineHit:
    """A document found: `key` is what it was sorted by (score or epoch seconds)."""

    id: str
    score: float
    key: float
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found: `total` over all pages, one page of `hits`, `facets` over all matches, commonest first."""

    total: int
    hits: tuple[EngineHit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A term of the index: its text, and in how many documents it stands."""

    text: str
    documents: int


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """Counts for `status` and `check`: documents, segments, bytes on disk, and what else the engine tells."""

    documents: int
    segments: int
    bytes: int
    details: Mapping[str, Any] = field(default_factory=dict)
