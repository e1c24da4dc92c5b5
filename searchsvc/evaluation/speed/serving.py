"""The whole read road from outside: a real server on loopback, asked by one client, written to, and put under load."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

from searchsvc.errors import Broken
from searchsvc.evaluation.speed import memory
from searchsvc.evaluation.speed.corpus import Story
from searchsvc.evaluation.speed.indexing import COMMAND, run
from searchsvc.evaluation.speed.load import Load, load
from searchsvc.evaluation.speed.log import Text, fragments
from searchsvc.evaluation.speed.memory import Held
from searchsvc.text.fold import fold

WORKERS: Final = 2
_PATIENCE = 60.0
_PUTS = 15


@dataclass(frozen=True, slots=True)
class Questions:
    """What the server is asked, never the same twice: `alone` one by one, `many` under load."""

    alone: Sequence[str]
    many: Sequence[str]


@dataclass(frozen=True, slots=True)
class Served:
    """The service measured, in seconds: from its start to the first answer; each question alone and once more, and the
    search in it as the answer tells (`took_ms`); an article put, or changed, until it is found. `load` is None where
    there is no wrk.
    """

    start: float
    first: tuple[float, ...]
    took: tuple[float, ...]
    again: tuple[float, ...]
    put: tuple[float, ...]
    change: tuple[float, ...]
    workers: tuple[Held, ...]
    load: Load | None


def questions(texts: Sequence[Text], stories: Sequence[Story], *, many: int) -> Questions:
    """The texts of the log with and without accents; beyond them fragments of titles, each third without accents."""
    alone = dict.fromkeys(typed for text in texts for typed in (text.text, fold(text.text)))
    parts = (fold(part) if number % 3 == 0 else part for number, part in enumerate(fragments(stories)))
    others = dict.fromkeys(part for part in islice(parts, many) if part not in alone)
    return Questions(tuple(alone), tuple(others) or tuple(alone))


def serve(home: Path, asked: Questions, folder: Path, *, seconds: float) -> Served:
    """Measure a server over an index; `seconds` of load."""
    key = run("keys", "new", "bench", "--scope", "write", "--index", str(home), "--json")[0]["key"]
    with _serving(home) as (process, address, started):
        start = _first_answer(address, asked.alone[-1], started)
        with closing(HTTPConnection(address, timeout=_PATIENCE)) as client:
            first = [_search(client, text) for text in asked.alone]
            again = [_search(client, text)[0] for text in asked.alone]
        under_load = load(address, [_path(text) for text in asked.many], folder, seconds=seconds)
        workers = tuple(memory.held(worker, home) for worker in memory.children(process))
        with closing(HTTPConnection(address, timeout=_PATIENCE)) as client:
            put = [_put(client, number, key, f"bench{number}moi") for number in range(_PUTS)]
            change = [_put(client, number, key, f"bench{number}doi") for number in range(_PUTS)]
    alone, took = zip(*first, strict=True)
    return Served(start, alone, took, tuple(again), tuple(put), tuple(change), workers, under_load)


@contextmanager
def _serving(home: Path) -> Iterator[tuple[int, str, float]]:
    """A server over an index: its process, its address, and when it was started."""
    arguments = ("serve", "--index", str(home), "--port", "0", "--workers", str(WORKERS))
    started = time.perf_counter()
    with subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 (ours)
        try:
            line = process.stdout.readline() if process.stdout else ""
            if "http://" not in line:
                raise Broken("the server did not start (see above)")
            yield process.pid, urlsplit(line.split()[-1]).netloc, started
        finally:
            process.terminate()


def _first_answer(address: str, text: str, started: float) -> float:
    """Seconds until the first answer; workers may not listen yet when the address is told."""
    while True:
        try:
            with closing(HTTPConnection(address, timeout=_PATIENCE)) as client:
                _search(client, text)
            return time.perf_counter() - started
        except ConnectionError:
            if time.perf_counter() - started > _PATIENCE:
                raise
            time.sleep(0.005)


def _path(text: str) -> str:
    return f"/api/v1/search?q={quote(text)}"


def _search(client: HTTPConnection, text: str) -> tuple[float, float]:
    """Seconds as the client sees them, and those of the search alone."""
    started = time.perf_counter()
    answer = _asked(client, "GET", _path(text))
    return time.perf_counter() - started, answer["took_ms"] / 1000


def _put(client: HTTPConnection, number: int, key: str, word: str) -> float:
    """Seconds from sending an article until a search has found it by a word that nothing else has."""
    body = {"title": f"Tin {word}", "body": f"Bản tin {word} của buổi sáng.", "published": "2024-05-19"}
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    started = time.perf_counter()
    _asked(client, "PUT", f"/api/v1/articles/bench-{number}", json.dumps(body), headers)
    while not _asked(client, "GET", _path(word))["total"]:
        if time.perf_counter() - started > _PATIENCE:
            raise Broken(f"an article was put and not found within {_PATIENCE:.0f} seconds")
    return time.perf_counter() - started


def _asked(
    client: HTTPConnection, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
) -> Any:
    client.request(method, path, body.encode() or None, headers or {})
    response = client.getresponse()
    answer = response.read()
    if response.status >= 400:
        raise Broken(f"{method} {path} was answered {response.status}: {answer[:200]!r}")
    return json.loads(answer)
