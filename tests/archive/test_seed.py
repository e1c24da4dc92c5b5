"""The example article, as a reader would look for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchsvc.indexing.update import index_source
from searchsvc.ops.live import LiveIndex
from searchsvc.searching.answer import Question
from searchsvc.searching.articles import article_page
from searchsvc.searching.desk import Desk
from searchsvc.searching.search import search

SEED = "kontumtv-2014-05-19"

OFFICES = {
    "Lê Hồng Anh": {"Ủy viên Bộ Chính trị", "Thường trực Ban Bí thư"},
    "Đinh Thế Huynh": {"Ủy viên Bộ Chính trị", "Trưởng Ban Tuyên giáo Trung ương"},
    "Hà Ban": {"Ủy viên Trung ương Đảng", "Bí thư Tỉnh ủy", "Chủ tịch HĐND tỉnh"},
    "Đào Xuân Quý": {"Phó Bí thư Tỉnh ủy"},
    "Nguyễn Văn Hùng": {"Phó Bí thư Tỉnh ủy", "Chủ tịch UBND tỉnh"},
    "Hồ Chí Minh": set(),
}


@pytest.fixture(scope="module")
def seed_home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("seed") / "index"
    report = index_source(home, str(shared / "seed" / f"{SEED}.txt"))
    assert (report.added, report.rejected) == (1, 0)
    return home


@pytest.fixture
def seed_desk(seed_home: Path) -> Iterator[Desk]:
    live = LiveIndex(seed_home)
    yield live.desk()
    live.close()


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("nguyen van hung", {"Nguyễn Văn Hùng"}),
        ("Nguyễn Văn Hùng", {"Nguyễn Văn Hùng"}),
        ("hà ban", {"Hà Ban"}),
        ("ha ban", {"Hà Ban"}),
        ('"chỉ thị 03"', {"Chỉ thị 03", "chỉ thị 03"}),
        ("03/CT-TW", {"Chỉ thị 03/CT-TW", "Chỉ thị 03", "chỉ thị 03"}),  # short references name the same document
        ("hoi nghi truc tuyen", {"Hội nghị trực tuyến"}),
        (unicodedata.normalize("NFD", "HỘI NGHỊ"), {"Hội nghị", "hội nghị"}),
        ("Ia Xiêr", {"Ia Xiêr"}),
        ("hũ gạo tình thương", {"Hũ gạo tình thương"}),
    ],
)
def test_it_is_found_and_marked(seed_desk: Desk, typed: str, marked: set[str]) -> None:
    answer = search(Question(typed), seed_desk)
    assert [hit.article.id for hit in answer.hits] == [SEED]
    page = article_page(SEED, typed, seed_desk)
    shown = {page.article.text(field)[start:end] for field, marks in page.marks.items() for start, end in marks}
    assert marked <= shown
    (snippet,) = answer.hits[0].snippets
    assert {snippet.text[start:end] for start, end in snippet.marks} & marked


@pytest.mark.parametrize("typed", ["nguyen van hung", "ha ban", "Ia Xiêr"])
def test_nothing_else_is_marked(seed_desk: Desk, typed: str) -> None:
    page = article_page(SEED, typed, seed_desk)
    shown = {page.article.text(field)[start:end] for field, marks in page.marks.items() for start, end in marks}
    assert len(shown) == 1


@pytest.mark.parametrize("typed", ["email", "trả lời", '"email của bạn"'])
def test_the_comment_form_is_not_found(seed_desk: Desk, typed: str) -> None:
    assert search(Question(typed), seed_desk).total == 0


def test_its_people_are_these_with_their_offices(seed_desk: Desk) -> None:
    people = article_page(SEED, "", seed_desk).people
    assert {shown.person.name: {office.title for office in shown.person.offices} for shown in people} == OFFICES
    assert all(shown.id for shown in people)


def test_its_places_are_those_it_names(seed_desk: Desk) -> None:
    page = article_page(SEED, "", seed_desk)
    named = {
        place.label: [dict(page.article.texts())[field][a:b] for field, a, b in place.mentions] for place in page.places
    }
    assert set(named) == {"Kon Tum", "Huyện Đắk Hà (Kon Tum)", "Huyện Sa Thầy (Kon Tum)", "Xã Ya Xiêr (Kon Tum)"}
    assert named["Huyện Sa Thầy (Kon Tum)"] == ["sa Thầy"] and named["Xã Ya Xiêr (Kon Tum)"] == ["Ia Xiêr"]
