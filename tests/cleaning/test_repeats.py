"""Titles and leads that stand in the body once more."""

from __future__ import annotations

from searchsvc.cleaning import clean
from searchsvc.model import RawArticle

LEAD = "Sáng nay, Hòa Lâm có tuyến xe buýt đầu tiên."


def test_a_lead_repeated() -> None:
    article = clean(RawArticle(id="1", title="Xe buýt", lead=LEAD, body=f"{LEAD.upper()}\n\nXe chạy từ 5 giờ."))
    assert (article.lead, article.body, article.notes) == (LEAD, "Xe chạy từ 5 giờ.", ("lead repeated in the body",))


def test_a_lead_that_is_the_body() -> None:
    article = clean(RawArticle(id="1", title="Xe buýt", lead=LEAD, body=LEAD))
    assert (article.lead, article.body) == ("", LEAD)


def test_a_title_repeated() -> None:
    article = clean(RawArticle(id="1", title="Xe buýt đầu tiên", body="XE BUÝT ĐẦU TIÊN\n\nXe chạy từ 5 giờ."))
    assert (article.title, article.body) == ("Xe buýt đầu tiên", "Xe chạy từ 5 giờ.")


def test_an_other_beginning_stays() -> None:
    article = clean(RawArticle(id="1", title="Xe buýt", lead=LEAD, body="Sáng nay trời mưa.\n\nXe chạy từ 5 giờ."))
    assert article.body.startswith("Sáng nay trời mưa.")
