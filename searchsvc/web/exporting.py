"""Everybody as a file: CSV for a spreadsheet, JSON Lines for programs; sent as it is read, however many there are."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from flask import Blueprint, Response, request

from searchsvc.model import OfficeHeld
from searchsvc.store.roll import Enrolled
from searchsvc.web.access import needs
from searchsvc.web.newsdesk import Newsdesk
from searchsvc.web.params import format_of
from searchsvc.web.shapes import Json
from searchsvc.web.wording import offices

EXPORT = "/api/v1/people/export"
COLUMNS = ("id", "name", "names", "kind", "offices", "articles", "first_seen", "last_seen")
_BOM = "\ufeff"
"""Without it a spreadsheet takes the letters for those of another encoding."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would reckon instead of show."""
_AT_ONCE = 200
"""Lines in one piece of the answer."""


def exporting(desk: Newsdesk) -> Blueprint:
    """The route."""
    routes = Blueprint("exporting", __name__)

    @routes.get(EXPORT)
    @needs("staff", desk)
    def export() -> Response:
        shape = format_of(request.args.to_dict(flat=False))
        people = desk.everybody()
        lines = csv_lines(people) if shape == "csv" else json_lines(people)
        media = "text/csv; charset=utf-8; header=present" if shape == "csv" else "application/x-ndjson"
        named = {"Content-Disposition": f'attachment; filename="people.{shape}"'}
        return Response(_pieces(lines), content_type=media, headers=named)

    return routes


def csv_lines(people: Iterable[Enrolled]) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180) that spreadsheets open as it is meant."""
    yield _BOM + _csv_line(COLUMNS)
    for one in people:
        card = one.card
        several = ("; ".join(card.names), card.kind, "; ".join(offices(card)))
        yield _csv_line((card.id, card.name, *several, str(one.articles), card.first_seen, card.last_seen))


def json_lines(people: Iterable[Enrolled]) -> Iterator[str]:
    """The same and more of each person, one JSON object a line."""
    for one in people:
        yield json.dumps(_person(one), ensure_ascii=False) + "\n"


def _person(one: Enrolled) -> Json:
    card = one.card
    return {
        "id": card.id,
        "name": card.name,
        "names": list(card.names),
        "kind": card.kind,
        "offices": [_office(held) for held in card.offices],
        "articles": one.articles,
        "first_seen": card.first_seen or None,
        "last_seen": card.last_seen or None,
        "years": dict(card.years),
    }


def _office(held: OfficeHeld) -> Json:
    return {
        "office": held.title,
        "place": held.place,
        "former": held.former,
        "first_seen": held.first_seen or None,
        "last_seen": held.last_seen or None,
        "articles": held.articles,
    }


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells)
    return line.getvalue()


def _pieces(lines: Iterable[str]) -> Iterator[bytes]:
    some: list[str] = []
    for line in lines:
        some.append(line)
        if len(some) == _AT_ONCE:
            yield "".join(some).encode("utf-8", "replace")
            some.clear()
    yield "".join(some).encode("utf-8", "replace")
