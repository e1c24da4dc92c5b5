"""A source into the store: read, cleaned, stored in batches; what cannot be used is kept aside and passed by."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from searchsvc import cleaning, ingest
from searchsvc.errors import BadRecord, BadSource, Broken
from searchsvc.indexing.progress import Progress, Tell
from searchsvc.model import Article, RawArticle
from searchsvc.store.articles import Store, Tally

Missing = Literal["keep", "delete"]
Record = RawArticle | BadRecord

BATCH = 500
"""Records in one transaction of the store."""


@dataclass(slots=True)
class Intake:
    """What became of a source so far; `seen` are the ids that stood in it, usable or not."""

    tally: Tally = field(default_factory=Tally)
    rejected: int = 0
    deleted: int = 0
    bytes: int = 0
    seen: set[str] = field(default_factory=set)

    def read_bytes(self, count: int) -> None:
        """Count raw bytes as they are read."""
        self.bytes += count

    def records(self) -> int:
        """How many records were read."""
        return self.tally.added + self.tally.changed + self.tally.unchanged + self.rejected


def take_in(store: Store, source: str, *, missing: Missing, rejects: Path, tell: Tell) -> Intake:
    """Store the articles of a source; with `missing` "delete" remove those it no longer has.

    Raises `BadSource` when it breaks off: what came before is stored then, and nothing is removed.
    """
    intake, name = Intake(), name_of(source)
    for batch in _batches(ingest.read(source, on_bytes=intake.read_bytes)):
        bad = _store(store, batch, intake, name)
        _keep_aside(rejects, bad)
        intake.rejected += len(bad)
        if missing == "delete":
            intake.seen.update(record.id for record in batch)
        tell(Progress("read", intake.records(), 0, intake.bytes))
    if missing == "delete":
        intake.deleted = _delete_unseen(store, name, intake.seen)
    return intake


def name_of(source: str) -> str:
    """What a source is remembered as: files and folders by their full path, wherever the command was given."""
    return source if source == "-" or "://" in source else str(Path(source).resolve())


def cleaned(raw: RawArticle) -> Article:
    """An article as the store takes it; raises `BadRecord` when it cannot be one."""
    if reason := _unfit(raw):
        raise BadRecord(reason, origin=raw.origin, position=raw.position)
    return cleaning.clean(raw)


def _unfit(raw: RawArticle) -> str:
    """Why an article cannot be stored under its id, "" when it can."""
    if not raw.id:
        return "it has no id"
    halves = any("\ud800" <= letter <= "\udfff" for letter in raw.id)
    return "its id is not Unicode text" if halves else ""


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    """Records in batches, also the last ones before a source breaks off."""
    batch: list[Record] = []
    try:
        for record in records:
            batch.append(record)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except BadSource:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _store(store: Store, batch: Sequence[Record], intake: Intake, source: str) -> list[BadRecord]:
    """Store one batch; gives its bad records."""
    bad = [record for record in batch if isinstance(record, BadRecord)]
    raws = [record for record in batch if isinstance(record, RawArticle)]
    known = _unchanged(store, raws)
    fresh: list[tuple[RawArticle, Article]] = []
    for raw in raws:
        if raw.id in known:
            continue
        try:
            fresh.append((raw, cleaned(raw)))
        except BadRecord as error:
            bad.append(BadRecord(error.reason, origin=raw.origin, position=raw.position, id=raw.id))
    store.claim(known, source)
    intake.tally += store.put(fresh, cleaning=cleaning.FINGERPRINT, source=source) + Tally(unchanged=len(known))
    return bad


def _unchanged(store: Store, raws: Sequence[RawArticle]) -> frozenset[str]:
    """The ids that need no work. One that stands twice in a batch is worked through in order: the last one counts."""
    times = Counter(raw.id for raw in raws)
    once = [raw for raw in raws if times[raw.id] == 1 and not _unfit(raw)]
    return store.known(once, cleaning=cleaning.FINGERPRINT)


def _delete_unseen(store: Store, source: str, seen: set[str]) -> int:
    unseen = [id for id in store.ids_of(source) if id not in seen]
    return sum(store.delete(unseen[start : start + BATCH]) for start in range(0, len(unseen), BATCH))


def _keep_aside(path: Path, bad: Iterable[BadRecord]) -> None:
    lines = [
        json.dumps({"origin": one.origin, "position": one.position, "reason": one.reason, "id": one.id}) for one in bad
    ]
    if not lines:
        return
    try:
        with path.open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise Broken(f"{path} cannot be written: {error.strerror}; run the command again") from error
