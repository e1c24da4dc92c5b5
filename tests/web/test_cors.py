"""Scripts of sites on the list may read the API; nobody else's may, and none may write."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from searchsvc.config import Settings
from searchsvc.web import create_app
from tests.support.web_fakes import FakeNewsdesk

OURS, OTHERS = "https://tin.example", "https://other.example"
ALLOW = "Access-Control-Allow-Origin"


def _client(newsdesk: FakeNewsdesk, *origins: str) -> FlaskClient:
    return create_app(Settings(origins=origins), desk=newsdesk).test_client()


@pytest.mark.parametrize(
    ("listed", "origin", "path", "allowed"),
    [
        ((OURS,), OURS, "/api/v1/search?q=a", OURS),
        ((OURS,), OURS, "/api/v1/search?page=0", OURS),
        ((OURS,), OTHERS, "/api/v1/search?q=a", None),
        ((OURS,), f"{OURS}.evil.example", "/api/v1/search?q=a", None),
        ((OURS,), "null", "/api/v1/search?q=a", None),
        ((OURS,), OURS, "/search?q=a", None),
        ((OURS,), OURS, "/metrics", None),
        (("*",), OTHERS, "/api/v1/suggest?q=a", "*"),
        ((), OURS, "/api/v1/search?q=a", None),
    ],
)
def test_only_who_is_listed_may_read(
    newsdesk: FakeNewsdesk, listed: tuple[str, ...], origin: str, path: str, allowed: str | None
) -> None:
    headers = _client(newsdesk, *listed).get(path, headers={"Origin": origin}).headers
    assert headers.get(ALLOW) == allowed
    assert "Access-Control-Allow-Credentials" not in headers
    assert ("Origin" in headers.get("Vary", "")) == bool(listed and path.startswith("/api/")), "caches keep them apart"


def test_a_browser_that_asks_first_is_told_it_may_only_read(newsdesk: FakeNewsdesk) -> None:
    asked = {"Origin": OURS, "Access-Control-Request-Method": "PUT"}
    headers = _client(newsdesk, OURS).options("/api/v1/articles/a", headers=asked).headers
    assert (headers[ALLOW], headers["Access-Control-Allow-Methods"]) == (OURS, "GET")
    assert "authorization" not in headers["Access-Control-Allow-Headers"].casefold()


def test_a_write_is_not_opened(newsdesk: FakeNewsdesk) -> None:
    headers = {"Origin": OURS, "Authorization": "Bearer can-write"}
    answer = _client(newsdesk, OURS).put("/api/v1/articles/a", json={"title": "Ong"}, headers=headers)
    assert answer.status_code == 201 and ALLOW not in answer.headers
