"""The words a card is found by."""

from searchsvc.model import Card, OfficeHeld
from searchsvc.store.cards import words_of


def test_names_and_offices_folded_each_word_once() -> None:
    office = OfficeHeld("Phó Chủ tịch", "Đăk Tô", False, "", "", "a")
    card = Card("p", "Y Bơ", ("Y Bơ", "chị H'Bơ"), (office, office), (), "", "")
    assert words_of(card) == set("bo chi chu dak h pho tich to y".split())
