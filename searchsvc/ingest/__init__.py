"""A place -> raw articles: files, folders and standard input, one format a file.

`read` yields what can be used and what cannot, in the order of the source; a bad record never stops a run. What a
format says is taken as it is: putting text right, dates and bylines is the business of `searchsvc.cleaning`.
`from_record` makes an article of one JSON object, for whoever gets it another way than in a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from searchsvc.errors import BadRecord, BadSource
from searchsvc.ingest import formats, jsonl
from searchsvc.ingest.record import from_record
from searchsvc.model import RawArticle

__all__ = ["from_record", "read", "size"]


def _ignore(count: int) -> None:
    """For whoever shows no progress."""


def read(source: str, *, on_bytes: Callable[[int], None] = _ignore) -> Iterator[RawArticle | BadRecord]:
    """Every record of a file, of a folder's files in the order of their names, or of standard input ("-").

    A record that cannot be used comes as a `BadRecord` value with where it stood and why. `on_bytes` is told of
    raw (compressed) bytes as they are read, in all `size(source)` of them. Raises `BadSource` when a source is
    missing or breaks off, after what could be read; in a folder the other files are read first.
    """
    if source == "-":
        yield from jsonl.read_stdin(on_bytes=on_bytes)
        return
    broken: list[BadSource] = []
    for path, name in formats.files(source):
        try:
            yield from formats.reader_of(path)(path, name=name, on_bytes=on_bytes)
        except BadSource as error:
            broken.append(error)
        except OSError as error:
            broken.append(BadSource(f"{path} cannot be read: {error.strerror or error}", where=str(path)))
    if broken:
        raise broken[0] if len(broken) == 1 else BadSource("; ".join(map(str, broken)), where=source)


def size(source: str) -> int:
    """How many raw bytes `read` will report for a source, 0 when that cannot be known."""
    if source == "-":
        return 0
    try:
        return sum(Path(path).stat().st_size for path, _ in formats.files(source))
    except (BadSource, OSError):
        return 0
