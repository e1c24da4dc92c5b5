"""What a search needs at hand: the stored articles, the engine and the people of one generation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from searchsvc.cache import Cache
from searchsvc.engine import Engine
from searchsvc.language.beginnings import Beginnings
from searchsvc.language.model import LanguageModel
from searchsvc.searching.wordings import Wordings, shipped_wordings
from searchsvc.store.articles import Store
from searchsvc.store.directory import Directory

_CALLED = 1 << 20
"""Bytes for what people are called."""
_BESIDE = 250
"""Bytes that a name takes beside its letters, about."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything open on one generation; `generation` names it and its newest change (`20261122-165000-3`)."""

    store: Store
    engine: Engine
    directory: Directory
    generation: str
    language: LanguageModel | None = None
    """What the index taught about its language; None where there is no such model, and searches do without."""
    beginnings: Beginnings | None = None
    """Phrases and titles to suggest; None where none were learned."""
    stamp: str = ""
    """Tells two states of a generation apart that its newest change does not: segments merged, language learned, the
    editors' list edited.
    """
    wordings: Wordings = field(default_factory=shipped_wordings)
    """Abbreviations and synonyms: the shipped ones and the editors' own."""
    called: Cache[str] = field(default_factory=lambda: Cache(_CALLED))
    """Names of people by card id, as far as they were asked for in this state."""

    def names(self, people: Sequence[str]) -> dict[str, str]:
        """The display name of each of these cards: facets ask for the same ones over and over."""
        known = {id: name for id in people if (name := self.called.get(id))}
        new = self.directory.names([id for id in people if id not in known])
        for id, name in new.items():
            self.called.put(id, name, size=len(id) + 2 * len(name) + _BESIDE)
        return known | new
