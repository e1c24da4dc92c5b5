"""JSON lines: each line by itself, in whatever encoding, of whatever size."""

from __future__ import annotations

import gzip
import json
import lzma
import tracemalloc
from pathlib import Path

import pytest

from searchsvc import ingest
from searchsvc.errors import BadRecord, BadSource
from searchsvc.ingest import jsonl
from searchsvc.model import RawArticle

LINE = json.dumps({"id": "a", "title": "Mưa ở Hòa Lâm"}, ensure_ascii=False)


def read(path: Path) -> list[RawArticle | BadRecord]:
    return list(ingest.read(str(path)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.jsonl"
    title = "Mưa to o Hoa Lâm và Đak Mơ" if encoding == "cp1258" else "Mưa ở Hòa Lâm"
    path.write_bytes((json.dumps({"title": title}, ensure_ascii=False) + "\n").encode(encoding) * 2)
    assert [getattr(record, "title", record) for record in read(path)][1] == title


def test_a_bad_line_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [LINE, "{", "[1]", "", '{"id": "x", "title": 3}', '{"id": "y"}', "NaN", '{"a": ' + "[" * 100_000, LINE]
    path.write_text("\n".join(lines), encoding="utf-8")
    records = read(path)
    bad = [record for record in records if isinstance(record, BadRecord)]
    assert [record.position for record in bad] == ["line 2", "line 3", "line 5", "line 6", "line 7", "line 8"]
    assert [record.id for record in bad][2:4] == ["x", "y"]
    assert bad[2].reason == "title is a number, not a text" and bad[3].reason == "neither title nor body"
    assert len(records) == 8 and isinstance(records[-1], RawArticle)


def test_a_line_too_long_is_passed_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LONGEST_LINE", 1000)
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([LINE, json.dumps({"title": "x" * 5000}), LINE]), encoding="utf-8")
    first, long, last = read(path)
    assert isinstance(long, BadRecord) and long.reason == "longer than 1,000 bytes" and long.position == "line 2"
    assert isinstance(first, RawArticle) and isinstance(last, RawArticle)


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress], ids=["gz", "xz"])
def test_a_bomb_takes_no_memory(tmp_path: Path, pack: object) -> None:
    path = tmp_path / ("a.jsonl.gz" if pack is gzip.compress else "a.jsonl.xz")
    path.write_bytes((gzip if pack is gzip.compress else lzma).compress(b" " * 60_000_000))
    tracemalloc.start()
    (record,) = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(record, BadRecord)
    assert peak < 45_000_000, peak


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.xz"])
def test_cut_off_or_no_archive_at_all(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    whole = (gzip if name.endswith("gz") else lzma).compress((LINE + "\n").encode() * 20_000)
    for data in (whole[: len(whole) // 2], b"not packed at all", whole[:20] + b"\0" * 50):
        path.write_bytes(data)
        with pytest.raises(BadSource, match="cannot be read to its end"):
            read(path)


def test_xz_of_several_streams(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.xz"
    path.write_bytes(lzma.compress(f"{LINE}\n".encode()) + b"\0" * 4 + lzma.compress(f"{LINE}\n".encode()))
    assert len(read(path)) == 2
