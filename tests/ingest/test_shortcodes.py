"""What WordPress turns into HTML only when it shows it."""

from __future__ import annotations

import time

import pytest

from searchsvc.ingest.shortcodes import rendered, with_paragraphs, without_shortcodes


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('[caption id="a" width="6"]<img src="x" /> Cầu[/caption]', "<figcaption>Cầu</figcaption>"),
        (
            '[caption id="a" caption="Cầu &quot;mới&quot;"]<img>[/caption]',
            "<figcaption>Cầu &amp;quot;mới&amp;quot;</figcaption>",
        ),
        ('[caption]<a href="x"><img></a> <em>Cầu</em>[/caption]', "<figcaption><em>Cầu</em></figcaption>"),
        ('A[gallery ids="1,2"]B', "AB"),
        ("A[embed]https://x.example[/embed]B", "AB"),
        ("A[vc_row]B[/vc_row]C", "ABC"),
        ('A[su_box title="x"]B[/su_box]C', "ABC"),
        ("A[dropcap]B[/dropcap]C", "ABC"),
        ("Ông nói [sic] [1] [img] [lời dịch] [...]", "Ông nói [sic] [1] [img] [lời dịch] [...]"),
        ("[caption]mở mà không đóng", "mở mà không đóng"),
        ("đóng mà không mở[/caption]", "đóng mà không mở"),
        ("[gallery]giữ[/x]", "giữ"),
    ],
)
def test_shortcodes(content: str, expected: str) -> None:
    assert expected in without_shortcodes(content)
    assert "caption]" not in without_shortcodes(content)


def test_classic_and_blocks() -> None:
    assert rendered("Một\r\n\r\nHai\nba") == "<p>Một</p><p>Hai<br>ba</p>"
    assert rendered("<!-- wp:paragraph -->\n<p>Một</p>\n<!-- /wp:paragraph -->").strip() == "<p>Một</p>"
    assert "more" not in rendered("Một<!--more-->Hai")


def test_line_ends_inside_tags_stay() -> None:
    assert with_paragraphs('<img\n\nsrc="a">\nMột') == '<p><img\n\nsrc="a"><br>Một</p>'


@pytest.mark.parametrize("piece", ['[caption id="a"]', "[caption]x[/caption]", "[", "[a b=", "<!-- wp:", "\n\n", "<"])
def test_a_million_characters(piece: str) -> None:
    start = time.perf_counter()
    rendered(piece * (1_000_000 // len(piece)) + "[/caption]")
    assert time.perf_counter() - start < 20
