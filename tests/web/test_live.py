"""The web layer over a real index: the newsroom, in a folder of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from searchsvc.config import Settings
from searchsvc.indexing.update import index_source
from searchsvc.store.articles import FILE, Store
from searchsvc.web import create_app
from searchsvc.web.examples import EXAMPLES, LESSONS, Example
from tests.support import newsroom as stories
from tests.support.contract import ContractClient

EVERY_EXAMPLE = set(EXAMPLES) | {example for lesson in LESSONS for example in lesson.examples}
ARTICLE = {"title": "Mùa ong ở Kon Xơ Mú", "body": "Già làng A Thút nói bà con đã quen với tiếng ong."}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("web") / "index"
    index_source(home, str(stories.JSONL))
    return home


@pytest.fixture(scope="module")
def live(home: Path) -> FlaskClient:
    app = create_app(Settings(index=home))
    app.test_client_class = ContractClient
    return app.test_client()


@pytest.fixture(scope="module")
def key(home: Path) -> dict[str, str]:
    store = Store.open(home / FILE)
    _, token = store.keys.make("test", ("write",))
    store.close()
    return {"Authorization": f"Bearer {token}"}


def _hits(live: FlaskClient, **query: str) -> list[Any]:
    response = live.get("/api/v1/search", query_string=query)
    assert response.status_code == 200, response.text
    return list(response.json["hits"])  # type: ignore[index]


@pytest.mark.parametrize("example", sorted(EVERY_EXAMPLE, key=str), ids=lambda example: example.query)
def test_every_example_finds_something(live: FlaskClient, example: Example) -> None:
    answer = live.get(f"/api/v1{example.path}", query_string={"q": example.query}).json
    assert answer["total"] > 0  # type: ignore[index]
    assert answer.get("query", {}) and not (example.path == "/search" and answer["query"]["diagnostics"])  # type: ignore[union-attr, index]
    page = live.get(example.path, query_string={"q": example.query})
    assert page.status_code == 200 and "Không thấy" not in page.text


def test_every_article_has_its_page_and_its_json(live: FlaskClient) -> None:
    for raw in stories.raw_articles():
        there = f"/articles/{quote(raw.id, safe='')}?q=h%E1%BB%93"
        assert live.get(there).status_code == 200 and live.get(f"/api/v1{there}").status_code == 200


def test_marks_are_true_to_the_text_beside_them(live: FlaskClient) -> None:
    hits = _hits(live, q="nguyen van hung")
    marked = {
        snippet["text"][start:end] for hit in hits for snippet in hit["snippets"] for start, end in snippet["marks"]
    }
    assert "Nguyễn Văn Hùng" in marked


def test_every_person_found_has_a_page(live: FlaskClient) -> None:
    people = live.get("/api/v1/people?q=nguyen+van+hung").json["people"]  # type: ignore[index]
    assert len(people) == 2
    for card in people:
        page = live.get(f"/people/{quote(card['id'], safe='')}")
        assert page.status_code == 200 and card["offices"][0] in page.text
        assert live.get(f"/api/v1/people/{quote(card['id'], safe='')}").json["total"] == card["articles"]  # type: ignore[index]


def test_the_cursor_walks_through_all_pages(live: FlaskClient) -> None:
    seen: list[str] = []
    cursor = ""
    while True:
        answer = live.get("/api/v1/search", query_string={"q": "ông", "size": "3", "cursor": cursor}).json
        assert answer is not None
        seen += [hit["id"] for hit in answer["hits"]]
        if not (cursor := answer["next"]):
            break
    assert len(seen) == len(set(seen)) == answer["total"] > 3


def test_what_is_put_can_be_found_and_what_is_deleted_no_more(live: FlaskClient, key: dict[str, str]) -> None:
    there = "/api/v1/articles/2026/mua%20ong"
    before = live.get("/search?q=ong").headers["ETag"]
    assert live.put(there, json=ARTICLE, headers=key).status_code == 201
    assert _hits(live, q="mùa ong")[0]["id"] == "2026/mua ong"
    assert live.get("/search?q=ong", headers={"If-None-Match": before}).status_code == 200
    assert live.put(there, json=ARTICLE, headers=key).json["outcome"] == "unchanged"  # type: ignore[index]
    changed = live.put(there, json={**ARTICLE, "title": "Mùa mật"}, headers=key)
    assert changed.status_code == 200 and _hits(live, q='"mùa mật"')
    assert live.get("/articles/2026%2Fmua%20ong").status_code == 200
    assert live.delete(there, headers=key).status_code == 204
    assert not _hits(live, q='"mùa mật"') and live.get(there).status_code == 404
    assert live.delete(there, headers=key).status_code == 404


def test_a_key_of_another_kind_or_none_writes_nothing(live: FlaskClient, key: dict[str, str]) -> None:
    wrong = {"Authorization": key["Authorization"] + "x"}
    assert live.put("/api/v1/articles/a", json=ARTICLE, headers=wrong).status_code == 401
    assert live.get("/api/v1/articles/a").status_code == 404


@pytest.mark.parametrize(
    "text", ["", '"', "(((", "*", "title:", "x" * 100_000, "\0", "ho\u0323\u0302i nghi\u0323", "từ:9999"]
)
def test_no_text_breaks_the_real_search(live: FlaskClient, text: str) -> None:
    for path in ("/search", "/people", "/api/v1/search", "/api/v1/people", "/articles/det-tho-cam"):
        assert live.get(path, query_string={"q": text, "facets": "year"}).status_code == 200, path


def test_a_cursor_of_no_ones_making_is_a_mistake(live: FlaskClient) -> None:
    response = live.get("/api/v1/search?q=a&cursor=junk")
    assert (response.status_code, response.json["parameter"]) == (400, "cursor")  # type: ignore[index]


def test_without_an_index_the_server_says_it_is_not_ready(tmp_path: Path) -> None:
    client = create_app(Settings(index=tmp_path)).test_client()
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    for path in ("/", "/search?q=a", "/api/v1/search?q=a", "/articles/a"):
        assert client.get(path).status_code == 503, path
    assert client.put("/api/v1/articles/a", json=ARTICLE).status_code == 401


def test_what_is_typed_is_completed_from_the_articles(live: FlaskClient) -> None:
    for typed, kind, text in (
        ("nguyen van h", "person", "Nguyễn Văn Hùng"),
        ("HOÀ LÂM C", "title", "Hòa Lâm có tuyến xe buýt đầu tiên"),
        ("heo ddaats gi", "title", "Phụ nữ Sơn Hà nuôi heo đất giúp nhau thoát nghèo"),
    ):
        answer: Any = live.get("/api/v1/suggest", query_string={"q": typed}).json
        assert (kind, text) in [(one["kind"], one["text"]) for one in answer["suggestions"]], typed


def test_staff_come_in_with_their_key_until_it_is_revoked(home: Path, live: FlaskClient) -> None:
    store = Store.open(home / FILE)
    made, token = store.keys.make("desk", ("staff",))
    headers = {"Authorization": f"Bearer {token}"}
    told: Any = live.get("/api/v1/explain?q=hooij%20nghij", headers=headers).json
    assert told["hits"] and told["hits"][0]["parts"] and told["words"]
    cut: Any = live.get("/api/v1/analyze?text=h%E1%BB%99i", headers=headers).json
    assert cut["tokens"][0]["spellings"][0]["text"] == "hội"
    browser = live.application.test_client()
    form = browser.get("/staff/login").text.split('name="form" value="')[1].split('"')[0]
    assert browser.post("/staff/login", data={"form": form, "key": token}).status_code == 303
    another_process = create_app(Settings(index=home)).test_client()
    cookie = browser.get_cookie("searchsvc_staff", path="/staff")
    assert cookie is not None
    another_process.set_cookie("searchsvc_staff", cookie.value, path="/staff")
    assert another_process.get("/staff/explain?q=h%E1%BB%93").status_code == 200
    store.keys.revoke(made.id)
    store.close()
    assert another_process.get("/staff").status_code == browser.get("/staff").status_code == 303
