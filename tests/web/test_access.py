from __future__ import annotations

import pytest
from flask.testing import FlaskClient

ARTICLE = {"title": "a"}


@pytest.mark.parametrize("method", ["put", "delete"])
@pytest.mark.parametrize(
    ("sent", "status", "kind"),
    [
        ("", 401, "no-key"),
        ("Bearer", 401, "no-key"),
        ("Bearer ", 401, "no-key"),
        ("Bearer wrong", 401, "no-key"),
        ("Bearer can-write2", 401, "no-key"),
        ("Basic can-write", 401, "no-key"),
        ("can-write", 401, "no-key"),
        ("Bearer " + "x" * 5_000, 401, "no-key"),
        ("Bearer can-read", 403, "key-not-enough"),
    ],
)
def test_writing_needs_a_key_that_may(client: FlaskClient, method: str, sent: str, status: int, kind: str) -> None:
    call = getattr(client, method)
    response = call("/api/v1/articles/ho-dak-to-re", json=ARTICLE, headers={"Authorization": sent} if sent else {})
    assert (response.status_code, response.json["type"]) == (status, f"/problems/{kind}")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert ("insufficient_scope" in response.headers["WWW-Authenticate"]) == (status == 403)


def test_the_scheme_is_read_in_any_case(client: FlaskClient) -> None:
    sent = {"Authorization": "bearer can-write"}
    assert client.put("/api/v1/articles/a", json=ARTICLE, headers=sent).status_code == 201


def test_a_key_is_asked_for_before_the_body_is_read(client: FlaskClient) -> None:
    assert client.put("/api/v1/articles/a", data=b"{", content_type="application/json").status_code == 401


def test_reading_needs_no_key(client: FlaskClient) -> None:
    assert client.get("/api/v1/articles/ho-dak-to-re").status_code == 200
