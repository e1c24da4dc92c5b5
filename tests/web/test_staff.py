from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from searchsvc.config import Settings
from searchsvc.web import create_app
from searchsvc.web.attempts import MOST
from searchsvc.web.sessions import FILE, secret_in
from tests.support.web_fakes import FakeNewsdesk

STAFF = {"Authorization": "Bearer can-see"}
PAGES = (
    *("/staff", "/staff/analyze", "/staff/analyze?text=H%C3%B4%CC%A3i%20hooij%20%3Cb%3E"),
    *("/staff/explain", "/staff/explain?q=hoi%20%3Cb%3E"),
    *("/staff/people", "/staff/people/nguyen-van-hung-1"),
)


@pytest.fixture
def newsdesk() -> FakeNewsdesk:
    keys = {"can-see": frozenset({"staff"}), "can-read": frozenset({"read"})}
    return FakeNewsdesk(keys=keys)  # type: ignore[arg-type]


@pytest.fixture
def app(newsdesk: FakeNewsdesk) -> Flask:
    return create_app(Settings(site_name="Tin Sơn Hà"), desk=newsdesk)


def _token(response: TestResponse) -> str:
    found = re.search(r'name="form" value="([^"]+)"', response.text)
    assert found
    return found[1]


def _log_in(client: FlaskClient, key: str = "can-see", next: str = "") -> TestResponse:
    form = _token(client.get("/staff/login"))
    return client.post("/staff/login", data={"form": form, "key": key, "next": next})


# --- JSON


