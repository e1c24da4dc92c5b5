"""The people of the newsroom, as annotated in `tests/newsroom/people` by the rules of the gold articles.

One JSON object an article: its id, and its persons with name, kind, mentions (every form) and roles (as written).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from searchsvc import cleaning, ingest
from searchsvc.evaluation.people import GoldArticle, GoldPerson
from searchsvc.model import Article, RawArticle
from tests.support.newsroom import FOLDER

PEOPLE = FOLDER / "people"  # without a suffix that would make it a source of articles


@cache
def articles() -> tuple[Article, ...]:
    """The whole newsroom, in every format, cleaned."""
    raws = (record for record in ingest.read(str(FOLDER)) if isinstance(record, RawArticle))
    return tuple(cleaning.clean(raw) for raw in raws)


def gold() -> Iterator[GoldArticle]:
    """Every article with the people it names, as annotated in `tests/newsroom/people`."""
    by_id = {article.id: article for article in articles()}
    for line in PEOPLE.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield GoldArticle(by_id[record["id"]], tuple(_person(person) for person in record["persons"]))


def _person(record: dict[str, Any]) -> GoldPerson:
    forms = frozenset(form.rstrip(".") for form in record["mentions"])
    return GoldPerson(record["name"].rstrip("."), forms, tuple(record["roles"]), record["kind"])
