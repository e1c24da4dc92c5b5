from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.support.web_fakes import FakeNewsdesk
from tests.support.web_samples import ARTICLES

WRITE = {"Authorization": "Bearer can-write"}
ARTICLE = {"title": "Mùa ong ở Kon Xơ Mú", "body": "Bà con đã quen với tiếng ong."}


def _json(client: FlaskClient, path: str, **query: str) -> Any:
    response = client.get(path, query_string=query)
    assert response.status_code == 200, response.text
    assert response.mimetype == "application/json"
    return response.json


def test_a_search_answers_in_the_shape_others_rely_on(client: FlaskClient) -> None:
    answer = _json(client, "/api/v1/search", q="hooij nghij", sort="newest")
    assert list(answer) == [
        *("query", "total", "page", "size", "next", "took_ms", "generation", "suggestion", "people", "facets", "hits")
    ]
    assert list(answer["query"]) == ["text", "understood", "rung", "steps", "diagnostics"]
    assert answer["query"]["steps"][0] == {
        "step": "telex",
        "from": "hooij nghij",
        "to": "hội nghị",
        "undo": "/api/v1/search?q=hooij%20nghij&sort=newest&literal=1",
    }
    assert {"id", "name", "offices", "articles", "first_seen", "last_seen", "score"} <= set(answer["people"][0])
    assert answer["people"][0]["articles"] == 36
    assert answer["facets"]["year"][0] == {"value": "2010", "label": "2010", "count": 3}


def test_a_hit_carries_what_a_client_needs_to_show_it(client: FlaskClient) -> None:
    hit = _json(client, "/api/v1/search", q="hội nghị")["hits"][0]
    wanted = {
        *("id", "url", "title", "lead", "published", "published_inferred", "category", "authors", "score", "tier"),
        *("title_marks", "snippets", "people", "duplicates"),
    }
    assert wanted <= set(hit)
    snippet = hit["snippets"][0]
    assert [snippet["text"][start:end] for start, end in sorted(snippet["marks"])] == ["hội nghị", "Nguyễn Văn Hùng"]


def test_parameters_reach_the_newsdesk(client: FlaskClient, newsdesk: FakeNewsdesk) -> None:
    query = {"from": "2013", "to": "2014-05", "person": "a/b", "size": "20", "page": "2", "facets": "", "literal": "1"}
    client.get("/api/v1/search", query_string={"q": "lễ hội", **query})
    asked = newsdesk.asked[-1]
    assert (asked.text, asked.start, asked.end, asked.person) == ("lễ hội", "2013-01-01", "2014-05-31", "a/b")
    assert (asked.size, asked.page, asked.facets, asked.literal) == (20, 2, (), "1")


def test_a_page_past_the_last_is_empty_and_no_error(client: FlaskClient) -> None:
    answer = _json(client, "/api/v1/search", q="a", page="1000", size="100")
    assert (answer["hits"], answer["next"], answer["total"]) == ([], None, 42)


def test_people_answer_with_cards_and_reasons(client: FlaskClient) -> None:
    answer = _json(client, "/api/v1/people", q="nguyen van hung", size="2")
    assert (answer["query"], answer["total"], answer["page"], answer["size"]) == ("nguyen van hung", 3, 1, 2)
    assert [card["offices"][0] for card in answer["people"]] == [
        "Chủ tịch UBND tỉnh Sơn Hà",
        "Hiệu trưởng Trường THPT Ngọc Linh",
    ]
    assert answer["people"][0]["reasons"] == ["tên đúng dấu", "Chủ tịch UBND tỉnh"]


def test_a_person_answers_with_offices_and_their_proof(client: FlaskClient) -> None:
    person = _json(client, "/api/v1/people/nguyen-van-hung-1", size="5")
    assert {"names", "offices", "years", "with", "articles"} <= set(person)
    held = person["offices"][2]
    assert (held["office"], held["place"], held["former"]) == ("Bí thư Huyện ủy", "Kon Xơ Mú", True)
    assert set(held["proof"]) == {"article", "text"} and held["first_seen"] == "2008-05-06"
    assert (person["total"], len(person["articles"]), person["years"]["2014"]) == (36, 5, 12)
    assert person["with"][1] == {"id": None, "name": "Hà Thị Nương", "articles": 9}