@pytest.mark.parametrize("path", ["/api/v1/analyze?text=a", "/api/v1/explain?q=a"])
def test_a_staff_key_is_needed(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 401
    assert client.get(path, headers={"Authorization": "Bearer can-read"}).status_code == 403
    response = client.get(path, headers=STAFF)
    assert response.status_code == 200 and response.headers["Cache-Control"] == "no-store"


def test_analyze_answers_in_the_shape_others_rely_on(client: FlaskClient) -> None:
    answer: Any = client.get("/api/v1/analyze", query_string={"text": "Ho\u0302\u0323i hooij"}, headers=STAFF).json
    assert list(answer) == ["typed", "text", "repairs", "analysers", "tokens", "numbers"]
    assert answer["repairs"] == [{"fix": "nfc", "before": "Ho\u0302\u0323i hooij", "after": "Hội hooij"}]
    first, second = answer["tokens"]
    assert {
        "text": "hội",
        "start": 0,
        "end": 3,
        "position": 0,
        "parts": 1,
        "written": "Hội",
        "key": "hoi",
    }.items() <= first.items()
    assert first["syllable"] == {"onset": "h", "rhyme": "ôi", "tone": "nặng"}
    assert (second["syllable"], second["telex"], second["vni"], second["spellings"]) == (None, "hội", None, None)


def test_explain_answers_in_the_shape_others_rely_on(client: FlaskClient) -> None:
    answer: Any = client.get("/api/v1/explain", query_string={"q": "hoi"}, headers=STAFF).json
    assert list(answer) == [
        "query",
        "suggestion",
        "total",
        "rung",
        "tree",
        "words",
        "meanings",
        "people",
        "hits",
        "took_ms",
        "generation",
    ]
    variant = {"text": "hội", "tier": "folded", "slip": None, "weight": 0.85, "likely": 0.0, "articles": 12}
    assert answer["words"][0]["variants"][0] == variant
    assert answer["hits"][0]["parts"][0] == {"part": "‹hội|hồi^0.1›", "score": 9.5}


def test_bounds_are_kept(client: FlaskClient) -> None:
    assert client.get("/api/v1/analyze", query_string={"text": "a" * 5001}, headers=STAFF).status_code == 400
    assert client.get("/api/v1/explain?q=a&size=0", headers=STAFF).status_code == 400


# --- coming and going


@pytest.mark.parametrize("path", PAGES)
def test_who_is_not_logged_in_is_shown_the_way_in_and_then_what_they_wanted(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    where = urlsplit(response.headers["Location"])
    assert (response.status_code, where.path) == (303, "/staff/login")
    after = _log_in(client, next=parse_qs(where.query)["next"][0])
    assert after.status_code == 303
    page = client.get(after.headers["Location"])
    assert page.status_code == 200 and page.headers["Cache-Control"] == "no-store"
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.text)
    assert len(tree.findall(".//h1")) == 1 and "<b>" not in page.text and "<i>" not in page.text


def test_a_staff_key_opens_the_pages_too(client: FlaskClient) -> None:
    assert client.get("/staff", headers=STAFF).status_code == 200
    assert client.get("/staff", headers={"Authorization": "Bearer can-read"}).status_code == 403
    assert client.get("/staff", headers={"Authorization": "Bearer nonsense"}).status_code == 401


def test_the_cookie_is_kept_from_scripts_other_sites_and_other_pages(app: Flask, client: FlaskClient) -> None:
    cookie = _log_in(client).headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/staff" in cookie and "Secure" not in cookie
    assert "can-see" not in cookie
    other = app.test_client()
    form = _token(other.get("/staff/login", base_url="https://localhost"))
    sent = other.post("/staff/login", base_url="https://localhost", data={"form": form, "key": "can-see"})
    assert "Secure" in sent.headers["Set-Cookie"]


def test_pages_for_readers_set_no_cookie(client: FlaskClient) -> None:
    _log_in(client)
    assert "Set-Cookie" not in client.get("/").headers


@pytest.mark.parametrize("key", ["wrong", "can-read", "", "kh\x00óa", "k" * 5000])
def test_other_keys_do_not_open(client: FlaskClient, key: str) -> None:
    response = _log_in(client, key)
    assert response.status_code == 403 and "không đúng" in response.text
    assert client.get("/staff").status_code == 303


def test_too_many_attempts_wait_even_with_the_right_key(client: FlaskClient) -> None:
    for _ in range(MOST):
        assert _log_in(client, "wrong").status_code == 403
    refused = _log_in(client)
    assert refused.status_code == 429 and 1 <= int(refused.headers["Retry-After"]) <= 60


def test_a_form_of_another_site_opens_nothing_and_logs_nobody_out(client: FlaskClient) -> None:
    assert client.post("/staff/login", data={"key": "can-see"}).status_code == 400
    assert client.post("/staff/login", data={"key": "can-see", "form": "made up"}).status_code == 400
    _log_in(client)
    client.post("/staff/logout", data={"form": "made up"})
    assert client.get("/staff").status_code == 200


def test_out_is_out(client: FlaskClient) -> None:
    _log_in(client)
    client.post("/staff/logout", data={"form": _token(client.get("/staff"))})
    assert client.get("/staff").status_code == 303


def test_a_revoked_key_ends_its_sessions(client: FlaskClient, newsdesk: FakeNewsdesk) -> None:
    _log_in(client)
    del newsdesk.keys["can-see"]
    assert client.get("/staff").status_code == 303


def test_a_cookie_that_was_changed_or_signed_by_another_opens_nothing(
    client: FlaskClient, newsdesk: FakeNewsdesk
) -> None:
    value = _log_in(client).headers["Set-Cookie"].split("=", 1)[1].split(";")[0]
    other = create_app(Settings(), desk=newsdesk).test_client()
    for forged in (value[:-2] + "xx", value, "a.b.c"):
        other.set_cookie("searchsvc_staff", forged, path="/staff")
        assert other.get("/staff").status_code == 303


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/search", "/staff\\evil", "/staffroom", "/staff/a\nb"]
)
def test_the_way_in_leads_to_staff_pages_only(client: FlaskClient, wanted: str) -> None:
    assert _log_in(client, next=wanted).headers["Location"] == "/staff"


def test_all_processes_share_one_secret_that_only_we_may_read(tmp_path: Path) -> None:
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(secret_in(tmp_path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and len(set(found)) == 1 and len(found[0]) == 32
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert secret_in(None) != secret_in(None) and secret_in(tmp_path / "nothing") != found[0]
