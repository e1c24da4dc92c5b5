"""What a terminal shows: progress, marked text, tables; and the options that commands share."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
from tqdm import tqdm

from searchsvc.config import settings
from searchsvc.indexing.progress import Progress

Command = TypeVar("Command", bound=Callable[..., Any])

_LINE_EVERY = 5.0
"""Seconds between plain lines of progress where there is no terminal."""


def home_option(command: Command) -> Command:
    """`--index DIR`."""
    return click.option(
        "--index", "home", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
        default=lambda: settings().index, help="The index folder (default: $SEARCHSVC_INDEX, else index/).",
    )(command)  # fmt: skip


def json_option(command: Command) -> Command:
    """`--json`."""
    return click.option("--json", "shape", flag_value="json", default="text", help="Print JSON.")(command)


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


class Bar:
    """Shows progress: a bar with rate and time left on a terminal, a line now and then elsewhere."""

    def __init__(self, *, bytes_in_all: int = 0) -> None:
        self._bytes_in_all = bytes_in_all
        self._bar: tqdm[Any] | None = None
        self._stage = ""
        self._told = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        if sys.stderr.isatty():
            self._draw(progress)
        elif time.monotonic() - self._told >= _LINE_EVERY:
            self._told = time.monotonic()
            click.echo(f"{progress.stage}: {progress.done:,}{_of(self._total(progress))}", err=True)

    def close(self) -> None:
        """Leave the last state standing."""
        if self._bar is not None:
            self._bar.close()

    def _total(self, progress: Progress) -> int:
        """Documents in all: as told, or judged by how much of the source's bytes has been read."""
        if progress.total or not progress.bytes or not self._bytes_in_all:
            return progress.total
        return max(progress.done, round(progress.done * self._bytes_in_all / progress.bytes))

    def _draw(self, progress: Progress) -> None:
        if progress.stage != self._stage:
            self.close()
            self._stage = progress.stage
            self._bar = tqdm(desc=progress.stage, unit=" doc", dynamic_ncols=True, file=sys.stderr)
        assert self._bar is not None
        self._bar.total = self._total(progress) or None
        self._bar.update(progress.done - self._bar.n)


def _of(total: int) -> str:
    return f" of {total:,}" if total else ""


def marked(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """Text with its marks: bold on a terminal, *so* elsewhere."""
    parts, at = [], 0
    for start, end in marks:
        inside = text[start:end]
        parts += [text[at:start], click.style(inside, bold=True) if sys.stdout.isatty() else f"*{inside}*"]
        at = end
    return "".join([*parts, text[at:]])


def size_words(count: int) -> str:
    """Bytes for people."""
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count = round(count / 1000)
    return f"{count} GB"
