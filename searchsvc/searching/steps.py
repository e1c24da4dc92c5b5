"""What was understood, as far down the ladder as the answer comes from: told, marked, and to be taken back."""

from __future__ import annotations

from collections.abc import Iterator

from searchsvc.language.model import LanguageModel
from searchsvc.searching.answer import Question, Rung, Step, taken_back
from searchsvc.searching.marking import Wants, wanted
from searchsvc.searching.meanings import Meaning
from searchsvc.searching.spelled import corrections, plain_words, respelled, suggestion
from searchsvc.searching.understood import Understood
from searchsvc.text.syllables import canonical

_RUNG_WORDS: dict[Rung, str] = {"most": "phần lớn các từ", "any": "ít nhất một từ"}


def steps(meant: Understood, question: Question, rung: Rung) -> Iterator[Step]:
    """Everything that was done to a question until it was answered, each step with what takes it back."""
    yield from meant.steps
    if _has_slips(meant, rung):
        yield Step("spelling", meant.parsed.text, answered(meant, rung), taken_back(question, "spelling"))
    for meaning in _in_force(meant, rung):
        if meaning.label:
            before = meant.parsed.text[meaning.start : meaning.end]
            yield Step(meaning.kind, before, meaning.label, taken_back(question, meaning.kind))
    if rung in _RUNG_WORDS:
        yield Step(rung, question.text, _RUNG_WORDS[rung], {"literal": "1"})


def answered(meant: Understood, rung: Rung) -> str:
    """The query as it was answered: with its slips put right where they were looked for."""
    if not _has_slips(meant, rung):
        return meant.parsed.text
    return respelled(meant.parsed, corrections(plain_words(meant.parsed, meant.words)))


def suggested(meant: Understood, question: Question, rung: Rung, *, language: LanguageModel | None) -> str:
    """The query as it was clearly meant, "" when that is what was answered."""
    if not language or question.literal:
        return ""
    better = suggestion(meant.parsed, meant.words, language)
    return "" if canonical(better) == canonical(answered(meant, rung)) else better


def wants(meant: Understood, rung: Rung) -> Wants:
    """What is marked in the articles found: spellings that take a slip only where they were looked for."""
    words = meant.words.without_slips() if rung == "exact" else meant.words
    return wanted(meant.parsed, words, meant=tuple(_in_force(meant, rung)))


def _in_force(meant: Understood, rung: Rung) -> Iterator[Meaning]:
    nearly = rung in ("synonym", "most", "any")
    return (meaning for meaning in meant.meant if nearly or meaning.rung == "exact")


def _has_slips(meant: Understood, rung: Rung) -> bool:
    return rung == "spelling" or (rung != "exact" and meant.words.corrected)
