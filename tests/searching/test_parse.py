"""The query language, row by row, and that nothing a person can type breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.searching.parse import (
    DEEPEST,
    LONGEST,
    MOST_WORDS,
    Group,
    Node,
    Quoted,
    Within,
    Without,
    Word,
    parse,
    typed_nodes,
)
from tests.support.cases import cases


def shown(node: Node) -> str:
    """A tree as the tables write it."""
    match node:
        case Word(text, ending=ending):
            return text + ending
        case Quoted(words, slop, order):
            near = f"~{slop}" if slop else ""
            return '"' + " ".join(word.text for word in words) + '"' + near + (" near" if order == "any" else "")
        case Group(parts, joined):
            return "(" + (" | " if joined == "or" else " ").join(map(shown, parts)) + ")"
        case Without(part):
            return f"-{shown(part)}"
        case Within(field, part):
            return f"{field}:{shown(part)}"


@pytest.mark.parametrize(("typed", "expected"), cases("queries.tsv"))
def test_queries(typed: str, expected: str) -> None:
    parsed = parse(typed)
    told = " ".join(note.kind for note in parsed.diagnostics)
    assert shown(parsed.root) + (f" ! {told}" if told else "") == expected


def test_a_query_too_long_is_cut_and_says_so() -> None:
    parsed = parse("bão " * 1000)
    assert len(parsed.text) <= LONGEST
    assert {note.kind for note in parsed.diagnostics} == {"too-long", "too-many"}
    assert sum(isinstance(node, Word) for node in typed_nodes(parsed.root)) == MOST_WORDS


@given(st.text(max_size=700))
def test_anything_can_be_typed(text: str) -> None:
    parsed = parse(text)
    assert all(note.message and 0 <= note.start <= note.end for note in parsed.diagnostics)
    assert _depth(parsed.root) <= 3 * DEEPEST


@given(
    st.lists(st.sampled_from(["bão", "lũ", '"', "(", ")", "-", "OR", "NOT", "NEAR/2", "title:", "*", "~3", " ", ":"]))
)
def test_any_order_of_signs_is_a_query(pieces: list[str]) -> None:
    for joined in (" ".join(pieces), "".join(pieces)):
        parsed = parse(joined)
        for node in typed_nodes(parsed.root):
            if isinstance(node, Word):
                assert parsed.text[node.start : node.end].startswith(node.text)


def _depth(node: Node) -> int:
    match node:
        case Group(parts):
            return 1 + max(map(_depth, parts), default=0)
        case Without(part) | Within(_, part):
            return 1 + _depth(part)
        case _:
            return 1
