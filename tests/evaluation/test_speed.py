"""The benchmark runs from end to end on the newsroom. Nothing is timed here: machines are noisy."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from searchsvc.evaluation.speed import memory
from searchsvc.evaluation.speed.__main__ import main
from tests.support import newsroom

CORPUS = ["--corpus", str(newsroom.JSONL)]


@pytest.mark.slow
def test_a_quick_run_measures_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    sizes = ["--size", "120", "--size", "300"]
    assert main([*CORPUS, *sizes, "--quick", "--peers", "sqlite", "--work", str(tmp_path), "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    for told in ("== 300 articles", "accentless", "searchsvc warm", "under load", "put until found", "grow by"):
        assert told in printed
    figures = json.loads((out / "benchmark.json").read_text(encoding="utf-8"))
    few, many = figures["sizes"]
    assert (few["corpus"]["articles"], many["corpus"]["articles"]) == (120, 300)
    assert set(many["engines"]["engines"]) == {"searchsvc", "sqlite"}
    assert many["engines"]["same_totals"] == many["engines"]["asked"] > 50
    assert many["indexing"]["bytes"].keys() >= {"articles.sqlite", "people.sqlite", "engine"}
    assert 10e6 < many["indexing"]["peak_memory"] < 10e9
    assert len(many["serving"]["workers"]) == 2
    # A worker that happened to be asked nothing has not mapped the index: then both are the same.
    assert all(10e6 < one["beyond"] <= one["resident"] for one in many["serving"]["workers"])
    assert ElementTree.parse(out / "benchmark.svg").getroot().tag.endswith("svg")
    assert [path.name for path in tmp_path.iterdir()] == ["out"], "what was built is gone"


def test_what_cannot_be_done_is_said_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--corpus", str(tmp_path / "none.jsonl"), "--quick", "--work", str(tmp_path)]) == 1
    assert "none.jsonl" in capsys.readouterr().err
    assert (
        main([*CORPUS, "--size", "50", "--quick", "--only", "engine", "--peers", "lucene", "--work", str(tmp_path)])
        == 1
    )
    assert "lucene is no engine" in capsys.readouterr().err


def test_memory_is_read_from_the_kernel(tmp_path: Path) -> None:
    here = memory.held(os.getpid(), tmp_path)
    assert 10e6 < here.resident == here.beyond
    assert memory.held(os.getpid(), Path("/")).beyond < here.resident
    assert memory.together(os.getpid()) > 10e6
    assert os.getpid() in memory.family(os.getppid())
