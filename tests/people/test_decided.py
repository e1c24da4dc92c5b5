"""Staff decisions over the machine's cards: they hold whatever comes later, in any order, and can be taken back."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from searchsvc.model import Anchor, Appearance, Card, Decision
from searchsvc.people import cards, decided, families, key, related

Offices = tuple[tuple[str, str, bool], ...]
HUNG, STAGE = "Nguyễn Văn Hùng", "Hùng Sơn Ca"
CHAIRMAN: Offices = (("Chủ tịch UBND tỉnh", "", False),)
HEADMASTER: Offices = (("Hiệu trưởng Trường THPT Nguyễn Huệ", "", False),)


def seen(article: str, day: str = "2014-05-01", offices: Offices = (), *, name: str = HUNG) -> Appearance:
    return Appearance(article, name, (name,), offices, (), day)


def side(*articles: str, name: str = HUNG) -> tuple[Anchor, ...]:
    return tuple(Anchor(key(name), article) for article in articles)


def everybody(appearances: Iterable[Appearance], *decisions: Decision) -> list[Card]:
    """All cards after decisions, by their ids."""
    by_key: dict[str, list[Appearance]] = defaultdict(list)
    for one in appearances:
        by_key[key(one.name)].append(one)
    groups = [decided({one: by_key[one] for one in keys}, about) for keys, about in families(by_key, decisions)]
    return sorted((one.card for group in groups for own in group.values() for one in own), key=lambda card: card.id)


def made(appearances: Iterable[Appearance], *decisions: Decision) -> dict[str, Card]:
    """All cards after decisions, by their articles, which differ."""
    return {" ".join(sorted(card.articles)): card for card in everybody(appearances, *decisions)}


TWO = [seen("a", offices=CHAIRMAN), seen("b", offices=HEADMASTER), seen("c", "2014-07-01", CHAIRMAN)]
MERGED = Decision("merge", (side("b"), side("a", "c")), id=1)
APART = Decision("split", (side("c"), side("a")), id=1)
ONE = [seen("a"), seen("c", "2015-01-01")]


def test_without_decisions_the_machine_has_its_way() -> None:
    assert everybody(TWO) == sorted(cards(TWO), key=lambda card: card.id)


def test_merged_cards_are_one_with_the_id_and_name_of_the_first() -> None:
    (card,) = made(TWO, MERGED).values()
    assert card.id == made(TWO)["b"].id
    assert {office.title for office in card.offices} == {CHAIRMAN[0][0], HEADMASTER[0][0]}


def test_cards_of_different_names_are_merged() -> None:
    known = [seen("a"), seen("b", name=STAGE), seen("d", name=STAGE), seen("a", name=STAGE)]
    merge = Decision("merge", (side("a"), side("b", name=STAGE)), id=1)
    (card,) = made(known, merge).values()
    assert (card.id, card.name) == (made(known)["a"].id, HUNG)
    assert set(card.names) == {HUNG, STAGE} and sorted(card.articles) == ["a", "b", "d"]
    assert card.years == {"2014": 3}, "an article that names both counts once"
    (still,) = made([*known, seen("e", name=STAGE)], merge).values()
    assert "e" in still.articles, "new articles of either name join"


def test_split_articles_have_a_card_of_their_own() -> None:
    apart = made(ONE, APART)
    assert sorted(apart) == ["a", "c"] and apart["a"].id == made(ONE)["a c"].id != apart["c"].id


def test_what_comes_after_a_split_goes_where_it_fits_and_else_stays() -> None:
    known = [seen("a", offices=CHAIRMAN), seen("c", "2020-01-01", HEADMASTER)]
    assert sorted(made(known)) == ["a c"], "no contradiction at one time: the machine takes them for one"
    later = [*known, seen("d", "2020-03-01", HEADMASTER), seen("e", "2014-09-01", CHAIRMAN), seen("f", "2021-01-01")]
    assert sorted(made(later, APART)) == ["a e f", "c d"]


def test_a_decision_holds_when_ids_change_and_when_its_first_article_goes() -> None:
    earlier = [seen("0", "2001-01-01", HEADMASTER), *TWO]
    assert len(made(earlier, MERGED)) == 1
    assert len(made([one for one in TWO if one.article != "a"], MERGED)) == 1
    assert sorted(made([one for one in TWO if one.article != "b"], MERGED)) == ["a c"], "nothing is left of the first"


def test_an_alias_is_one_more_name_and_hiding_leaves_the_others() -> None:
    alias = Decision("alias", (side("b"),), alias="Thầy Hùng", id=1)
    assert made(TWO, alias)["b"].names == (HUNG, "Thầy Hùng")
    assert list(made(TWO, Decision("hide", (side("b"),), id=1))) == ["a c"]


def test_decisions_are_gone_through_as_they_were_taken() -> None:
    hidden = Decision("hide", (side("c"),), id=2)
    assert list(made(ONE, APART, hidden)) == ["a"]
    assert list(made(ONE, hidden, APART)) == ["a"], "by their number, not as they lie there"


def test_names_that_merges_tie_together_are_grouped_together() -> None:
    chain = [
        Decision("merge", ((Anchor("a", "1"),), (Anchor("b", "1"),)), id=1),
        Decision("merge", ((Anchor("c", "1"),), (Anchor("b", "2"),)), id=2),
        Decision("alias", ((Anchor("d", "1"),),), alias="x", id=3),
    ]
    assert related(["a"], chain) == ["a", "b", "c"] and related(["d"], chain) == ["d"]
    assert families("abcd", chain) == [(("a", "b", "c"), tuple(chain[:2])), (("d",), (chain[2],))]


ARTICLES = [f"a{number}" for number in range(12)]
anchors = st.builds(Anchor, st.sampled_from([key(HUNG), key(STAGE)]), st.sampled_from(ARTICLES))
sides = st.lists(anchors, min_size=1, max_size=4).map(tuple)
decisions = st.lists(
    st.builds(Decision, st.sampled_from(["merge", "split"]), st.tuples(sides, sides), id=st.integers(1, 9)),
    max_size=4,
    unique_by=lambda one: one.id,
)
appearances = st.lists(
    st.builds(
        seen,
        st.sampled_from(ARTICLES),
        st.sampled_from(["", "2010-01-01", "2014-03-01"]),
        st.sampled_from([(), CHAIRMAN, HEADMASTER]),
        name=st.sampled_from([HUNG, STAGE]),
    ),
    min_size=1,
    max_size=20,
    unique_by=lambda one: (one.name, one.article),
)


@given(appearances, decisions, st.randoms())
def test_the_order_of_articles_has_no_say_and_none_is_lost(
    known: Sequence[Appearance], taken: list[Decision], chance: random.Random
) -> None:
    shuffled = list(known)
    chance.shuffle(shuffled)
    after = everybody(known, *taken)
    assert everybody(shuffled, *taken) == after
    assert {article for card in after for article in card.articles} == {one.article for one in known}
    assert len({card.id for card in after}) == len(after)
