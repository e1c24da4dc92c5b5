"""The newsroom goes in whole, in every format, and what must stay out stays out."""

from __future__ import annotations

import pytest

from searchsvc import ingest
from searchsvc.model import RawArticle
from searchsvc.searching.desk import Desk
from tests.support.newsroom import FOLDER, raw_articles


def test_every_format_is_read_and_what_is_not_published_stays_out() -> None:
    read = list(ingest.read(str(FOLDER)))
    articles = {article.title or article.origin for article in read if isinstance(article, RawArticle)}
    assert len(read) == len(articles) == len(raw_articles()) + 6
    assert not {"Nháp: lịch phát sóng tuần 14", "Giới thiệu", "chieng"} & articles


def test_the_index_holds_all_of_them(desk: Desk) -> None:
    assert len(set(desk.engine.ids())) == len(raw_articles()) + 6


@pytest.mark.parametrize("piece", ["Email của bạn", "Các trường bắt buộc", "Xem nhiều", "Bản quyền thuộc", "[caption"])
def test_what_is_around_an_article_is_not_in_it(desk: Desk, piece: str) -> None:
    for id in desk.engine.ids():
        article = desk.store.get(id)
        assert article is not None
        assert all(piece not in text for _, text in article.texts()), id
