from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchsvc.searching.analyze import LONGEST, analyze
from searchsvc.searching.answer import Question
from searchsvc.searching.desk import Desk
from searchsvc.searching.explain import explain
from searchsvc.text.unicode import door


def test_what_was_put_right_is_told_in_order() -> None:
    told = analyze("\u200bHo\u0302\u0323i nghi\u0323\u00a0Ðảng", None)
    assert [repair.fix for repair in told.repairs] == ["drop_invisible", "even_spaces", "nfc", "undo_look_alikes"]
    assert told.text == "Hội nghị Đảng" == told.repairs[-1].after
    assert analyze("Hội nghị Đảng", None).repairs == ()


def test_a_legacy_encoding_is_named() -> None:
    told = analyze("Céng hoµ x· héi chñ nghÜa ViÖt Nam", None)
    assert (told.repairs[0].fix, told.text) == ("legacy tcvn3", "Cộng hoà xã hội chủ nghĩa Việt Nam")


@given(st.text(alphabet="hộinghịaăâ\u0301\u0323\u200b Ðð.,-/39", max_size=40))
def test_the_repairs_are_those_of_the_door(text: str) -> None:
    assert analyze(text, None).text == door(text)


@given(st.text(max_size=60))
def test_no_text_fails_and_every_token_lies_in_it(text: str) -> None:
    told = analyze(text, None)
    assert all(0 <= piece.token.start < piece.token.end <= len(told.text) for piece in told.pieces)
    assert told.indexed is False and not any(piece.spellings for piece in told.pieces)


def test_pieces_are_known_for_what_they_are() -> None:
    pieces = {piece.token.text: piece for piece in analyze("thuý hooij covid 03/CT-TW ho65i", None).pieces}
    made = pieces["thúy"].syllable
    assert made and (made.onset, made.rhyme, made.tone) == ("th", "uy", "\u0301")
    assert (pieces["hooij"].syllable, pieces["hooij"].telex, pieces["ho65i"].vni) == (None, "hội", "hội")
    assert pieces["covid"].syllable is None and pieces["covid"].telex == ""
    assert (pieces["03/ct/tw"].key, pieces["03/ct/tw"].token.parts) == ("03cttw", 3)


def test_what_the_index_has_is_told_by_tier(desk: Desk) -> None:
    told = analyze("hung", desk.engine)
    spelled = [(one.text, one.tier) for one in told.pieces[0].spellings]
    assert ("hùng", "tone") in spelled and told.indexed
    assert all(one.documents > 0 for one in told.pieces[0].spellings)
    assert [one.text for one in analyze("hùng", desk.engine).pieces[0].spellings] == ["hùng"]


def test_a_long_text_is_looked_at_up_to_its_limit() -> None:
    assert len(analyze("a " * LONGEST, None).typed) == LONGEST


def test_explain_tells_the_parts_of_every_score(desk: Desk) -> None:
    told = explain(Question("le hoi nguyen van hung"), desk)
    assert told.answer.hits and told.answer.tree and [word.typed for word in told.words][:2] == ["le", "hoi"]
    assert all(hit.parts for hit in told.answer.hits)
