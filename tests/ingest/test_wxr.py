"""WordPress exports: published posts in a stream, whatever the XML around them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from searchsvc import ingest
from searchsvc.errors import BadRecord, BadSource
from searchsvc.ingest import wxr
from searchsvc.model import RawArticle

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:e="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:w="http://wordpress.org/export/1.2/">
<channel><title>Sơn Hà</title><w:wxr_version>1.2</w:wxr_version><w:base_blog_url>https://sonhatv.example</w:base_blog_url>
<w:author><w:author_login>hoai</w:author_login>
<w:author_display_name><![CDATA[Thu Hoài]]></w:author_display_name></w:author>
"""
TAIL = "</channel></rss>"


def item(
    number: int = 7, *, inside: str = "", kind: str = "post", status: str = "publish", body: str = "Mưa to."
) -> str:
    return f"""<item><title>Mưa &amp; gió &amp;#8211; <![CDATA[ở Đăk Mơ]]></title><link>https://sonhatv.example/mua/</link>
<pubDate>Mon, 19 May 2014 01:00:00 +0000</pubDate><dc:creator>hoai</dc:creator>
<guid>https://sonhatv.example/?p={number}</guid>
<content:encoded><![CDATA[{body}]]></content:encoded><e:encoded><![CDATA[Sáng nay]]></e:encoded>
<w:post_id>{number}</w:post_id><w:post_date>2014-05-19 08:00:00</w:post_date>
<w:post_date_gmt>2014-05-19 01:00:00</w:post_date_gmt>
<w:status>{status}</w:status><w:post_type>{kind}</w:post_type>
<category domain="category" nicename="x"><![CDATA[Xã hội]]></category>
<category domain="post_tag">mưa</category>{inside}</item>"""


def export(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "a.xml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def read(path: Path) -> list[RawArticle | BadRecord]:
    return list(ingest.read(str(path)))


def test_a_post(tmp_path: Path) -> None:
    path = export(tmp_path, HEAD + item() + TAIL)
    assert read(path) == [
        RawArticle(
            "sonhatv.example-7", "Mưa & gió – ở Đăk Mơ", "<p>Mưa to.</p>", "Sáng nay", "https://sonhatv.example/mua/",
            "html", "2014-05-19 01:00:00+00:00", "", ("Thu Hoài",), "Xã hội", ("mưa",), (), "sonhatv.example", {},
            str(path), "item 1",
        )
    ]  # fmt: skip


def test_only_what_everybody_may_read(tmp_path: Path) -> None:
    items = [
        item(1, status="draft"),
        item(2, kind="page"),
        item(3, inside="<w:post_password>x</w:post_password>"),
        item(4),
    ]
    assert [record.id for record in read(export(tmp_path, HEAD + "".join(items) + TAIL))] == ["sonhatv.example-4"]


def test_what_is_deeper_is_not_the_post(tmp_path: Path) -> None:
    inside = "<w:comment><w:post_id>99</w:post_id><content:encoded>lời bình</content:encoded></w:comment>"
    (record,) = read(export(tmp_path, HEAD + item(inside=inside) + TAIL))
    assert isinstance(record, RawArticle) and record.id.endswith("-7") and "lời bình" not in record.body


def test_a_date_without_utc(tmp_path: Path) -> None:
    text = (HEAD + item() + TAIL).replace("2014-05-19 01:00:00", "0000-00-00 00:00:00")
    (record,) = read(export(tmp_path, text))
    assert isinstance(record, RawArticle) and record.published == "2014-05-19 08:00:00"


def test_a_prefix_of_another_namespace_means_nothing(tmp_path: Path) -> None:
    text = (HEAD + item() + TAIL).replace("<item>", '<item xmlns:w="http://elsewhere.example/">')
    assert read(export(tmp_path, text)) == []


def test_control_characters_are_passed_by(tmp_path: Path) -> None:
    (record,) = read(export(tmp_path, HEAD + item(body="Mưa\x0b to\x00.") + TAIL))
    assert isinstance(record, RawArticle) and record.body == "<p>Mưa to.</p>"


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1258"])
def test_declared_encodings(tmp_path: Path, encoding: str) -> None:
    text = HEAD.replace("UTF-8", encoding).replace("Sơn Hà", "SH") + item() + TAIL
    text = text.replace("Mưa &amp; gió &amp;#8211; <![CDATA[ở Đăk Mơ]]>", "Đăk Mơ").replace("Sáng", "Sang")
    text = text.replace("Mưa", "Mưa").replace("Thu Hoài", "Thu").replace("Xã hội", "Xa")
    (record,) = read(export(tmp_path, text.encode(encoding)))
    assert isinstance(record, RawArticle) and (record.title, record.body) == ("Đăk Mơ", "<p>Mưa to.</p>")


def test_what_stands_before_a_break_is_kept(tmp_path: Path) -> None:
    seen = []
    with pytest.raises(BadSource, match="cannot be read to its end: mismatched tag"):
        for record in ingest.read(str(export(tmp_path, HEAD + item(1) + item(2) + "</b>" + item(3) + TAIL))):
            seen.append(record.id)  # noqa: PERF401 - what was read before the error counts
    assert seen == ["sonhatv.example-1", "sonhatv.example-2"]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>', '<!DOCTYPE rss SYSTEM "file:///etc/passwd">', "<!DOCTYPE rss []>"],
)
def test_no_entity_is_resolved(tmp_path: Path, doctype: str) -> None:
    text = HEAD.replace("<rss", doctype + "<rss", 1) + item(body="]]>&l9;<![CDATA[") + TAIL
    start = time.perf_counter()
    with pytest.raises(BadSource, match="declares a document type"):
        read(export(tmp_path, text))
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("text", ["", "<urlset/>", "{}", "<rss>" + "<a>" * 200, HEAD, "<html><p>x</html>"])
def test_no_export(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadSource):
        read(export(tmp_path, text))


def test_a_post_too_large_is_passed_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wxr, "LARGEST_ITEM", 5000)
    large, small = read(export(tmp_path, HEAD + item(1, body="x" * 6000) + item(2) + TAIL))
    assert isinstance(large, BadRecord) and large.position == "item 1"
    assert isinstance(small, RawArticle)


def test_a_plain_feed(tmp_path: Path) -> None:
    feed = "<rss><channel><item><title>Mưa</title><description>Mưa to.</description><guid>http://a.example/1</guid></item></channel></rss>"
    (record,) = read(export(tmp_path, feed))
    assert isinstance(record, RawArticle) and (record.title, record.body) == ("Mưa", "<p>Mưa to.</p>")


def test_real_exports(shared: Path) -> None:
    """WordPress's own fixtures: each is read or refused in plain words, and the good ones give their posts."""
    counts: dict[str, int] = {}
    for path in sorted((shared / "wxr").rglob("*.xml")):
        counts[path.name] = 0
        try:
            for record in ingest.read(str(path)):
                counts[path.name] += isinstance(record, RawArticle)
        except BadSource as error:
            assert path.name in ("crazy-cdata.xml", "malformed-simple.xml", "malformed.xml"), error
    assert counts["constructed_vi.wxr.xml"] == 68
    assert counts["themeunittestdata.wordpress.xml"] == 48
    assert counts["wxr-simple.xml"] == counts["valid-wxr-1.1.xml"] == 1
    assert counts["valid-wxr-1.0.xml"] == 3
