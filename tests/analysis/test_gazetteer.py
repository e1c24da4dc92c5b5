"""The units of Vietnam before and after 1 July 2025."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from searchsvc.analysis.gazetteer import alike, gazetteer, key, units_named
from searchsvc.analysis.units import above, became, came_from, label, level
from searchsvc.text.icu import nfc

UNITS = gazetteer().units


def named(*ids: str) -> set[str]:
    return {UNITS[id].name for id in ids}


def test_the_numbers_are_those_of_the_law() -> None:
    today = [unit for unit in UNITS.values() if unit.time != "cũ"]
    assert Counter("commune" if unit.parents else "province" for unit in today) == {"province": 34, "commune": 3321}
    official = [id for id in UNITS if id.isdigit()]
    assert Counter(map(len, official)) == {2: 63, 3: 696, 5: 10_035}


def test_every_unit_lies_somewhere_and_every_former_one_became_something() -> None:
    for id, unit in UNITS.items():
        assert all(parent in UNITS for parent in unit.parents)
        assert unit.name == nfc(unit.name).strip() and "  " not in unit.name
        assert level(above(id)[-1] if above(id) else id) == "province"
        if unit.time == "cũ" and id not in ("318", "471", "498"):
            assert became(id) and all(UNITS[one].time != "cũ" for one in became(id)), label(id)


@pytest.mark.parametrize(
    ("former", "now"),
    [("Kon Tum", "Quảng Ngãi"), ("Yên Bái", "Lào Cai"), ("Bắc Giang", "Bắc Ninh"), ("Bình Định", "Gia Lai"),
     ("Long An", "Tây Ninh"), ("Tiền Giang", "Đồng Tháp"), ("Kiên Giang", "An Giang"), ("Quảng Bình", "Quảng Trị"),
     ("Phú Yên", "Đắk Lắk"), ("Bạc Liêu", "Cà Mau"), ("Hà Tây", "Hà Nội")],
)  # fmt: skip
def test_a_province_lies_in_its_successor(former: str, now: str) -> None:
    (old,), (new,) = ([id for id in units_named(name) or () if level(id) == "province"] for name in (former, now))
    assert UNITS[old].successors == (new,) and old in came_from(new)
    assert {above(one)[-1] if UNITS[one].parents else one for one in became(old)} == {new}


def test_a_district_became_the_communes_of_its_parts() -> None:
    (district,) = (id for id in units_named("Đăk Hà") or () if level(id) == "district")
    assert named(*became(district)) == {"Đăk Hà", "Đăk Mar", "Đăk Pxi", "Đăk Ui", "Ngọk Réo"}


def test_a_split_province_took_nothing_in() -> None:
    (hue,) = (id for id in units_named("Huế") or () if level(id) == "province")
    assert came_from(hue) == ()


@pytest.mark.parametrize("name", ["Hoà Bình", "Hòa Bình", "HOÀ BÌNH", unicodedata.normalize("NFC", "Hòa  Bình")])
def test_spellings_of_the_tone_are_one(name: str) -> None:
    assert key(name) == key("hòa bình")


@pytest.mark.parametrize(
    ("word", "other", "one"),
    [("đắk", "đăk", True), ("đắk", "dak", True), ("đắk", "đắc", True), ("đắk", "đặc", False), ("plông", "plong", True),
     ("tô", "tơ", False), ("mỹ", "mĩ", True), ("quy", "qui", True), ("hà", "ha", False)],
)  # fmt: skip
def test_words_of_names_that_are_one(word: str, other: str, one: bool) -> None:
    assert alike(word, other) is one
