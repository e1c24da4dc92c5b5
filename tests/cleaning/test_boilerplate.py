"""What stands around an article goes, what only looks like it stays."""

from __future__ import annotations

import pytest

from searchsvc.cleaning import clean
from searchsvc.model import RawArticle
from searchsvc.resources import rows
from tests.support.cases import cases

KINDS = {"form", "form-head", "related", "see-also", "share", "copyright", "tags"}


@pytest.mark.parametrize(("body", "kept"), cases("cleaning_boilerplate.tsv"))
def test_kept(body: str, kept: str) -> None:
    assert clean(RawArticle(id="1", title="Thời tiết", body=body)).body == kept


def test_tags_of_the_text_are_tags_of_the_article() -> None:
    article = clean(RawArticle(id="1", body="Mưa to.\n\nTừ khóa: mưa lớn, Hòa Lâm", tags=("thời tiết", "mưa lớn")))
    assert article.tags == ("thời tiết", "mưa lớn", "Hòa Lâm")


def test_what_went_is_said() -> None:
    article = clean(RawArticle(id="1", body="Zalo\n\nMưa to.\n\nTin liên quan\n\nNắng ở Ia Pnôn"))
    assert article.notes == ("related articles taken out (2 lines)", "page furniture taken out at the edges")


def test_the_list_is_as_its_header_says() -> None:
    for kind, line in rows("boilerplate.tsv"):
        assert kind in KINDS
        assert line == line.lower() and len(line) > 2
