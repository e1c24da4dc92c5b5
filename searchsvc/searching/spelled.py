"""A query as it was meant: slips put right, accents restored, capitals as the index writes them.

Read off the spellings that the language of the index found likeliest (`expand`); nothing is looked up again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from searchsvc.engine.query import Phrase, Query, Term
from searchsvc.language.model import LanguageModel
from searchsvc.resources import words as word_list
from searchsvc.searching.expand import SURE, Asked, Variant, Vocabulary, typed_words
from searchsvc.searching.parse import Parsed, Word
from searchsvc.text.syllables import canonical

CLEARLY = 0.8
"""How likely every changed word of a suggestion must be."""


def plain_words(parsed: Parsed, words: Vocabulary) -> list[Asked]:
    """The words of a query outside quotes, brackets and fields in the order typed, a whole code before its parts."""
    plain = (part for part in parsed.root.parts if isinstance(part, Word))
    return [one for word in plain for one in words.of(word)]


def slip_of(asked: Asked) -> Variant | None:
    """The spelling that takes a slip and was meant most likely, None when there is none."""
    return max((one for one in asked.variants if one.slip), key=lambda one: one.likely, default=None)


def corrections(asked: Sequence[Asked]) -> dict[Asked, Variant]:
    """The words that were hardly meant as typed, and how they were; where there is none, the likeliest slip of all."""
    slipped = {one: slip for one in asked if (slip := slip_of(one))}
    sure = {one: slip for one, slip in slipped.items() if slip.likely > SURE}
    if sure or not slipped:
        return sure
    best = max(slipped, key=lambda one: slipped[one].likely)
    return {best: slipped[best]}


def respelled(parsed: Parsed, corrected: Mapping[Asked, Variant]) -> str:
    """The text of a query with slips put right, in the capitals that were typed."""
    return _replaced(parsed.text, {one: _cased(slip.text, one, parsed.text) for one, slip in corrected.items()})


def suggestion(parsed: Parsed, words: Vocabulary, language: LanguageModel) -> str:
    """The query in the spelling that was clearly meant, as the index writes it; "" when that says nothing new."""
    asked = plain_words(parsed, words)
    known = sum(len(words.of(word)) for word in typed_words(parsed.root))
    if len(asked) != known or any(one.parts > 1 for one in asked):
        return ""  # quotes, fields and codes are taken at their word
    meant = [one.likeliest for one in asked]
    changed = [(one, best) for one, best in zip(asked, meant, strict=True) if best.text != one.typed]
    if not changed or any(best.likely < CLEARLY or not best.documents for _, best in changed):
        return ""
    texts = [best.text for best in meant]
    said = (place for place, one in enumerate(asked) if texts[place] != one.typed)
    if not all(_in_company(texts, place, language) for place in said):
        return ""
    cased = {
        one: _shown(text, one, language, capital=share > 0.5)
        for one, text, share in zip(asked, texts, language.capitals(texts), strict=True)
    }
    return _replaced(parsed.text, cased)


def _in_company(texts: Sequence[str], place: int, language: LanguageModel) -> bool:
    """Whether a word was seen beside one of its neighbours, or has none."""
    pairs = [texts[at : at + 2] for at in (place - 1, place) if 0 <= at < len(texts) - 1]
    return not pairs or any(language.together(pair[:1], pair[1:])[0][0] for pair in pairs)


def _shown(text: str, asked: Asked, language: LanguageModel, *, capital: bool) -> str:
    if language.shouted(text):
        return text.upper()
    return text[:1].upper() + text[1:] if capital or asked.capital else text


def literal_names(asked: Sequence[Asked]) -> Iterator[Query]:
    """The names as typed in which one name would be put for another (Hưng for Hùng): somebody may be called so."""
    for run in _runs(asked):
        if any(_other_name(one) for one in run):
            terms = tuple(Term(one.typed) for one in run)
            yield Phrase(terms) if len(terms) > 1 else terms[0]


def _runs(asked: Sequence[Asked]) -> Iterator[list[Asked]]:
    """Words that make names together, and each other word by itself."""
    run: list[Asked] = []
    for one in asked:
        run.append(one)
        if not one.bound:
            yield run
            run = []


def _other_name(asked: Asked) -> bool:
    slip = slip_of(asked)
    return slip is not None and slip.likely > SURE and asked.typed in _names() and slip.text in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(map(canonical, (*word_list("given_names.txt"), *word_list("family_names.txt"))))


def _cased(text: str, asked: Asked, whole: str) -> str:
    written = whole[asked.start : asked.end]
    if asked.parts > 1:
        return _as_joined(text, written)
    if written.isupper() and len(written) > 1:
        return text.upper()
    return text[:1].upper() + text[1:] if asked.capital else text


def _as_joined(code: str, written: str) -> str:
    """A code of as many letters and figures as one that was typed, joined and in capitals as that was."""
    signs = (sign for sign in code if sign.isalnum())
    respelled = (next(signs, "") if sign.isalnum() else sign for sign in written)
    return "".join(new.upper() if old.isupper() else new for new, old in zip(respelled, written, strict=True))


def _replaced(text: str, by: Mapping[Asked, str]) -> str:
    for one in sorted(by, key=lambda one: -one.start):
        text = text[: one.start] + by[one] + text[one.end :]
    return text
