from __future__ import annotations

import pytest

from searchsvc.searching.answer import Answer, FacetValue, Question, Step
from searchsvc.web.results import chips, facets, histogram, paging, sorts, undoes, years

NAMES = {
    "person": (FacetValue("h-1", "Nguyễn Văn Hùng", 7),),
    "year": (FacetValue("2012", "2012", 1), FacetValue("2015", "2015", 20)),
}


def _answer(question: Question, **more: object) -> Answer:
    told: dict[str, object] = {"rung": "exact", "total": 42, "hits": (), "took_ms": 1.0, "generation": "1"}
    return Answer(question, question.text, **{**told, "facets": NAMES, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2014-01-01", "2014-12-31", "năm 2014"),
        ("2014-05-01", "2014-05-31", "tháng 05/2014"),
        ("2014-05-19", "2014-05-19", "ngày 19/05/2014"),
        ("2012-01-01", "2014-12-31", "từ 2012 đến 2014"),
        ("2014-05-19", "", "từ 19/05/2014"),
        ("", "2014-12-31", "đến 2014"),
    ],
)
def test_days_are_one_chip_in_words(start: str, end: str, said: str) -> None:
    (chip,) = chips(_answer(Question("a", start=start, end=end)))
    assert (chip.label, chip.address) == (said, "/search?q=a")


def test_a_person_is_called_by_name_on_the_chip() -> None:
    (chip,) = chips(_answer(Question("a", person="h-1")))
    assert (chip.label, chip.note) == ("Nguyễn Văn Hùng", "Người trong bài")
    assert chips(_answer(Question("a", person="gone")))[0].label == "gone"


def test_a_place_is_called_by_name_on_the_chip() -> None:
    (chip,) = chips(_answer(Question("a", place="62")))
    assert (chip.label, chip.note, chip.address) == ("Kon Tum", "Nơi", "/search?q=a")
    assert chips(_answer(Question("a", place="Xứ Không Có")))[0].label == "Xứ Không Có"


def test_no_filter_no_chip() -> None:
    assert chips(_answer(Question("a", page=3, sort="newest"))) == []


def test_a_facet_in_force_leads_back_out_of_itself() -> None:
    (facet,) = facets(_answer(Question("a", person="h-1")))
    assert facet.first[0].current and facet.first[0].address == "/search?q=a"
    (facet,) = facets(_answer(Question("a")))
    assert not facet.first[0].current and facet.first[0].address == "/search?q=a&person=h-1"


def test_years_without_articles_stand_between_the_others() -> None:
    bars = years(_answer(Question("a", page=2)))
    assert [(bar.year, bar.count, bar.height) for bar in bars] == [
        ("2012", 1, 1),
        ("2013", 0, 0),
        ("2014", 0, 0),
        ("2015", 20, 20),
    ]
    assert bars[1].address == "" and bars[3].address == "/search?q=a&from=2015&to=2015"


def test_the_year_in_force_leads_back_out_of_itself() -> None:
    bars = years(_answer(Question("a", start="2015-01-01", end="2015-12-31")))
    assert bars[3].current and bars[3].address == "/search?q=a"


def test_many_years_are_labelled_at_their_ends_and_fives() -> None:
    bars = histogram({"2004": 1, "2026": 3}, {})
    assert [bar.year for bar in bars if bar.tick] == ["2004", "2010", "2015", "2020", "2026"]
    assert all(bar.tick for bar in histogram({"2008": 1, "2016": 2}, {}))


def test_what_is_no_year_is_left_out_and_no_span_is_endless() -> None:
    assert histogram({}, {}) == [] and histogram({"xx": 3, "": 1, "２０１４": 1, "2014": 0}, {}) == []
    assert len(histogram({"0001": 1, "2014": 2}, {})) == 60


@pytest.mark.parametrize(
    ("page", "total", "previous", "next_"),
    [
        (1, 42, "", "/search?q=a&page=2"),
        (2, 42, "/search?q=a", "/search?q=a&page=3"),
        (5, 42, "/search?q=a&page=4", ""),
        (9, 42, "/search?q=a&page=5", ""),
        (1, 0, "", ""),
        (1, 10, "", ""),
        (1000, 10**9, "/search?q=a&page=999", ""),
    ],
)
def test_pages_lead_to_their_neighbours(page: int, total: int, previous: str, next_: str) -> None:
    turn = paging("/search", {"q": "a"}, page=page, size=10, total=total)
    assert (turn.previous, turn.next) == (previous, next_)


def test_the_sort_in_force_is_said() -> None:
    links = sorts(_answer(Question("a", sort="oldest")))
    assert [link.current for link in links] == [False, False, True]
    assert links[0].address == "/search?q=a"


def test_the_rung_is_not_told_twice() -> None:
    steps = (Step("most", "a b c", "phần lớn các từ", {"literal": "1"}), Step("telex", "aas", "ấ", {"literal": "1"}))
    (undo,) = undoes(_answer(Question("a b c"), steps=steps))
    assert (undo.kind, undo.address) == ("kiểu gõ Telex", "/search?q=a%20b%20c&literal=1")
