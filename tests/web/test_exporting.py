"""Everybody as a file: what a spreadsheet makes of it, what a program reads, how it is read from an index."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchsvc.model import Card, OfficeHeld
from searchsvc.store.directory import Directory
from searchsvc.store.roll import Enrolled
from searchsvc.web.exporting import COLUMNS, csv_lines, json_lines
from tests.support.web_fakes import FakeNewsdesk

EXPORT = "/api/v1/people/export"
STAFF = {"Authorization": "Bearer can-see"}


@pytest.fixture
def newsdesk(newsdesk: FakeNewsdesk) -> FakeNewsdesk:
    newsdesk.keys["can-see"] = frozenset({"staff"})
    return newsdesk


def test_a_staff_key_is_needed_and_a_known_format(client: FlaskClient, newsdesk: FakeNewsdesk) -> None:
    assert client.get(EXPORT).status_code == 401
    assert client.get(EXPORT, headers={"Authorization": "Bearer can-read"}).status_code == 403
    assert client.get(f"{EXPORT}?format=xls", headers=STAFF).status_code == 400


def test_a_spreadsheet_reads_it_as_it_is_meant(client: FlaskClient, newsdesk: FakeNewsdesk) -> None:
    response = client.get(EXPORT, headers=STAFF)
    assert response.mimetype == "text/csv" and 'filename="people.csv"' in response.headers["Content-Disposition"]
    assert "Content-Length" not in response.headers and response.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS and len(rows) == 4
    assert rows[1][1] == "Nguyễn Văn Hùng" and rows[1][5] == "36" and "; đồng chí Nguyễn Văn Hùng" in rows[1][2]


def test_a_program_reads_an_object_a_line(client: FlaskClient, newsdesk: FakeNewsdesk) -> None:
    response = client.get(f"{EXPORT}?format=jsonl", headers=STAFF)
    first, *rest = [json.loads(line) for line in response.text.splitlines()]
    assert response.mimetype == "application/x-ndjson" and len(rest) == 2
    assert first["offices"][0]["office"] == "Chủ tịch UBND tỉnh" and first["years"]["2014"] == 12


@pytest.mark.parametrize("name", ["=1+1", "+84", "-2", "@a", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(name: str) -> None:
    card = Card("p", name, (name, 'a "b", c'), (OfficeHeld("=HYPERLINK()", "", False, "", "", "a"),), (), "", "")
    _, line = csv_lines([Enrolled(card, 1)])
    (row,) = csv.reader(io.StringIO(line, newline=""))
    assert row[1] == f"'{name}" and row[2] == f'\'{name}; a "b", c' and row[4].startswith("'=")
    assert json.loads(next(json_lines([Enrolled(card, 1)])))["name"] == name


def test_everybody_is_read_once_however_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace
    from typing import Any

    from searchsvc.searching import roll

    monkeypatch.setattr(roll, "_AT_ONCE", 3)
    with closing(Directory.open(tmp_path / "people.sqlite")) as directory:
        cards = [Card(f"p{at}", f"Lê {at}", (), (), tuple(map(str, range(at % 4))), "", "") for at in range(10)]
        directory.set_cards({card.name: [card] for card in cards})
        desk: Any = SimpleNamespace(directory=directory)
        found = [(one.card.id, one.articles) for one in roll.everybody(desk)]
    assert len(found) == 10 == len(dict(found)) and [many for _, many in found] == sorted(
        (m for _, m in found), reverse=True
    )
