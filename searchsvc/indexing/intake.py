"""A source into the store: read, cleaned, stored in batches; what cannot be used is kept aside and passed by."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Literal, TypeVar

from searchsvc import cleaning, ingest
from searchsvc.errors import BadRecord, BadSource, Broken
from searchsvc.indexing import workers
from searchsvc.indexing.progress import Progress, Tell
from searchsvc.indexing.workers import Bench, Crew
from searchsvc.model import Article, RawArticle
from searchsvc.store.articles import Parcel, Store, Tally, parcel
from searchsvc.store.forms import digest

Missing = Literal["keep", "delete"]
Record = RawArticle | BadRecord
Outcome = Parcel | bytes | BadRecord
"""A record made ready for the store, the digest of one that is known there, or what is wrong with it."""

T = TypeVar("T")

BATCH = 250
"""Records that a worker cleans at a time."""
_TRANSACTION = 4
"""Batches in one transaction of the store, which waits for the disk once."""


@dataclass(slots=True)
class Intake:
    """What became of a source so far; `seen` are the ids that stood in it, usable or not."""

    tally: Tally = field(default_factory=Tally)
    rejected: int = 0
    deleted: int = 0
    bytes: int = 0
    seen: set[str] = field(default_factory=set)
    broken: BadSource | None = None

    def read_bytes(self, count: int) -> None:
        """Count raw bytes as they are read."""
        self.bytes += count

    def records(self) -> int:
        """How many records were read."""
        return self.tally.added + self.tally.changed + self.tally.unchanged + self.rejected


def take_in(crew: Crew, source: str, *, missing: Missing, rejects: Path, tell: Tell) -> Intake:
    """Store the articles of a source; with `missing` "delete" remove those it no longer has.

    Raises `BadSource` when it breaks off: what came before is stored then, and nothing is removed.
    """
    intake, name, store = Intake(), name_of(source), crew.bench.store
    batches = _in_batches(_until_broken(ingest.read(source, on_bytes=intake.read_bytes), intake), BATCH)
    for some in _in_batches(_judged(crew, batches), _TRANSACTION):
        judged = [pair for batch, outcomes in some for pair in zip(batch, outcomes, strict=True)]
        bad = _store(store, judged, intake, name)
        _keep_aside(rejects, bad)
        intake.rejected += len(bad)
        if missing == "delete":
            intake.seen.update(record.id for record, _ in judged)
        tell(Progress("read", intake.records(), 0, intake.bytes))
    if intake.broken:
        raise intake.broken
    if missing == "delete":
        intake.deleted = _delete_unseen(store, name, intake.seen)
    return intake


def _judged(crew: Crew, batches: Iterator[list[Record]]) -> Iterator[tuple[list[Record], list[Outcome]]]:
    """Each batch with what becomes of its records; by workers once it is seen that there are many."""
    first = list(islice(batches, max(1, workers.MANY // BATCH)))
    return crew.each(judge, chain(first, batches), articles=sum(map(len, first)))


def judge(bench: Bench, batch: Sequence[Record]) -> list[Outcome]:
    """What becomes of each record of a batch, in order."""
    known = _unchanged(bench.store, [record for record in batch if isinstance(record, RawArticle)])
    return [_outcome(record, known) for record in batch]


def _outcome(record: Record, known: frozenset[str] = frozenset()) -> Outcome:
    if isinstance(record, BadRecord):
        return record
    if record.id in known:
        return digest(record)
    try:
        return parcel(record, cleaned(record))
    except BadRecord as error:
        return BadRecord(error.reason, origin=record.origin, position=record.position, id=record.id)


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


def _until_broken(records: Iterator[Record], intake: Intake) -> Iterator[Record]:
    """The records up to where the source breaks off, if it does; `intake` then says so."""
    try:
        yield from records
    except BadSource as error:
        intake.broken = error


def _in_batches(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(islice(items, size)):
        yield batch


def _store(store: Store, judged: Sequence[tuple[Record, Outcome]], intake: Intake, source: str) -> list[BadRecord]:
    """Store what was judged, in order; gives the bad records.

    What was known when it was looked at may have been changed since, by the same source: then it is no longer.
    """
    agreed = store.agreed(
        {record.id: outcome for record, outcome in judged if isinstance(outcome, bytes)}, cleaning=cleaning.FINGERPRINT
    ) - {outcome.id for _, outcome in judged if isinstance(outcome, Parcel)}
    known = [record.id for record, outcome in judged if isinstance(outcome, bytes) and record.id in agreed]
    others = [
        _outcome(record) if isinstance(outcome, bytes) else outcome
        for record, outcome in judged
        if not (isinstance(outcome, bytes) and record.id in agreed)
    ]
    store.claim(known, source)
    parcels = (one for one in others if isinstance(one, Parcel))
    stored = store.put_parcels(parcels, cleaning=cleaning.FINGERPRINT, source=source)
    intake.tally += stored + Tally(unchanged=len(known))
    return [one for one in others if isinstance(one, BadRecord)]


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
