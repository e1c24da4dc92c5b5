from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.support.web_fakes import FakeNewsdesk

PATH = "/api/v1/suggest"


def _json(client: FlaskClient, **query: str) -> Any:
    return client.get(PATH, query_string=query).json


def test_suggestions_have_the_shape_others_rely_on(client: FlaskClient) -> None:
    answer = _json(client, q="h")
    assert list(answer) == ["q", "understood", "suggestions", "took_ms", "generation"]
    kinds = {one["kind"]: one for one in answer["suggestions"]}
    assert all(list(one) == ["kind", "text", "id", "url", "marks", "detail"] for one in answer["suggestions"])
    assert (kinds["person"]["detail"], kinds["person"]["id"]) == ("2 bài", "ho-van-nang-2")
    assert answer["suggestions"][0]["detail"].endswith(" · 1.234 bài")
    assert (kinds["phrase"]["id"], kinds["phrase"]["url"], kinds["phrase"]["marks"]) == (None, None, [[0, 2]])
    title = answer["suggestions"][4]
    assert (title["url"], title["detail"]) == ("https://sonha.example/hoi-lang", "19/05/2014")


def test_an_address_that_is_no_web_address_is_not_handed_out(client: FlaskClient) -> None:
    assert _json(client, q="hồ cạn")["suggestions"][0]["url"] is None


@pytest.mark.parametrize("size", ["0", "21", "-1", "x", "1e3"])
def test_a_size_out_of_range_is_a_problem(client: FlaskClient, size: str) -> None:
    response = client.get(PATH, query_string={"q": "h", "size": size})
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json" and '"size"' in response.text


def test_size_is_kept(client: FlaskClient) -> None:
    assert len(_json(client, q="h", size="2")["suggestions"]) == 2


def test_the_text_reaches_the_newsdesk_as_typed(client: FlaskClient, newsdesk: FakeNewsdesk) -> None:
    for text in ("", " HOÀ  b", "<script>", "a" * 5000):
        assert _json(client, q=text)["q"] == newsdesk.typed[-1] == text


def test_the_same_suggestions_are_not_sent_twice(client: FlaskClient, newsdesk: FakeNewsdesk) -> None:
    first = client.get(PATH, query_string={"q": "h"})
    again = {"If-None-Match": first.headers["ETag"]}
    assert client.get(PATH, query_string={"q": "h"}, headers=again).status_code == 304
    assert client.get(PATH, query_string={"q": "ho"}, headers=again).status_code == 200
    newsdesk.stamp = "20261122-165000-4"
    assert client.get(PATH, query_string={"q": "h"}, headers=again).status_code == 200
