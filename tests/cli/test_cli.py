"""The command line, as a person and a program use it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from searchsvc.cli import COMMANDS, main
from tests.support import newsroom as stories

Captured = pytest.CaptureFixture[str]


def run(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command."""
    capsys.readouterr()
    code = main(arguments)
    told = capsys.readouterr()
    return code, told.out, told.err


def run_json(capsys: Captured, *arguments: str) -> Any:
    code, out, err = run(capsys, *arguments, "--json")
    assert code == 0, err
    return json.loads(out)


@pytest.fixture
def home(tmp_path: Path, capsys: Captured) -> str:
    """An index of two articles."""
    source = tmp_path / "tin.jsonl"
    records: list[dict[str, object]] = [
        {
            "id": "1",
            "title": "Họp báo ở Sơn Hà",
            "body": "Ông Lê Ban – Bí thư Tỉnh ủy chủ trì.",
            "published": "2014-05-19",
        },
        {"id": "2", "title": "Mưa lớn", "body": "Mưa lớn ở ba huyện.", "published": "2015-06-01"},
    ]
    source.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    home = tmp_path / "index"
    code, out, _ = run(capsys, "index", str(source), "--index", str(home))
    assert code == 0 and "2 added" in out
    return str(home)


def test_every_command_has_help(capsys: Captured) -> None:
    code, out, _ = run(capsys, "--help")
    assert code == 0
    for command in COMMANDS:
        assert command.name and command.name in out
        assert run(capsys, command.name, "--help")[0] == 0


@pytest.mark.parametrize("arguments", [("nonsense",), ("search",), ("search", "a", "--sort", "best"), ("index",)])
def test_wrong_usage_is_2(capsys: Captured, arguments: tuple[str, ...]) -> None:
    code, _, err = run(capsys, *arguments)
    assert code == 2 and err


def test_trouble_is_1_and_one_line(capsys: Captured, tmp_path: Path) -> None:
    for arguments in (("search", "mưa"), ("status",), ("check",), ("rebuild",), ("people", "ban"), ("delete", "1")):
        code, out, err = run(capsys, *arguments, "--index", str(tmp_path / "nowhere"))
        assert (code, out) == (1, "") and err.startswith("searchsvc: ") and err.count("\n") == 1, arguments
    assert not (tmp_path / "nowhere").exists(), "asking makes no index"


def test_a_source_that_is_not_there(capsys: Captured, tmp_path: Path) -> None:
    code, _, err = run(capsys, "index", str(tmp_path / "no.jsonl"), "--index", str(tmp_path / "index"))
    assert code == 1 and "no.jsonl" in err


def test_search(capsys: Captured, home: str) -> None:
    code, out, _ = run(capsys, "search", "mua lon", "--index", home)
    assert code == 0 and "*Mưa lớn*" in out and "2015-06-01" in out
    answer = run_json(capsys, "search", "le ban", "--index", home)
    assert [hit["id"] for hit in answer["hits"]] == ["1"] and answer["people"][0]["name"] == "Lê Ban"
    assert run_json(capsys, "search", "son ha", "--from", "2015", "--index", home)["total"] == 0
    assert run(capsys, "search", "mưa", "--size", "0", "--index", home)[0] == 1


def test_people_as_a_file(capsys: Captured, home: str) -> None:
    code, out, _ = run(capsys, "people", "--export", "csv", "--index", home)
    assert code == 0 and out.startswith("\ufeffid,name,") and out.count("Lê Ban") >= 1
    code, out, _ = run(capsys, "people", "--export", "jsonl", "--index", home)
    assert [json.loads(line)["name"] for line in out.splitlines()] == ["Lê Ban"]
    assert run(capsys, "people", "--index", home)[0] == run(capsys, "people", "a", "--export", "csv")[0] == 2
    assert run_json(capsys, "people", "", "--index", home)["total"] == 0


def test_people_explain_analyze(capsys: Captured, home: str) -> None:
    found = run_json(capsys, "people", "bí thư tỉnh ủy", "--index", home)
    assert [person["name"] for person in found["people"]] == ["Lê Ban"] and found["people"][0]["reasons"]
    told = run_json(capsys, "explain", "mua lon", "--index", home)
    assert told["rung"] == "exact" and told["hits"][0]["id"] == "2" and "mưa" in told["tree"]
    cut = run_json(capsys, "analyze", "HỘI NGHỊ ở TP.HCM")
    assert [token["text"] for token in cut["analysers"]["syllable"]] == ["hội", "nghị", "ở", "tp.hcm", "tp", "hcm"]
    for command in (("people", "le ban"), ("explain", "mưa"), ("status",)):
        assert run(capsys, *command, "--index", home)[1]
    assert "hội | nghị" in run(capsys, "analyze", "Hội nghị")[1]


