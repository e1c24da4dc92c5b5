"""Plain text: its name is its id, its first line rarely its title."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchsvc import ingest
from searchsvc.errors import BadRecord
from searchsvc.ingest import plain
from searchsvc.ingest.plain import titled
from searchsvc.model import RawArticle
from tests.support.legacy import encoded_bytes


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Mưa lớn ở Đăk Mơ\n\nSáng nay mưa rất to.", "Mưa lớn ở Đăk Mơ"),
        ("\n  Mưa lớn ở Đăk Mơ \r\n\r\nSáng nay.", "Mưa lớn ở Đăk Mơ"),
        ("Vì sao mưa lớn?\n\nSáng nay.", "Vì sao mưa lớn?"),
        ("Mưa lớn ở Đăk Mơ.\n\nSáng nay.", ""),
        ("Mưa lớn ở Đăk Mơ\nSáng nay.", ""),
        ("(sonhatv.example) – Sáng 2/3 mưa to\n\nChiều tạnh.", ""),
        ("Sáng 2/3 mưa to\n\nChiều tạnh.", ""),
        ("SH - Mưa to\n\nChiều tạnh.", ""),
        ("Bài, ảnh: Thu Hoài\n\nChiều tạnh.", ""),
        ("Mưa " * 60 + "\n\nChiều tạnh.", ""),
        ("Chỉ một dòng", ""),
    ],
)
def test_title(text: str, title: str) -> None:
    assert titled(text)[0] == title
    assert not title or title not in titled(text)[1]


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mua-lon.2014.txt"
    path.write_text("Mưa lớn ở Đăk Mơ\n\nSáng  nay.", encoding="utf-16")
    (article,) = ingest.read(str(path))
    assert article == RawArticle("mua-lon.2014", "Mưa lớn ở Đăk Mơ", "Sáng  nay.", origin=str(path))


def test_empty_and_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "LARGEST", 100)
    (tmp_path / "a.txt").write_bytes(b" \n")
    (tmp_path / "b.txt").write_bytes(b"x" * 101)
    empty, large = ingest.read(str(tmp_path))
    assert isinstance(empty, BadRecord) and (empty.reason, empty.id) == ("an empty file", "a")
    assert isinstance(large, BadRecord) and large.reason == "larger than 100 bytes"


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "vps"])
def test_a_file_of_the_time_before_unicode(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "mua-lon.txt"
    path.write_bytes(encoded_bytes("Mưa lớn ở Đăk Mơ\n\nSáng nay nước lũ đã rút, bà con trở về nhà dọn dẹp.", encoding))
    (article,) = ingest.read(str(path))
    assert isinstance(article, RawArticle)
    assert (article.title, article.body[-9:]) == ("Mưa lớn ở Đăk Mơ", " dọn dẹp.")
    assert article.extra == {"encodings": [encoding]}
