"""What watchers read: every answer is counted, and nothing of what was asked is told."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from searchsvc.config import Settings
from searchsvc.web import create_app
from tests.support.web_fakes import FakeNewsdesk

LINE = re.compile(r'(# (HELP|TYPE) \w+ .+|\w+({\w+="[^"\\]*"(,\w+="[^"\\]*")*})? [0-9.]+)')


@pytest.fixture
def counted(newsdesk: FakeNewsdesk) -> FlaskClient:
    """An app of its own: counts begin at nothing, and answers are kept."""
    return create_app(Settings(kept_mb=1), desk=newsdesk).test_client()


def _read(client: FlaskClient) -> dict[str, float]:
    text = client.get("/metrics").text
    assert all(LINE.fullmatch(line) for line in text.splitlines()), text
    return {name: float(value) for name, value in re.findall(r"(?m)^([^#\s].*) ([0-9.]+)$", text)}


def test_every_answer_is_counted_by_endpoint_and_status(counted: FlaskClient) -> None:
    for path in ("/api/v1/search?q=a", "/api/v1/search?q=b", "/api/v1/search?page=0", "/search?q=a", "/no/where"):
        counted.get(path)
    told = _read(counted)
    assert told['searchsvc_requests_total{endpoint="api.search",status="200"}'] == 2
    assert told['searchsvc_requests_total{endpoint="api.search",status="400"}'] == 1
    assert told['searchsvc_requests_total{endpoint="pages.search",status="200"}'] == 1
    assert told['searchsvc_requests_total{endpoint="none",status="404"}'] == 1
    assert _read(counted)['searchsvc_requests_total{endpoint="metrics",status="200"}'] == 1


def test_searches_are_told_by_rung_in_buckets_that_add_up(counted: FlaskClient) -> None:
    for query in ("a", "b", "gan dung"):
        counted.get("/api/v1/search", query_string={"q": query})  # each took 1.94 ms
    told = _read(counted)
    bucket = 'searchsvc_search_seconds_bucket{rung="exact",le="%s"}'
    assert [told[bucket % end] for end in ("0.001", "0.002", "5", "+Inf")] == [0, 2, 2, 2]
    assert told['searchsvc_search_seconds_count{rung="exact"}'] == 2
    assert told['searchsvc_search_seconds_sum{rung="exact"}'] == pytest.approx(2 * 0.00194)
    assert told['searchsvc_search_seconds_count{rung="most"}'] == 1


def test_an_answer_that_was_kept_is_no_search(counted: FlaskClient) -> None:
    for _ in range(3):
        counted.get("/api/v1/search?q=a")
    told = _read(counted)
    assert told["searchsvc_kept_answers_total"] == 2
    assert told['searchsvc_search_seconds_count{rung="exact"}'] == 1


def test_the_index_is_told(counted: FlaskClient, newsdesk: FakeNewsdesk) -> None:
    told = _read(counted)
    assert (told["searchsvc_ready"], told["searchsvc_articles"]) == (1, 42)
    assert told[f'searchsvc_index_info{{generation="{newsdesk.stamp}"}}'] == 1
    newsdesk.ready = "the index is empty"
    assert _read(counted)["searchsvc_ready"] == 0


def test_nothing_of_what_was_asked_is_told(counted: FlaskClient) -> None:
    counted.get("/search?q=bimat&person=bimat", headers={"User-Agent": "bimat", "Authorization": "Bearer bimat"})
    counted.get("/api/v1/articles/bimat")
    counted.get("/bimat")
    text = counted.get("/metrics").text
    assert "bimat" not in text and "127.0.0.1" not in text
