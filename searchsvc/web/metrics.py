"""What watchers read at `/metrics`, in Prometheus' text format: of all workers together, and of nobody in person."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from flask import Flask, Response, g, request

from searchsvc.ops.counts import Counts
from searchsvc.searching.answer import Answer, Rung
from searchsvc.web.errors import PROBLEMS
from searchsvc.web.newsdesk import Newsdesk, Readiness

METRICS = "/metrics"
BOUNDS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
"""Upper ends of the histogram's buckets, in milliseconds."""
_STATUSES = tuple(map(str, sorted({200, 201, 202, 204, 302, 303, 304, 308} | {problem.status for problem in PROBLEMS})))
_OTHER, _NOWHERE = "other", "none"
_REQUESTS, _SEARCHES, _KEPT = "searchsvc_requests_total", "searchsvc_search_seconds", "searchsvc_kept_answers_total"
_HELP = {
    _REQUESTS: "counter Requests answered, by endpoint and status.",
    _KEPT: "counter Answers given once more without searching.",
    _SEARCHES: "histogram Time that searches took, by the rung that answered; answers kept are not among them.",
}
_GAUGES = {
    "articles": "searchsvc_articles Articles that can be found.",
    "pending": "searchsvc_pending_changes Changes stored and not yet found.",
    "newest_age_seconds": "searchsvc_newest_article_age_seconds Seconds since the newest article was published.",
}


def register(app: Flask, desk: Newsdesk, *, home: Path | None) -> None:
    """Count every answer of the app; to be called when all routes are known but this one."""

    @app.get(METRICS)
    def metrics() -> Response:
        text = "".join(f"{line}\n" for line in _lines(counts.sums(), desk.readiness()))
        return Response(text, content_type="text/plain; version=0.0.4; charset=utf-8")

    endpoints = sorted({rule.endpoint for rule in app.url_map.iter_rules()})
    counts = Counts(home, (*_request_names(endpoints), *_search_names(), _KEPT))
    app.after_request(lambda response: _count(counts, response))


def found(answer: Answer) -> Answer:
    """The same answer, noted for the count of this request."""
    g.found = answer
    return answer


def kept() -> None:
    """Note that the answer to this request was kept from before."""
    g.kept = True


def _count(counts: Counts, response: Response) -> Response:
    status = str(response.status_code)
    counts.add(_request(request.endpoint or _NOWHERE, status if status in _STATUSES else _OTHER))
    if g.get("kept"):
        counts.add(_KEPT)
    if answer := g.get("found"):
        bucket = bisect_left(BOUNDS, answer.took_ms)
        counts.add(_bucket(answer.rung, bucket))
        counts.add(_sum(answer.rung), round(answer.took_ms * 1000))
    return response


def _request_names(endpoints: list[str]) -> Iterator[str]:
    for endpoint in (*endpoints, _NOWHERE):
        yield from (_request(endpoint, status) for status in (*_STATUSES, _OTHER))


def _search_names() -> Iterator[str]:
    for rung in get_args(Rung):
        yield from (_bucket(rung, number) for number in range(len(BOUNDS) + 1))
        yield _sum(rung)


def _request(endpoint: str, status: str) -> str:
    return f'{_REQUESTS}{{endpoint="{endpoint}",status="{status}"}}'


def _bucket(rung: str, number: int) -> str:
    return f"{rung}/{number}"


def _sum(rung: str) -> str:
    return f"{rung}/microseconds"


def _lines(sums: Mapping[str, int], state: Readiness) -> Iterator[str]:
    yield from _about(_REQUESTS)
    yield from (f"{name} {count}" for name, count in sums.items() if name.startswith(_REQUESTS) and count)
    yield from _about(_KEPT)
    yield f"{_KEPT} {sums[_KEPT]}"
    yield from _about(_SEARCHES)
    for rung in get_args(Rung):
        yield from _histogram(rung, sums)
    yield from _index(state)


def _about(name: str) -> Iterator[str]:
    kind, _, says = _HELP[name].partition(" ")
    yield f"# HELP {name} {says}"
    yield f"# TYPE {name} {kind}"


def _histogram(rung: str, sums: Mapping[str, int]) -> Iterator[str]:
    total = 0
    for number, end in enumerate((*(f"{bound / 1000:g}" for bound in BOUNDS), "+Inf")):
        total += sums[_bucket(rung, number)]
        yield f'{_SEARCHES}_bucket{{rung="{rung}",le="{end}"}} {total}'
    yield f'{_SEARCHES}_sum{{rung="{rung}"}} {sums[_sum(rung)] / 1e6:.6f}'
    yield f'{_SEARCHES}_count{{rung="{rung}"}} {total}'


def _index(state: Readiness) -> Iterator[str]:
    details: Mapping[str, Any] = state.details
    yield from _gauge("searchsvc_ready Whether questions can be answered.", int(state.ready))
    for key, told in _GAUGES.items():
        if details.get(key) is not None:
            yield from _gauge(told, details[key])
    if generation := str(details.get("generation", "")):
        quoted = generation.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        yield from _gauge("searchsvc_index_info The generation that answers.", 1, f'{{generation="{quoted}"}}')


def _gauge(told: str, value: float, labels: str = "") -> Iterator[str]:
    name, _, says = told.partition(" ")
    yield f"# HELP {name} {says}"
    yield f"# TYPE {name} gauge"
    yield f"{name}{labels} {value}"
