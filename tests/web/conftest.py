"""An app over the sample newsdesk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchsvc.config import Settings
from searchsvc.web import create_app
from tests.support.web_fakes import FakeNewsdesk


@pytest.fixture(scope="session")
def shared_newsdesk() -> FakeNewsdesk:
    return FakeNewsdesk()


@pytest.fixture(scope="session")
def shared_app(shared_newsdesk: FakeNewsdesk) -> Iterator[Flask]:
    """One app for all tests: its templates are compiled once."""
    app = create_app(Settings(site_name="Tin Sơn Hà", kept_mb=0), desk=shared_newsdesk)
    app.logger.disabled = True
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
