"""Tables an editor of the paper can check: `tests/cases/<name>.tsv`, one case a row.

The first line names the columns: `id`, any number of inputs, `expected`, `why`, and where needed `xfail`, the reason
why we do not do this yet (strict: doing it makes the test fail until the reason is taken out). A line that starts with
`#` is a comment. Everything in a file is NFC and can be seen; what is not is written `\\u0306` (also `\\U0001f600`,
`\\t`, `\\n`, `\\\\`).

    @pytest.mark.parametrize(("typed", "expected"), cases("fold.tsv"))
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest.mark.structures import ParameterSet

FOLDER = Path(__file__).parent.parent / "cases"

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_SHORT = {"t": "\t", "n": "\n", "\\": "\\"}
_ASIDE = ("id", "why", "xfail")


def cases(name: str, *, folder: Path = FOLDER) -> list[ParameterSet]:
    """The rows of a table as pytest parameters: the columns but `id`, `why` and `xfail`, in the table's order."""
    params = []
    for row in table(name, folder=folder):
        values = [value for column, value in row.items() if column not in _ASIDE]
        reason = row.get("xfail", "")
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        params.append(pytest.param(*values, id=row["id"], marks=marks))
    return params


def table(name: str, *, folder: Path = FOLDER) -> list[dict[str, str]]:
    """The rows of a table by column, escapes decoded; an AssertionError names the line that is not as it should be."""
    text = (folder / name).read_text(encoding="utf-8")
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip() and line[0] != "#"]
    columns = lines[0][1].split("\t")
    assert columns[0] == "id" and "why" in columns, f"{name}: the first line names the columns, id first, and has why"
    assert len(set(columns)) == len(columns), f"{name}: a column is named twice"
    rows = [_row(line, columns, where=f"{name}:{number}") for number, line in lines[1:]]
    ids = [row["id"] for row in rows]
    twice = sorted({id for id in ids if ids.count(id) > 1})
    assert not twice, f"{name}: ids stand twice: {', '.join(twice)}"
    return rows


def _row(line: str, columns: list[str], *, where: str) -> dict[str, str]:
    assert unicodedata.is_normalized("NFC", line), f"{where}: not NFC; write what must not be NFC as \\uXXXX"
    hidden = next((char for char in line if char != "\t" and not char.isprintable()), None)
    assert hidden is None, f"{where}: U+{ord(hidden or ' '):04X} cannot be seen; write it as an escape"
    values = line.split("\t")
    values += [""] * (columns[-1] == "xfail" and len(values) == len(columns) - 1)
    assert len(values) == len(columns), f"{where}: {len(values)} columns, {len(columns)} are named"
    row = {column: _unescaped(value, where=where) for column, value in zip(columns, values, strict=True)}
    assert re.fullmatch(r"[A-Za-z0-9][\w.-]*", row["id"], re.ASCII), f"{where}: the id {row['id']!r} is not ASCII"
    assert row["why"], f"{where}: why is empty"
    return row


def _unescaped(value: str, *, where: str) -> str:
    def decoded(match: re.Match[str]) -> str:
        four, eight, short = match.groups()
        assert four or eight or short in _SHORT, f"{where}: {match[0]} is no escape we know"
        return chr(int(four or eight, 16)) if four or eight else _SHORT[short]

    return _ESCAPE.sub(decoded, value)
