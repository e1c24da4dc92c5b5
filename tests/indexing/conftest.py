"""An index folder and a source of articles for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from searchsvc.indexing.generations import make_store
from searchsvc.store.articles import Store
from tests.indexing.village import stories, write_jsonl


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with closing(make_store(home)) as store:
        yield store


@pytest.fixture
def source(tmp_path: Path) -> str:
    return write_jsonl(tmp_path / "stories.jsonl", stories(30))
