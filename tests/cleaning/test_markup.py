"""HTML to paragraphs: nothing runs, nothing is lost, nothing takes long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.cleaning.markup import paragraphs_of, plain


@pytest.mark.parametrize(
    ("markup", "paragraphs"),
    [
        ("<p>Một</p><p>Hai</p>", ("Một", "Hai")),
        ("Một<br>hai<br/><br/>ba", ("Một\nhai", "ba")),
        ("<p>Một<p>Hai", ("Một", "Hai")),
        ("<ul><li>Một<li>Hai</ul>", ("Một\nHai",)),
        ("<table><tr><td>Một</td><td>hai</td></tr><tr><td>ba</td></tr></table>", ("Một hai\nba",)),
        ("<p>Đi<b>ện</b> &amp; nước&nbsp;sạch</p>", ("Điện & nước sạch",)),
        ("<p>Ho&#x302;&#x323;i nghi&#803;</p>", ("Hội nghị",)),
        ("<script>alert(1)</script><p onclick='x()'>Một</p><style>p{}</style>", ("Một",)),
        ("<nav>Trang chủ</nav><p>Một</p><form><input value='x'>Gửi</form>", ("Một",)),
        ("<div class='post sharedaddy'>Chia sẻ</div><p>Một</p>", ("Một",)),
        ("<!-- lời ghi --><p>Một<!-- nữa --></p>", ("Một",)),
        ("<p>1 < 2 và 3 > 2</p>", ("1 < 2 và 3 > 2",)),
        ("<pre>Một\n  hai</pre>", ("Một hai",)),
        ("", ()),
    ],
)
def test_paragraphs(markup: str, paragraphs: tuple[str, ...]) -> None:
    assert paragraphs_of(markup)[0] == paragraphs


def test_captions_stay_apart() -> None:
    markup = "<p>Một</p><figure><img><figcaption>Cầu <em>mới</em>.<br>Ảnh: M</figcaption></figure><p>Hai</p>"
    assert paragraphs_of(markup) == (("Một", "Hai"), ("Cầu mới. Ảnh: M",))
    assert paragraphs_of("<div class='wp-caption'><img><p class='wp-caption-text'>Cầu</p></div>Hai") == (
        ("Hai",),
        ("Cầu",),
    )


def test_text_before_the_depth_a_page_may_have_is_kept() -> None:
    paragraphs, _ = paragraphs_of("<p>Trước</p>" + "<div>" * 100_000 + "trong" + "</div>" * 100_000)
    assert paragraphs[0] == "Trước"


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<b", "&", "<figcaption>", "</figcaption>", "<br>", "Hội ", "<!--", "'", ">"])
    )
)
def test_never_fails(pieces: list[str]) -> None:
    paragraphs, captions = paragraphs_of("".join(pieces))
    assert all(text == text.strip() and text for text in (*paragraphs, *captions))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A &lt; B", "A < B"),
        ("AT&T", "AT&T"),
        ("<i>Hội</i> nghị", "Hội nghị"),
        ("x <3 y", "x <3 y"),
        ("&#99999999;", "&#99999999;"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected
