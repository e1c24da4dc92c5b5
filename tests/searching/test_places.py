"""Places in search: spellings, what a unit became, the facet, the filter, the article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchsvc.indexing.update import index_source
from searchsvc.ops.live import LiveIndex
from searchsvc.searching.answer import Answer, Question
from searchsvc.searching.articles import article_page
from searchsvc.searching.desk import Desk
from searchsvc.searching.search import search
from searchsvc.web.shapes import article_json
from tests.indexing.village import write_jsonl
from tests.support.stories import told

STORIES = [
    told("san-dak-ha", "Được mùa sắn", "Bà con huyện Đăk Hà, tỉnh Kon Tum được mùa sắn.", "2014-05-19"),
    told("ca-phe-dak-ha", "Giá cà phê", "Giá cà phê ở Đắk Hà (Kon Tum) lại giảm.", "2013-01-10"),
    told("cau-kontum", "Khởi công cầu treo", "Lễ khởi công diễn ra tại Kontum.", "2012-03-02"),
    told("lua-dak-mar", "Được mùa lúa", "Nông dân xã Đăk Mar, tỉnh Quảng Ngãi được mùa lúa.", "2026-02-11"),
    told("toi-ly-son", "Được mùa tỏi", "Nông dân đặc khu Lý Sơn, tỉnh Quảng Ngãi được mùa tỏi.", "2026-03-12"),
    told("keo-quang-ngai", "Giá keo lai", "Nông dân Quảng Ngãi bán keo non.", "2014-07-07"),
    told("tp", "Lễ hội áo dài", "Lễ hội áo dài ở TP.HCM đông khách, nhất là quận 1.", "2016-03-08"),
    told("thanh-pho", "Triển lãm tranh", "Triển lãm tranh ở Thành phố Hồ Chí Minh.", "2017-03-08"),
    told("chi-hoa-binh", "Gương sáng", "Chị Hòa Bình vì hòa bình của xóm làng.", "2011-05-05"),
]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("places")
    index_source(folder / "index", write_jsonl(folder / "stories.jsonl", STORIES))
    return folder / "index"


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    live = LiveIndex(home)
    yield live.desk()
    live.close()


def ids(answer: Answer) -> set[str]:
    return {hit.article.id for hit in answer.hits}


@pytest.mark.parametrize("typed", ["Đăk Hà", "Đắk Hà", "Đak Hà", "dak ha", "Đắc Hà", "đắc hà", "huyện Đăk Hà"])
def test_all_spellings_of_a_name_are_one(desk: Desk, typed: str) -> None:
    answer = search(Question(typed), desk)
    found = {"san-dak-ha"} if typed.startswith("huyện") else {"san-dak-ha", "ca-phe-dak-ha"}
    assert found <= ids(answer) and ids(answer) <= {"san-dak-ha", "ca-phe-dak-ha", "lua-dak-mar"}


@pytest.mark.parametrize("typed", ["Kon Tum", "Kontum", "kon tum", "kontum"])
def test_joined_and_split_are_one(desk: Desk, typed: str) -> None:
    assert {"san-dak-ha", "ca-phe-dak-ha", "cau-kontum"} <= ids(search(Question(typed), desk))


@pytest.mark.parametrize("typed", ["tphcm", "TP.HCM", "tp hcm", "thành phố hồ chí minh", "thanh pho ho chi minh"])
def test_short_and_full_names_are_one(desk: Desk, typed: str) -> None:
    assert {"tp", "thanh-pho"} <= ids(search(Question(typed), desk))


def test_a_former_unit_finds_what_it_became_and_says_so(desk: Desk) -> None:
    answer = search(Question("lúa Kon Tum"), desk)
    assert ids(answer) == {"lua-dak-mar"} and answer.rung == "synonym"
    step = next(step for step in answer.steps if step.step == "place" and "nay" in step.after)
    assert (step.before, step.after) == ("Kon Tum", "Kon Tum (nay thuộc Quảng Ngãi)")
    assert "lua-dak-mar" not in ids(search(Question("lúa Kon Tum", literal="1"), desk))


def test_a_unit_of_today_finds_what_it_was_made_of_and_says_so(desk: Desk) -> None:
    answer = search(Question("sắn Quảng Ngãi"), desk)
    assert ids(answer) == {"san-dak-ha"} and answer.rung == "synonym"
    assert "Quảng Ngãi (gồm Kon Tum cũ)" in [step.after for step in answer.steps]


def test_a_province_that_grew_is_not_drowned_in_what_it_took_in(desk: Desk) -> None:
    answer = search(Question("Quảng Ngãi"), desk)
    assert answer.rung == "exact" and ids(answer) == {"lua-dak-mar", "toi-ly-son", "keo-quang-ngai"}


def test_peace_is_no_province(desk: Desk) -> None:
    assert not [step for step in search(Question("hòa bình"), desk).steps if step.step == "place"]


def test_facet_values_are_units_with_labels(desk: Desk) -> None:
    values = search(Question("", facets=("place",)), desk).facets["place"]
    told = {value.value: (value.label, value.count) for value in values}
    assert told["62"] == ("Kon Tum", 3) and told["615"] == ("Huyện Đắk Hà (Kon Tum)", 2)
    assert told["760"] == ("Quận 1 (TP.HCM)", 1) and told["51"] == ("Quảng Ngãi", 3)
    assert "17" not in told


@pytest.mark.parametrize("value", ["62", "Kon Tum", "kon tum", "Kontum", "tinh kon tum"])
def test_the_filter_takes_ids_and_names(desk: Desk, value: str) -> None:
    named = ids(search(Question("", place=value), desk))
    later = set() if value == "62" else {"lua-dak-mar"}
    assert named == {"san-dak-ha", "ca-phe-dak-ha", "cau-kontum"} | later


@pytest.mark.parametrize("typed", ['nơi:"Đăk Hà" giá', "place:615 giá", 'nơi:"dak ha" giá'])
def test_the_field_of_a_query_is_the_same(desk: Desk, typed: str) -> None:
    assert ids(search(Question(typed), desk)) == {"ca-phe-dak-ha"}


def test_no_place_of_that_name_finds_nothing(desk: Desk) -> None:
    assert not search(Question("", place="Xứ Không Có"), desk).hits


def test_an_article_tells_its_places_with_mentions(desk: Desk) -> None:
    places = article_json(article_page("tp", "", desk))["places"]
    body = STORIES[6].body
    assert [(one["id"], one["name"]) for one in places] == [("79", "TP.HCM"), ("760", "Quận 1 (TP.HCM)")]
    for one in places:
        for mention in one["mentions"]:
            assert mention["text"] == body[mention["start"] : mention["end"]] and mention["field"] == "body"
