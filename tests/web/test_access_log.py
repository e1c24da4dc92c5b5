"""Requests have ids, and the log tells what happened without telling of whom or of what."""

from __future__ import annotations

import json
from typing import Any

import pytest

from searchsvc.config import AccessLog, Settings
from searchsvc.web import create_app
from tests.support.web_fakes import FakeNewsdesk

PATHS = ("/api/v1/search?q=bimat&person=bimat", "/search?q=bimat", "/api/v1/articles/bimat", "/people/bimat", "/bimat")


def _logged(newsdesk: FakeNewsdesk, capsys: pytest.CaptureFixture[str], wanted: AccessLog, *paths: str) -> list[Any]:
    client = create_app(Settings(access_log=wanted), desk=newsdesk).test_client()
    for path in paths:
        client.get(path, headers={"X-Request-Id": "abc-1", "Referer": "https://bimat.example", "User-Agent": "bimat"})
    lines = capsys.readouterr().err
    assert "bimat" not in lines
    return [json.loads(line) for line in lines.splitlines()]


def test_a_line_tells_route_status_and_time(newsdesk: FakeNewsdesk, capsys: pytest.CaptureFixture[str]) -> None:
    lines = _logged(newsdesk, capsys, "on", *PATHS)
    told = [(line["method"], line["route"], line["status"]) for line in lines]
    assert told == [
        ("GET", "/api/v1/search", 200),
        ("GET", "/search", 200),
        ("GET", "/api/v1/articles/<id>", 404),
        ("GET", "/people/<id>", 404),
        ("", "", 404),
    ]
    assert all(line["id"] == "abc-1" and line["took_ms"] > 0 and line["bytes"] > 0 for line in lines)
    assert all("address" not in line for line in lines)


def test_an_address_is_told_only_where_it_is_wanted(newsdesk: FakeNewsdesk, capsys: pytest.CaptureFixture[str]) -> None:
    assert [line["address"] for line in _logged(newsdesk, capsys, "addresses", *PATHS)] == ["127.0.0.1"] * len(PATHS)


def test_nothing_is_written_unless_it_is_wanted(newsdesk: FakeNewsdesk, capsys: pytest.CaptureFixture[str]) -> None:
    assert _logged(newsdesk, capsys, "off", *PATHS) == []


def test_a_method_that_somebody_made_up_is_not_written_down(
    newsdesk: FakeNewsdesk, capsys: pytest.CaptureFixture[str]
) -> None:
    create_app(Settings(access_log="on"), desk=newsdesk).test_client().open("/search", method="BIMAT")
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["status"] == 405 and "BIMAT" not in line


@pytest.mark.parametrize(
    ("given", "kept"),
    [("abc-1", True), ("A.b_9", True), ("x" * 64, True), ("x" * 65, False), ("a b", False), ("", False)],
)
def test_an_id_is_taken_over_when_it_is_sane(newsdesk: FakeNewsdesk, given: str, kept: bool) -> None:
    client = create_app(Settings(), desk=newsdesk).test_client()
    answers = [client.get(path, headers={"X-Request-Id": given}) for path in ("/healthz", "/search?q=hong", "/bimat")]
    ids = [answer.headers["X-Request-Id"] for answer in answers]
    assert (ids == [given] * 3) if kept else len(set(ids)) == 3
