"""Marks and passages: why an article is an answer, shown on its own text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from searchsvc.model import Article
from searchsvc.searching.answer import Snippet
from searchsvc.searching.marking import Run, Wants, is_piece, runs, worst
from searchsvc.searching.numbers import places_of
from searchsvc.text.marks import Tier
from searchsvc.text.sentences import sentences

LONGEST = 260
"""Letters of a passage, about."""

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """An article's marks: runs by field, those to show, and the tier of the whole."""

    runs: Mapping[str, tuple[Run, ...]]
    tier: Tier

    def marks(self, field: str) -> Marks:
        """`[start, end)` of each mark in a field, in order, none overlapping."""
        return joined(self.runs.get(field, ()))


def mark(article: Article, wants: Wants) -> Marked:
    """Find what a query means in an article."""
    texts = [(name, text, wants.sought.within(text)) for name, text in article.texts()]
    shown: dict[str, list[Run]] = {}
    tiers: list[Tier] = []
    for want in wants.sequences:
        found = [(name, text, runs(some, want)) for name, text, some in texts if name.partition("/")[0] in want.fields]
        everything = [run for _, _, some in found for run in some]
        longest = _longest(everything)
        for name, text, some in found:
            kept = some if want.slop >= 0 or not longest else [run for run in some if _meant(run, text, longest)]
            shown.setdefault(name, []).extend(kept)
        tiers.extend(want.tiers(everything))
    for name, run in _cited(article, wants):
        shown.setdefault(name, []).append(run)
    return Marked({name: tuple(sorted(some, key=_place)) for name, some in shown.items()}, worst(tiers))


def _cited(article: Article, wants: Wants) -> Iterator[tuple[str, Run]]:
    """Each place where the article cites a document that is meant, with its field."""
    for number in wants.numbers:
        for name, start, end in places_of(number, article):
            yield name, Run(start, end, (0,), ())


def _place(run: Run) -> tuple[int, int]:
    return run.start, -run.end


def _longest(found: Sequence[Run]) -> dict[int, int]:
    """For each word of the query that stands in a run with others the length of the longest."""
    longest: dict[int, int] = {}
    for run in found:
        if (length := len(run.words)) > 1:
            longest.update((word, length) for word in run.words if longest.get(word, 0) < length)
    return longest


def _meant(run: Run, text: str, longest: Mapping[int, int]) -> bool:
    length = len(run.words)
    if length == 1:
        return run.words[0] not in longest
    return any(longest[word] == length for word in run.words) or not is_piece(run, text)


def joined(found: Sequence[Run]) -> Marks:
    """Runs as marks, overlapping ones made one."""
    marks: list[tuple[int, int]] = []
    for run in found:
        if marks and run.start < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(marks[-1][1], run.end))
        else:
            marks.append((run.start, run.end))
    return tuple(marks)


def snippets(article: Article, marked: Marked) -> tuple[Snippet, ...]:
    """The passage with the most, densest meant words; the opening of the article when only its title has any."""
    best: Snippet | None = None
    best_worth = (0, 0)
    for name, text in article.texts():
        if name == "title" or not marked.runs.get(name):
            continue
        found, worth = _passage(name, text, marked.runs[name])
        if best is None or worth > best_worth:
            best, best_worth = found, worth
    if best is not None:
        return (best,)
    name, text = next(((name, text) for name, text in article.texts() if name != "title"), ("", ""))
    return (_cropped(name, text, (), (0, _sentence_end(text))),) if text else ()


def _sentence_end(text: str) -> int:
    spans = sentences(text[: 2 * LONGEST])
    return spans[0][1] if spans else len(text)


def _passage(name: str, text: str, found: Sequence[Run]) -> tuple[Snippet, tuple[int, int]]:
    """The best sentence (with the next, if short) of a field, and its worth: different words, then marks in all."""
    spans = sentences(text)
    best, best_worth = (0, min(len(text), LONGEST)), (-1, -1)
    at = 0
    for place, (start, end) in enumerate(spans):
        if end - start < LONGEST // 2 and place + 1 < len(spans) and spans[place + 1][1] - start <= LONGEST:
            end = spans[place + 1][1]
        while at < len(found) and found[at].end <= start:
            at += 1
        inside = [word for run in _inside(found, at, (start, end)) for word in run.words]
        if len(inside) >= best_worth[0] and (worth := (len(set(inside)), len(inside))) > best_worth:
            best, best_worth = (start, end), worth
    return _cropped(name, text, joined(found), best), best_worth


def _inside(found: Sequence[Run], at: int, span: tuple[int, int]) -> list[Run]:
    """The runs that lie in a span or reach into it, from one on."""
    start, end = span
    inside = []
    while at < len(found) and found[at].start < end:
        if found[at].end > start:
            inside.append(found[at])
        at += 1
    return inside


def _cropped(name: str, text: str, marks: Marks, span: tuple[int, int]) -> Snippet:
    """A span as a passage, cut at spaces around its marks when it is too long, with … where something is left out."""
    start, end = span
    if end - start > LONGEST * 1.25:
        start, end = _window(text, marks, span)
    before = "… " if start > span[0] else ""
    after = " …" if end < span[1] else ""
    inside = tuple(
        (max(low, start) - start + len(before), min(high, end) - start + len(before))
        for low, high in marks
        if low < end and high > start
    )
    passage = text[start:end].replace("\n", " ")
    return Snippet(name, before + passage + after, inside)


def _window(text: str, marks: Marks, span: tuple[int, int]) -> tuple[int, int]:
    """The stretch of a long sentence that holds most marks, a little before the first of them."""
    inside = [mark for mark in marks if span[0] <= mark[0] < span[1]]
    firsts = [mark[0] for mark in inside] or [span[0]]
    counts = [sum(first <= low < first + LONGEST - 60 for low, _ in inside) for first in firsts]
    start = max(span[0], firsts[counts.index(max(counts))] - 40)
    start = span[0] if start == span[0] else text.find(" ", start) + 1 or start
    end = min(span[1], start + LONGEST)
    if end < span[1]:
        space = text.rfind(" ", start, end)
        end = space if space > start else end
    return start, end
