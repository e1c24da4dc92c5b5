"""Suggestions over the newsroom, and over what comes to it later."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchsvc.indexing.update import delete_articles, put_article, wait_until_applied
from searchsvc.model import RawArticle
from searchsvc.ops.live import LiveIndex
from searchsvc.searching.desk import Desk
from searchsvc.searching.suggest import LONGEST, _says_no_more, suggest
from tests.support.cases import cases


def _found(text: str, desk: Desk, *, size: int = 10) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in suggest(text, desk, size=size).found:
        found.setdefault(one.kind, []).append(one.text)
    return found


@pytest.mark.parametrize(("typed", "kind", "expected"), cases("suggestions.tsv"))
def test_what_is_suggested(typed: str, kind: str, expected: str, desk: Desk) -> None:
    found = _found(typed, desk).get(kind, [])
    if expected == "-":
        assert not found
    else:
        assert expected in found


def test_homonyms_are_apart_and_told_by_their_offices(desk: Desk) -> None:
    found = [one for one in suggest("nguyen van hung", desk, size=20).found if one.kind == "person"]
    same = [one for one in found if one.text == "Nguyễn Văn Hùng"]
    assert len(same) >= 2
    assert len({one.id for one in same}) == len({one.office.title for one in same if one.office}) == len(same)


def test_the_best_known_come_first_and_no_more_than_asked(desk: Desk) -> None:
    found = suggest("n", desk, size=5).found
    assert len(found) == 5
    people = [one.articles for one in found if one.kind == "person"]
    assert people == sorted(people, reverse=True)


def test_what_was_read_otherwise_is_told(desk: Desk) -> None:
    assert suggest("nguyeenx vawn h", desk, size=5).understood == "nguyễn văn h"
    assert suggest("nguyen van h", desk, size=5).understood == ""


@pytest.mark.parametrize(
    "text", ["", " ", "???", "a" * (LONGEST + 1), "a b c d e f g h i j k l m n o p", "\ud800", "\x00"]
)
def test_what_begins_nothing_has_no_suggestions(text: str, desk: Desk) -> None:
    assert suggest(text, desk, size=5).found == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet="nguyễnvăhùđơôs1 '-/\"", max_size=20))
def test_marks_lie_in_their_text(desk: Desk, text: str) -> None:
    for one in suggest(text, desk, size=20).found:
        assert one.text.strip()
        assert all(0 <= start < end <= len(one.text) for start, end in one.marks)


def test_what_comes_later_is_suggested_and_what_goes_is_not(newsroom_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "index"
    shutil.copytree(newsroom_home, home)
    live = LiveIndex(home)
    assert _found("ruoc lang", live.desk()) == {}
    body = "Ông Lê Quýt Ổi, Trưởng thôn Ruộng Bậc, cho biết dân làng vui. Ông Lê Quýt Ổi cảm ơn mọi người."
    put_article(home, RawArticle("moi", "Tưng bừng rước làng Ruộng Bậc", body, published="2016-01-02"))
    wait_until_applied(home, timeout=20)
    assert _found("ruoc lang", live.desk()) == {"title": ["Tưng bừng rước làng Ruộng Bậc"]}
    assert _found("le quyt o", live.desk())["person"] == ["Lê Quýt Ổi"]
    put_article(home, RawArticle("moi", "Lặng lẽ rước làng Ruộng Bậc", body, published="2016-01-02"))
    wait_until_applied(home, timeout=20)
    assert _found("ruoc lang", live.desk()) == {"title": ["Lặng lẽ rước làng Ruộng Bậc"]}
    assert delete_articles(home, ["moi"])
    wait_until_applied(home, timeout=20)
    assert _found("ruoc lang", live.desk()) == {}
    assert "person" not in _found("le quyt o", live.desk())
    live.close()


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Lê Văn Sổ", True),
        ("Lê Văn Sổ đã dự", True),
        ("Lê Văn Sổ Gia Lai", False),
        ("Lê Văn", False),
        ("lễ hội", False),
    ],
)
def test_a_phrase_that_only_names_somebody_suggested_is_left_out(phrase: str, expected: bool) -> None:
    assert _says_no_more(phrase, "le van so") is expected
