"""Reading a source of any kind: in order, counted, and to the end whatever stands in it."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from searchsvc import ingest
from searchsvc.errors import BadRecord, BadSource
from searchsvc.model import RawArticle

LINE = json.dumps({"id": "a", "title": "Mưa ở Hòa Lâm"}, ensure_ascii=False)


def ids(source: Path | str) -> list[str]:
    return [record.id for record in ingest.read(str(source))]


def test_a_folder_in_order_and_only_articles(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "muc.TXT").write_text("Mưa to ở Hòa Lâm.", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(LINE, encoding="utf-8")
    (tmp_path / "anh.jpg").write_bytes(b"\xff")
    (tmp_path / ".an.txt").write_text("ẩn", encoding="utf-8")
    assert ids(tmp_path) == ["a", "b-muc"]


def test_a_broken_file_stops_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.xz").write_bytes(lzma.compress((LINE + "\n").encode() * 9000)[:-40])
    (tmp_path / "b.txt").write_text("Mưa to.", encoding="utf-8")
    seen: list[str] = []
    with pytest.raises(BadSource, match=r"a\.jsonl\.xz cannot be read to its end"):
        for record in ingest.read(str(tmp_path)):
            seen.append(record.id)  # noqa: PERF401 - what was read before the error counts
    assert len(seen) > 1000 and seen[-1] == "b"


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress, lzma.compress], ids=["plain", "gz", "xz"])
def test_every_byte_is_reported(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / {b"\x1f": "a.jsonl.gz", b"\xfd": "a.jsonl.xz"}.get(pack(b"{}")[:1], "a.jsonl")
    path.write_bytes(pack("\n".join([LINE] * 5000).encode()))
    counts: list[int] = []
    assert sum(1 for _ in ingest.read(str(path), on_bytes=counts.append)) == 5000
    assert sum(counts) == ingest.size(str(path)) == path.stat().st_size


@pytest.mark.parametrize("name", ["missing", "missing.jsonl", "https://sonhatv.example"])
def test_a_source_that_is_not_there(name: str) -> None:
    with pytest.raises(BadSource):
        ids(name)
    assert ingest.size(name) == 0


def test_a_kind_nobody_reads(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    with pytest.raises(BadSource, match="of no known kind"):
        ids(tmp_path / "a.docx")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{LINE}\n\nx\n".encode())))
    article, bad = ingest.read("-")
    assert isinstance(article, RawArticle) and article.title == "Mưa ở Hòa Lâm"
    assert isinstance(bad, BadRecord) and (bad.origin, bad.position) == ("-", "line 3")
    assert ingest.size("-") == 0
