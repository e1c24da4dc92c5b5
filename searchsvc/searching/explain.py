"""Explain: what was understood, the tree, the rung, and what each hit's score is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from searchsvc.searching.answer import Answer, Question
from searchsvc.searching.desk import Desk
from searchsvc.searching.expand import Asked, typed_words, vocabulary
from searchsvc.searching.search import read, search


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer with the parts of each score, and for each word of the query the spellings that it may find."""

    answer: Answer
    words: tuple[Asked, ...]


def explain(question: Question, desk: Desk) -> Explanation:
    """Answer a question and say why."""
    parsed, _ = read(question, desk)
    words = vocabulary(parsed, desk.engine, desk.language)
    asked = tuple(one for word in typed_words(parsed.root) for one in words.of(word))
    return Explanation(search(replace(question, explain="parts"), desk), asked)
