"""The whole write road from outside: `searchsvc index` over a corpus, people and all, and what it leaves on disk."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from searchsvc.engine import open_engine
from searchsvc.errors import Broken
from searchsvc.evaluation.speed import memory
from searchsvc.evaluation.speed.contest import disk_use
from searchsvc.evaluation.speed.corpus import Corpus
from searchsvc.indexing.generations import live

COMMAND: Final = (sys.executable, "-m", "searchsvc")
_LOOK_EVERY = 0.5


@dataclass(frozen=True, slots=True)
class Indexed:
    """A whole index: how many articles, in how many seconds, the most bytes of memory it took, bytes on disk."""

    articles: int
    seconds: float
    memory: int
    parts: dict[str, int]


def index(corpus: Corpus, home: Path) -> Indexed:
    """Index a corpus with `searchsvc index`, as an administrator would."""
    started = time.perf_counter()
    report, most = run("index", "--index", str(home), "--json", str(corpus.jsonl))
    seconds = time.perf_counter() - started
    return Indexed(report["sources"][0]["added"], seconds, most, parts(home))


def run(*arguments: str) -> tuple[Any, int]:
    """What a command of searchsvc prints as JSON, and the most memory it and its processes took together."""
    most = 0
    with subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 (ours)
        while process.poll() is None:
            most = max(most, memory.together(process.pid))
            time.sleep(_LOOK_EVERY)
        printed = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise Broken(f"searchsvc {arguments[0]} failed (see above)")
    return json.loads(printed), most


def parts(home: Path) -> dict[str, int]:
    """Bytes of an index folder by part: the stored articles, the people, the engine's files and what is in them."""
    generation = home / live(home)
    engine = open_engine(generation / "whoosh")
    inside = engine.status().details.get("parts", {})
    engine.close()
    sizes = {
        "articles.sqlite": sum(map(disk_use, home.glob("articles.sqlite*"))),
        "people.sqlite": sum(map(disk_use, generation.glob("people.sqlite*"))),
        "engine": disk_use(generation / "whoosh"),
    }
    return sizes | {f"engine: {name}": int(size) for name, size in inside.items()}
