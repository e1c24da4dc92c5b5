"""Every engine there is, empty, in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from searchsvc.engine import Engine, open_engine

ENGINES: dict[str, Callable[[Path], Engine]] = {"whoosh": open_engine}


@pytest.fixture(params=sorted(ENGINES))
def opened(request: pytest.FixtureRequest) -> Callable[[Path], Engine]:
    """What opens the engine in a folder."""
    return ENGINES[request.param]


@pytest.fixture
def engine(opened: Callable[[Path], Engine], tmp_path: Path) -> Iterator[Engine]:
    engine = opened(tmp_path / "engine")
    yield engine
    engine.close()
