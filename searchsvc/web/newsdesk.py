"""What the web layer asks of the rest of the house, as one small seam that tests can stand in for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from searchsvc.indexing.deciding import Wish
from searchsvc.model import Decision, RawArticle
from searchsvc.searching.analyze import Analysis
from searchsvc.searching.answer import Answer, ArticlePage, Matched, PeopleAnswer, PersonPage, Question
from searchsvc.searching.explain import Explanation
from searchsvc.searching.roll import Order, RollPage
from searchsvc.searching.suggest import Suggestions
from searchsvc.store.roll import Enrolled

Scope = Literal["read", "staff", "write"]
Wait = Literal["searchable", "durable"]
Gone = Literal["gone", "still found"]


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an article that was put: how it compares with what was there, and whether it can be found yet."""

    outcome: Literal["new", "changed", "unchanged"]
    searchable: bool


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether questions can be answered, what stands in the way (an English sentence, "" nothing), and what is open."""

    ready: bool
    reason: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision about people that was taken or undone, and whether answers follow it yet."""

    decision: Decision
    searchable: bool


class Newsdesk(Protocol):
    """Questions in, answers out. Every method may be called from several threads at once."""

    def generation(self) -> str:
        """The generation and state that answers now, alike in all processes; it changes whenever an answer may."""

    def search(self, question: Question) -> Answer:
        """Answer a question; raises `Mistake` for a cursor that is none of ours."""

    def people(self, text: str, *, page: int, size: int) -> PeopleAnswer:
        """Find people."""

    def match(self, names: Sequence[str], *, size: int) -> tuple[Matched, ...]:
        """For each name the people who may be meant."""

    def suggest(self, text: str, *, size: int) -> Suggestions:
        """What begins as somebody types."""

    def people_known(self) -> int:
        """How many people there are."""

    def roll(self, order: Order, letter: str, *, page: int, size: int) -> RollPage:
        """A page of everybody there is."""

    def everybody(self) -> Iterator[Enrolled]:
        """Everybody there is, the best known first, read as they are taken."""

    def person(self, id: str, *, page: int, size: int) -> PersonPage:
        """One person; raises `NotFound`."""

    def article(self, id: str, text: str) -> ArticlePage:
        """One article with the marks of a query; raises `NotFound`."""

    def put(self, raw: RawArticle, *, wait: Wait) -> Stored:
        """Store an article and, unless told not to, wait until it can be found; raises `BadRecord`."""

    def delete(self, id: str, *, wait: Wait) -> Gone:
        """Remove an article, durably; it is gone from the answers too unless that took too long. Raises `NotFound`."""

    def decide(self, wish: Wish, *, key: str) -> Decided:
        """Take a decision about people in the name of the key of this id; raises `Mistake` or `NotFound`."""

    def undo(self, id: int, *, key: str) -> Decided:
        """Take one back; raises `NotFound`."""

    def decisions(self, *, page: int, size: int) -> tuple[Sequence[Decision], int]:
        """A page of the decisions, newest first, and how many there are."""

    def analyze(self, text: str) -> Analysis:
        """What becomes of a text."""

    def explain(self, question: Question) -> Explanation:
        """The answer to a question, and why."""

    def key_that_allows(self, key: str, scope: Scope) -> str:
        """The id of a key, when it is good and has the scope, else ""."""

    def still_allows(self, id: str, scope: Scope) -> bool:
        """Whether the key of this id is good and has the scope."""

    def scopes(self, key: str) -> frozenset[Scope]:
        """What a key may do; empty for one that is unknown or revoked."""

    def readiness(self) -> Readiness:
        """Never raises."""
