"""Which provinces, districts and communes a text names."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import searchsvc
from searchsvc.analysis.places import DECIDING, Place, find_places, lying_in, place_named, places_of
from searchsvc.analysis.units import label
from searchsvc.model import Article, Dateline
from tests.support.cases import table

PACKAGE = Path(searchsvc.__file__).parent
DAYS = {"2014": "2014-05-19", "2026": "2026-03-01"}
TEXTS = [row for row in table("places.tsv") if row["where"] in DAYS]


def told(found: tuple[Place, ...]) -> str:
    return " | ".join(dict.fromkeys(label(place.id) for place in found)) or "none"


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: row["id"])
def test_places_of_a_text(row: dict[str, str]) -> None:
    assert told(find_places([row["text"]], day=DAYS[row["where"]])) == row["expected"]


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: row["id"])
def test_mentions_lie_in_the_text_and_do_not_overlap(row: dict[str, str]) -> None:
    found = find_places(["Một câu khác.", row["text"]], day=DAYS[row["where"]])
    spans = [(place.start, place.end) for place in found if place.text == 1]
    assert spans == sorted(spans) and all(0 <= start < end <= len(row["text"]) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@given(st.text(alphabet=st.sampled_from("ĐăkHàXã huyện,.-–'’Q1 TP.HCM\u00a0\n"), max_size=60))
def test_any_text_is_read(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    for place in find_places([text]):
        assert text[place.start : place.end].strip()


def test_one_name_is_the_unit_of_its_day() -> None:
    text = "Sạt lở ở xã Hát Môn, Hà Nội"
    before, after = (find_places([text], day=day)[0].id for day in DAYS.values())
    assert not before.endswith("-2025") and after.endswith("-2025")


def test_a_dateline_is_a_place_and_says_which_is_meant() -> None:
    article = Article("1", body="Lở đất ở Sa Thầy.", dateline=Dateline("(Kon Tum)", place="Kon Tum"))
    assert places_of(article) == {"62": (), "616": (("body", 9, 16),)}


@pytest.mark.parametrize("signed", ["Baonghean", "GD&TĐ", "VOV.VN", "TTXVN", "Tân Lập", "Kon Tum và Gia Lai", ""])
def test_what_a_paper_signs_is_no_place(signed: str) -> None:
    assert place_named(signed) == ""


def test_the_fingerprint_follows_every_list_that_is_read() -> None:
    modules = [name for name in DECIDING if name.endswith(".py")]
    text = "".join((PACKAGE / name).read_text(encoding="utf-8") for name in modules)
    read = set(re.findall(r'"([a-z_]+\.(?:tsv|txt))"', text))
    assert {f"data/{name}" for name in read} == set(DECIDING) - set(modules)


def test_a_unit_lies_in_what_it_lay_in_then() -> None:
    assert lying_in(["23938"], day="2014-01-01") == ("23938", "632", "64")
    assert lying_in(["23938"], day="2026-01-01") == ("23938", "64")
