"""Settings come from the environment, and nonsense is told."""

from pathlib import Path

import pytest

from searchsvc.config import Settings, settings
from searchsvc.errors import Mistake


def test_nothing_set_gives_the_defaults() -> None:
    assert settings({}) == Settings() == settings({"SEARCHSVC_INDEX": "", "SEARCHSVC_PORT": ""})


def test_each_can_be_set() -> None:
    environment = {
        "SEARCHSVC_INDEX": "/srv/index",
        "SEARCHSVC_HOST": "::",
        "SEARCHSVC_PORT": "80",
        "SEARCHSVC_WORKERS": "4",
        "SEARCHSVC_SITE_NAME": "Tin Sơn Hà",
        "SEARCHSVC_KEPT_MB": "0",
        "SEARCHSVC_ORIGINS": "https://tin.example, http://localhost:3000",
        "SEARCHSVC_RATE": "0",
        "SEARCHSVC_PROXIES": "1",
        "SEARCHSVC_ACCESS_LOG": "addresses",
    }
    origins = ("https://tin.example", "http://localhost:3000")
    assert settings(environment) == Settings(
        Path("/srv/index"), "::", 80, 4, "Tin Sơn Hà", 0, origins, 0, 1, "addresses"
    )


@pytest.mark.parametrize("value", ["x", "-1", "70000", "8.5", "²", "1e3"])
def test_nonsense_is_told(value: str) -> None:
    with pytest.raises(Mistake, match="SEARCHSVC_PORT"):
        settings({"SEARCHSVC_PORT": value})


@pytest.mark.parametrize("value", ["tin.example", "https://tin.example/", "https://tin.example/a", "null", "HTTPS://A"])
def test_what_is_no_origin_is_told(value: str) -> None:
    with pytest.raises(Mistake, match="SEARCHSVC_ORIGINS"):
        settings({"SEARCHSVC_ORIGINS": value})


def test_a_log_that_there_is_not_is_told() -> None:
    with pytest.raises(Mistake, match="off, on, addresses"):
        settings({"SEARCHSVC_ACCESS_LOG": "yes"})
