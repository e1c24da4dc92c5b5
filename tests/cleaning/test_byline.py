"""Bylines: taken only in forms that nothing else has."""

from __future__ import annotations

import pytest

from searchsvc.cleaning import clean
from searchsvc.cleaning.byline import byline
from searchsvc.model import Article, RawArticle
from tests.support.cases import cases

PROSE = "Sáng nay bà con thôn Kon Hra Lớ ra đồng gặt vụ lúa đầu tiên trên chân ruộng mới khai hoang cạnh suối."


def cleaned(*paragraphs: str, authors: tuple[str, ...] = (), title: str = "Mùa gặt") -> Article:
    return clean(RawArticle(id="1", title=title, body="\n\n".join(paragraphs), authors=authors))


@pytest.mark.parametrize(("line", "expected"), cases("cleaning_bylines.tsv"))
def test_a_line(line: str, expected: str) -> None:
    found = byline(line)
    if expected == "-":
        assert found is None
    elif expected.startswith("="):
        assert found is not None and (found.authors, found.source) == ((), expected[1:])
    else:
        assert found is not None and found.authors == tuple(expected.split("; "))


def test_at_the_end() -> None:
    article = cleaned(PROSE, PROSE, "                    Đức Huy – Y Blơi")
    assert article.authors == ("Đức Huy", "Y Blơi")
    assert article.body == f"{PROSE}\n\n{PROSE}"
    assert "byline taken from the text" in article.notes


def test_glued_to_the_last_sentence() -> None:
    article = cleaned(f"{PROSE} Vụ này được mùa. Thu Hoài")
    assert article.authors == ("Thu Hoài",)
    assert article.body.endswith("Vụ này được mùa.")


def test_at_the_start() -> None:
    assert cleaned("Thu Hoài – Minh Đăng", PROSE, PROSE).authors == ("Thu Hoài", "Minh Đăng")


def test_the_source_and_the_text_name_the_same() -> None:
    article = cleaned(PROSE, "T.SỸ", authors=("T.SỸ",))
    assert (article.authors, article.body) == (("T.Sỹ",), PROSE)


def test_captions_below_a_labelled_byline() -> None:
    article = cleaned(PROSE, PROSE, "Mộc Lam (Tổng hợp)", "Bà con gặt lúa bên suối.")
    assert article.authors == ("Mộc Lam",)
    assert article.captions == ("Bà con gặt lúa bên suối.",)
    assert article.body == f"{PROSE}\n\n{PROSE}"


@pytest.mark.parametrize(
    "paragraphs",
    [
        (PROSE + " Người gặt nhanh nhất là chị Thu Hoài.", "Thu Hoài"),
        (PROSE, "Già làng kể chuyện Trần Quốc Duy về thăm.", "Trần Quốc Duy"),
        (PROSE + " Anh trú tại TP. Hồ Chí Minh",),
        (PROSE + " Đoàn do TS. Trần Quốc Duy",),
        (PROSE, "Hòa Lâm - Đăk Tơ Re chỉ còn một giờ xe."),
        (PROSE, "Kon Tum"),
    ],
)
def test_what_is_no_byline_stays(paragraphs: tuple[str, ...]) -> None:
    article = cleaned(*paragraphs)
    assert article.authors == ()
    assert article.body == "\n\n".join(paragraphs)


def test_a_person_of_the_title_is_no_author() -> None:
    assert cleaned(PROSE, "Trần Quốc Duy", title="Bí thư Trần Quốc Duy thăm làng").authors == ()
