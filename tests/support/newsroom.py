"""The newsroom's articles as values (`tests/newsroom/README.md` says why each of them is there)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from searchsvc.model import RawArticle

FOLDER = Path(__file__).parent.parent / "newsroom"
JSONL = FOLDER / "articles.jsonl"


@cache
def records() -> tuple[dict[str, Any], ...]:
    """The objects of `articles.jsonl` as they stand there."""
    return tuple(json.loads(line) for line in JSONL.read_text(encoding="utf-8").splitlines())


@cache
def raw_articles() -> tuple[RawArticle, ...]:
    """`articles.jsonl` as its reader must give it, made without that reader."""
    return tuple(_raw(record) for record in records())


def raw_article(id: str) -> RawArticle:
    """One of them."""
    return next(article for article in raw_articles() if article.id == id)


def _raw(record: dict[str, Any]) -> RawArticle:
    several: dict[str, Any] = {name: tuple(record[name]) for name in ("authors", "tags", "captions") if name in record}
    single: dict[str, Any] = {name: value for name, value in record.items() if name not in several}
    return RawArticle(markup="html" if "<p>" in record["body"] else "text", **single, **several)