def test_a_second_run_a_change_and_what_is_missing(capsys: Captured, home: str, tmp_path: Path) -> None:
    source = tmp_path / "tin.jsonl"
    again = run_json(capsys, "index", str(source), "--index", home)["sources"][0]
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 2)
    first = source.read_text(encoding="utf-8").splitlines()[0]
    source.write_text(first.replace("Sơn Hà", "Kon Chênh"), encoding="utf-8")
    report = run_json(capsys, "index", str(source), "--delete-missing", "--index", home)["sources"][0]
    assert (report["changed"], report["deleted"]) == (1, 1)
    assert run_json(capsys, "search", "kon chênh", "--index", home)["total"] == 1
    assert run_json(capsys, "search", "mưa", "--index", home)["total"] == 0


def test_bad_records_are_kept_aside(capsys: Captured, tmp_path: Path) -> None:
    source = tmp_path / "tin.jsonl"
    source.write_text('{"id": "1", "title": "Mưa"}\nnonsense\n{"id": "2"}\n[]\n', encoding="utf-8")
    home = tmp_path / "index"
    report = run_json(capsys, "index", str(source), "--index", str(home))["sources"][0]
    assert (report["added"], report["rejected"]) == (1, 3)
    kept = [json.loads(line) for line in (home / "rejected.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["position"] for record in kept] == ["line 2", "line 3", "line 4"] and all(r["reason"] for r in kept)
    assert run(capsys, "index", str(source), "--index", str(home), "--strict")[0] == 1


def test_standard_input(capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "".join(json.dumps(record) + "\n" for record in stories.records()[:3])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    assert run_json(capsys, "index", "-", "--index", str(tmp_path / "index"))["sources"][0]["added"] == 3


def test_delete_rebuild_check_status(capsys: Captured, home: str) -> None:
    assert run(capsys, "delete", "2", "--index", home)[0] == 0
    assert run(capsys, "delete", "2", "--index", home)[0] == 1, "it is gone already"
    assert run_json(capsys, "rebuild", "--index", home)["articles"] == 1
    assert run_json(capsys, "check", "--index", home) == {"clean": True, "findings": []}
    found = run_json(capsys, "status", "--index", home)
    assert (found["articles"], found["documents"], found["pending"]) == (1, 1, 0)


def test_check_finds_damage_and_mends_it(capsys: Captured, home: str) -> None:
    (segment,) = Path(home).glob("*/whoosh/*.arrays")
    data = bytearray(segment.read_bytes())
    data[-5] ^= 0xFF
    segment.write_bytes(data)
    code, _, err = run(capsys, "check", "--index", home)
    assert code == 1 and segment.name in err
    assert run(capsys, "check", "--repair", "--index", home)[0] == 0
    assert run_json(capsys, "search", "mưa", "--index", home)["total"] == 1


def test_keys(capsys: Captured, home: str) -> None:
    made = run_json(capsys, "keys", "new", "trang web", "--scope", "write", "--index", home)
    assert made["key"] and made["scopes"] == ["write"]
    (listed,) = run_json(capsys, "keys", "list", "--index", home)["keys"]
    assert listed["id"] == made["id"] and made["key"] not in json.dumps(listed)
    assert run(capsys, "keys", "revoke", made["id"], "--index", home)[0] == 0
    assert run_json(capsys, "keys", "list", "--index", home)["keys"][0]["revoked"]
    assert run(capsys, "keys", "revoke", "nobody", "--index", home)[0] == 1


def test_evaluate(capsys: Captured, home: str, tmp_path: Path) -> None:
    folder = tmp_path / "needs"
    folder.mkdir()
    need = {"qid": "r1", "query": "mưa lớn", "variants": {"nodia": "mua lon"}}
    (folder / "queries.jsonl").write_text(json.dumps(need), encoding="utf-8")
    (folder / "qrels.tsv").write_text("r1\t2\t3\n", encoding="utf-8")
    table = run_json(capsys, "evaluate", str(folder), "--index", home)
    assert table["queries"] == 1 and table["variants"]["nodia"]["ndcg@10"] == 1.0
    assert "nodia" in run(capsys, "evaluate", str(folder), "--index", home)[1]


def test_a_reader_that_has_seen_enough_is_no_trouble(home: str) -> None:
    command = f"{sys.executable} -m searchsvc explain 'mua lon' --index {home} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout and "Traceback" not in done.stderr
