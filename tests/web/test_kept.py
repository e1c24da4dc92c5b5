"""Answers kept: the same as before, with the time this one took, and only as long as the index stays as it is."""

from __future__ import annotations

import json
from time import perf_counter

import pytest
from flask import Response
from flask.testing import FlaskClient

from searchsvc.config import Settings
from searchsvc.web import create_app
from searchsvc.web.kept import Kept
from tests.support.web_fakes import FakeNewsdesk


@pytest.fixture(scope="module")
def keeping_newsdesk() -> FakeNewsdesk:
    return FakeNewsdesk()


@pytest.fixture(scope="module")
def keeping(keeping_newsdesk: FakeNewsdesk) -> FlaskClient:
    """A client of an app that keeps answers."""
    app = create_app(Settings(kept_mb=1), desk=keeping_newsdesk)
    app.logger.disabled = True
    return app.test_client()


@pytest.mark.parametrize("path", ["/search", "/api/v1/search"])
def test_the_same_question_is_answered_once(keeping: FlaskClient, keeping_newsdesk: FakeNewsdesk, path: str) -> None:
    asked = keeping_newsdesk.asked
    there = f"{path}?q=hội nghị"
    named = {"X-Request-Id": "one"}
    first, before = keeping.get(there, headers=named), len(asked)
    second = keeping.get(there, headers=named)
    assert len(asked) == before
    assert {**dict(second.headers), "Content-Length": ""} == {**dict(first.headers), "Content-Length": ""}
    if first.is_json:
        told, again = json.loads(first.data), json.loads(second.data)
        assert told.pop("took_ms") == 1.94 and 0 <= again.pop("took_ms") < 1000
        assert told == again
    else:
        assert first.data == second.data


@pytest.mark.parametrize("change", ["&page=2", "&sort=newest", "&literal=1", "&q2=x"])
def test_another_question_is_asked(keeping: FlaskClient, keeping_newsdesk: FakeNewsdesk, change: str) -> None:
    keeping.get("/api/v1/search?q=xa")
    before = len(keeping_newsdesk.asked)
    keeping.get(f"/api/v1/search?q=xa{change}")
    assert len(keeping_newsdesk.asked) == before + 1


def test_a_changed_index_is_asked_again(keeping: FlaskClient, keeping_newsdesk: FakeNewsdesk) -> None:
    keeping.get("/api/v1/search?q=ong")
    keeping_newsdesk.stamp += "x"
    assert keeping.get("/api/v1/search?q=ong").json["generation"] == keeping_newsdesk.stamp  # type: ignore[index]


def test_another_day_is_asked_again(
    keeping: FlaskClient, keeping_newsdesk: FakeNewsdesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping.get("/api/v1/search?q=mai")
    before = len(keeping_newsdesk.asked)
    monkeypatch.setattr("searchsvc.web.headers._today", lambda: "2099-01-01")
    keeping.get("/api/v1/search?q=mai")
    assert len(keeping_newsdesk.asked) == before + 1


def test_mistakes_and_failures_are_not_kept(keeping: FlaskClient, keeping_newsdesk: FakeNewsdesk) -> None:
    for query, status in (("q=a&page=0", 400), ("q=a&cursor=junk", 400), ("q=hong", 500)):
        assert [keeping.get(f"/api/v1/search?{query}").status_code for _ in range(2)] == [status] * 2


def test_what_only_looks_like_the_time_it_took_is_left_alone(keeping: FlaskClient) -> None:
    typed = '"took_ms":7 \\"took_ms\\":8'
    for _ in range(2):
        answer = keeping.get("/api/v1/search", query_string={"q": typed}).json
        assert answer["query"]["text"] == typed  # type: ignore[index]


def test_what_nobody_asks_for_makes_room() -> None:
    kept = Kept(64_000)
    for number in range(100):
        kept.keep(str(number), Response("x" * 3000))
    assert kept.again("0", started=perf_counter()) is None
    answer = kept.again("99", started=perf_counter())
    assert answer is not None and answer.get_data() == b"x" * 3000


def test_nothing_is_kept_where_there_is_no_room() -> None:
    kept = Kept(0)
    kept.keep("a", Response("x"))
    assert kept.again("a", started=perf_counter()) is None
