"""What can be asked over HTTP: each operation with the parameters it takes and the answers it gives.

Bounds are those that `params` and `bodies` check; tests hold names, bounds and routes against what the code does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from searchsvc.engine.schema import FACET_FIELDS, Sort
from searchsvc.searching.analyze import LONGEST as TEXT_LENGTH
from searchsvc.searching.answer import READINGS, Question
from searchsvc.web.newsdesk import Scope
from searchsvc.web.params import FEW, FORMATS, NAME_LENGTH, PAGES, SIZES, USUAL_FEW
from searchsvc.web.schemas import TEXT, Schema, one_of


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an address: its name, what it is for, and what it may be."""

    name: str
    says: str
    schema: Schema


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing to ask: `answers` are schemas by status ("" no body), `problems` the statuses it refuses with."""

    method: str
    path: str
    id: str
    says: str
    answers: tuple[tuple[int, str], ...]
    parameters: tuple[Parameter, ...] = ()
    problems: tuple[int, ...] = (400,)
    body: str = ""
    scope: Scope | None = None
    media: tuple[str, ...] = ("application/json",)


def _counted(name: str, says: str, *, usual: int, most: int) -> Parameter:
    return Parameter(name, says, {"type": "integer", "minimum": 1, "maximum": most, "default": usual})


def _short(name: str, says: str) -> Parameter:
    return Parameter(name, says, {**TEXT, "maxLength": NAME_LENGTH})


def _day(name: str, says: str) -> Parameter:
    return Parameter(name, says, {**TEXT, "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"})


def _several(name: str, says: str, *, among: tuple[str, ...], alone: tuple[str, ...] = ()) -> Parameter:
    """Words joined by commas, or one of those that stand `alone`; "" for none."""
    one = f"({'|'.join(among)})"
    whole = f"^({'|'.join(('', *alone, f'{one}(,{one})*'))})$"
    return Parameter(name, says, {**TEXT, "pattern": whole})


_Q = Parameter("q", "What a person typed, as typed; no text is an error.", TEXT)
_PAGED = (
    _counted("page", "Which page.", usual=1, most=PAGES),
    _counted("size", "How many on a page.", usual=Question("").size, most=SIZES),
)
_ASKED = (
    _Q,
    *_PAGED,
    _short("cursor", "`next` of the answer before; not with a `page` above 1."),
    Parameter("sort", "The order.", {**one_of(get_args(Sort)), "default": "relevance"}),
    _day("from", "The first day: YYYY, YYYY-MM or YYYY-MM-DD."),
    _day("to", "The last day, included; a month or year is meant whole."),
    _short("author", "One author, as in the facets."),
    _short("category", "One category, as in the facets."),
    _short("person", "The id of a person's card."),
    _short("place", "The id or the name of a place."),
    _several("facets", "Which facets to count, joined by commas; empty for none. All unless told.", among=FACET_FIELDS),
    _several(
        "literal",
        "1: the text as typed; or the kinds of reading to leave away, joined by commas.",
        among=READINGS,
        alone=("0", "1"),
    ),
)
_WAIT = (
    Parameter(
        "wait",
        "false: answer once stored for good, before it can be found.",
        {**one_of(("true", "false")), "default": "true"},
    ),
)
_ARTICLE, _PERSON = "/api/v1/articles/{id}", "/api/v1/people/{id}"
_DECISIONS = "/api/v1/people/decisions"
_KEPT_OUT = (400, 401, 403)

OPERATIONS = (
    Operation("get", "/api/v1/search", "search", "Search articles.", ((200, "Search"),), _ASKED),
    Operation(
        "get",
        "/api/v1/suggest",
        "suggest",
        "People, phrases and titles that begin as q does, while somebody types.",
        ((200, "Suggestions"),),
        (_Q, _counted("size", "How many at most.", usual=USUAL_FEW, most=FEW)),
    ),
    Operation("get", "/api/v1/people", "people", "Find people by name or office.", ((200, "People"),), (_Q, *_PAGED)),
    Operation(
        "get",
        _PERSON,
        "person",
        "One person, and a page of the articles that name them.",
        ((200, "Person"),),
        _PAGED,
        (400, 404),
    ),
    Operation(
        "post",
        "/api/v1/people/match",
        "match",
        "Who may be meant by each of many names.",
        ((200, "Matches"),),
        problems=(400, 413, 415),
        body="Names",
    ),
    Operation(
        "get",
        _ARTICLE,
        "article",
        "One article as cleaned, and what was found in it; with q, where it matches.",
        ((200, "Article"),),
        (_Q,),
        (400, 404),
    ),
    Operation(
        "put",
        _ARTICLE,
        "put_article",
        "Store an article. 201 new, 200 changed or unchanged, 202 stored and found a little later.",
        ((200, "Stored"), (201, "Stored"), (202, "Stored")),
        _WAIT,
        (*_KEPT_OUT, 413, 415, 422),
        "ArticleSent",
        "write",
    ),
    Operation(
        "delete",
        _ARTICLE,
        "delete_article",
        "Remove an article. 202 when it is found a little longer.",
        ((204, ""), (202, "")),
        _WAIT,
        (*_KEPT_OUT, 404),
        scope="write",
    ),
    Operation(
        "get",
        "/api/v1/analyze",
        "analyze",
        "What becomes of a text.",
        ((200, "Analysis"),),
        (Parameter("text", "The text.", {**TEXT, "maxLength": TEXT_LENGTH}),),
        _KEPT_OUT,
        scope="staff",
    ),
    Operation(
        "get",
        "/api/v1/explain",
        "explain",
        "Why a query finds what it finds.",
        ((200, "Explanation"),),
        _ASKED,
        _KEPT_OUT,
        scope="staff",
    ),
    Operation(
        "get",
        "/api/v1/people/export",
        "export_people",
        "Everybody as a file, the best known first.",
        ((200, "Enrolled"),),
        (Parameter("format", "The kind of file.", {**one_of(FORMATS), "default": FORMATS[0]}),),
        _KEPT_OUT,
        scope="staff",
        media=("text/csv", "application/x-ndjson"),
    ),
    Operation(
        "get",
        _DECISIONS,
        "decisions",
        "What staff decided about people.",
        ((200, "Decisions"),),
        _PAGED,
        _KEPT_OUT,
        scope="staff",
    ),
    Operation(
        "post",
        _DECISIONS,
        "decide",
        "Merge, split, name or hide people. 202 when it shows a little later.",
        ((201, "Decided"), (202, "Decided")),
        problems=(*_KEPT_OUT, 404, 413, 415),
        body="Wish",
        scope="staff",
    ),
    Operation(
        "delete",
        f"{_DECISIONS}/{{id}}",
        "undo_decision",
        "Take a decision back. 202 when it shows a little later.",
        ((200, "Decided"), (202, "Decided")),
        problems=(*_KEPT_OUT, 404),
        scope="staff",
    ),
    Operation(
        "get",
        "/wp-json/wp/v2/search",
        "wordpress_search",
        "Search in the shape of WordPress's own endpoint; X-WP-Total and X-WP-TotalPages count.",
        ((200, "WordPressPosts"),),
        (
            Parameter("search", "What a person typed, as typed.", TEXT),
            _PAGED[0],
            _counted("per_page", "How many on a page.", usual=Question("").size, most=SIZES),
        ),
    ),
    Operation("get", "/healthz", "healthz", "Whether the process lives.", ((200, "Health"),), problems=()),
    Operation(
        "get",
        "/readyz",
        "readyz",
        "Whether questions can be answered.",
        ((200, "Readiness"), (503, "Readiness")),
        problems=(),
    ),
)
