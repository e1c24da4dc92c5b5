"""Explain: what was understood, the tree, the rung, and what each hit's score is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from searchsvc.searching.answer import Answer, Question
from searchsvc.searching.desk import Desk
from searchsvc.searching.expand import Asked, typed_words
from searchsvc.searching.meanings import Meaning
from searchsvc.searching.search import search, understand


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer with the parts of each score; for each word of the query the spellings that it may find, how likely
    each is, and whether it makes a name with the next; and what stretches of the query mean beside their words.
    """

    answer: Answer
    words: tuple[Asked, ...]
    meant: tuple[Meaning, ...] = ()


def explain(question: Question, desk: Desk) -> Explanation:
    """Answer a question and say why."""
    meant = understand(question, desk)
    asked = tuple(one for word in typed_words(meant.parsed.root) for one in meant.words.of(word))
    return Explanation(search(replace(question, explain="parts"), desk), asked, meant.meant)
