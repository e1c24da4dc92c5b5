"""An index of 35,014 real articles, made once for all tests here; a few minutes, so they are marked `slow`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchsvc.indexing.update import Report, index_source
from searchsvc.ops.live import LiveIndex
from searchsvc.searching.desk import Desk

ARTICLES = 35_014


@pytest.fixture(scope="session")
def archive_source(shared: Path) -> str:
    """The articles."""
    return str(shared / "corpus" / "baomoi2017.jsonl.xz")


@pytest.fixture(scope="session")
def archive(archive_source: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """The folder of the index, and what was reported when it was made."""
    home = tmp_path_factory.mktemp("archive") / "index"
    return home, index_source(home, archive_source)


@pytest.fixture
def archive_desk(archive: tuple[Path, Report]) -> Iterator[Desk]:
    """Everything open on it."""
    live = LiveIndex(archive[0])
    yield live.desk()
    live.close()
