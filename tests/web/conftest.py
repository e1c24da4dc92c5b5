"""An app over the sample newsdesk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchsvc.config import Settings
from searchsvc.web import create_app
from tests.support.contract import ContractClient
from tests.support.web_fakes import FakeNewsdesk

if TYPE_CHECKING:  # only tests in a browser load Playwright
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def shared_newsdesk() -> FakeNewsdesk:
    return FakeNewsdesk()


@pytest.fixture(scope="session")
def shared_app(shared_newsdesk: FakeNewsdesk) -> Iterator[Flask]:
    """One app for all tests: its templates are compiled once."""
    app = create_app(Settings(site_name="Tin Sơn Hà", kept_mb=0), desk=shared_newsdesk)
    app.logger.disabled = True
    app.test_client_class = ContractClient
    yield app
    app.logger.disabled = False


@pytest.fixture
def newsdesk(shared_newsdesk: FakeNewsdesk) -> FakeNewsdesk:
    """The sample newsdesk as it is at first."""
    fresh = FakeNewsdesk(keys={"can-write": frozenset({"write"}), "can-read": frozenset({"read"})})
    for field in fields(fresh):
        setattr(shared_newsdesk, field.name, getattr(fresh, field.name))
    return shared_newsdesk


@pytest.fixture
def app(shared_app: Flask, newsdesk: FakeNewsdesk) -> Flask:
    return shared_app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def there() -> Iterator[str]:
    """The address of the sample newsdesk, served."""
    from tests.support.browsers import served

    desk = FakeNewsdesk(keys={"can-see": frozenset({"staff"})})
    with served(create_app(Settings(site_name="Tin Sơn Hà"), desk=desk)) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    from tests.support.browsers import chromium

    with chromium() as opened:
        yield opened
