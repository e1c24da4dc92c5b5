"""Feeds that readers of feeds can read, whatever stands in a title or a query."""

from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from tests.support.web_fakes import FakeNewsdesk

NAMES = {"a": "http://www.w3.org/2005/Atom"}
QUERIES = ("hội nghị", "", "khongco", "<b>&\"'", "a\x00\x0b\ufffe", "]]>", "\ud800")


def _text(element: ElementTree.Element, name: str) -> str:
    found = element.find(f"a:{name}", NAMES)
    assert found is not None, name
    return found.text or ""


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_atom_has_what_atom_wants(client: FlaskClient, query: str) -> None:
    answer = client.get("/feed.atom", query_string={"q": query.encode("utf-8", "replace")})
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    feed = ElementTree.fromstring(answer.data)
    entries = feed.findall("a:entry", NAMES)
    assert len(entries) == (0 if query == "khongco" else 30)
    assert feed.find("a:author/a:name", NAMES) is not None
    for one in (feed, *entries):
        assert _text(one, "id").startswith(("http://", "https://"))
        assert datetime.fromisoformat(_text(one, "updated")).tzinfo
        assert one.find("a:title", NAMES) is not None
        links = [link.get("href", "") for link in one.findall("a:link", NAMES)]
        assert links and all(link.startswith(("http://", "https://")) for link in links)


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_json_has_what_json_feed_wants(client: FlaskClient, query: str) -> None:
    answer = client.get("/feed.json", query_string={"q": query.encode("utf-8", "replace")})
    assert (answer.status_code, answer.mimetype) == (200, "application/feed+json")
    feed = answer.get_json(force=True)
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["title"]
    for item in feed["items"]:
        assert item["id"] == item["url"] and item["url"].startswith(("http://", "https://"))
        assert isinstance(item["content_text"], str)
        assert "date_published" not in item or datetime.fromisoformat(item["date_published"]).tzinfo


@pytest.mark.parametrize("path", ["/feed.atom?q=a", "/feed.json?q=a"])
def test_the_newest_come_first_and_who_has_them_is_told_so(
    client: FlaskClient, newsdesk: FakeNewsdesk, path: str
) -> None:
    tag = client.get(path).headers["ETag"]
    assert (newsdesk.asked[-1].sort, newsdesk.asked[-1].text) == ("newest", "a")
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(f"{path}&q=b").mimetype == "application/problem+json"


def test_results_lead_to_the_feed_of_their_query(client: FlaskClient) -> None:
    page = client.get("/search", query_string={"q": "lễ hội & <b>", "sort": "oldest"}).text
    there = "/feed.atom?q=l%E1%BB%85%20h%E1%BB%99i%20%26%20%3Cb%3E"
    assert page.count(f'href="{there}"') == 1
    assert client.get(there).status_code == 200
