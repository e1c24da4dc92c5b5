"""Our fields as Whoosh sees them: a schema it can open, whose texts arrive ready cut."""

from __future__ import annotations

from typing import Any

import numpy as np
from whoosh import fields, formats

from searchsvc.analysis import ANALYSERS
from searchsvc.engine.schema import KEYWORD_FIELDS, TEXT_FIELDS


class PositionsAsArray(formats.Format):  # type: ignore[misc, unused-ignore]
    """Posting values that are the positions themselves, as little-endian 32-bit numbers."""

    def word_values(self, value: Any, analyzer: Any, **kwargs: Any) -> Any:
        raise NotImplementedError("documents go in through the engine, not through Whoosh's writer")

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // 4

    def decode_weight(self, value: bytes) -> float:
        return len(value) / 4

    def decode_positions(self, value: bytes) -> list[int]:
        positions: list[int] = np.frombuffer(value, "<u4").tolist()
        return positions


class SyllableField(fields.FieldType):  # type: ignore[misc, unused-ignore]
    """A text field. It stores its analyser's name, not the analyser: Whoosh pickles a schema into the index."""

    def __init__(self, analyser: str = "syllable") -> None:
        self.analyser = analyser
        super().__init__(format=PositionsAsArray(), analyzer=None, scorable=True)

    def process_text(self, qstring: str, mode: str = "", **kwargs: Any) -> Any:
        """The tokens of a query text, for Whoosh's own query parser."""
        return (token.text for token in ANALYSERS[self.analyser](qstring) if token.parts == 1)


def whoosh_schema() -> Any:
    """The schema of every index we write."""
    schema = fields.Schema(id=fields.ID(stored=True, unique=True))
    for name in TEXT_FIELDS:
        schema.add(name, SyllableField())
    for name in KEYWORD_FIELDS:
        schema.add(name, fields.ID())
    return schema
