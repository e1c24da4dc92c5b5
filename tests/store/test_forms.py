"""What is written down comes back as it was."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from searchsvc.model import Appearance, Article, Card, Dateline, OfficeHeld, RawArticle
from searchsvc.store import forms

TEXTS = st.text(max_size=40)
TUPLES = st.lists(TEXTS, max_size=3).map(tuple)
EXTRA = st.dictionaries(TEXTS, st.one_of(TEXTS, st.integers(), st.lists(TEXTS, max_size=2), st.none()), max_size=3)
RAWS = st.builds(
    RawArticle, id=TEXTS, title=TEXTS, body=TEXTS, authors=TUPLES, tags=TUPLES, captions=TUPLES, extra=EXTRA,
    origin=TEXTS, position=TEXTS, markup=st.sampled_from(["text", "html"]),
)  # fmt: skip
DATELINES = st.none() | st.builds(Dateline, text=TEXTS, place=TEXTS, day=st.none() | st.integers(1, 31))
ARTICLES = st.builds(
    Article, id=TEXTS, title=TEXTS, body=TEXTS, captions=TUPLES, published_inferred=st.booleans(), authors=TUPLES,
    dateline=DATELINES, notes=TUPLES, extra=EXTRA,
)  # fmt: skip
OFFICES = st.lists(st.tuples(TEXTS, TEXTS, st.booleans()), max_size=3).map(tuple)


@given(RAWS)
def test_what_was_received_comes_back(raw: RawArticle) -> None:
    assert forms.unpack_raw(forms.pack(raw)) == raw


@given(ARTICLES)
def test_what_was_cleaned_comes_back(article: Article) -> None:
    assert forms.unpack_article(forms.pack(article)) == article


@given(st.builds(Appearance, article=TEXTS, name=TEXTS, forms=TUPLES, offices=OFFICES, with_names=TUPLES, day=TEXTS))
def test_an_appearance_comes_back(appearance: Appearance) -> None:
    assert forms.read_appearance(forms.write_appearance(appearance)) == appearance


def test_a_card_comes_back_and_keeps_its_articles_elsewhere() -> None:
    office = OfficeHeld("Bí thư Huyện ủy", "Kon Chênh", False, "2014-05-19", "2015-01-02", "bai-1", 2)
    card = Card("p1", "Y Bơ", ("Y Bơ",), (office,), ("bai-1", "bai-2"), "", "", {"2014": 2}, {"A Thuih": 1}, "ethnic")
    written = forms.write_card(card)
    assert "bai-2" not in written
    assert forms.read_card(written, ("bai-1", "bai-2")) == card


@given(RAWS)
def test_where_it_was_read_does_not_make_an_article_another(raw: RawArticle) -> None:
    assert forms.digest(replace(raw, origin="khác", position="dòng 9")) == forms.digest(raw)


def test_every_other_field_does() -> None:
    raw = RawArticle(id="1", title="Mưa lớn ở Kon Chênh")
    others: dict[str, Any] = {
        "markup": "html",
        "authors": ("x",),
        "tags": ("x",),
        "captions": ("x",),
        "extra": {"x": 1},
    }
    for field in fields(RawArticle):
        if field.name in ("origin", "position"):
            continue
        changed = replace(raw, **{field.name: others.get(field.name, "x")})
        assert forms.digest(changed) != forms.digest(raw), field.name


def test_half_a_surrogate_pair_neither_stops_nor_changes() -> None:
    raw = RawArticle(id="1", title="Hội nghị \ud83d")
    assert forms.unpack_raw(forms.pack(raw)) == raw
