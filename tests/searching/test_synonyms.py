"""Abbreviations and other words, as a query's words are read and over the newsroom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchsvc.analysis.wordings import parsed
from searchsvc.engine.schema import Spelling
from searchsvc.searching.answer import Question
from searchsvc.searching.desk import Desk
from searchsvc.searching.meanings import Meaning
from searchsvc.searching.parse import parse
from searchsvc.searching.search import search
from searchsvc.searching.synonyms import wordings_meant
from searchsvc.searching.wordings import MOST_OTHERS, shipped_wordings, wordings
from searchsvc.text.fold import fold
from tests.support.cases import cases

_TYPED = "UBND|ô|tô|GD&ĐT|uy|ban|nhan|dan|TS|CA|(|)|-|OR|và|kinh tế - xã hội|*|số:|thành phố".split("|")


def told(found: tuple[Meaning, ...]) -> str:
    return "; ".join(one.label + (" [late]" if one.rung == "synonym" else "") for one in found) or "-"


class Everything:
    """An engine whose index has every abbreviation that is known."""

    def spellings(self, keys: Iterable[str]) -> dict[str, tuple[Spelling, ...]]:
        known = {way.letters for ways in shipped_wordings().others.values() for way, _ in ways if way.short}
        return {key: tuple(Spelling(form, 1) for form in sorted(known) if fold(form) == key) for key in keys}


@pytest.mark.parametrize(("typed", "expected"), [*cases("abbreviations.tsv"), *cases("synonyms.tsv")])
def test_what_words_are_called_otherwise(desk: Desk, typed: str, expected: str) -> None:
    full = replace(desk, engine=Everything())  # type: ignore[arg-type]
    assert told(wordings_meant(parse(typed), full)) == expected


def ids(typed: str, desk: Desk) -> set[str]:
    answer = search(Question(typed, size=50), desk)
    return {hit.article.id for hit in answer.hits[: answer.complete]}


def test_short_and_long_find_the_same_and_what_is_called_otherwise_is_marked(desk: Desk) -> None:
    assert ids("UBND tỉnh", desk) == ids("ủy ban nhân dân tỉnh", desk) != set()
    hits = search(Question("hội liên hiệp phụ nữ", size=5), desk).hits
    shown = [(one.text, one.marks) for hit in hits for one in hit.snippets]
    assert any("LHPN" in text[start:end] for text, marks in shown for start, end in marks)


def test_what_an_editor_adds_counts_over_what_is_shipped(desk: Desk) -> None:
    editors = parsed("lũ ống = lũ quét\nnước rút > lũ quét\nUBND ≠ Ủy ban nhân dân", stamp="1")
    own = replace(desk, wordings=wordings(editors))
    assert ids("lũ ống", own) == ids("lũ quét", desk) != set()
    assert ids("nước rút", own) >= ids("lũ quét", desk)
    assert told(wordings_meant(parse("UBND"), own)) == "-"


def test_one_way_is_one_way(desk: Desk) -> None:
    own = replace(desk, wordings=wordings(parsed("nước rút > lũ quét")))
    assert told(wordings_meant(parse("lũ quét"), own)) == "-"
    assert told(wordings_meant(parse("nước rút"), own)) == "Lũ quét"


def test_what_is_the_same_as_one_is_the_same_as_all(desk: Desk) -> None:
    own = replace(desk, wordings=wordings(parsed("lũ ống = lũ quét\nlũ quét = nước rút")))
    assert told(wordings_meant(parse("lũ ống"), own)) == "Lũ quét, Nước rút"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(_TYPED), max_size=10).map(" ".join))
def test_a_meaning_covers_what_was_typed(desk: Desk, typed: str) -> None:
    understood, end = parse(typed), 0
    for meaning in wordings_meant(understood, desk):
        assert (end <= meaning.start or meaning.rung == "synonym") and meaning.start < meaning.end
        assert meaning.end <= len(understood.text)
        assert meaning.label and all(meaning.marks)
        end = meaning.end


@pytest.mark.parametrize("line", ["a{0}x = a{1}x", "mưa ~ b{0}x", "mưa = b{0}x"])
def test_a_long_list_stays_quick_to_use(line: str) -> None:
    known = wordings(parsed("\n".join(line.format(number, number + 1) for number in range(3000))))
    assert max(len(others) for ways in known.others.values() for _, others in ways) <= MOST_OTHERS
