"""The main job over real articles: they go in, agree with the source, are found, and relevance does not sink."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchsvc.config import Settings
from searchsvc.engine.schema import FACET_FIELDS
from searchsvc.evaluation.floors import sunk
from searchsvc.evaluation.relevance import DEPTH, as_json, evaluate
from searchsvc.indexing.check import check
from searchsvc.indexing.status import status
from searchsvc.indexing.update import Report, index_source
from searchsvc.searching.answer import Question
from searchsvc.searching.desk import Desk
from searchsvc.searching.search import search
from searchsvc.web import create_app
from tests.archive.conftest import ARTICLES

pytestmark = [pytest.mark.slow, pytest.mark.corpus]


def test_every_article_goes_in(archive: tuple[Path, Report]) -> None:
    report = archive[1]
    assert (report.added, report.changed, report.rejected) == (ARTICLES, 0, 0)


def test_a_second_run_skips_what_is_unchanged(archive: tuple[Path, Report], archive_source: str) -> None:
    report = index_source(archive[0], archive_source, missing="delete")
    assert (report.added, report.changed, report.unchanged, report.deleted) == (0, 0, ARTICLES, 0)


def test_status_and_check_agree_with_the_source(archive: tuple[Path, Report]) -> None:
    found = status(archive[0])
    assert (found.articles, found.documents, found.pending) == (ARTICLES, ARTICLES, 0)
    assert check(archive[0]) == ()


def test_relevance_does_not_sink(archive_desk: Desk, shared: Path) -> None:
    def ask(text: str) -> list[str]:
        return [hit.article.id for hit in search(Question(text, size=DEPTH), archive_desk).hits]

    table = as_json(evaluate(shared / "ir" / "baomoi-dev", ask))
    print(table)
    assert sunk("baomoi-dev", table["variants"]) == ()


@pytest.fixture
def client(archive: tuple[Path, Report]) -> Iterator[FlaskClient]:
    with create_app(Settings(index=archive[0])).test_client() as client:
        yield client


@pytest.mark.parametrize(
    "typed", ["hoi nghi", "Nguyễn Xuân Phúc", '"bộ chính trị"', "", "kon tum -bóng", "người:messi"]
)
def test_page_and_api_answer(client: FlaskClient, typed: str) -> None:
    answer = client.get("/api/v1/search", query_string={"q": typed})
    assert answer.status_code == 200 and answer.json is not None and answer.json["total"] > 0
    assert set(answer.json["facets"]) == set(FACET_FIELDS)
    page = client.get("/search", query_string={"q": typed})
    assert page.status_code == 200 and len(page.data) < 60_000
