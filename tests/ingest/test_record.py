"""One JSON object as an article, field by field."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.errors import BadRecord
from searchsvc.ingest.record import from_record, markup_of
from searchsvc.model import RawArticle

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


def test_every_field() -> None:
    article = from_record(
        {
            "id": "sh-1", "url": "https://sonhatv.example/1", "title": "Mưa", "body": "Mưa to.", "lead": "Sáng nay",
            "published": "2014-05-19", "updated": "2014-05-20", "authors": ["Thu Hoài", "Y Blơi"], "category": "Xã hội",
            "tags": ["mưa"], "captions": ["Cầu"], "source": "SH", "views": 3, "geo": {"x": [1]},
        },
        origin="a.jsonl",
        position="line 1",
    )  # fmt: skip
    assert article == RawArticle(
        "sh-1", "Mưa", "Mưa to.", "Sáng nay", "https://sonhatv.example/1", "text", "2014-05-19", "2014-05-20",
        ("Thu Hoài", "Y Blơi"), "Xã hội", ("mưa",), ("Cầu",), "SH", {"views": 3, "geo": {"x": [1]}},
        "a.jsonl", "line 1",
    )  # fmt: skip


@pytest.mark.parametrize("key", ["author", "authors"])
def test_one_author_as_a_string(key: str) -> None:
    assert from_record({"title": "A", key: "NGUYỄN HÂN"}).authors == ("NGUYỄN HÂN",)


def test_ids() -> None:
    assert from_record({"id": 12, "title": "A"}).id == "12"
    by_url = from_record({"url": "https://sonhatv.example/1/", "title": "A"}).id
    assert (
        by_url == from_record({"url": "http://SonhaTV.example/1#x", "title": "B"}).id != from_record({"title": "A"}).id
    )
    assert (
        from_record({"title": "A"}).id
        == from_record({"title": "A", "tags": ["x"]}).id
        != from_record({"title": "B"}).id
    )
    assert from_record({"id": "", "title": "A"}).id == from_record({"title": "A"}).id


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({}, "neither title nor body"),
        ({"title": " ", "body": None}, "neither title nor body"),
        ({"title": ["a"]}, "title is a list, not a text"),
        ({"title": "A", "body": {"html": "x"}}, "body is an object, not a text"),
        ({"title": "A", "tags": "một"}, ""),
        ({"title": "A", "tags": [1]}, "tags holds a number, not a text"),
        ({"title": "A", "tags": [None]}, "tags holds nothing, not a text"),
        ({"title": "A", "authors": 5}, "authors is a number, not a list of texts"),
        ({"title": "A", "captions": ["x"] * 1001}, "captions has 1,001 values, more than 1,000"),
        ({"title": "A", "published": True}, "published is true or false, not a text"),
        ({"title": "A", "published": 1745309820}, ""),
        ({"title": "A", "id": ["a"]}, "id is a list, not a text"),
        ({"title": "A", "id": "a" * 201}, "id is longer than 200 characters, blank or holds characters nobody can see"),
        ({"title": "A", "id": "a\nb"}, "id is longer than 200 characters, blank or holds characters nobody can see"),
        (["title"], "not a JSON object but a list"),
        ("title", "not a JSON object but a text"),
        (None, "not a JSON object but nothing"),
    ],
)
def test_what_is_wrong_is_said(record: Any, reason: str) -> None:
    if not reason:
        assert from_record(record).title == "A"
        return
    with pytest.raises(BadRecord) as caught:
        from_record(record, origin="a.jsonl", position="line 4")
    assert caught.value.reason == reason
    assert (caught.value.origin, caught.value.position) == ("a.jsonl", "line 4")


def test_depth_and_halves_of_letters() -> None:
    deep: Any = "x"
    for _ in range(40):
        deep = [deep]
    with pytest.raises(BadRecord, match="nested deeper"):
        from_record({"title": "A", "deep": deep})
    article = from_record(json.loads('{"title": "A\\ud83d", "extra\\udc00": ["\\ud800"]}'))
    assert article.title == "A\ufffd" and article.extra == {"extra\ufffd": ["\ufffd"]}


@given(
    st.dictionaries(
        st.sampled_from(["id", "title", "body", "tags", "authors", "author", "url", "published", "x"]), VALUES
    )
)
def test_never_anything_but_an_article_or_a_bad_record(record: dict[str, Any]) -> None:
    try:
        article = from_record(record)
    except BadRecord as error:
        assert error.reason
        return
    assert article.id and (article.title or article.body)
    json.dumps(dict(article.extra), ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize(
    ("body", "markup"),
    [
        ("Giá < 5 triệu", "text"),
        ("a < b và c > d", "text"),
        ("Nhập <tên> vào ô", "text"),
        ("<3 Sơn Hà", "text"),
        ("<p>Một</p>", "html"),
        ("Một<br>hai", "html"),
        ("Một<br />hai", "html"),
        ("<P CLASS='x'>Một", "html"),
        ("<img src='a.jpg'>", "html"),
        ("<!-- wp:paragraph -->", "html"),
        ("xem <b>đậm</b>", "html"),
    ],
)
def test_markup(body: str, markup: str) -> None:
    assert markup_of(body) == markup
