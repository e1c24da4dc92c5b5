"""An app over the sample newsdesk."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchsvc.web import create_app
from tests.support.web_fakes import FakeNewsdesk, FakeSettings


@pytest.fixture
def newsdesk() -> FakeNewsdesk:
    keys = {"can-write": frozenset({"write"}), "can-read": frozenset({"read"})}
    return FakeNewsdesk(keys=keys)  # type: ignore[arg-type]


@pytest.fixture
def app(newsdesk: FakeNewsdesk) -> Flask:
    app = create_app(FakeSettings(), desk=newsdesk)  # type: ignore[arg-type]
    app.logger.disabled = True
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
