"""Saved pages: the article, its captions, and nothing of the page around it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from searchsvc import ingest
from searchsvc.cleaning import clean
from searchsvc.errors import BadRecord
from searchsvc.model import RawArticle
from tests.support.legacy import encoded_bytes

PAGE = """<!doctype html><html lang="vi"><head><title>Khánh thành cầu Sông Lĩnh - Truyền hình Sơn Hà</title>
<meta charset="utf-8"><meta property="og:title" content="Khánh thành cầu Sông Lĩnh">
<meta property="article:published_time" content="2013-04-12T08:30:00+07:00"><meta name="author" content="Lê Mai Thảo">
<link rel="canonical" href="https://sonhatv.example/khanh-thanh-cau"></head><body><nav><a href="/">Trang chủ</a></nav>
<article><h1>Khánh thành cầu Sông Lĩnh</h1>
<p>(sonhatv.example) - Sáng 12/4, UBND tỉnh Sơn Hà khánh thành cầu Sông Lĩnh nối hai xã sau hai năm thi công.</p>
<figure><img src="a.jpg"><figcaption>Các đại biểu cắt băng khánh thành cầu. Ảnh: L.T</figcaption></figure>
<p>Phát biểu tại buổi lễ, ông Phan Đình Khải cho biết cây cầu dài 320 mét, giúp người dân hai bên sông đi lại dễ.</p>
<p>Bà con các thôn ven sông đã có mặt từ sáng sớm để dự lễ khánh thành và đi thử những bước đầu tiên trên cầu mới.</p>
</article><footer>Bản quyền thuộc về Truyền hình Sơn Hà</footer></body></html>"""


def read(tmp_path: Path, page: bytes) -> RawArticle | BadRecord:
    path = tmp_path / "khanh-thanh.html"
    path.write_bytes(page)
    (record,) = ingest.read(str(path))
    return record


def test_a_page(tmp_path: Path) -> None:
    raw = read(tmp_path, PAGE.encode())
    assert isinstance(raw, RawArticle)
    assert (raw.id, raw.title, raw.url) == (
        "khanh-thanh", "Khánh thành cầu Sông Lĩnh", "https://sonhatv.example/khanh-thanh-cau",
    )  # fmt: skip
    article = clean(raw)
    assert article.published == "2013-04-12T08:30:00+07:00" and article.authors == ("Lê Mai Thảo",)
    assert article.captions == ("Các đại biểu cắt băng khánh thành cầu. Ảnh: L.T",)
    assert article.body.startswith("(sonhatv.example) - Sáng 12/4") and article.body.endswith("trên cầu mới.")
    assert article.dateline and article.dateline.year == 2013
    assert "Trang chủ" not in article.body and "Bản quyền" not in article.body


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b" \n",
        b"<p>x</p>",
        b"<?xml version='1.0' encoding='utf-8'?><html/>",
        b"\0\1\2",
        random.Random(1).randbytes(3000),
        b"<" * 50_000,
    ],
)
def test_no_article(tmp_path: Path, page: bytes) -> None:
    record = read(tmp_path, page)
    assert isinstance(record, BadRecord) and record.id == "khanh-thanh" and record.reason


def test_a_page_that_says_it_is_something_else(tmp_path: Path) -> None:
    raw = read(tmp_path, PAGE.replace("utf-8", "iso-8859-1").encode())
    assert isinstance(raw, RawArticle) and "khánh thành cầu" in raw.body


@pytest.mark.parametrize(("encoding", "charset"), [("tcvn3", "x-user-defined"), ("vni", "iso-8859-1"), ("viscii", "")])
def test_a_page_of_the_time_before_unicode(tmp_path: Path, encoding: str, charset: str) -> None:
    page = encoded_bytes(PAGE.replace("utf-8", charset), encoding)
    raw, modern = read(tmp_path, page), read(tmp_path, PAGE.encode())
    assert isinstance(raw, RawArticle) and isinstance(modern, RawArticle)
    assert raw.extra == {"encodings": [encoding]} and modern.extra == {}
    assert (raw.title, raw.body.casefold()) == (modern.title, modern.body.casefold())
