"""All steps in a row: what they promise of every article, and the example articles to the letter."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc import ingest
from searchsvc.cleaning import FINGERPRINT, STEPS, clean
from searchsvc.errors import BadRecord
from searchsvc.model import Article, RawArticle
from tests.support.legacy import encoded

PIECES = st.sampled_from(
    [
        "Hội nghị",
        "\n\n",
        "\n",
        " ",
        "Ảnh: ",
        "[img]",
        "Thanh Tùng",
        " – ",
        ".",
        "(",
        ")",
        "<p>",
        "<",
        "&",
        "Trả lời",
        "19/5",
        "”",
        ">>",
    ]
)
HOSTILE = [
    "(",
    "<",
    " ",
    "\n",
    ". ",
    "&",
    "A ",
    "Ảnh: ",
    "[img]\n\n",
    "<div>",
    "<a ",
    "Xem thêm\n\n",
    "1/1 ",
    "Thanh Tùng ",
    "”",
    "<!--",
]


def test_steps_read_as_a_sentence() -> None:
    names = [step.__name__ for step in STEPS]
    assert names[:2] == ["decode_legacy", "through_the_door"] and names[-1] == "read_dateline"
    assert names.index("take_captions") < names.index("take_byline")
    assert len(FINGERPRINT) < 40


def test_nfd_and_nfc_become_the_same_article() -> None:
    raw = RawArticle(id="1", title="Hội nghị", body="(SH) - Sáng 3/2, họp.\n\nĐức Huy – Y Blơi", published="2012-02-04")
    apart = replace(raw, title=unicodedata.normalize("NFD", raw.title), body=unicodedata.normalize("NFD", raw.body))
    assert clean(apart) == clean(raw)


def test_nothing_but_markup_is_no_article() -> None:
    with pytest.raises(BadRecord) as caught:
        clean(RawArticle(id="7", body="<p> </p><script>x</script>", markup="html", origin="a.jsonl", position="line 3"))
    assert (caught.value.id, caught.value.origin, caught.value.position) == ("7", "a.jsonl", "line 3")


def test_what_the_source_says_beside_the_text_is_kept() -> None:
    article = clean(
        RawArticle(id="1", title="A", url=" https://a.example/1 ", category="Xã hội", source="SH", extra={"x": 1})
    )
    assert (article.url, article.category, article.source, article.extra) == (
        "https://a.example/1",
        "Xã hội",
        "SH",
        {"x": 1},
    )


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["text", "html"]))
def test_every_article_is_put_right(body: str, markup: str) -> None:
    article = clean(RawArticle(id="1", title="Tiêu đề", body=body, markup="html" if markup == "html" else "text"))
    for _, text in article.texts():
        assert unicodedata.is_normalized("NFC", text)
        assert text == text.strip() and "  " not in text and "\n\n\n" not in text


@given(st.lists(PIECES, max_size=40).map("".join))
def test_cleaning_twice_takes_no_more_words(body: str) -> None:
    once = clean(RawArticle(id="1", title="Tiêu đề", body=f"Đoạn mở đầu.\n\n{body}\n\nĐoạn kết thúc."))
    assert once.body.startswith("Đoạn mở đầu.") and "Đoạn kết thúc." in once.body


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_a_million_of_anything_takes_no_minute(piece: str) -> None:
    body = piece * (1_000_000 // len(piece))
    start = time.perf_counter()
    clean(RawArticle(id="1", title="Tiêu đề", body=body))
    clean(RawArticle(id="1", title="Tiêu đề", body=body, markup="html"))
    assert time.perf_counter() - start < 20  # 1 s on a free machine; what is not linear takes hours


def seed(shared: Path) -> Article:
    (raw,) = ingest.read(str(shared / "seed" / "kontumtv-2014-05-19.txt"))
    assert isinstance(raw, RawArticle)
    return clean(raw)


def test_the_example_article(shared: Path) -> None:
    article = seed(shared)
    line = article.dateline
    assert (article.id, article.title) == ("kontumtv-2014-05-19", "")
    assert line and (line.place, line.day, line.month, line.year) == ("kontumtv.vn", 19, 5, None)
    assert article.authors == ("Thanh Tùng", "Công Luận")
    assert len(article.captions) == 1 and article.captions[0].startswith("Hội nhgij\nHội nghị trực tuyến")
    assert "Trả lời" not in article.body and "Email của bạn" not in article.body and "  " not in article.body
    assert len(article.body.split("\n\n")) == 5 and article.published == ""


def test_the_constructed_export(shared: Path) -> None:
    raws = list(ingest.read(str(shared / "wxr" / "constructed_vi.wxr.xml")))
    articles = [clean(raw) for raw in raws if isinstance(raw, RawArticle)]
    assert len(articles) == len(raws) == 68
    assert all(article.body and article.authors and article.day() and article.category for article in articles)
    assert not any(mark in article.body for article in articles for mark in ("[caption", "wp:paragraph", "[img]", "<p"))


@pytest.mark.parametrize(
    "name", ["baomoi2017", "vietnews-65k", "tuoitre2024", "mds2013", "headlines2025", "binhdinh2025"]
)
def test_no_text_of_a_real_article_is_lost(shared: Path, name: str) -> None:
    for raw in islice(ingest.read(str(shared / "corpus" / f"{name}.jsonl.xz")), 0, 2000, 10):
        assert isinstance(raw, RawArticle)
        article = clean(raw)
        kept = sum(len(text) for _, text in article.texts())
        assert kept > 0.85 * (len(raw.body) + len(raw.title)) - 250, raw.id


@pytest.mark.parametrize(
    ("encoding", "note"),
    [("tcvn3", "tcvn3 decoded"), ("vni", "vni decoded"), ("mojibake", "utf-8 read as windows-1252 decoded")],
)
def test_a_text_of_the_time_before_unicode_is_decoded_and_noted(encoding: str, note: str) -> None:
    title, body = "Lễ hội cồng chiêng", "Sáng nay nước lũ đã rút, bà con trở về nhà dọn dẹp."
    article = clean(
        RawArticle(
            id="1",
            title=encoded(title, encoding),
            body=f"<p>{encoded(body, encoding)}</p><p>Tin của đài, đã sửa.</p>",
            captions=(encoded("Nghệ nhân đánh chiêng", encoding),),
            tags=("lũ lụt",),
            markup="html",
        )
    )
    assert (article.title, article.body) == (title, f"{body}\n\nTin của đài, đã sửa.")
    assert (article.captions, article.tags) == (("Nghệ nhân đánh chiêng",), ("lũ lụt",))
    assert note in article.notes
