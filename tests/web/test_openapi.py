"""The contract: what it says of parameters and answers is what the code does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchsvc.web import params
from searchsvc.web.openapi import document
from searchsvc.web.operations import OPERATIONS, Operation, Parameter
from tests.support import contract
from tests.support.web_fakes import FakeNewsdesk

STAFF = {"Authorization": "Bearer staff-and-write"}
BY_ID = {one.id: one for one in OPERATIONS}
TAKEN = [(one, parameter) for one in OPERATIONS for parameter in one.parameters if one.method == "get"]
BOUNDS = [(one, p) for one, p in TAKEN if {"maximum", "maxLength", "enum", "pattern"} & set(p.schema)]


class _Recording(Mapping[str, Sequence[str]]):
    """Parameters that remember which of them were asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> Sequence[str]:
        self.asked.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@pytest.fixture
def key(newsdesk: FakeNewsdesk) -> dict[str, str]:
    newsdesk.keys["staff-and-write"] = frozenset({"staff", "write"})
    return STAFF


def test_every_route_for_programs_is_in_the_contract_and_no_other(app: Flask) -> None:
    served = {
        (method.lower(), re.sub("<[^>]*>", "{id}", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith(("/api/", "/healthz", "/readyz"))
    }
    told = {(one.method, one.path) for one in OPERATIONS}
    assert served <= told and {path for _, path in told} <= {
        re.sub("<[^>]*>", "{id}", rule.rule) for rule in app.url_map.iter_rules()
    }


def test_a_search_takes_the_parameters_that_are_told_and_no_others() -> None:
    asked = _Recording()
    params.question_of(asked)
    assert asked.asked == {one.name for one in BY_ID["search"].parameters}


@pytest.mark.parametrize(("operation", "parameter"), BOUNDS, ids=lambda one: getattr(one, "id", "") or one.name)
def test_bounds_are_those_that_are_checked(
    client: FlaskClient, key: dict[str, str], operation: Operation, parameter: Parameter
) -> None:
    for value in _inside(parameter.schema):
        assert _status(client, key, operation, {parameter.name: value}) == 200, value
    for value in _outside(parameter.schema):
        assert _status(client, key, operation, {parameter.name: value}) == 400, value


def _status(client: FlaskClient, key: dict[str, str], operation: Operation, query: dict[str, str]) -> int:
    path = operation.path.replace("{id}", "a-bok")
    return client.get(path, query_string=query, headers=key).status_code


def _inside(schema: dict[str, Any]) -> list[str]:
    if "maximum" in schema:
        return [str(schema["minimum"]), str(schema["maximum"])]
    if "maxLength" in schema:
        return ["a" * schema["maxLength"]]
    found = schema.get("enum") or re.findall("[0-9a-z]{1,}", re.sub(r"\[.*", "", schema["pattern"])) or ["2014-05-19"]
    assert all(re.search(schema.get("pattern", ""), value) for value in found)
    return list(found)


def _outside(schema: dict[str, Any]) -> list[str]:
    if "maximum" in schema:
        return [str(schema["minimum"] - 1), str(schema["maximum"] + 1), "x"]
    return ["a" * (schema["maxLength"] + 1)] if "maxLength" in schema else ["neither this nor that"]


def test_a_default_is_what_is_meant_when_nothing_is_given(client: FlaskClient, newsdesk: FakeNewsdesk) -> None:
    defaults = {p.name: str(p.schema["default"]) for p in BY_ID["search"].parameters if "default" in p.schema}
    client.get("/api/v1/search", query_string={"q": "a"})
    client.get("/api/v1/search", query_string={"q": "a", **defaults})
    assert newsdesk.asked[-1] == newsdesk.asked[-2] and len(defaults) == 3


def test_the_document_is_openapi(client: FlaskClient) -> None:
    told = client.get("/openapi.json").json
    assert told == document(OPERATIONS) and told["openapi"] == "3.1.0"
    ids = [one["operationId"] for path in told["paths"].values() for one in path.values()]
    assert len(ids) == len(set(ids)) == len(OPERATIONS)
    refs = set(re.findall("#/components/schemas/(\\w+)", str(told)))
    assert refs == set(told["components"]["schemas"])


def test_its_schemas_are_schemas() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    told = document(OPERATIONS)
    parameters = [p["schema"] for path in told["paths"].values() for one in path.values() for p in one["parameters"]]
    for schema in (*told["components"]["schemas"].values(), *parameters):
        jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ({"status": "ok"}, ""),
        ({"status": "well"}, "is not one of"),
        ({}, "required"),
        ({"status": "ok", "more": 1}, "Additional properties"),
    ],
)
def test_an_answer_that_is_not_as_told_is_found_out(value: Any, complaint: str) -> None:
    pytest.importorskip("jsonschema")
    found = contract.complaints({"$ref": "#/components/schemas/Health"}, value)
    assert bool(found) == bool(complaint) and complaint in "".join(found)


def test_why_answers_as_told(client: FlaskClient, key: dict[str, str]) -> None:
    """The client itself holds them against the contract."""
    for path in ("/api/v1/analyze?text=hội nghị 03/CT-TW", "/api/v1/explain?q=hooij"):
        assert client.get(path, headers=key).status_code == 200
    assert client.post("/api/v1/people/match", json={"names": ["hung", "khongco"]}).status_code == 200


@pytest.mark.parametrize("path", ["/openapi.json", "/docs"])
def test_who_has_it_is_told_so(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")


def test_the_page_tells_every_operation_and_parameter(client: FlaskClient) -> None:
    page = client.get("/docs").text
    html5lib.HTMLParser(strict=True).parse(page)
    for one in OPERATIONS:
        assert f"{one.method.upper()} {one.path}" in page
        assert all(f"<code>{parameter.name}</code>" in page for parameter in one.parameters)
    targets = set(re.findall('href="#([^"]+)"', page))
    assert targets <= set(re.findall('id="([^"]+)"', page))
