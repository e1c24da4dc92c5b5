"""What strangers send: nothing of it may break anything."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

ASKED = ("/", "/search", "/people", "/people/a-bok", "/articles/ho-dak-to-re", "/api/v1/search", "/api/v1/people")
TEXTS = (
    *(
        "",
        " ",
        '"',
        "“",
        "(((",
        ")))",
        "*",
        "title:",
        "-",
        "OR",
        "AND NOT",
        "~",
        "a~999999999",
        "?",
        "\\",
        "\0",
        "\r\n",
    ),
    *("ho\u0323\u0302i nghi\u0323", "\u200b\u200d\ufeff", "\u202e", "😀" * 300, "a" * 100_000, "(" * 5_000, "\uffff"),
)
RAW = (
    *("q=%", "q=%zz", "q=%ff%fe", "q=%00", "q=%C0%AF", "q", "&&&", "=x", "q=a;b=c", "q[]=a", "q=%F0%9F%98%80%ED%A0%80"),
    *(
        "page=1000000000",
        "page=-1",
        "size=-1",
        "size=abc",
        "size=0",
        "cursor=junk",
        "sort=",
        "page=1&page=2",
        "page=%D9%A1",
    ),
    *("from=9999&to=0001", "from=2014-02-31", "facets=,,,", "facets=year,year", "person=%2F..%2F", "literal=yes"),
)


@pytest.mark.parametrize("path", ASKED)
def test_no_text_breaks_an_answer(client: FlaskClient, path: str) -> None:
    for text in TEXTS:
        assert client.get(path, query_string={"q": text}).status_code in (200, 302), repr(text[:20])


@pytest.mark.parametrize("path", ASKED)
def test_no_parameter_breaks_an_answer(client: FlaskClient, path: str) -> None:
    for raw in RAW:
        assert client.get(f"{path}?{raw}").status_code in (200, 302, 400), raw


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=some.sampled_from(ASKED), query=some.binary(max_size=200))
def test_no_bytes_break_an_answer(client: FlaskClient, path: str, query: bytes) -> None:
    answer = client.get(path, environ_overrides={"QUERY_STRING": query.decode("latin-1")})
    assert answer.status_code in (200, 302, 400)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=some.binary(max_size=80))
def test_no_path_breaks_an_answer(client: FlaskClient, path: bytes) -> None:
    there = b"/" + path.replace(b"\\", b"")
    for before in ("", "/people", "/articles", "/api/v1/articles", "/static"):
        where = before + there.decode("latin-1")
        with client.get("/", environ_overrides={"PATH_INFO": where}) as answer:
            assert answer.status_code in (200, 308, 400, 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("path", [*ASKED, "/healthz", "/static/site.css", "/api/v1/articles/a"])
def test_no_method_breaks_an_answer(client: FlaskClient, method: str, path: str) -> None:
    with client.open(path, method=method) as answer:
        assert answer.status_code in (200, 401, 404, 405)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Accept-Language": "x" * 5_000},
        {"If-None-Match": '"' * 99},
        {"If-Modified-Since": "junk"},
        {"Range": "bytes=9-1"},
        {"Authorization": "Bearer \udcff"},
        {"Accept": "application/x-nothing"},
    ],
)
def test_no_header_breaks_an_answer(client: FlaskClient, headers: dict[str, str]) -> None:
    for path in ("/search?q=a", "/api/v1/search?q=a", "/opensearch.xml"):
        assert client.get(path, headers=headers).status_code == 200
