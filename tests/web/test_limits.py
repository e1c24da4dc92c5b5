"""Callers are held back one by one, told where they stand, and let go on in time."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from searchsvc.config import Settings
from searchsvc.web import create_app
from searchsvc.web.limits import Limits
from tests.support.web_fakes import FakeNewsdesk

AT, SEARCH = "203.0.113.7", "/api/v1/search?q=a"


@pytest.fixture
def limited(newsdesk: FakeNewsdesk) -> FlaskClient:
    """Two requests a minute."""
    return create_app(Settings(rate=2), desk=newsdesk).test_client()


def _statuses(client: FlaskClient, path: str, *, times: int = 4, at: str = AT, **told: str) -> list[int]:
    headers = {name.replace("_", "-"): value for name, value in told.items()}
    given: dict[str, Any] = {"environ_base": {"REMOTE_ADDR": at}, "headers": headers}
    return [client.get(path, **given).status_code for _ in range(times)]


def test_beyond_the_limit_there_is_a_problem_that_says_when_to_come_again(limited: FlaskClient) -> None:
    assert _statuses(limited, SEARCH, times=2) == [200, 200]
    answer = limited.get(SEARCH, environ_base={"REMOTE_ADDR": AT})
    assert (answer.status_code, answer.mimetype) == (429, "application/problem+json")
    assert answer.json["type"] == "/problems/too-many"  # type: ignore[index]
    assert 1 <= int(answer.headers["Retry-After"]) <= 31
    assert answer.headers["RateLimit"].startswith('"minute";r=0;t=')
    page = limited.get("/search?q=a", environ_base={"REMOTE_ADDR": AT})
    assert (page.status_code, page.mimetype) == (429, "text/html")


def test_an_answer_says_how_many_are_left(limited: FlaskClient) -> None:
    headers = limited.get(SEARCH, environ_base={"REMOTE_ADDR": AT}).headers
    assert headers["RateLimit-Policy"] == '"minute";q=2;w=60'
    assert headers["RateLimit"] == '"minute";r=1;t=30'


def test_callers_do_not_pay_for_each_other(limited: FlaskClient) -> None:
    assert _statuses(limited, SEARCH) == [200, 200, 429, 429]
    assert _statuses(limited, SEARCH, at="203.0.113.8") == [200, 200, 429, 429]
    keyed = _statuses(limited, SEARCH, times=22, Authorization="Bearer can-read")
    assert keyed == [200] * 20 + [429] * 2, "a key may ask ten times as much"


def test_a_key_that_is_none_is_no_way_around(limited: FlaskClient) -> None:
    tries = [_statuses(limited, SEARCH, times=1, Authorization=f"Bearer made-up-{number}")[0] for number in range(4)]
    assert tries == [200, 200, 429, 429]


def test_one_network_of_ipv6_is_one_caller(limited: FlaskClient) -> None:
    tries = [_statuses(limited, SEARCH, times=1, at=f"2001:db8::{number}")[0] for number in range(4)]
    assert tries == [200, 200, 429, 429]


@pytest.mark.parametrize(("path", "at"), [(SEARCH, "127.0.0.1"), (SEARCH, "::1"), ("/healthz", AT), ("/metrics", AT)])
def test_this_machine_and_watchers_are_not_held_back(limited: FlaskClient, path: str, at: str) -> None:
    assert _statuses(limited, path, at=at) == [200] * 4


def test_no_limit_is_no_limit(newsdesk: FakeNewsdesk) -> None:
    client = create_app(Settings(rate=0), desk=newsdesk).test_client()
    assert _statuses(client, SEARCH) == [200] * 4


@pytest.mark.parametrize(("proxies", "last"), [(0, 200), (1, 429)])
def test_an_address_told_by_a_proxy_counts_where_there_is_one(newsdesk: FakeNewsdesk, proxies: int, last: int) -> None:
    client = create_app(Settings(rate=2, proxies=proxies), desk=newsdesk).test_client()
    made_up = "198.51.100.1"  # by the caller; only what the proxy itself has added counts
    assert _statuses(client, SEARCH, at="127.0.0.1", X_Forwarded_For=f"{made_up}, {AT}")[-1] == last


def test_a_bucket_fills_in_time_and_never_over() -> None:
    now = [0.0]
    limits = Limits(60, clock=lambda: now[0])
    assert [limits.take("a") for _ in range(61)][-2:] == [0, -1]
    now[0] = 2.0
    assert [limits.take("a") for _ in range(3)] == [1, 0, -1], "one a second"
    now[0] = 9999.0
    assert limits.take("a") == 59


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchsvc.web.limits._CALLERS", 3)
    limits = Limits(1)
    for caller in "abcd":
        limits.take(caller)
    assert limits.take("a") == 0, "forgotten, the quietest first"
    assert limits.take("d") < 0
