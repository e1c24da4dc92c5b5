"""What runs in processes that tests kill. Each notes what it means to do and what was acknowledged, one line each."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

from searchsvc.errors import Broken, Busy
from searchsvc.indexing import build, update, workers, writing
from searchsvc.indexing.locks import held
from tests.indexing.village import stories, story, write_jsonl

ARTICLES = 12


def start(work: Callable[..., None], *arguments: object) -> BaseProcess:
    """A process at work, started from a server that has everything imported and holds no file of ours open."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    process = context.Process(target=work, args=arguments)
    process.start()
    return process


def wait_for(path: Path, text: str, *, seconds: float = 60.0) -> None:
    """Return when a file holds this text."""
    deadline = time.monotonic() + seconds
    while not path.exists() or text not in path.read_text(encoding="utf-8"):
        assert time.monotonic() < deadline, f"no {text!r} in {path}"
        time.sleep(0.002)


def note(notes: Path, line: str) -> None:
    """One line, in the kernel's hands before this returns: being killed does not lose it."""
    file = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(file, f"{line}\n".encode())
    os.close(file)


def write_for_ever(home: Path, notes: Path, first: int, seed: int) -> None:
    """Put, delete, index and rebuild at random; versions count up from `first`."""
    chance, version = random.Random(seed), first
    note(notes, "ready")
    while True:
        version += 1
        match chance.choice(("put", "put", "delete", "index", "rebuild")):
            case "put":
                put(home, notes, chance.randrange(ARTICLES), version)
            case "delete":
                delete(home, notes, chance.randrange(ARTICLES), version)
            case "index":
                index(home, notes, version)
            case "rebuild":
                build.rebuild(home)


def put(home: Path, notes: Path, number: int, version: int) -> None:
    note(notes, f"try {number} {version}")
    update.put_article(home, story(number, version=version))
    note(notes, f"done {number} {version}")
    update.wait_until_applied(home, timeout=30)


def delete(home: Path, notes: Path, number: int, version: int) -> None:
    note(notes, f"try {number} gone")
    update.delete_articles(home, [f"tin-{number}"])
    note(notes, f"done {number} gone")
    update.wait_until_applied(home, timeout=30)


def index(home: Path, notes: Path, version: int) -> None:
    source = write_jsonl(home.parent / f"{version}.jsonl", stories(ARTICLES, version=version))
    for number in range(ARTICLES):
        note(notes, f"try {number} {version}")
    update.index_source(home, source)
    for number in range(ARTICLES):
        note(notes, f"done {number} {version}")


def hold_writer_lock(home: Path, notes: Path) -> None:
    with held(home, "writer"):
        note(notes, "held")
        time.sleep(600)


def write_with_little_disk(home: Path, notes: Path, source: str, limit: int) -> None:
    """Index and rebuild while no file may grow beyond `limit` bytes; notes what came of it."""
    for step in (lambda: update.index_source(home, source), lambda: build.rebuild(home)):
        _allow_files_of(limit)
        try:
            step()
            outcome = "done"
        except (Broken, Busy) as error:
            outcome = f"{type(error).__name__}: {error}"
        _allow_files_of(resource.getrlimit(resource.RLIMIT_FSIZE)[1])
        note(notes, outcome)
    note(notes, "end")


def _allow_files_of(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def index_with_workers(home: Path, notes: Path, source: str) -> None:
    """Index with worker processes, however few the articles."""
    workers.MANY = 1
    writing.SHARE = 20
    note(notes, f"parent {os.getpid()}")
    update.index_source(home, source)
    note(notes, "done")


def index_with_workers_and_little_disk(home: Path, notes: Path, source: str, limit: int) -> None:
    """Index with worker processes, while neither they nor this one may let a file grow beyond `limit` bytes."""
    workers.MANY = 1
    _allow_files_of(limit)
    try:
        update.index_source(home, source)
        note(notes, "done")
    except (Broken, Busy) as error:
        note(notes, f"{type(error).__name__}: {error}")
    note(notes, "end")
