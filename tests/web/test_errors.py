from __future__ import annotations

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchsvc.errors import Broken, Busy, Stale
from searchsvc.web.errors import PROBLEMS
from tests.support.web_fakes import FakeNewsdesk


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("get", "/api/v1/search?page=0", 400, "bad-parameter"),
        ("get", "/api/v1/search?cursor=junk", 400, "bad-parameter"),
        ("get", "/api/v1/people/nobody", 404, "not-found"),
        ("get", "/api/v1/articles/nothing", 404, "not-found"),
        ("get", "/api/v1/nowhere", 404, "not-found"),
        ("get", "/api/", 404, "not-found"),
        ("post", "/api/v1/search", 405, "method-not-allowed"),
        ("patch", "/api/v1/articles/a", 405, "method-not-allowed"),
        ("get", "/api/v1/search?q=hong", 500, "broken"),
    ],
)
def test_a_program_gets_a_problem_document(client: FlaskClient, method: str, path: str, status: int, kind: str) -> None:
    response = getattr(client, method)(path)
    assert response.mimetype == "application/problem+json"
    assert (response.status_code, response.json["status"], response.json["type"]) == (
        status,
        status,
        f"/problems/{kind}",
    )
    assert response.json["title"] and response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/search?page=0", 400),
        ("/search?from=h%C3%B4m%20qua", 400),
        ("/people/nobody", 404),
        ("/articles/nothing", 404),
        ("/nowhere", 404),
        ("/search?q=hong", 500),
    ],
)
def test_a_person_gets_a_page(client: FlaskClient, path: str, status: int) -> None:
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (status, "text/html")
    assert 'lang="vi"' in response.text and 'role="search"' in response.text


def test_a_mistake_names_its_parameter(client: FlaskClient) -> None:
    problem = client.get("/api/v1/search?size=0").json
    assert problem["parameter"] == "size" and "1 to 100" in problem["detail"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("accepts", "language", "title"),
    [
        ("", "en", "A parameter is out of range"),
        ("vi", "vi", "Tham số không hợp lệ"),
        ("en-GB,vi;q=0.3", "en", "A parameter is out of range"),
        ("vi-VN,vi;q=0.9,en;q=0.5", "vi", "Tham số không hợp lệ"),
        ("fr", "en", "A parameter is out of range"),
    ],
)
def test_a_problem_speaks_the_language_that_is_asked_for(
    client: FlaskClient, accepts: str, language: str, title: str
) -> None:
    response = client.get("/api/v1/search?page=0", headers={"Accept-Language": accepts})
    assert response.json["title"] == title and response.headers["Content-Language"] == language  # type: ignore[index]
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize("path", ["/search?q=hong", "/api/v1/search?q=hong"])
def test_our_own_mistake_tells_nothing_of_the_inside(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    with caplog.at_level(logging.ERROR):
        response = client.get(path)
    assert response.status_code == 500
    assert "secret" not in response.text and "Traceback" not in response.text and "RuntimeError" not in response.text
    assert "secret path" in caplog.text, "an operator must find it in the log"
    assert "q=hong" not in caplog.text, "what people look for does not go into a log"


@pytest.mark.parametrize("error", [Busy("held by 123"), Broken("torn file /srv/x"), Stale("other rules")])
def test_what_may_pass_is_answered_with_try_again(
    app: Flask, newsdesk: FakeNewsdesk, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(_: object) -> str:
        raise error

    monkeypatch.setattr(FakeNewsdesk, "generation", fail)
    for path in ("/", "/search?q=a", "/api/v1/search?q=a"):
        response = app.test_client().get(path)
        assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
        assert str(error) not in response.text


def test_a_405_says_what_is_allowed(client: FlaskClient) -> None:
    assert {"GET", "PUT", "DELETE"} <= set(client.post("/api/v1/articles/a").headers["Allow"].split(", "))


def test_every_kind_of_problem_has_a_name_of_its_own() -> None:
    assert len({problem.type for problem in PROBLEMS}) == len(PROBLEMS)


def test_trouble_that_meets_every_request_is_logged_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> str:
        raise Broken("no generation here")

    monkeypatch.setattr(FakeNewsdesk, "generation", fail)
    for _ in range(20):
        assert app.test_client().get("/").status_code == 503
    assert caplog.text.count("no generation here") == 1
