"""How long work says how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Stage = Literal["read", "clean", "people", "cards", "documents", "learn"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage has come: `done` of `total` (0 when not known), and raw bytes of the source read so far."""

    stage: Stage
    done: int
    total: int
    bytes: int = 0


Tell = Callable[[Progress], None]


def silent(progress: Progress) -> None:
    """For whoever shows no progress."""
