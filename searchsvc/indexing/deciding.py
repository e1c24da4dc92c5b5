"""What staff wish about people, made a decision that the store keeps: cards told by appearances, not by their ids."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from searchsvc.errors import Mistake, NotFound
from searchsvc.model import Anchor, Card, Decision, DecisionKind
from searchsvc.store.directory import Directory
from searchsvc.text.unicode import door

Anchors = tuple[Anchor, ...]

MOST_ANCHORS = 20
"""Appearances that tell a card: half of them its newest, half its oldest. The decision holds while one is left."""
LONGEST_ALIAS = 100
MOST_CHOSEN = 1000
"""Articles that one decision may give a card of their own."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody on the staff wants done with the card `person`: the fields that its kind needs are filled in."""

    kind: DecisionKind
    person: str
    other: str = ""
    articles: tuple[str, ...] = ()
    alias: str = ""


def decision_of(wish: Wish, directory: Directory, *, who: str) -> Decision:
    """The decision that a wish comes to, not yet taken. Raises `Mistake` or `NotFound` in the words of who wishes."""
    card = _card(directory, wish.person, where="person")
    decide = partial(Decision, wish.kind, who=who)
    match wish.kind:
        case "merge":
            other = _card(directory, wish.other, where="with")
            if other.id == card.id:
                raise Mistake("Hai thẻ này là một.", where="with")
            return decide((_side(directory, card), _side(directory, other)), (card.name, other.name))
        case "split":
            return decide(_parted(wish, directory, card), (card.name,))
        case "alias":
            return decide((_side(directory, card),), (card.name,), _alias(wish, card))
        case "hide":
            return decide((_side(directory, card),), (card.name,))


def _card(directory: Directory, id: str, *, where: str) -> Card:
    card = directory.card(id) if id else None
    if card is None:
        raise NotFound("Không có người này: thẻ đã đổi địa chỉ, đã ẩn, hoặc địa chỉ chép thiếu.", where=where)
    return card


def _side(directory: Directory, card: Card) -> Anchors:
    anchors = directory.anchors(card.id)
    if len(anchors) <= MOST_ANCHORS:
        return tuple(anchors)
    half = MOST_ANCHORS // 2
    return (*anchors[:half], *anchors[-half:])


def _parted(wish: Wish, directory: Directory, card: Card) -> tuple[Anchors, Anchors]:
    chosen = frozenset(wish.articles)
    if not chosen:
        raise Mistake("Chưa chọn bài nào để tách.", where="articles")
    if len(chosen) > MOST_CHOSEN:
        raise Mistake(f"Mỗi lần tách nhiều nhất {MOST_CHOSEN} bài.", where="articles")
    if strange := sorted(chosen.difference(card.articles)):
        raise Mistake(f"Bài “{strange[0][:80]}” không có trên thẻ này.", where="articles")
    anchors = directory.anchors(card.id)
    leaving = tuple(anchor for anchor in anchors if anchor.article in chosen)
    staying = tuple(anchor for anchor in anchors if anchor.article not in chosen)
    if not staying:
        raise Mistake("Phải để lại ít nhất một bài, nếu không thì chẳng có gì để tách.", where="articles")
    return leaving, staying


def _alias(wish: Wish, card: Card) -> str:
    alias = " ".join(door(wish.alias).split())
    if not any(sign.isalpha() for sign in alias):
        raise Mistake("Tên khác còn trống.", where="alias")
    if len(alias) > LONGEST_ALIAS:
        raise Mistake(f"Tên khác dài nhất {LONGEST_ALIAS} ký tự.", where="alias")
    if alias in card.names:
        raise Mistake("Thẻ này đã có tên ấy.", where="alias")
    return alias
