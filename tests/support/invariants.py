"""What must hold of every token and every fold, whatever the text; to be asked on every row of every table."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from searchsvc.analysis.tokens import Token

Cut = Callable[[str], Sequence[Token]]


def sentence(tokens: Sequence[Token]) -> str:
    """Tokens as an editor reads them: `thủ tướng | thăm | đà nẵng` has one bar between two tokens."""
    return " | ".join(token.text for token in tokens)


def check_offsets(tokens: Sequence[Token], text: str) -> None:
    """Offsets and positions never fall, every token lies in the text and covers something."""
    start = position = 0
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text), f"{token} lies outside of {text!r}"
        assert token.text, f"{token} is empty in {text!r}"
        assert token.start >= start, f"{token} starts before the token in front of it in {text!r}"
        assert token.position >= position, f"{token} has a position before the token in front of it in {text!r}"
        start, position = token.start, token.position


def check_forms(cut: Cut, text: str) -> None:
    """Text in NFC and in NFD is cut alike: same words at the same positions. `cut` begins at the door."""
    nfc, nfd = (cut(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert [(token.text, token.position) for token in nfc] == [(token.text, token.position) for token in nfd], (
        f"NFC gives {sentence(nfc)!r}, NFD gives {sentence(nfd)!r}: look at text/unicode.py"
    )


def check_case(cut: Cut, text: str) -> None:
    """Letter case never changes a token."""
    plain, upper = cut(text), cut(text.upper())
    assert sentence(plain) == sentence(upper), f"{text!r} and its capitals are cut differently: look at analysis/"


def check_again(cut: Cut, text: str) -> None:
    """Cutting a token gives that token back (a whole code together with its parts)."""
    for token in cut(text):
        again = [other.text for other in cut(token.text)]
        assert token.text in again, f"{token.text!r} of {text!r} is cut into {again}: look at analysis/"


def check_idempotent(fold: Callable[[str], str], text: str) -> None:
    """Folding twice is folding once."""
    once = fold(text)
    assert fold(once) == once, f"{text!r} folds to {once!r} and that to {fold(once)!r}: look at text/"


def check_cut(cut: Cut, text: str) -> None:
    """All that must hold of a cutter on one text past the door."""
    check_offsets(cut(text), text)
    check_again(cut, text)
