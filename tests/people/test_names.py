"""Keys and kinds of names."""

from __future__ import annotations

import unicodedata

import pytest

from searchsvc.people import key, names


def test_one_name_has_one_key_however_it_is_written() -> None:
    written = ("Lê Thuý Hoà", "LÊ THÚY HÒA", " Lê  Thúy\u00a0Hòa ", unicodedata.normalize("NFD", "Lê Thúy Hòa"))
    assert {key(name) for name in written} == {"lê thúy hòa"}
    assert key("Hùng") != key("Hưng") != key("Hung")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Nguyễn Văn Hùng", "vietnamese"), ("A Huy", "ethnic"), ("Y Đai", "ethnic"), ("H'Hen Niê", "ethnic"),
        ("K’Bôt", "ethnic"), ("Siu Hương", "ethnic"), ("Rơ Châm Phúc", "ethnic"), ("Giàng A Câu", "ethnic"),
        ("Nguyễn Văn D.", "masked"), ("Park Hang-seo", "foreign"), ("Hùng", "single"), ("Thích Minh Tuệ", "religious"),
    ],
)  # fmt: skip
def test_kinds(name: str, kind: str) -> None:
    assert names.kind(name) == kind
