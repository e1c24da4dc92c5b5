"""From text to tokens.

A *tokenizer* cuts a text, a *filter* changes tokens, an *analyser* is a tokenizer and its filters under a name. We have
two analysers: `syllable`, what is indexed (lower case, tone placed the one way, codes whole and in parts), and
`folded`, the keys under which all spellings of a word meet. An index stores an analyser's name and this package's
`FINGERPRINT`; when the rules change the fingerprint does, and the index says that it wants a rebuild.

>>> [token.text for token in cut("HỘI NGHỊ ở TP.HCM")]
['hội', 'nghị', 'ở', 'tp.hcm', 'tp', 'hcm']
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from searchsvc.analysis.cut import occurrences, tokens_of, words_of
from searchsvc.analysis.fingerprint import FINGERPRINT
from searchsvc.analysis.tokens import Token, Words
from searchsvc.text.fold import fold

__all__ = ["ANALYSERS", "FINGERPRINT", "GAP", "Token", "Words", "cut", "folded", "occurrences", "words"]

GAP = 10
"""Empty positions between two texts of one field (captions), so that no phrase spans them."""


def cut(text: str) -> list[Token]:
    """The tokens of a text past the door, in order; a whole code stands before its parts.

    >>> [tuple(token) for token in cut("Ia H’Drai")]
    [('ia', 0, 2, 0, 1), ("h'drai", 3, 9, 1, 2), ('h', 3, 4, 1, 1), ('drai', 5, 9, 2, 1)]
    """
    return tokens_of(text)


def folded(text: str) -> list[Token]:
    """The tokens of a text under their folded keys."""
    return [Token(fold(token.text), token.start, token.end, token.position, token.parts) for token in cut(text)]


def words(texts: Sequence[str]) -> Words:
    """What `cut` gives, for texts of one field put one after another, `GAP` positions apart: much quicker, no
    offsets.
    """
    if len(texts) == 1:
        return Words(*words_of(texts[0]))
    all_words: list[str] = []
    all_codes: list[tuple[int, str]] = []
    for text in texts:
        if all_words:
            all_words.extend([""] * GAP)
        found, codes = words_of(text)
        all_codes.extend((position + len(all_words), code) for position, code in codes)
        all_words.extend(found)
    return Words(all_words, all_codes)


ANALYSERS: dict[str, Callable[[str], list[Token]]] = {"syllable": cut, "folded": folded}
