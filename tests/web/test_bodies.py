from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from searchsvc.web.bodies import LARGEST
from tests.support.web_fakes import FakeNewsdesk

KEY = {"Authorization": "Bearer can-write"}
THERE = "/api/v1/articles/a"


def _put(client: FlaskClient, body: bytes, kind: str = "application/json") -> tuple[int, str]:
    response = client.put(THERE, data=body, headers={**KEY, "Content-Type": kind})
    return response.status_code, response.json.get("type", "")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b"", 400, "bad-request"),
        (b"{", 400, "bad-request"),
        (b'"title"', 400, "bad-request"),
        (b"[]", 400, "bad-request"),
        (b"\xff\xfe\x00", 400, "bad-request"),
        (b'{"title": NaN}', 400, "bad-request"),
        (b"[" * 200_000, 400, "bad-request"),
        (b'{"a":' * 100_000, 400, "bad-request"),
        (b'{"title": "a", "n": ' + b"9" * 5_000 + b"}", 400, "bad-request"),
        (b'{"id": "b", "title": "a"}', 400, "bad-parameter"),
        (b"{}", 422, "bad-article"),
        (b'{"title": 1}', 422, "bad-article"),
        (b'{"title": "a", "authors": [1]}', 422, "bad-article"),
        (b'{"title": "a", "extra": ' + b"[" * 100 + b"]" * 100 + b"}", 422, "bad-article"),
    ],
)
def test_a_body_that_is_no_article_is_explained(client: FlaskClient, body: bytes, status: int, kind: str) -> None:
    assert _put(client, body) == (status, f"/problems/{kind}")


def test_a_body_that_is_an_article_is_taken(client: FlaskClient, newsdesk: FakeNewsdesk) -> None:
    body = {"title": "Mùa ong", "body": "Ở làng.", "authors": "Y Đai", "mood": "vui"}
    assert _put(client, b"\xef\xbb\xbf" + json.dumps(body).encode())[0] == 201
    assert _put(client, json.dumps({"id": "a", **body}).encode(), "application/json; charset=utf-8")[0] == 200
    assert newsdesk.articles["a"].title == "Mùa ong"


@pytest.mark.parametrize("kind", ["text/plain", "", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_body_that_is_not_said_to_be_json_is_refused(client: FlaskClient, kind: str) -> None:
    assert _put(client, b'{"title": "a"}', kind) == (415, "/problems/not-json")


def test_a_body_too_large_is_refused(client: FlaskClient) -> None:
    body = b'{"title": "' + b"a" * LARGEST + b'"}'
    assert _put(client, body) == (413, "/problems/too-large")


def test_an_id_with_blanks_around_it_is_refused(client: FlaskClient) -> None:
    assert client.put("/api/v1/articles/%20a", json={"title": "a"}, headers=KEY).status_code == 400


def _match(client: FlaskClient, body: object) -> tuple[int, Any]:
    response = client.post("/api/v1/people/match", json=body)
    return response.status_code, response.json


def test_a_list_of_names_is_matched_in_its_order(client: FlaskClient) -> None:
    status, answer = _match(client, {"names": ["nguyen van hung", "khongco"], "size": 2})
    assert status == 200
    assert [match["name"] for match in answer["matches"]] == ["nguyen van hung", "khongco"]
    assert [len(match["candidates"]) for match in answer["matches"]] == [2, 0]
    first = answer["matches"][0]["candidates"][0]
    assert 0 < first["score"] <= 1
    assert first["reasons"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"names": "nguyen van hung"},
        {"names": [1]},
        {"names": ["a"] * 201},
        {"names": ["a" * 201]},
        {"names": ["a"], "size": 0},
        {"names": ["a"], "size": True},
        {"names": ["a"], "size": 21},
    ],
)
def test_a_list_of_names_out_of_bounds_is_a_problem(client: FlaskClient, body: object) -> None:
    status, problem = _match(client, body)
    assert status == 400
    assert problem["title"]
