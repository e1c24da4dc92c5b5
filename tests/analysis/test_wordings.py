"""The editors' list: what it may say, and what is said of lines that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.analysis.wordings import FILE, MOST_BYTES, MOST_PAIRS, Pair, parsed, read_list, shipped
from searchsvc.resources import rows


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("UBND = Ủy ban nhân dân", [Pair("UBND", "Ủy ban nhân dân", "=")]),
        ("xe hơi~ô tô", [Pair("xe hơi", "ô tô", "~")]),
        ("Hoa Kỳ > Mỹ", [Pair("Hoa Kỳ", "Mỹ", ">")]),
        ("lợn ≠ heo", [Pair("lợn", "heo", "≠")]),
        ("lợn != heo", [Pair("lợn", "heo", "≠")]),
        ("vắc xin = vắcxin = vaccine", [Pair("vắc xin", "vắcxin", "="), Pair("vắc xin", "vaccine", "=")]),
        ("  # ghi chú", []),
        ("", []),
        ("kha\u0301ch   sa\u0323n = nhà nghỉ", [Pair("khách sạn", "nhà nghỉ", "=")]),
    ],
)
def test_a_line(line: str, pairs: list[Pair]) -> None:
    found = parsed(line)
    assert list(found.pairs) == pairs and not found.faults


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("UBND", "thiếu dấu"),
        ("UBND = ", "không có chữ nào"),
        ("UBND = -", "không có chữ nào"),
        ("a = b ~ c", "một loại dấu"),
        ("a = " + "b " * 13, "dài quá 12 chữ"),
        ("a = " + "b" * 300, "dài quá 200 ký tự"),
    ],
)
def test_a_line_that_cannot_be_used_is_said_and_passed_by(line: str, said: str) -> None:
    found = parsed(f"# đầu\n{line}\nxe hơi ~ ô tô")
    assert [fault.line for fault in found.faults] == [2] and said in str(found.faults[0])
    assert found.pairs == (Pair("xe hơi", "ô tô", "~"),)


def test_a_list_has_an_end() -> None:
    found = parsed("\n".join(f"a{number} = b{number}" for number in range(MOST_PAIRS + 5)))
    assert len(found.pairs) == MOST_PAIRS and len(found.faults) == 1


def test_no_file_is_no_list(tmp_path: Path) -> None:
    assert read_list(tmp_path).pairs == () and read_list(tmp_path).stamp == ""


@pytest.mark.parametrize(
    ("data", "said"), [(b"\xff\xfe", "UTF-8"), (b"a = b\n" * MOST_BYTES, "1 MB")], ids=["bytes", "huge"]
)
def test_a_file_that_cannot_be_used_as_a_whole(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / FILE).write_bytes(data[: MOST_BYTES + 10])
    found = read_list(tmp_path)
    assert said in str(found.faults[0]) and not found.pairs and found.stamp


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    assert "không đọc được" in str(read_list(tmp_path).faults[0])


def test_the_stamp_follows_the_text(tmp_path: Path) -> None:
    stamps = []
    for text in ("a = b", "a = c", "\ufeffa = c"):
        (tmp_path / FILE).write_text(text, encoding="utf-8")
        stamps.append(read_list(tmp_path).stamp)
        assert len(read_list(tmp_path).pairs) == 1
    assert len(set(stamps)) == 3


@given(st.text(max_size=300))
def test_nothing_an_editor_writes_fails(text: str) -> None:
    found = parsed(text)
    assert all(pair.left and pair.right for pair in found.pairs)


@pytest.mark.parametrize("name", ["abbreviations.tsv", "synonyms.tsv"])
def test_the_shipped_lists_say_nothing_twice(name: str) -> None:
    said = [tuple(sorted((row[0].lower(), row[1 if name.startswith("a") else 2].lower()))) for row in rows(name)]
    assert sorted({pair for pair in said if said.count(pair) > 1}) == []
    assert all(len(row) >= 2 and row[0] != row[1] for row in rows(name))
    assert {pair.sign for pair in shipped()} == {"=", "~", ">", "?"}
