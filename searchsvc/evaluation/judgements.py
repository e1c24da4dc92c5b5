"""A test collection as it lies in a folder: `queries.jsonl` and `qrels.tsv`.

queries.jsonl   {"qid" or "id", "query" or "text", optional "variants": {name: text or null}, optional "user"}
qrels.tsv       qid, document, grade 0 to 3; no header
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from searchsvc.errors import BadSource

QUERIES = "queries.jsonl"
QRELS = "qrels.tsv"
AS_TYPED = "query"
"""The variant that is the query itself."""

_PREFIX = re.compile(r"([A-Za-z]+)\d+")


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody wants to know: `typed` by variant, `query` first; `kind` groups needs ("" for none)."""

    id: str
    typed: Mapping[str, str]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Judgements:
    """The needs of a collection, and for each need's id the grades of documents by their ids."""

    needs: tuple[Need, ...]
    grades: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def relevant(self) -> int:
        """The least grade that counts as relevant: 2, or 1 where no document of the collection has more."""
        return 2 if any(grade >= 2 for grades in self.grades.values() for grade in grades.values()) else 1


def read(folder: Path) -> Judgements:
    """The collection in a folder; raises `BadSource` that names file and line when it is not one."""
    needs = tuple(_needs(folder / QUERIES))
    grades = _grades(folder / QRELS)
    if len({need.id for need in needs}) < len(needs):
        raise BadSource(f"{folder / QUERIES}: an id stands twice", where=str(folder))
    if not any(need.id in grades for need in needs):
        raise BadSource(f"{folder}: none of the queries of {QUERIES} is judged in {QRELS}", where=str(folder))
    return Judgements(needs, grades)


def _needs(path: Path) -> Iterator[Need]:
    for number, line in _lines(path):
        try:
            yield _need(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            wanted = '{"qid", "query", optional "variants": {name: text}}'
            raise BadSource(f"{path}:{number}: not a query like {wanted} ({error})", where=str(path)) from error


def _need(record: Mapping[str, Any]) -> Need:
    id = str(record["qid"] if "qid" in record else record["id"])
    text = record["query"] if "query" in record else record["text"]
    variants = {name: typed for name, typed in (record.get("variants") or {}).items() if typed is not None}
    typed = {AS_TYPED: text, **variants}
    if odd := next((name for name, text in typed.items() if not isinstance(text, str)), None):
        raise TypeError(f"{odd} is no text")
    prefix = _PREFIX.fullmatch(id)
    return Need(id, typed, str(record.get("user") or (prefix[1] if prefix else "")))


def _grades(path: Path) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        columns = line.split("\t")
        if len(columns) != 3 or columns[2].strip() not in ("0", "1", "2", "3"):
            raise BadSource(f"{path}:{number}: not a judgement like qid<TAB>document<TAB>0 to 3", where=str(path))
        query, document, grade = (column.strip() for column in columns)
        grades.setdefault(query, {})[document] = int(grade)
    return grades


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadSource(f"{path} is missing; a collection holds {QUERIES} and {QRELS}", where=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadSource(f"{path} cannot be read: {error}", where=str(path)) from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line
