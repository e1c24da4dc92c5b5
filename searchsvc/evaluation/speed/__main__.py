"""Measures, prints a table, and writes benchmark.json and benchmark.svg: `python -m searchsvc.evaluation.speed`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from searchsvc.errors import SearchsvcError
from searchsvc.evaluation.speed import indexing, log, report, serving
from searchsvc.evaluation.speed.chart import chart
from searchsvc.evaluation.speed.contest import build, contest
from searchsvc.evaluation.speed.corpus import Corpus, Story, lay_out
from searchsvc.evaluation.speed.log import Text
from searchsvc.evaluation.speed.peers import NAMES, missing, peer
from searchsvc.evaluation.speed.peers.ours import Ours

PARTS: Final = ("engine", "indexing", "http")
QUICK: Final = 2_000
_STORIES = 50_000
"""Articles whose titles are cut up into questions."""
_STOCK_WHOOSH: Final = 100_000
"""Articles beyond which stock Whoosh is not asked to build an index unless it is named: it would take hours."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be measured: `each` texts of each origin, every query answered `runs` times, `seconds` of load."""

    corpus: tuple[str, ...]
    needs: tuple[Path, ...]
    parts: tuple[str, ...]
    peers: tuple[str, ...]
    each: int
    runs: int
    seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit code is 0 when it could be done."""
    options = _parser().parse_args(arguments)
    wish, sizes = _wish(options), options.size or [QUICK if options.quick else 100_000]
    started = time.strftime("%Y-%m-%d %H:%M", time.gmtime())
    load = os.getloadavg()[0]
    try:
        measured = [_measure(wish, size, options.work) for size in sizes]
    except SearchsvcError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    print("\n".join(report.as_lines(measured)))
    if options.out:
        _write(options.out, {"when": started, **_machine(load), "runs": wish.runs, "sizes": measured})
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/bench", description="How fast searchsvc is, beside other engines.")
    add = parser.add_argument
    add("--corpus", action="append", required=True, help="articles, as `searchsvc index` takes them; again for more")
    add("--needs", action="append", type=Path, default=[], help="a queries.jsonl of a test collection; again for more")
    add("--size", action="append", type=int, help="how many articles; again for several sizes (default 100,000)")
    add("--only", default=",".join(PARTS), help=f"parts to run, of {','.join(PARTS)}")
    add("--peers", help=f"engines to ask, of {','.join(NAMES)}; searchsvc always is")
    add("--runs", type=int, default=5, help="timed answers of each engine to each query (default 5)")
    add("--quick", action="store_true", help=f"{QUICK:,} articles and few queries: to see that it works")
    add("--work", type=Path, help="where to build (default: the system's folder for temporary files)")
    add("--out", type=Path, help="folder to write benchmark.json and benchmark.svg into")
    return parser


def _wish(options: argparse.Namespace) -> Wish:
    return Wish(
        tuple(options.corpus),
        tuple(options.needs),
        tuple(part for part in PARTS if part in options.only.split(",")),
        tuple(dict.fromkeys(("searchsvc", *options.peers.split(",")))) if options.peers else (),
        each=10 if options.quick else 100,
        runs=1 if options.quick else options.runs,
        seconds=1 if options.quick else 10,
    )


def _measure(wish: Wish, size: int, work: Path | None) -> dict[str, Any]:
    """All that is wished for at one size, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="searchsvc-bench-", dir=work) as name:
        folder = Path(name)
        _say(f"laying out {size:,} articles")
        corpus = lay_out(wish.corpus, size, folder / "corpus")
        stories = list(islice(corpus.stories(), _STORIES))
        texts = log.texts(wish.needs, stories, each=wish.each)
        measured: dict[str, Any] = {"corpus": report.corpus_shape(corpus)}
        if "engine" in wish.parts:
            measured["engines"] = _engines(wish, corpus, texts, folder)
        if "indexing" in wish.parts or "http" in wish.parts:
            _say("searchsvc index")
            measured["indexing"] = report.indexed_shape(indexing.index(corpus, folder / "index"))
        if "http" in wish.parts:
            measured["serving"] = _serving(wish, texts, stories, folder)
        return measured


def _engines(wish: Wish, corpus: Corpus, texts: Sequence[Text], folder: Path) -> dict[str, Any]:
    ours = Ours()
    peers = [ours, *(peer(name) for name in _there(wish, corpus.size) if name != ours.name)]
    built = []
    for one in peers:
        _say(f"building {one.name}")
        built.append(build(one, corpus, folder / one.name))
    asked = log.log(texts, ours.engine)
    _say(f"asking {len(asked):,} queries")
    timed = contest(peers, asked, runs=wish.runs, tell=lambda done: _say(f"asked {done:,}", every=200, at=done))
    for one in peers:
        one.close()
    return report.engines_shape(built, timed)


def _there(wish: Wish, size: int) -> list[str]:
    """The engines that take part; says which do not, and why."""
    wanted = wish.peers or tuple(name for name in NAMES if name != "whoosh" or size <= _STOCK_WHOOSH)
    if "whoosh" not in wanted and not wish.peers:
        _say(f"whoosh is left out beyond {_STOCK_WHOOSH:,} articles")
    reasons = {name: missing(name) for name in wanted}
    for reason in filter(None, reasons.values()):
        _say(reason)
    return [name for name in wanted if not reasons[name]]


def _serving(wish: Wish, texts: Sequence[Text], stories: Sequence[Story], folder: Path) -> dict[str, Any]:
    _say("searchsvc serve")
    many = 40_000 if wish.seconds > 1 else 2_000
    asked = serving.questions(texts, stories, many=many)
    return report.served_shape(serving.serve(folder / "index", asked, folder, seconds=wish.seconds))


def _machine(load: float) -> dict[str, Any]:
    """What it ran on. `load` tells what else was going on when it began: figures of a busy machine are noise."""
    return {"python": platform.python_version(), "cpus": os.cpu_count(), "system": platform.system(), "load": load}


def _write(folder: Path, everything: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(report.without_texts(everything), ensure_ascii=False, indent=1) + "\n"
    (folder / "benchmark.json").write_text(text, encoding="utf-8")
    last = everything["sizes"][-1]
    if "engines" in last:
        (folder / "benchmark.svg").write_text(chart(last), encoding="utf-8")


def _say(text: str, *, every: int = 1, at: int = 0) -> None:
    if at % every == 0:
        print(f"bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # told to stop, it takes away what it built
    sys.exit(main())
