"""A question as it arrives, and its answer: what pages, API and command line print alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from searchsvc.analysis.citations import Cited
from searchsvc.engine.schema import Sort
from searchsvc.model import Article, Card, NamedPerson, OfficeHeld

Tier = Literal["exact", "tone", "shape", "folded"]
READINGS = ("keyboard", "spelling", "number", "abbreviation", "synonym", "place", "date")
"""What a query may be read as beside what was typed; each can be taken back (`Question.literal`)."""
Rung = Literal["exact", "keyboard", "spelling", "synonym", "most", "any"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the text as typed and the parameters of `/api/v1/search`.

    `start` and `end` are days `YYYY-MM-DD`, both included ("" open). `literal` "1" takes the text as it is typed: no
    rung below `exact` and no reading of it as anything else; kinds of reading joined by commas (`place,date`) leave
    only those away. `facets` are the fields to count ("" in none).
    """

    text: str
    page: int = 1
    size: int = 10
    cursor: str = ""
    sort: Sort = "relevance"
    start: str = ""
    end: str = ""
    author: str = ""
    category: str = ""
    person: str = ""
    place: str = ""
    facets: tuple[str, ...] = ()
    literal: str = ""
    explain: Literal["no", "parts"] = "no"


def reads(question: Question, kind: str) -> bool:
    """Whether a question may be read as something of that kind beside what was typed."""
    return question.literal != "1" and kind not in question.literal.split(",")


def taken_back(question: Question, kind: str) -> dict[str, str]:
    """The parameters that take back one kind of reading, and those that were taken back before."""
    return {"literal": ",".join(dict.fromkeys((*filter(None, question.literal.split(",")), kind)))}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something in the query that could not be used as it stands: `[start, end)` in it, and a Vietnamese sentence."""

    kind: str
    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was understood: `before` in the query was read as `after`; `undo` are parameters that take it
    back.
    """

    step: str
    before: str
    after: str
    undo: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage and the marks in it, `[start, end)` in code points of `text` itself."""

    field: str
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class FoundCard:
    """A person found: the card, a score in (0, 1], and why, in Vietnamese ("tên đúng dấu", "Bí thư Tỉnh ủy")."""

    card: Card
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found. `people` are (card id, name) in the order the article names them."""

    article: Article
    score: float
    tier: Tier
    title_marks: tuple[tuple[int, int], ...] = ()
    lead_marks: tuple[tuple[int, int], ...] = ()
    snippets: tuple[Snippet, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    duplicates: tuple[str, ...] = ()
    parts: tuple[tuple[str, float], ...] = ()
    """Explain only: what the score is made of."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, what to call it, and how many of the matches have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What was understood and what was found. `next` is the cursor of the page after this one ("" on the last)."""

    question: Question
    understood: str
    rung: Rung
    total: int
    hits: tuple[Hit, ...]
    took_ms: float
    generation: str
    steps: tuple[Step, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    next: str = ""
    suggestion: str = ""
    people: tuple[FoundCard, ...] = ()
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    tree: str = ""
    complete: int = 0
    """How many of the matches have all the words, where a wider rung answered."""


@dataclass(frozen=True, slots=True)
class PeopleAnswer:
    """The people found for a text, best first; `understood` is what it was read as when it found nobody as typed."""

    text: str
    total: int
    page: int
    size: int
    people: tuple[FoundCard, ...]
    understood: str = ""


@dataclass(frozen=True, slots=True)
class Matched:
    """One name of a list and who may be meant by it, best first."""

    name: str
    candidates: tuple[FoundCard, ...]


@dataclass(frozen=True, slots=True)
class OfficeShown:
    """An office on a person's page with the sentence that proves it."""

    held: OfficeHeld
    proof: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person: the card, offices with proof, people named in the same articles as (id, name, articles), articles
    newest first.
    """

    card: Card
    offices: tuple[OfficeShown, ...]
    together: tuple[tuple[str, str, int], ...]
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class PersonInArticle:
    """A person in one article: the card's id ("" when they have none), and everything the article says of them."""

    id: str
    person: NamedPerson


@dataclass(frozen=True, slots=True)
class PlaceInArticle:
    """A province, district or commune that an article names: its id, what to call it, and (field, start, end) of each
    mention (none where only the dateline says it).
    """

    id: str
    label: str
    mentions: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One article with the marks of a query by field, the people and places it names, the documents it cites."""

    article: Article
    marks: Mapping[str, tuple[tuple[int, int], ...]]
    people: tuple[PersonInArticle, ...]
    numbers: tuple[Cited, ...] = ()
    places: tuple[PlaceInArticle, ...] = ()
