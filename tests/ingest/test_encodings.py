"""Bytes to text when nobody says how."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.ingest.encodings import declared, decode, sixteen_bits

TEXT = "Sáng nay Ủy ban nhân dân tỉnh Sơn Hà tổ chức hội nghị tổng kết công tác phòng chống cháy rừng năm 2014. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_every_form(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT
    assert decode(unicodedata.normalize("NFD", TEXT).encode(encoding)) == unicodedata.normalize("NFD", TEXT)


def half_composed(letter: str) -> str:
    """A letter as Windows-1258 holds it: with its own mark in one, its tone behind it."""
    apart = unicodedata.normalize("NFD", letter)
    tones = "".join(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in tones)) + tones


def test_windows_1258() -> None:
    text = "".join(map(half_composed, TEXT))
    assert decode(text.encode("cp1258")) == text


def test_windows_1252_and_the_fonts_in_it_keep_every_byte() -> None:
    assert decode("L’été à Paris, déjà vu — « voilà »".encode("cp1252")) == "L’été à Paris, déjà vu — « voilà »"
    everything = bytes(range(0x80, 0x100))
    assert len(set(decode(everything))) == 128


def test_a_broken_letter_does_not_make_it_another_encoding() -> None:
    data = (TEXT * 20).encode()
    assert decode(data[:300] + b"\xff" + data[300:]).count("hội nghị") >= 19
    assert decode(data[:-2]).count("hội nghị") == 20


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b'<html><head><meta charset="windows-1258">', "cp1258"),
        (b"<meta http-equiv='Content-Type' content='text/html; charset=utf-8'>", "utf-8"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?>', "cp1252"),
        (b"<meta charset=nonsense>", ""),
        (b"<p>charset=utf-16</p>", ""),
    ],
)
def test_declared(head: bytes, encoding: str) -> None:
    assert declared(head) == encoding


def test_a_declaration_is_followed() -> None:
    page = "<meta charset=windows-1258><p>đương lên"
    assert decode(page.encode("cp1258")) == page


def test_sixteen_bits_only_where_they_are() -> None:
    assert sixteen_bits(TEXT.encode("utf-16-le")) == "utf-16-le"
    assert sixteen_bits(TEXT.encode()) == "" == sixteen_bits(b"\0" * 40)


@given(st.binary(max_size=400))
def test_never_fails(data: bytes) -> None:
    assert isinstance(decode(data), str)


@given(st.text(min_size=1).filter(lambda text: "\0" not in text))
def test_utf8_is_always_taken_at_its_word(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode("utf-8", "ignore")) == text.encode("utf-8", "ignore").decode()
