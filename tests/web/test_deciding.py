"""Decisions about people over HTTP: who may, what a form must bring, what is said of mistakes; then on a real index."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from searchsvc.config import Settings
from searchsvc.indexing.generations import open_store
from searchsvc.indexing.update import put_article, wait_until_applied
from searchsvc.web import create_app
from tests.indexing.village import stories
from tests.support.web_fakes import FakeNewsdesk

API, PAGE = "/api/v1/people/decisions", "/staff/people"
STAFF = {"Authorization": "Bearer can-see"}
HUNG = "nguyen-van-hung-1"


@pytest.fixture
def newsdesk() -> FakeNewsdesk:
    return FakeNewsdesk(keys={"can-see": frozenset({"staff"}), "can-write": frozenset({"write"})})


@pytest.fixture
def app(newsdesk: FakeNewsdesk) -> Flask:
    return create_app(Settings(site_name="Tin Sơn Hà"), desk=newsdesk)


def token(response: TestResponse) -> str:
    found = re.search(r'name="form" value="([^"]+)"', response.text)
    assert found
    return found[1]


def log_in(client: FlaskClient, key: str = "can-see") -> None:
    form = token(client.get("/staff/login"))
    assert client.post("/staff/login", data={"form": form, "key": key}).status_code == 303


# --- JSON


@pytest.mark.parametrize(("method", "path"), [("GET", API), ("POST", API), ("DELETE", f"{API}/1")])
def test_a_staff_key_is_needed(client: FlaskClient, method: str, path: str) -> None:
    assert client.open(path, method=method).status_code == 401
    refused = client.open(path, method=method, headers={"Authorization": "Bearer can-write"})
    assert refused.status_code == 403


def test_a_decision_is_taken_listed_and_undone(client: FlaskClient) -> None:
    wish = {"kind": "alias", "person": f"https://tin.example/people/{HUNG}", "alias": "Ba Hùng"}
    taken = client.post(API, json=wish, headers=STAFF)
    assert taken.status_code == 201 and taken.headers["Location"] == f"{API}/1"
    assert taken.json and (taken.json["who"], taken.json["alias"], taken.json["searchable"]) == (
        "can-see",
        "Ba Hùng",
        True,
    )
    listed = client.get(API, headers=STAFF).json
    assert listed and listed["total"] == 1 and listed["decisions"][0]["names"] == ["Nguyễn Văn Hùng"]
    undone = client.delete(f"{API}/1", headers=STAFF)
    assert undone.status_code == 200 and undone.json and undone.json["undone_by"]
    assert client.delete(f"{API}/1", headers=STAFF).status_code == 404


@pytest.mark.parametrize(
    ("wish", "status", "parameter"),
    [
        ({"person": HUNG}, 400, "kind"),
        ({"kind": "burn", "person": HUNG}, 400, "kind"),
        ({"kind": "alias", "person": HUNG, "alias": 7}, 400, "alias"),
        ({"kind": "alias", "person": HUNG, "alias": "a" * 501}, 400, "alias"),
        ({"kind": "split", "person": HUNG, "articles": "hoi-nghi"}, 400, "articles"),
        ({"kind": "split", "person": HUNG, "articles": [1]}, 400, "articles"),
        ({"kind": "hide", "person": "nobody"}, 404, None),
    ],
)
def test_what_cannot_be_is_explained(
    client: FlaskClient, wish: dict[str, object], status: int, parameter: str | None
) -> None:
    response = client.post(API, json=wish, headers=STAFF)
    assert response.status_code == status and response.json and response.json.get("parameter") == parameter


# --- Pages


def test_the_pages_are_for_who_is_logged_in(client: FlaskClient) -> None:
    assert client.get(f"{PAGE}/{HUNG}").headers["Location"].startswith("/staff/login?next=")
    log_in(client)
    page = client.get(f"{PAGE}/{HUNG}")
    assert page.status_code == 200 and "no-store" in page.headers["Cache-Control"]
    for kind in ("merge", "split", "alias", "hide"):
        assert f'value="{kind}"' in page.text


def test_a_form_without_its_token_does_nothing(client: FlaskClient, newsdesk: FakeNewsdesk) -> None:
    log_in(client)
    for sent in ({"kind": "hide"}, {"kind": "hide", "form": "made up"}):
        assert client.post(f"{PAGE}/{HUNG}", data=sent).status_code == 400
    assert client.post(f"{PAGE}/undo/1", data={}).status_code == 400
    assert newsdesk.decided == []
    # A key in a header is no session either.
    assert (
        client.application.test_client().post(f"{PAGE}/{HUNG}", data={"kind": "hide"}, headers=STAFF).status_code == 400
    )


def test_a_form_takes_a_decision_and_a_button_undoes_it(client: FlaskClient, newsdesk: FakeNewsdesk) -> None:
    log_in(client)
    form = token(client.get(f"{PAGE}/{HUNG}"))
    sent = client.post(f"{PAGE}/{HUNG}", data={"form": form, "kind": "alias", "alias": "<b>Ba</b>"})
    assert (sent.status_code, sent.headers["Location"]) == (303, PAGE)
    page = client.get(PAGE)
    assert "Thêm tên “&lt;b&gt;Ba&lt;/b&gt;” cho Nguyễn Văn Hùng" in page.text and "0:05 ngày 23/11/2026" in page.text
    assert client.post(f"{PAGE}/undo/1", data={"form": form}).status_code == 303
    after = client.get(PAGE).text
    assert "đã bỏ" in after and "Bỏ quyết định này" not in after
    assert newsdesk.decided[0].undone_by == "id of can-see"


def test_a_mistake_is_told_beside_the_form(client: FlaskClient) -> None:
    log_in(client)
    form = token(client.get(f"{PAGE}/{HUNG}"))
    response = client.post(f"{PAGE}/{HUNG}", data={"form": form, "kind": "merge", "with": "http://["})
    assert response.status_code == 404 and 'role="alert">Không có người này.' in response.text
    assert client.get(f"{PAGE}/nobody").status_code == 404


def test_a_reader_is_shown_where_staff_go(client: FlaskClient) -> None:
    assert f'href="{PAGE}/{HUNG}"' in client.get(f"/people/{HUNG}").text


# --- On a real index


def test_staff_merge_people_and_readers_see_it(tmp_path: Path) -> None:
    home = tmp_path / "index"
    for raw in stories(12):
        put_article(home, raw)
    wait_until_applied(home, timeout=30)
    with closing(open_store(home)) as store:
        headers = {"Authorization": f"Bearer {store.keys.make('Lan', ('staff',))[1]}"}
    client = create_app(Settings(index=home, site_name="Tin Sơn Hà")).test_client()

    def ids(query: str) -> list[str]:
        answer = client.get("/api/v1/people", query_string={"q": query}).json
        return [card["id"] for card in answer["people"]] if answer else []

    thuy, bo = ids("đặng minh thúy")[0], ids("Y Bơ")[0]
    before = client.get("/people", query_string={"q": "Y Bơ"}).headers["ETag"]
    merge = client.post(API, json={"kind": "merge", "person": thuy, "with": bo}, headers=headers)
    assert merge.status_code == 201 and merge.json and merge.json["who"] == "Lan"
    assert ids("Y Bơ") == [thuy] and client.get(f"/people/{bo}").status_code == 404
    assert client.get("/people", query_string={"q": "Y Bơ"}).headers["ETag"] != before
    again = client.post(API, json={"kind": "merge", "person": thuy, "with": thuy}, headers=headers)
    assert again.status_code == 400 and again.json and again.json["parameter"] == "with"
    assert client.delete(f"{API}/1", headers=headers).status_code == 200
    assert ids("Y Bơ") == [bo]
