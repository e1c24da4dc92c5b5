"""The reader of tables is strict, so that a table can be trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cases import cases, table

HEADER = "id\ttyped\texpected\twhy\txfail\n"


def _written(folder: Path, text: str) -> Path:
    (folder / "t.tsv").write_text(text, encoding="utf-8")
    return folder


def test_rows_become_parameters(tmp_path: Path) -> None:
    rows = HEADER + "# a comment\nhung\thùng\thung\tmarks go\n\nmai\tmai\tmài\tnot yet\ttones are not guessed\n"
    first, second = cases("t.tsv", folder=_written(tmp_path, rows))
    assert (first.id, first.values, first.marks) == ("hung", ("hùng", "hung"), [])
    assert second.values == ("mai", "mài")
    (mark,) = second.marks
    assert mark.kwargs == {"reason": "tones are not guessed", "strict": True}


def test_escapes_are_decoded(tmp_path: Path) -> None:
    rows = HEADER + "breve\ta\\u0306\\U0001f600\\t\\n\\\\\tă\tNFD\t\n"
    assert table("t.tsv", folder=_written(tmp_path, rows))[0]["typed"] == "a\u0306\U0001f600\t\n\\"


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("nfd\ta\u0306\tă\tbreve\t", "not NFC"),
        ("zero\ta\u200bb\tab\tzero width\t", r"U\+200B"),
        ("a\tb\tc\td\t\na\tb\tc\td\t", "ids stand twice: a"),
        ("hùng\tb\tc\td\t", "not ASCII"),
        ("short\tb", "columns"),
        ("dumb\tb\tc\t\t", "why is empty"),
        ("slip\t\\q\tc\td\t", "no escape"),
    ],
)
def test_a_table_that_cannot_be_trusted_is_refused(tmp_path: Path, row: str, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        table("t.tsv", folder=_written(tmp_path, HEADER + row + "\n"))


def test_the_first_line_names_the_columns(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="the first line names the columns"):
        table("t.tsv", folder=_written(tmp_path, "hung\thùng\thung\tmarks go\n"))
