"""Fixtures every test may ask for: the newsroom, an index of it, real corpora where there are any, golden answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from searchsvc.model import RawArticle
from tests.support import newsroom as stories

if TYPE_CHECKING:  # only tests that ask for an index load the engine
    from searchsvc.searching.desk import Desk

settings.register_profile("ours", deadline=None)  # how long one example takes says more of the machine than of us
settings.load_profile("ours")

SHARED = Path(__file__).parent.parent.parent / "shared"
GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--golden` writes the golden answers anew, to be reviewed as a diff."""
    parser.addoption("--golden", action="store_true", help="write tests/golden anew instead of comparing with it")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for `shared` reads real corpora, and is marked so."""
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker("corpus")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles and judgements beside the project; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip("the real corpora are not here (../shared)")
    return SHARED


@pytest.fixture(scope="session")
def newsroom() -> tuple[RawArticle, ...]:
    """The articles of `tests/newsroom/articles.jsonl`."""
    return stories.raw_articles()


@pytest.fixture(scope="session")
def newsroom_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the whole newsroom, in every format. Shared by all tests: to be read, not changed."""
    from searchsvc.indexing.update import index_source

    home = tmp_path_factory.mktemp("newsroom") / "index"
    report = index_source(home, str(stories.FOLDER))
    assert (report.added, report.rejected) == (len(stories.raw_articles()) + 6, 0), report
    return home


@pytest.fixture
def desk(newsroom_home: Path) -> Iterator[Desk]:
    """Everything open on the newsroom's index."""
    from searchsvc.ops.live import LiveIndex

    live = LiveIndex(newsroom_home)
    yield live.desk()
    live.close()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden(name, text)` compares a text with `tests/golden/<name>`, or writes it there with `--golden`."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--golden"):
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"no tests/golden/{name} yet: run pytest --golden and review it"
        assert text == path.read_text(encoding="utf-8"), (
            f"differs from tests/golden/{name}: if right, run pytest --golden"
        )

    return compare
