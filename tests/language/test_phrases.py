from __future__ import annotations

from pathlib import Path

import pytest

from searchsvc.language.beginnings import FILE, Beginnings, keep, load
from searchsvc.language.phrases import learn_phrases
from searchsvc.language.titles import Titled

PEOPLE = ("Rơ Châm Tú", "Y Nguyệt", "Đinh Thị Mơ", "A Bôk", "Lò Thị Hạnh", "Trần Quang Sáng")

WHEN = {"Sáng": "mở", "Trưa": "họp", "Chiều": "nghỉ", "Tối": "ăn", "Đêm": "tan"}


def _articles() -> list[tuple[str, str]]:
    """Titles and leads of an invented paper: the bí thư of many communes, some of them quoted."""
    told = ("thăm", "gặp", "khen", "hỏi", "tiếp", "nhắc")
    return [
        (f"Bí thư tỉnh ủy {verb} {name}", f"Hôm qua, phó bí thư tỉnh ủy và {name} {verb} bà con, {name} mừng.")
        for verb, name in zip(told, PEOPLE, strict=True)
    ]


def test_what_is_said_again_and_again_is_a_phrase_and_a_piece_of_it_is_none() -> None:
    found = {phrase.text: phrase.articles for phrase in learn_phrases(_articles())}
    assert found.get("bí thư tỉnh ủy") == 6
    assert not {"bí thư tỉnh", "thư tỉnh ủy", "tỉnh ủy và", "và"} & found.keys()


def test_a_phrase_is_written_as_inside_a_sentence_not_as_at_its_head() -> None:
    said = [("Hội nghị bàn tròn", f"{when} qua hội nghị bàn tròn {what}") for when, what in WHEN.items()]
    said += [("Đắk Tơ Re mưa", f"Ở Đắk Tơ Re {what}") for what in ("nắng", "gió", "rét", "lũ")]
    found = {phrase.text for phrase in learn_phrases(said)}
    assert "hội nghị bàn tròn" in found and "Hội nghị bàn tròn" not in found
    assert "Đắk Tơ Re" in found


def test_no_phrase_runs_over_a_sign() -> None:
    said = [("Mưa lớn. Gió to", f"{word} ngập (đường lên) làng") for word in ("Suối", "Hồ", "Đập", "Sông")]
    assert not [phrase for phrase in learn_phrases(said) if "lớn gió" in phrase.text.lower() or "." in phrase.text]


def test_no_articles_teach_nothing(tmp_path: Path) -> None:
    keep(tmp_path, [], upto=0)
    known = load(tmp_path)
    assert known and (len(known.phrases), len(known.titles)) == (0, 0)
    assert known.phrases.begun("a", fits=bool, limit=3) == [] and known.titles.begun("a", fits=bool, limit=3) == []


def _kept(folder: Path) -> Beginnings:
    titled = [
        (Titled(f"bai-{number}", title, f"2014-05-{number + 10}"), lead)
        for number, (title, lead) in enumerate(_articles())
    ]
    keep(folder, titled, upto=6)
    known = load(folder)
    assert known is not None
    return known


def test_phrases_are_found_by_their_beginning_the_commonest_first(tmp_path: Path) -> None:
    phrases = _kept(tmp_path).phrases
    found = phrases.begun("bi th", fits=bool, limit=5)
    assert found[0].text == "bí thư tỉnh ủy"
    assert [phrase.articles for phrase in found] == sorted((phrase.articles for phrase in found), reverse=True)
    assert phrases.begun("bi th", fits=lambda text: text.startswith("bị"), limit=5) == []
    assert phrases.begun("xyz", fits=bool, limit=5) == []


def test_titles_are_found_from_each_of_their_words_the_newest_first(tmp_path: Path) -> None:
    titles = _kept(tmp_path).titles
    assert titles.begun("tinh u", fits=bool, limit=3) == ["bai-5", "bai-4", "bai-3"]
    assert titles.begun("uy khen dinh thi m", fits=bool, limit=3) == ["bai-2"]
    assert titles.begun("hinh u", fits=bool, limit=3) == [], "a title is met at the head of a word only"
    assert titles.begun("tinh uy tham ro cham tu gap", fits=bool, limit=3) == [], "no title runs on into the next"


@pytest.mark.parametrize("harm", ["cut", "flipped", "gone"])
def test_what_is_damaged_is_missing_and_no_error(tmp_path: Path, harm: str) -> None:
    _kept(tmp_path)
    content = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).unlink()
    if harm != "gone":
        flipped = content[:700] + bytes([content[700] ^ 1]) + content[701:]
        (tmp_path / FILE).write_bytes(content[: len(content) // 2] if harm == "cut" else flipped)
    assert load(tmp_path) is None
