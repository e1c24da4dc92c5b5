"""Old encodings: what is read rightly, and all that must be left alone."""

from __future__ import annotations

import html
import json
import lzma
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchsvc.model import RawArticle
from searchsvc.text.legacy import modern, modern_text
from searchsvc.text.legacy.encodings import ENCODINGS, Encoding
from searchsvc.text.legacy.judge import MOJIBAKE, suspicious
from searchsvc.text.skeletons import syllables
from searchsvc.text.unicode import door
from tests.support.cases import cases
from tests.support.legacy import encoded

NAMES = ("tcvn3", "vni", "viscii", "vps", "windows-1258", "mojibake")
BY_NAME: dict[str, Encoding] = {encoding.name: encoding for encoding in ENCODINGS} | {"mojibake": MOJIBAKE}
EVERY = pytest.mark.parametrize("name", NAMES)
SENTENCE = st.lists(st.sampled_from(syllables()), min_size=1, max_size=30).map(" ".join)
ONE_PAGE = [word for word in syllables() if not word.isascii() and all(ord(char) < 256 for char in word)]


@pytest.mark.parametrize(("encoding", "text", "expected"), cases("legacy.tsv"))
def test_table(encoding: str, text: str, expected: str) -> None:
    decoded, names = modern_text(text)
    assert decoded == expected
    assert names == ((BY_NAME[encoding].name,) if encoding != "none" else ())


@EVERY
def test_every_syllable_there_and_back(name: str) -> None:
    decode = BY_NAME[name].decode
    assert not [word for word in syllables() if decode(encoded(word, name)) != word]


@pytest.mark.parametrize("name", ["vni", "viscii", "vps", "windows-1258", "mojibake"])
def test_every_syllable_in_capitals_there_and_back(name: str) -> None:
    decode = BY_NAME[name].decode
    for word in syllables()[::3]:
        assert decode(encoded(word.upper(), name)) == word.upper()


def test_capitals_of_the_north_are_told_by_the_letters_beside_them() -> None:
    told = [word for word in syllables()[::7] if sum(char.isascii() for char in word) > 1]
    assert not [word for word in told if BY_NAME["tcvn3"].decode(encoded(word.upper(), "tcvn3")) != word.upper()]


@EVERY
def test_whole_articles_come_back(name: str, newsroom: tuple[RawArticle, ...]) -> None:
    read: Callable[[str], str] = str.casefold if name == "tcvn3" else str  # its capitals with tones are small ones
    for article in newsroom:
        texts = tuple(map(_plain, (article.title, article.lead, article.body, *article.captions)))
        told, names = modern([encoded(text, name) for text in texts], markup=(2,) if article.markup == "html" else ())
        assert names == (BY_NAME[name].name,), article.id
        assert list(map(read, told)) == list(map(read, texts)), article.id


def _plain(text: str) -> str:
    """Quotes, dashes and figures as those fonts could type them."""
    return html.unescape(door(text)).translate(str.maketrans("“”‘’–—…³²\u00a0", "\"\"''--.32 "))


@EVERY
def test_one_paragraph_among_right_ones(name: str) -> None:
    right, other = "Hội nghị sơ kết ba năm xây dựng nông thôn mới.", "Đường về ba xã vùng cao được sửa xong rồi"
    told, _ = modern_text(f"{right}\n{encoded(other, name)}\n{right}")
    assert told == f"{right}\n{other}\n{right}"


@EVERY
def test_one_very_long_paragraph(name: str) -> None:
    text = "Đường về ba xã vùng cao được sửa xong trước mùa mưa. " * 200
    assert modern_text(encoded(text, name))[0] == text


def test_one_word_of_mojibake_in_a_long_text_that_is_right() -> None:
    text = "Đường về ba xã vùng cao được sửa xong trước mùa mưa. " * 200
    assert modern_text(text + encoded("Hội", "mojibake"))[0] == text + "Hội"


@EVERY
def test_short_paragraphs_keep_company(name: str) -> None:
    long, short = "Đường về ba xã vùng cao được sửa xong trước mùa mưa", "Lễ hội"
    told, _ = modern_text(encoded(f"{short}\n{long}\n\n{short}\n{long}", name))
    assert told == f"{short}\n{long}\n\n{short}\n{long}"
    assert modern_text(encoded("Hà", name))[0] in (encoded("Hà", name), "Hà"), "alone nobody can tell"


def test_markup_entities_and_fonts_of_capitals() -> None:
    page = (
        '<p><font face=".VnTimeH">§¨k t« re</font>: c&eacute;ng t&cedil;c x&#183; h&eacute;i &lt;n&shy;íc&gt;</p>'
        "<p>ViÖt&nbsp;Nam</p><img src='a.jpg' alt='¶nh: &quot;Hå&quot;'>"
    )
    told, names = modern((page,), markup=(0,))
    assert names == ("tcvn3",)
    assert told[0] == (
        '<p><font face=".VnTimeH">ĐĂK TÔ RE</font>: cộng tác xã hội &lt;nước&gt;</p><p>Việt\u00a0Nam</p>'
        "<img src='a.jpg' alt='ảnh: &quot;Hồ&quot;'>"
    )


@given(SENTENCE)
def test_right_vietnamese_never_changes(text: str) -> None:
    assert modern_text(text) == (text, ())
    assert modern_text(text.upper()) == (text.upper(), ())


@given(st.lists(st.sampled_from(ONE_PAGE), min_size=1, max_size=20).map(" ".join))
def test_nor_does_what_could_be_another_encoding_by_its_letters(text: str) -> None:
    assert modern_text(text) == (text, ())


@given(st.lists(SENTENCE | st.text(max_size=40), max_size=5).map("\n".join))
@settings(max_examples=200)
def test_no_text_fails_and_lines_stay_lines(text: str) -> None:
    told, _ = modern_text(text)
    assert told.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "unit", ["<!--", "<a ", " title='", ' alt="', "\n", "µ", "Ã", "Ã ", "aø ", "tr­ëng", "&amp;", "á»™"]
)
def test_much_of_anything_is_read_in_no_time(unit: str) -> None:
    """Nothing is measured: what is not linear would take hours."""
    much = unit * (200_000 // len(unit))
    for text in (f"Céng hoµ x· héi chñ nghÜa {much}", f"Céng hoµ x· héi chñ nghÜa\n<p {much}>"):
        modern((text, text), markup=(1,))


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_ascii_is_never_suspect(text: str) -> None:
    assert modern_text(text) == (text, ())


def test_a_look_is_enough_for_nearly_every_article(newsroom: tuple[RawArticle, ...]) -> None:
    assert not [article.id for article in newsroom if suspicious(door(article.body))]


@pytest.mark.corpus
def test_real_articles_never_change(shared: Path) -> None:
    """The head of each corpus; over all 255,508 records none changed when the rules were made."""
    for path in sorted((shared / "corpus").glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for record in map(json.loads, islice(lines, 3_000)):
                texts = [record.get(name) or "" for name in ("title", "lead", "body")]
                assert modern(texts) == (tuple(texts), ())
