"""JSON lines, plain or packed: one article a line, each line by itself, so that a bad one costs only itself."""

from __future__ import annotations

import codecs
import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, cast

from searchsvc.errors import BadRecord
from searchsvc.ingest import encodings, streams
from searchsvc.ingest.record import from_record
from searchsvc.model import RawArticle

LONGEST_LINE = 10_000_000
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read(path: Path, *, name: str, on_bytes: Callable[[int], None]) -> Iterator[RawArticle | BadRecord]:
    """The articles of a .jsonl file, packed or not. `name` is not needed: records name themselves."""
    return _records(streams.opened(path, on_bytes), str(path))


def read_stdin(*, on_bytes: Callable[[int], None]) -> Iterator[RawArticle | BadRecord]:
    """The articles piped in, as plain JSON lines."""
    counted = io.BufferedReader(streams.Counted(sys.stdin.buffer, on_bytes), streams.CHUNK)
    return _records(nullcontext(cast(BinaryIO, counted)), "-")


def _records(source: AbstractContextManager[BinaryIO], origin: str) -> Iterator[RawArticle | BadRecord]:
    with source as stream:
        try:
            for number, line in enumerate(_lines(stream), start=1):
                if record := _record(line, origin, f"line {number}"):
                    yield record
        except streams.BROKEN as error:
            raise streams.broken(origin, error) from error


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines of a stream; None for one too long to be held."""
    head = cast(io.BufferedReader, stream).peek(2)[:2]
    if head in _WIDE:
        wide = io.TextIOWrapper(stream, "utf-16", errors="replace", newline="\n")
        yield from (line.encode("utf-8", "replace") for line in iter(lambda: wide.readline(LONGEST_LINE), ""))
        return
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE)
        yield None


def _record(line: bytes | None, origin: str, position: str) -> RawArticle | BadRecord | None:
    """One line as an article or as what is wrong with it, None for a blank one."""
    if line is None:
        return BadRecord(f"longer than {LONGEST_LINE:,} bytes", origin=origin, position=position)
    text = encodings.decode(line).strip()
    if not text:
        return None
    try:
        return from_record(_parsed(text), origin=origin, position=position)
    except BadRecord as error:
        return BadRecord(error.reason, origin=origin, position=position, id=error.id)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise BadRecord(f"not JSON: {error.msg} at character {error.pos + 1}") from None
    except (RecursionError, ValueError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise BadRecord(f"not JSON that can be read: {reason}") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON number")
