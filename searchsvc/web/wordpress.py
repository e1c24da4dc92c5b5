"""The search endpoint of WordPress itself, over our index: a theme that asks it need only change the host."""

from __future__ import annotations

from html import escape

from flask import Blueprint, Response, jsonify, request

from searchsvc.model import Article
from searchsvc.searching.answer import Answer
from searchsvc.web.headers import revalidated
from searchsvc.web.links import address, below, outside
from searchsvc.web.metrics import found
from searchsvc.web.newsdesk import Newsdesk
from searchsvc.web.params import PAGES, wordpress_question_of
from searchsvc.web.shapes import Json

SEARCH = "/wp-json/wp/v2/search"


def wordpress(desk: Newsdesk) -> Blueprint:
    """The one route."""
    routes = Blueprint("wordpress", __name__)

    @routes.get(SEARCH)
    @revalidated(desk)
    def search() -> Response:
        answer = found(desk.search(wordpress_question_of(request.args.to_dict(flat=False))))
        return _counted(jsonify([post_json(hit.article, host=request.host_url) for hit in answer.hits]), answer)

    return routes


def post_json(article: Article, *, host: str) -> Json:
    """An article as WordPress lists a post: a number for an id where it has one, the title as HTML."""
    here = host.rstrip("/")
    number = article.id.isascii() and article.id.isdigit()
    return {
        "id": int(article.id) if number and len(article.id) < 16 else article.id,
        "title": escape(article.title),
        "url": outside(article.url) or here + below("/articles", article.id),
        "type": "post",
        "subtype": "post",
        "_links": {"self": [{"embeddable": True, "href": here + below("/api/v1/articles", article.id)}]},
    }


def _counted(response: Response, answer: Answer) -> Response:
    question = answer.question
    last = min(-(-answer.total // question.size), PAGES)
    response.headers["X-WP-Total"] = str(answer.total)
    response.headers["X-WP-TotalPages"] = str(last)
    beside = (("prev", min(question.page - 1, last)), ("next", question.page + 1))
    links = [f'<{_page(number)}>; rel="{way}"' for way, number in beside if 1 <= number <= last]
    if links:
        response.headers["Link"] = ", ".join(links)
    return response


def _page(number: int) -> str:
    state = {name: request.args[name] for name in ("search", "per_page") if name in request.args}
    return request.host_url.rstrip("/") + address(SEARCH, state, page=str(number))
