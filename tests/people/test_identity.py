"""Cards: one while nothing contradicts, several when offices exclude each other; the same in any order."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from searchsvc.model import Appearance
from searchsvc.people import cards

Offices = tuple[tuple[str, str, bool], ...]
CHAIRMAN: Offices = (("Phó Bí thư Tỉnh ủy", "", False), ("Chủ tịch UBND tỉnh", "", False))
HEADMASTER: Offices = (("Hiệu trưởng Trường THPT Nguyễn Huệ", "", False),)
DISTRICT: Offices = (("Bí thư Huyện ủy Kon Xơ Mú", "Kon Xơ Mú", False),)


def seen(article: str, day: str, offices: Offices = (), *, together: tuple[str, ...] = ()) -> Appearance:
    return Appearance(article, "Nguyễn Văn Hùng", ("Nguyễn Văn Hùng", "Hùng"), offices, together, day)


def test_no_evidence_is_one_card() -> None:
    (card,) = cards([seen("a", "2014-01-02"), seen("b", "2015-01-02")])
    assert card.articles == ("b", "a")
    assert (card.first_seen, card.last_seen, dict(card.years)) == ("2014-01-02", "2015-01-02", {"2014": 1, "2015": 1})


def test_offices_that_exclude_each_other_in_a_year_are_two_cards() -> None:
    made = cards(
        [seen("a", "2014-01-02", CHAIRMAN), seen("b", "2014-09-05", HEADMASTER), seen("c", "2014-10-01", CHAIRMAN)]
    )
    assert [card.articles for card in made] == [("c", "a"), ("b",)]
    assert len({card.id for card in made}) == 2


def test_who_was_promoted_is_not_split() -> None:
    made = cards([seen("a", "2010-05-01", DISTRICT), seen("b", "2015-05-01", CHAIRMAN)])
    assert [card.articles for card in made] == [("b", "a")]
    assert [office.title for office in made[0].offices][-1] == "Bí thư Huyện ủy Kon Xơ Mú"


def test_a_bare_name_goes_where_the_company_is() -> None:
    known = [
        seen("a", "2014-01-02", CHAIRMAN, together=("Hà Thị Nương",)),
        seen("b", "2014-02-02", CHAIRMAN),
        seen("c", "2014-09-05", HEADMASTER, together=("Nguyễn Thị Văn",)),
    ]
    made = cards([*known, seen("d", "2014-11-20", together=("Nguyễn Thị Văn",)), seen("e", "2014-11-21")])
    assert [card.articles for card in made] == [("e", "b", "a"), ("d", "c")]


def test_ids_survive_more_articles_and_are_safe_in_an_address() -> None:
    first = [seen("a", "2014-01-02", CHAIRMAN), seen("b", "2014-09-05", HEADMASTER)]
    before = {card.articles[-1]: card.id for card in cards(first)}
    after = {
        card.articles[-1]: card.id
        for card in cards([*first, seen("c", "2015-01-01", CHAIRMAN), seen("d", "2015-02-01")])
    }
    assert before == after
    assert all(
        id.startswith("nguyen-van-hung-") and id.replace("-", "").isalnum() and id.isascii() for id in before.values()
    )


appearance = st.builds(
    seen,
    st.sampled_from([f"a{number}" for number in range(30)]),
    st.sampled_from(["", "2010-01-01", "2014-03-01", "2014-06-01", "2020-01-01"]),
    st.sampled_from([(), CHAIRMAN, HEADMASTER, DISTRICT, CHAIRMAN[:1]]),
    together=st.sampled_from([(), ("Hà Ban",), ("Hà Ban", "Y Đai"), ("Y Đai",)]),
)


@given(st.lists(appearance, min_size=1, max_size=25), st.randoms())
def test_the_order_of_articles_has_no_say(appearances: list[Appearance], chance: random.Random) -> None:
    shuffled = list(appearances)
    chance.shuffle(shuffled)
    assert cards(shuffled) == cards(appearances)


@given(st.lists(appearance, min_size=1, max_size=25))
def test_every_article_is_on_a_card(appearances: list[Appearance]) -> None:
    made = cards(appearances)
    assert {article for card in made for article in card.articles} == {one.article for one in appearances}


def test_ten_thousand_appearances_take_about_ten_times_as_long_as_a_thousand() -> None:
    chance = random.Random(4)
    places = [f"Huyện {number}" for number in range(40)]

    def many(size: int) -> float:
        made = [
            seen(f"a{number}", f"20{chance.randrange(10, 24)}-01-01",
                 ((f"Bí thư Huyện ủy {place}", place, False),) if chance.random() < 0.3 else (),
                 together=tuple(f"Người {chance.randrange(300)}" for _ in range(4)))
            for number in range(size) for place in [chance.choice(places)]
        ]  # fmt: skip
        start = time.process_time()
        cards(made)
        return time.process_time() - start

    many(500)
    assert many(10_000) < 40 * many(1_000) + 0.5
