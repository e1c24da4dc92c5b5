"""Ranking as data: what was found best on real needs (docs/ranking.md has the table)."""

from __future__ import annotations

from datetime import datetime

from searchsvc.engine.schema import FieldWeight, Ranking
from searchsvc.model import VIETNAM

FIELDS = {
    "title": FieldWeight(8.0, 0.4),
    "lead": FieldWeight(3.0, 0.4),
    "body": FieldWeight(1.0, 0.5),
    "captions": FieldWeight(1.0, 0.5),
}
HALF_LIFE = 730.0
"""Days after which an article has lost half of what age can take (at most 40 %)."""


def ranking(*, fresh: str) -> Ranking:
    """The ranking of a query; `fresh` is "yes", or "no" for names, numbers and quoted queries, whose age says
    nothing.
    """
    half_life = HALF_LIFE if fresh == "yes" else 0.0
    today = datetime.now(VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)  # answers hold for a day there
    return Ranking(fields=FIELDS, half_life=half_life, now=int(today.timestamp()))
