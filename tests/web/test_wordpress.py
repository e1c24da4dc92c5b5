"""WordPress's own search endpoint, as a theme asks it. The client holds every answer against the contract."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from searchsvc.model import Article
from searchsvc.web.wordpress import post_json
from tests.support.web_fakes import FakeNewsdesk

PATH = "/wp-json/wp/v2/search"


def test_posts_and_pages_are_counted(client: FlaskClient, newsdesk: FakeNewsdesk) -> None:
    answer = client.get(PATH, query_string={"search": "hội nghị", "page": "2", "per_page": "20", "subtype": "post"})
    assert (answer.headers["X-WP-Total"], answer.headers["X-WP-TotalPages"]) == ("42", "3")
    assert len(answer.json) == 20  # type: ignore[arg-type]
    asked = newsdesk.asked[-1]
    assert (asked.text, asked.page, asked.size, asked.facets) == ("hội nghị", 2, 20, ())
    there = f"http://localhost{PATH}?search=h%E1%BB%99i%20ngh%E1%BB%8B&per_page=20&page="
    assert answer.headers["Link"] == f'<{there}1>; rel="prev", <{there}3>; rel="next"'


@pytest.mark.parametrize(("page", "posts", "before"), [("5", 2, 4), ("6", 0, 5), ("9", 0, 5)])
def test_the_last_page_and_the_one_behind_it(client: FlaskClient, page: str, posts: int, before: int) -> None:
    answer = client.get(PATH, query_string={"search": "a", "page": page})
    assert len(answer.json) == posts  # type: ignore[arg-type]
    assert answer.headers["Link"].endswith(f'page={before}>; rel="prev"')


def test_nothing_found_is_an_empty_list(client: FlaskClient) -> None:
    answer = client.get(PATH, query_string={"search": "khongco"})
    assert (answer.json, answer.headers["X-WP-Total"], answer.headers["X-WP-TotalPages"]) == ([], "0", "0")


@pytest.mark.parametrize("query", ["page=0", "per_page=101", "per_page=x"])
def test_what_is_out_of_range_is_a_problem(client: FlaskClient, query: str) -> None:
    answer = client.get(f"{PATH}?{query}")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("article", "id", "title", "url"),
    [
        (Article("17", "Ong", url="https://tin.example/ong"), 17, "Ong", "https://tin.example/ong"),
        (Article("a/b", "A <b>", url="javascript:alert(1)"), "a/b", "A &lt;b&gt;", "https://x.example/articles/a%2Fb"),
        (Article("²", ""), "²", "", "https://x.example/articles/%C2%B2"),
    ],
)
def test_an_article_becomes_a_post_that_a_theme_can_print(article: Article, id: object, title: str, url: str) -> None:
    post = post_json(article, host="https://x.example/")
    assert (post["id"], post["title"], post["url"]) == (id, title, url)
