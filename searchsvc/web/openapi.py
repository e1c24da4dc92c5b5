"""The contract as OpenAPI 3.1 and as a page to read, both made from `operations` and `schemas`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from flask import Blueprint, Response, jsonify, render_template, request

from searchsvc import __version__
from searchsvc.ingest.identity import LONGEST as ID_LENGTH
from searchsvc.web.errors import PROBLEMS
from searchsvc.web.operations import OPERATIONS, Operation, Parameter
from searchsvc.web.schemas import COMPONENTS, TEXT, Schema, named

OPENAPI, DOCS = "/openapi.json", "/docs"
_KEY = "key"
_ALWAYS = (429, 500, 503)
_TITLES = {problem.status: problem.english for problem in reversed(PROBLEMS)}


def contract() -> Blueprint:
    """The two routes that tell what can be asked."""
    routes = Blueprint("contract", __name__)

    @routes.get(OPENAPI)
    def openapi() -> Response:
        return _revalidated(jsonify(document(OPERATIONS)))

    @routes.get(DOCS)
    def docs() -> Response:
        return _revalidated(Response(render_template("docs.html", operations=OPERATIONS, schemas=COMPONENTS)))

    return routes


def document(operations: Iterable[Operation]) -> Schema:
    """These operations as an OpenAPI document."""
    by_path = groupby(sorted(operations, key=_path), key=_path)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "searchsvc",
            "version": __version__,
            "description": "Search of Vietnamese news: articles and the people they name.",
        },
        "paths": {path: {one.method: _operation(one) for one in group} for path, group in by_path},
        "components": {
            "schemas": COMPONENTS,
            "securitySchemes": {_KEY: {"type": "http", "scheme": "bearer"}},
        },
    }


def _path(operation: Operation) -> str:
    return operation.path


def _operation(operation: Operation) -> Schema:
    told: Schema = {
        "operationId": operation.id,
        "summary": operation.says,
        "parameters": [*_in_path(operation), *map(_parameter, operation.parameters)],
        "responses": _responses(operation),
    }
    if operation.body:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": named(operation.body)}}}
    if operation.scope:
        told["security"] = [{_KEY: [operation.scope]}]
    return told


def _in_path(operation: Operation) -> list[Schema]:
    if "{id}" not in operation.path:
        return []
    id = {**TEXT, "minLength": 1, "maxLength": ID_LENGTH}
    return [{"name": "id", "in": "path", "required": True, "description": "Percent-encoded whole.", "schema": id}]


def _parameter(parameter: Parameter) -> Schema:
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.says,
        "allowEmptyValue": True,
        "schema": parameter.schema,
    }


def _responses(operation: Operation) -> Schema:
    problems = {str(status): _problem(status) for status in (*operation.problems, *_ALWAYS)}
    answers = {str(status): _answer(name, operation.media) for status, name in operation.answers}
    return dict(sorted({**problems, **answers}.items()))


def _answer(name: str, media: Iterable[str]) -> Schema:
    if not name:
        return {"description": "Done; no body."}
    return {"description": name, "content": {one: {"schema": named(name)} for one in media}}


def _problem(status: int) -> Schema:
    return {"description": _TITLES[status], "content": {"application/problem+json": {"schema": named("Problem")}}}


def _revalidated(response: Response) -> Response:
    """An answer that changes with our version only."""
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
