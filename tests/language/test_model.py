"""A model learned from a few sentences: which words it knows, what stands beside what, what has a capital."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.language.counting import Counter
from searchsvc.language.model import FILE, LanguageModel, load
from searchsvc.language.reading import posteriors
from searchsvc.language.smoothing import write

TEXTS = (
    "Hội nghị Tỉnh ủy Kon Mơ Nông khai mạc. Bí thư Tỉnh ủy dự hội nghị.",
    "Đoàn của tỉnh Kon Mơ Nông thăm hội chợ. Người dân hội họp đông.",
    "Theo UBND tỉnh, hội nghị bàn về thủy lợi. Cuộc hội thảo mở ở Kon Mơ Nông.",
    "HỘI NGHỊ TOÀN TỈNH",
)


def made(folder: Path, texts: tuple[str, ...] = TEXTS) -> LanguageModel:
    counter = Counter()
    for text in texts:
        counter.add(text)
    write(folder / FILE, counter.counted(), articles=len(texts))
    loaded = load(folder)
    assert loaded.model is not None, loaded.fault
    return loaded.model


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> LanguageModel:
    return made(tmp_path_factory.mktemp("language"))


def test_words_are_tokens_of_analysis(model: LanguageModel) -> None:
    numbers = model.numbers(["hội", "thủy", "HỘI", "zzz", ""])
    assert (numbers > 0).tolist() == [True, True, False, False, False]
    assert model.word(int(numbers[0])) == "hội" and model.articles == len(TEXTS)


def test_how_likely_words_follow_adds_to_one(model: LanguageModel) -> None:
    every = np.arange(1, len(model))
    sums = model.behind(model.numbers(["hội", "kon", "nghị"]), every).sum(axis=1)
    assert sums.tolist() == pytest.approx([1, 1, 1], abs=0.05)


def test_company_decides(model: LanguageModel) -> None:
    rows = [[("hội", 1.0), ("hỏi", 1.0)], [("nghị", 1.0), ("nghỉ", 1.0)]]
    told = posteriors(rows, model)
    assert told[0][0] > 0.9 and told[1][0] > 0.9


def test_the_channel_counts_where_nothing_is_known(model: LanguageModel) -> None:
    assert posteriors([[("aaa", 1.0), ("bbb", 0.01)]], model)[0] == pytest.approx([0.990, 0.0099], abs=0.001)
    assert posteriors([], model) == []


def test_capitals_of_headlines_and_of_first_words_tell_nothing(model: LanguageModel) -> None:
    assert model.named(["kon", "mơ"])[0] > 0.6 and model.named(["hội", "nghị"]) == [0]
    assert model.named(["hội", "lợi"]) == [-1], "never seen side by side"
    shares = model.capitals(["tỉnh", "ủy", "kon", "mơ", "nông"])
    assert [share > 0.5 for share in shares] == [True, False, True, True, True]
    assert not model.shouted("hội")


def test_pairs_do_not_reach_over_the_end_of_a_sentence(model: LanguageModel) -> None:
    assert model.together(["mạc", "khai"], ["bí", "mạc"]) == [[0, 0], [0, pytest.approx(0.5, abs=0.5)]]


def test_words_one_edit_away(model: LanguageModel) -> None:
    assert "nghị" in model.edited("ngh1") + model.edited("nghii")


@pytest.mark.parametrize("damage", ["missing", "short", "flipped", "old"])
def test_what_cannot_be_used_is_done_without(tmp_path: Path, damage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path)
    path = tmp_path / FILE
    data = bytearray(path.read_bytes())
    match damage:
        case "missing":
            path.unlink()
        case "short":
            path.write_bytes(data[:-40])
        case "flipped":
            data[len(data) // 3] ^= 0xFF
            path.write_bytes(data)
        case "old":
            monkeypatch.setattr("searchsvc.language.model.stamp", lambda: np.zeros(3, np.uint8))
            path.write_bytes(data + b"")
            path.touch()
    loaded = load(tmp_path)
    assert loaded.model is None and loaded.fault


def test_nothing_at_all_can_be_learned_from(tmp_path: Path) -> None:
    model = made(tmp_path, ())
    assert posteriors([[("a", 1.0)], [("b", 1.0), ("c", 1.0)]], model)[1] == pytest.approx([0.5, 0.5])
    assert model.named(["a", "b"]) == [-1]


@given(st.lists(st.text(max_size=40), max_size=6), st.lists(st.text(max_size=8), min_size=1, max_size=4))
def test_whatever_is_read_spellings_add_to_one(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], asked: list[str]
) -> None:
    model = made(tmp_path_factory.mktemp("any"), tuple(texts))
    for told in posteriors([[(word, 1.0), ("khác", 0.1)] for word in asked], model):
        assert sum(told) == pytest.approx(1) and all(0 <= share <= 1 for share in told)
