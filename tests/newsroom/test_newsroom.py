"""What the newsroom's README says of its articles is true of them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from searchsvc import ingest
from searchsvc.model import RawArticle
from tests.support.newsroom import FOLDER, JSONL, raw_article, raw_articles, records

SECTIONS = {"Thời sự", "Kinh tế", "Xã hội", "Văn hóa", "Dân tộc – Miền núi", "Pháp luật", "Thể thao"}
NEW_TONE = re.compile(r"(?<!q)(?:o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)", re.IGNORECASE)
OLD_TONE = re.compile(r"(?:[òóỏõọ][ae]|[ùúủũụ]y)(?!\w)", re.IGNORECASE)


def _text(article: RawArticle) -> str:
    parts = (article.title, article.lead, article.body, *article.captions)
    return unicodedata.normalize("NFC", "\n".join(parts))


def test_the_readme_says_why_each_article_is_there() -> None:
    table = (FOLDER / "README.md").read_text(encoding="utf-8").split("## Other formats")[0]
    assert re.findall(r"^\| `([\w-]+)` \| .{10,} \|$", table, re.MULTILINE) == [
        article.id for article in raw_articles()
    ]


def test_the_reader_gives_what_the_fixtures_say() -> None:
    plain = [article for article in ingest.read(str(JSONL)) if isinstance(article, RawArticle)]
    assert [(a.id, a.title, a.body, a.markup, a.authors, a.captions) for a in plain] == [
        (a.id, a.title, a.body, a.markup, a.authors, a.captions) for a in raw_articles()
    ]


def test_sections_and_years_are_spread() -> None:
    assert {article.category for article in raw_articles()} == SECTIONS
    years = Counter(article.published[:4] for article in raw_articles() if article.published)
    assert set(years) == {str(year) for year in range(2008, 2017)}
    assert max(years.values()) <= 5


def test_one_article_has_no_date() -> None:
    assert [article.id for article in raw_articles() if not article.published] == ["det-tho-cam"]


def test_one_article_is_nfd_and_the_others_are_nfc() -> None:
    forms = {record["id"]: unicodedata.is_normalized("NFC", str(record)) for record in records()}
    assert [id for id, is_nfc in forms.items() if not is_nfc] == ["nuoc-sach-ia-hnung-2015"]
    article = raw_article("nuoc-sach-ia-hnung-2015")
    assert all(unicodedata.is_normalized("NFD", text) for text in (article.title, article.lead, article.body))


def test_one_headline_is_in_capitals() -> None:
    assert [article.id for article in raw_articles() if article.title.isupper()] == ["bau-pho-chu-tich-ubnd-2015"]


def test_tones_are_placed_both_ways_but_one_way_in_an_article() -> None:
    texts = {article.id: _text(article) for article in raw_articles()}
    new = {id for id, text in texts.items() if NEW_TONE.search(text)}
    old = {id for id, text in texts.items() if OLD_TONE.search(text)}
    assert new == {
        "mung-lua-moi-2013",
        "lu-quet-dak-to-re-2009-ban-tin",
        "pha-rung-ia-pnon-2016",
        "ho-thuy-loi-dak-mo-2012",
    }
    assert len(old) >= 3 * len(new)
    assert not new & old


def test_two_articles_are_near_duplicates() -> None:
    one, two = (raw_article(f"lu-quet-dak-to-re-2009{suffix}").body for suffix in ("", "-ban-tin"))
    assert 0.75 < SequenceMatcher(None, one.split(), two.split()).ratio() < 1


@pytest.mark.parametrize(
    ("id", "piece"),
    [
        ("xe-buyt-hoa-lam-2010", "Email của bạn sẽ không được hiển thị công khai."),
        ("so-ket-chi-thi-03-2014", "phải trả lời một lần"),
        ("det-tho-cam", "Bài, ảnh: Y Blơi – Hoàng Khải"),
        ("trien-lam-anh-2012", "trieenr"),
        ("quyet-dinh-15-2014", "Quyết định số 15/2014/QĐ-UBND"),
        ("quyet-dinh-15-2012", "Quyết định 15/2012/QĐ-UBND"),
        ("hlina-nie-2016", "H’Lina"),
    ],
)
def test_an_article_holds_what_it_is_there_for(id: str, piece: str) -> None:
    assert piece in _text(raw_article(id))


def test_a_byline_stands_first() -> None:
    assert raw_article("ho-tieu-2013").body.startswith("Thu Hoài – Minh Đăng\n")


def test_the_legacy_file_is_tcvn3() -> None:
    encoded = (FOLDER / "legacy" / "quy-uoc-lang.tcvn3").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        encoded.decode("utf-8")
    assert encoded.decode("cp1252").startswith("Quy ­íc lµng gióp §¨k Nh¬m gi÷ rõng")


def test_the_legacy_file_is_read_as_unicode(tmp_path: Path) -> None:
    page = tmp_path / "quy-uoc-lang.txt"
    page.write_bytes((FOLDER / "legacy" / "quy-uoc-lang.tcvn3").read_bytes())
    (article,) = ingest.read(str(page))
    assert isinstance(article, RawArticle)
    expected = (FOLDER / "legacy" / "quy-uoc-lang.utf8").read_text(encoding="utf-8")
    assert f"{article.title}\n\n{article.body}".split() == expected.split()
