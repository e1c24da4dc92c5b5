"""The places that a query names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.analysis.gazetteer import gazetteer
from searchsvc.analysis.units import became, label
from searchsvc.searching.place_names import place_ids, places_in
from tests.support.cases import table

QUERIES = [row for row in table("places.tsv") if row["where"] == "query"]


@pytest.mark.parametrize("row", QUERIES, ids=lambda row: row["id"])
def test_places_of_a_query(row: dict[str, str]) -> None:
    found = dict.fromkeys(label(place.id) for place in places_in(row["text"]))
    assert (" | ".join(found) or "none") == row["expected"]


@given(st.text(max_size=80))
def test_any_query_is_read(text: str) -> None:
    assert all(0 <= place.start < place.end <= len(text) for place in places_in(text))


@pytest.mark.parametrize("typed", ["62", "Kon Tum", "kon tum", "Kontum", "tỉnh Kon Tum", "tinh kon tum"])
def test_a_value_may_be_written_in_any_way(typed: str) -> None:
    assert place_ids(typed)[0] == "62"


def test_a_value_means_all_units_of_the_name_and_what_became_of_them() -> None:
    assert {"79"} == set(place_ids("Hồ Chí Minh"))
    units = gazetteer().units
    ten = place_ids("huyện Châu Thành") or place_ids("Châu Thành")
    assert len([id for id in ten if units[id].name == "Châu Thành" and units[id].kind == "huyện"]) > 5
    assert set(place_ids("huyện Châu Thành, Long An")) == {"808", *became("808")}
    assert "23500-2025" in place_ids("huyện Đăk Hà")
    assert place_ids("Sơn Hà Tưởng Tượng") == ()
