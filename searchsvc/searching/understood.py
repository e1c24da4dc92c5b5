"""A question understood: what the engine is asked, and what readers are told of it."""

from __future__ import annotations

from dataclasses import dataclass

from searchsvc.engine.query import Query
from searchsvc.engine.schema import Ranking
from searchsvc.searching.answer import Diagnostic, FoundCard, Step
from searchsvc.searching.expand import Vocabulary
from searchsvc.searching.meanings import Meaning
from searchsvc.searching.parse import Parsed
from searchsvc.searching.plan import Plan


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as the engine can be asked it. `steps` are what was done to its text before it was parsed."""

    parsed: Parsed
    plan: Plan | None
    words: Vocabulary
    filters: tuple[Query, ...]
    ranking: Ranking
    diagnostics: tuple[Diagnostic, ...]
    people: tuple[FoundCard, ...] = ()
    steps: tuple[Step, ...] = ()
    meant: tuple[Meaning, ...] = ()