def test_an_article_answers_with_the_people_in_it(client: FlaskClient) -> None:
    article = _json(client, "/api/v1/articles/son-ha/2014/so-ket-ba-nam", q="hội nghị")
    mention = article["people"][0]["mentions"][0]
    assert article["body"][mention["start"] : mention["end"]] == mention["text"]
    assert mention["called"] == "ông Nguyễn Văn Hùng"
    assert article["people"][0]["offices"] == ["Phó Bí thư Tỉnh ủy", "Chủ tịch UBND tỉnh"]
    (cited,) = article["numbers"]
    assert (cited["number"], cited["mentions"][0]["text"]) == ("03/CT-TU", "Chỉ thị số 03/CT-TU")
    assert {"lead", "captions", "updated", "tags", "extra", "numbers", "places"} <= set(article)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.title[:12])
def test_any_id_is_found_under_its_address(client: FlaskClient, article: Any) -> None:
    from searchsvc.web.links import below

    assert _json(client, below("/api/v1/articles", article.id))["id"] == article.id


@pytest.mark.parametrize(
    "id", ["a/", "a//b", "/a", "a/../b", "a b", "đường/ở đây", "a%2Fb", "?", "#", "a\\b", "\u0301"]
)
def test_an_id_comes_through_as_it_is(client: FlaskClient, newsdesk: FakeNewsdesk, id: str) -> None:
    from searchsvc.web.links import below

    there = below("/api/v1/articles", id)
    assert client.put(there, json=ARTICLE, headers=WRITE).status_code == 201
    assert id in newsdesk.articles
    assert client.get(there).json["id"] == id  # type: ignore[index]
    assert client.get(below("/articles", id)).status_code == 200
    assert client.delete(there, headers=WRITE).status_code == 204
    assert client.get(there).status_code == 404


def test_putting_an_article_says_what_became_of_it(client: FlaskClient) -> None:
    there = "/api/v1/articles/ong"
    first = client.put(there, json=ARTICLE, headers=WRITE)
    assert (first.status_code, first.json) == (201, {"id": "ong", "outcome": "new", "searchable": True})
    assert first.headers["Location"] == there
    assert client.put(there, json=ARTICLE, headers=WRITE).json["outcome"] == "unchanged"  # type: ignore[index]
    changed = client.put(there, json={**ARTICLE, "title": "Mùa ong"}, headers=WRITE)
    assert (changed.status_code, changed.json["outcome"]) == (200, "changed")  # type: ignore[index]


def test_a_write_that_does_not_wait_is_accepted_only(client: FlaskClient, newsdesk: FakeNewsdesk) -> None:
    assert client.put("/api/v1/articles/a?wait=false", json=ARTICLE, headers=WRITE).status_code == 202
    assert client.delete("/api/v1/articles/a?wait=false", headers=WRITE).status_code == 202
    assert client.put("/api/v1/articles/a?wait=maybe", json=ARTICLE, headers=WRITE).status_code == 400
    assert newsdesk.waits == ["durable"]


def test_deleting_what_is_not_there_is_said(client: FlaskClient) -> None:
    response = client.delete("/api/v1/articles/nowhere", headers=WRITE)
    assert (response.status_code, response.json["type"]) == (404, "/problems/not-found")  # type: ignore[index]


def test_watchers_are_told(client: FlaskClient, newsdesk: FakeNewsdesk) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {
        "status": "ready",
        "reason": None,
        "generation": newsdesk.stamp,
        "articles": 42,
    }
    newsdesk.ready = "the index is empty"
    response = client.get("/readyz")
    assert (response.status_code, response.json["reason"]) == (503, "the index is empty")  # type: ignore[index]
