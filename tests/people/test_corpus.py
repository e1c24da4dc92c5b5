"""Real articles, annotated by hand: people are found no worse than they were, and the seed's six are exactly those."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchsvc import cleaning
from searchsvc.evaluation import floors
from searchsvc.evaluation.people import GoldArticle, Result, load, measure, set_aside, table
from searchsvc.model import NamedPerson, RawArticle
from searchsvc.people import find_people

SEED = "kontumtv-2014-05-19"


def articles(shared: Path, name: str) -> list[GoldArticle]:
    return list(load(shared / "gold" / name))


def figures(result: Result) -> dict[str, dict[str, float]]:
    tallies = {"people": result.people, "forms": result.forms, "offices": result.offices}
    return {name: {"precision": one.precision, "recall": one.recall, "f1": one.f1} for name, one in tallies.items()}


def test_people_are_found_no_worse_than_they_were(shared: Path) -> None:
    result = measure(articles(shared, "people-dev.jsonl"))
    assert not (sunk := floors.sunk("people-dev", figures(result))), "\n".join((*sunk, table(result)))


def test_nor_in_the_articles_set_aside_from_training(shared: Path) -> None:
    aside = [one for one in articles(shared, "people-train.jsonl") if set_aside(one.article.id)]
    result = measure(aside)
    assert not (sunk := floors.sunk("people-aside", figures(result))), "\n".join((*sunk, table(result)))


@pytest.mark.parametrize("source", ["annotated", "cleaned"])
def test_the_seed_names_exactly_its_six(shared: Path, source: str) -> None:
    (gold,) = (one for one in articles(shared, "people-dev.jsonl") if one.article.id == SEED)
    text = (shared / "seed" / f"{SEED}.txt").read_text(encoding="utf-8")
    article = gold.article if source == "annotated" else cleaning.clean(RawArticle(SEED, body=text))
    assert offices_by_name(find_people(article)) == {
        "Hồ Chí Minh": [],
        "Lê Hồng Anh": ["Ủy viên Bộ Chính trị", "Thường trực Ban Bí thư"],
        "Đinh Thế Huynh": ["Ủy viên Bộ Chính trị", "Trưởng Ban Tuyên giáo Trung ương"],
        "Hà Ban": ["Ủy viên Trung ương Đảng", "Bí thư Tỉnh ủy", "Chủ tịch HĐND tỉnh"],
        "Đào Xuân Quý": ["Phó Bí thư Tỉnh ủy"],
        "Nguyễn Văn Hùng": ["Phó Bí thư Tỉnh ủy", "Chủ tịch UBND tỉnh"],
    }


def offices_by_name(people: tuple[NamedPerson, ...]) -> dict[str, list[str]]:
    return {person.name: [office.title for office in person.offices] for person in people}
