"""Captions in plain text and below pictures of HTML."""

from __future__ import annotations

import pytest

from searchsvc.cleaning import clean
from searchsvc.model import RawArticle

ONE = "Tại điểm cầu huyện Đăk Tơ Re có ông A Nhêng – Chủ tịch UBND huyện cùng lãnh đạo 11 xã, thị trấn."
TWO = "Theo báo cáo, từ đầu mùa khô đến nay toàn tỉnh xảy ra 14 vụ cháy, thiệt hại 37 ha rừng trồng."


@pytest.mark.parametrize(
    ("between", "captions"),
    [
        ("Quang canhr\nHội nghị tại điểm cầu huyện Đăk Tơ Re", ("Quang canhr\nHội nghị tại điểm cầu huyện Đăk Tơ Re",)),
        ("Quang cảnh hội nghị. Ảnh: Minh Đăng", ("Quang cảnh hội nghị. Ảnh: Minh Đăng",)),
        ("Quang cảnh hội nghị (Ảnh: M.Đ).", ("Quang cảnh hội nghị (Ảnh: M.Đ).",)),
        ("[img]\n\nQuang cảnh hội nghị", ("Quang cảnh hội nghị",)),
        ("[img]", ()),
        ("Quang cảnh hội nghị\n\n(Ảnh: M.Đ)", ("Quang cảnh hội nghị (Ảnh: M.Đ)",)),
    ],
)
def test_taken_out(between: str, captions: tuple[str, ...]) -> None:
    article = clean(RawArticle(id="1", title="Sơ kết", body=f"{ONE}\n\n{between}\n\n{TWO}"))
    assert article.captions == captions
    assert article.body == f"{ONE}\n\n{TWO}"


@pytest.mark.parametrize(
    "between",
    [
        "Nhiều vụ do đốt rẫy",  # a heading
        "Ông A Nhêng nói về ảnh hưởng của hạn hán: rừng khô, suối cạn.",
        "[img]\n\nÔng A Nhêng nói rừng đang khô.",
        "- Xã Ia Pnôn: 5 vụ\n- Xã Đăk Mơ: 2 vụ",
    ],
)
def test_stays(between: str) -> None:
    article = clean(RawArticle(id="1", title="Sơ kết", body=f"{ONE}\n\n{between}\n\n{TWO}"))
    assert article.captions == ()
    assert article.body == f"{ONE}\n\n{between}\n\n{TWO}".replace("[img]\n\n", "")


def test_a_page_of_pictures_keeps_its_text() -> None:
    article = clean(RawArticle(id="1", title="Ảnh", body="[img]\n\nLễ hội. Ảnh: M.Đ\n\n[img]\n\nCồng chiêng. Ảnh: M.Đ"))
    assert article.body == "Lễ hội. Ảnh: M.Đ\n\nCồng chiêng. Ảnh: M.Đ"


def test_below_a_picture_of_html() -> None:
    body = f"<p>{ONE}</p><p><img src='a.jpg'></p><p>Quang cảnh hội nghị</p><img><h2>Rừng khô</h2><p>{TWO}</p>"
    article = clean(RawArticle(id="1", body=body, markup="html"))
    assert article.captions == ("Quang cảnh hội nghị",)
    assert article.body == f"{ONE}\n\nRừng khô\n\n{TWO}"
