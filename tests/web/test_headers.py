from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from searchsvc.web.headers import CONTENT_SECURITY_POLICY
from tests.support.web_fakes import FakeNewsdesk

READ = (
    *("/", "/search?q=a", "/people?q=a", "/people/a-bok", "/articles/ho-dak-to-re", "/cach-tim", "/opensearch.xml"),
    *("/api/v1/search?q=a", "/api/v1/people?q=a", "/api/v1/people/a-bok", "/api/v1/articles/ho-dak-to-re"),
    "/api/v1/suggest?q=a",
)


@pytest.mark.parametrize(
    "path", [*READ, "/nowhere", "/search?page=0", "/healthz", "/static/site.css", "/search?q=hong"]
)
def test_every_answer_says_what_a_browser_may_do(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:  # a static file is open until its response is closed
        headers = response.headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY and "unsafe" not in CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("path", READ)
def test_who_has_an_answer_is_told_so(client: FlaskClient, newsdesk: FakeNewsdesk, path: str) -> None:
    first = client.get(path)
    tag = first.headers["ETag"]
    assert tag.startswith('W/"') and first.headers["Cache-Control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    newsdesk.stamp += "x"
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200, "the index has changed"


def test_an_answer_to_another_question_has_another_tag(client: FlaskClient) -> None:
    asked = ("q=a", "q=b", "q=a&page=2", "q=a&literal=1")
    assert len({client.get(f"/search?{query}").headers["ETag"] for query in asked}) == len(asked)


def test_a_star_does_not_pass_by_the_checks(client: FlaskClient) -> None:
    star = {"If-None-Match": "*"}
    assert client.get("/api/v1/search?page=0", headers=star).status_code == 400
    assert client.get("/api/v1/articles/nothing", headers=star).status_code == 404


def test_head_answers_like_get_without_a_body(client: FlaskClient) -> None:
    response = client.head("/search?q=a")
    assert (response.status_code, response.data) == (200, b"") and "ETag" in response.headers


def test_static_files_are_kept_under_an_address_of_their_content(client: FlaskClient) -> None:
    page = client.get("/").text
    sheet = page.split('rel="stylesheet" href="')[1].split('"')[0]
    with client.get(sheet) as kept, client.get("/static/site.css") as asked_again:
        assert "immutable" in kept.headers["Cache-Control"]
        assert "immutable" not in asked_again.headers["Cache-Control"]
