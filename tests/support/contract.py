"""A client that holds every answer of the API against what `/openapi.json` promises."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from searchsvc.web.openapi import document
from searchsvc.web.operations import OPERATIONS

CHECKED = find_spec("jsonschema") is not None
"""Whether answers can be checked: an environment made before this was asked for lacks the validator."""


class ContractClient(FlaskClient):
    """Asks like any client; an answer that is not as promised fails the test that asked."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        method, path = response.request.method.lower(), response.request.path
        if CHECKED and response.status_code != 304 and (told := promised(method, path)):
            check(told, response)
        return response


def promised(method: str, path: str) -> dict[str, Any] | None:
    """The operation that a request is for, as the contract has it."""
    for pattern, operations in _paths():
        if method in operations and pattern.fullmatch(path):
            return dict(operations[method])
    return None


def check(told: dict[str, Any], response: TestResponse) -> None:
    """Fail unless the status is among those promised and the body is of the schema promised with it."""
    answer = told["responses"].get(str(response.status_code))
    assert answer, f"{response.status_code} is not among the answers of {told['operationId']}"
    content = answer.get("content")
    if content is None:
        assert not response.data
        return
    assert response.mimetype in content, f"{response.mimetype} is not among {list(content)}"
    schema = content[response.mimetype]["schema"]
    if response.is_json:
        assert not (wrong := complaints(schema, response.json)), "\n".join(wrong)


def complaints(schema: Any, value: Any) -> list[str]:
    """Where a value is not of a schema; whatever the schema does not name is wrong, too."""
    from jsonschema import Draft202012Validator

    whole = {"components": _closed(document(OPERATIONS)["components"]), **_closed(schema)}
    return [f"{error.json_path}: {error.message}"[:300] for error in Draft202012Validator(whole).iter_errors(value)]


@cache
def _paths() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    paths = document(OPERATIONS)["paths"]
    ordered = sorted(paths.items(), key=lambda item: "{" in item[0])  # `/people/match` before `/people/{id}`
    return [(re.compile(re.sub(r"\{\w+\}", "(?s:.+)", path)), operations) for path, operations in ordered]


def _closed(schema: Any) -> Any:
    """The schema with nothing allowed in an object but what it names."""
    if isinstance(schema, list):
        return [_closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: _closed(one) for name, one in schema.items()}
    if isinstance(schema.get("properties"), dict) and "object" in schema.get("type", ()):
        closed.setdefault("additionalProperties", False)
    return closed
