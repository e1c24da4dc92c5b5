#!/usr/bin/env python3
"""Learn what `searchsvc/people` weighs: counts over unlabelled news, then weights from annotated articles.

    scripts/learn_people.py --news a.jsonl.xz b.jsonl.xz --gold people-train.jsonl [--counts counts.pickle]

Writes searchsvc/data/people_{contexts,syllables,strings,weights}.tsv. A fifth of the gold articles, chosen by a hash
of their id (`searchsvc.evaluation.people.set_aside`), is never looked at. Runs in about five minutes on one core.

1. Counts. A run of three or four Vietnamese syllables that begins with one of the commonest family names is a name by
   its form alone. What stands beside such runs, against what stands beside all runs, gives log odds for context words;
   the places of syllables in them give log ratios; the mean log odds of the contexts of any other string say whether
   that string is somebody (co-training after Collins and Singer, 1999).
2. Weights. Each stretch is cut into names and other words by a semi-Markov model (Sarawagi and Cohen, 2004), trained by
   AdaGrad on the log likelihood, weights averaged over epochs. What the rest of the article says is weighed in a second
   round, on scores from models that had not seen the article.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import math
import pickle
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from searchsvc.evaluation.people import set_aside
from searchsvc.people import agreement, contexts, features, scoring
from searchsvc.people.candidates import Candidate
from searchsvc.people.runs import RUN, Word, cut
from searchsvc.text.icu import nfc
from searchsvc.text.syllables import canonical, is_syllable

DATA = Path(__file__).parent.parent / "searchsvc" / "data"
SURE_FAMILIES = frozenset(
    canonical(name)
    for name in (
        "Nguyễn Trần Lê Phạm Võ Huỳnh Bùi Hoàng Phan Vũ Trương Đỗ Đặng Ngô Dương Đoàn Đinh Trịnh Đào Lương Phùng Tạ Tô "
        "Tống Vương Đàm Doãn Lã Quách Đậu Khuất Nghiêm Tăng Lưu Hồ"
    ).split()
)
EPOCHS, AVERAGED_FROM, RATE, FIRST_STEP, SHRINK = 4, 1, 0.25, 1e-2, 2e-6
FOLDS = 5


# Counts over unlabelled text


@dataclass
class Side:
    """Words beside runs, one and two of them: beside all runs, and beside those that are names by their form."""

    one: Counter[str] = field(default_factory=Counter)
    two: Counter[tuple[str, str]] = field(default_factory=Counter)
    sure_one: Counter[str] = field(default_factory=Counter)
    sure_two: Counter[tuple[str, str]] = field(default_factory=Counter)

    def see(self, near: tuple[str, str], sure: bool) -> None:
        self.one[near[0]] += 1
        self.two[near] += 1
        if sure:
            self.sure_one[near[0]] += 1
            self.sure_two[near] += 1


@dataclass
class Counts:
    """Everything counted in one pass over the news."""

    left: Side = field(default_factory=Side)
    right: Side = field(default_factory=Side)
    first: Counter[str] = field(default_factory=Counter)
    middle: Counter[str] = field(default_factory=Counter)
    last: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    strings: dict[str, Counter[Any]] = field(default_factory=lambda: defaultdict(Counter))


def texts(paths: Sequence[Path]) -> Iterator[str]:
    """Title, lead and body of every article."""
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield nfc("\n".join(record.get(name) or "" for name in ("title", "lead", "body")))


def count(paths: Sequence[Path]) -> Counts:
    """One pass over the news."""
    counts = Counts()
    for number, text in enumerate(texts(paths), 1):
        for match in RUN.finditer(text):
            for stretch in cut(match.group()):
                count_stretch(counts, text, match.start(), stretch)
        if number % 20_000 == 0:
            print(f"{number} articles read", flush=True)
            drop_rare(counts)
    return counts


def drop_rare(counts: Counts) -> None:
    """Strings seen once in so many articles are let go of, to bound memory."""
    for name in [name for name, seen in counts.strings.items() if seen.total() < 2]:
        del counts.strings[name]


def count_stretch(counts: Counts, text: str, base: int, stretch: Sequence[Word]) -> None:
    plains = [canonical(word.text) for word in stretch]
    counts.words.update(plains)
    before = contexts.left_words(contexts.left_of(text, base + stretch[0].start))
    after = contexts.right_words(contexts.right_of(text, base + stretch[-1].end))
    start = sure_start(plains)
    counts.right.see(after, start is not None)
    counts.left.see(before, start == 0)
    if start is None:
        count_strings(counts, plains, before, after)
        return
    if start:
        counts.left.see((plains[start - 1], plains[start - 2] if start > 1 else before[0]), sure=True)
    counts.first[plains[start]] += 1
    counts.last[plains[-1]] += 1
    counts.middle.update(plains[start + 1 : -1])


def sure_start(plains: Sequence[str]) -> int | None:
    """Where in a stretch a name that its form alone proves begins."""
    for start in range(min(3, len(plains))):
        rest = plains[start:]
        if rest[0] in SURE_FAMILIES and 3 <= len(rest) <= 4 and all(len(one) > 1 and is_syllable(one) for one in rest):
            return start
    return None


def count_strings(counts: Counts, plains: Sequence[str], before: tuple[str, str], after: tuple[str, str]) -> None:
    if len(plains) > 4:
        return
    counts.strings[" ".join(plains)][before, after] += 1
    if len(plains) > 1:
        counts.strings[" ".join(plains[1:])][(plains[0], before[0]), after] += 1


# From counts to figures


def figures(counts: Counts) -> features.Tables:
    """The log odds and ratios that ship, the rare and the uninformative left out."""
    left, right = odds(counts.left), odds(counts.right)
    return features.Tables(
        kept(left, counts.left, least=50, apart=0.7),
        kept(right, counts.right, least=60, apart=0.8),
        syllable_figures(counts),
        string_figures(counts, left, right),
    )


def odds(side: Side) -> dict[str, float]:
    """Log odds against the average run, shrunk towards it (two words: towards the one beside the run)."""
    share = side.sure_one.total() / side.one.total()
    base = math.log(share / (1 - share))
    found = {word: shrunk(side.sure_one[word], seen, share) - base for word, seen in side.one.items() if seen >= 40}
    single = dict(found)
    for (one, two), seen in side.two.items():
        if seen >= 25:
            expected = 1 / (1 + math.exp(-(single.get(one, 0.0) + base)))
            found[f"{one} {two}"] = shrunk(side.sure_two[one, two], seen, expected) - base
    return {words: clipped(value, 4) for words, value in found.items()}


def shrunk(sure: int, seen: int, prior: float) -> float:
    share = min(max((sure + 8 * prior) / (seen + 8), 1e-4), 1 - 1e-4)
    return math.log(share / (1 - share))


def clipped(value: float, most: float) -> float:
    return max(-most, min(most, value))


def kept(table: dict[str, float], side: Side, *, least: int, apart: float) -> dict[str, float]:
    """Single words, and pairs common enough that say something else than their first word."""
    pairs = {f"{one} {two}": (seen, one) for (one, two), seen in side.two.items()}
    found = {words: value for words, value in table.items() if " " not in words}
    for words, (seen, one) in pairs.items():
        if words in table and seen >= least and abs(table[words] - table.get(one, 0.0)) >= apart:
            found[words] = table[words]
    return found


def syllable_figures(counts: Counts) -> dict[str, tuple[float, float, float]]:
    total = counts.words.total()
    places = (counts.first, counts.middle, counts.last)
    return {
        word: tuple(
            clipped(math.log((place[word] + 0.5) / place.total() / ((seen + 5) / total)), 4) for place in places
        )
        for word, seen in counts.words.items()
        if seen >= 60
    }  # type: ignore[misc]


def string_figures(counts: Counts, left: dict[str, float], right: dict[str, float]) -> dict[str, float]:
    """The mean log odds of a string's contexts; 1.5 lifts the average string of the news to about even."""
    found = {}
    for name, seen in counts.strings.items():
        if (total := seen.total()) >= 16:
            said = sum(times * (beside(left, before) + beside(right, after)) for (before, after), times in seen.items())
            found[name] = clipped(said / total + 1.5, 4)
    return found


def beside(table: dict[str, float], near: tuple[str, str]) -> float:
    value = table.get(f"{near[0]} {near[1]}", table.get(near[0], 0.0))
    return clipped(value, 3)


# Annotated articles as training data


@dataclass
class Span:
    """A sub-stretch, its features, and whether the annotation has a name there."""

    first: int
    last: int
    start: int
    end: int
    kind: str
    key: str
    found: list[features.Feature]
    name: bool


@dataclass
class Example:
    """One stretch of one article."""

    article: str
    size: int
    spans: list[Span]


def examples(records: Sequence[dict[str, Any]], tables: features.Tables) -> list[Example]:
    found = []
    for record in records:
        text = nfc(record["title"] + "\n" + record["body"])
        gold = annotated(record, text)
        for match in RUN.finditer(text):
            for stretch in cut(match.group()):
                spans = spans_of(text, match.start(), stretch, gold, tables)
                found.append(Example(record["id"], len(stretch), spans))
    return found


def annotated(record: dict[str, Any], text: str) -> set[tuple[int, int]]:
    """Where the annotated forms stand: longest first, over bylines and what is nobody as well."""
    people = {nfc(form) for person in record["persons"] for form in person["mentions"]}
    others = {nfc(form) for form in (*record["bylines"], *record["not_people"])}
    forms = sorted(people | others, key=lambda form: (-len(form), form))
    if not forms:
        return set()
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
    return {match.span() for match in pattern.finditer(text) if match.group() in people}


def spans_of(
    text: str, base: int, stretch: Sequence[Word], gold: set[tuple[int, int]], tables: features.Tables
) -> list[Span]:
    words = tuple(word.text for word in stretch)
    before = contexts.left_words(contexts.left_of(text, base + stretch[0].start))
    after = contexts.right_words(contexts.right_of(text, base + stretch[-1].end))
    spans = []
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + scoring.LONGEST) + 1):
            kind = features.group("".join(map(features.letter, words[first:last])))
            found = features.form(words, first, last, tables)
            if first:
                near = (canonical(words[first - 1]), canonical(words[first - 2]) if first > 1 else contexts.EDGE)
                found = found + features.left(near, kind, tables, inside="i")
            else:
                found = found + features.left(before, kind, tables, inside="")
            if last == len(words):
                found = found + features.right(after, kind, tables)
            start, end = base + stretch[first].start, base + stretch[last - 1].end
            name = (start, end) in gold or (text[end - 1] == "." and (start, end - 1) in gold)
            key = " ".join(map(canonical, words[first:last]))
            spans.append(Span(first, last, start, end, kind, key, found, name))
    return spans


# The semi-Markov model

Coded = tuple[int, list[tuple[int, int, Any, Any]], list[int]]
"""Size of a stretch; its spans as (first, last, feature numbers, values); which of them are names."""


def vocabulary(found: Sequence[Example]) -> dict[str, int]:
    """Features worth a weight: seen six times, or three times and twice on a name."""
    seen: Counter[str] = Counter()
    on_names: Counter[str] = Counter()
    for example in found:
        for span in example.spans:
            names = [name for name, _ in span.found]
            seen.update(names)
            if span.name:
                on_names.update(names)
    wanted = (name for name, times in seen.items() if times >= 6 or (times >= 3 and on_names[name] >= 2))
    return {name: number for number, name in enumerate(wanted)}


def coded(example: Example, known: dict[str, int]) -> Coded:
    spans = []
    for span in example.spans:
        values: dict[int, float] = defaultdict(float)
        for name, value in span.found:
            if name in known:
                values[known[name]] += value
        spans.append((span.first, span.last, np.array(list(values), dtype=np.int64), np.array(list(values.values()))))
    return example.size, spans, [number for number, span in enumerate(example.spans) if span.name]


def marginals(size: int, spans: list[tuple[int, int, Any, Any]], scores: Sequence[float]) -> list[float]:
    """The probability of each span, over all ways to cut the stretch (forward and backward sums in log space)."""
    at = defaultdict(list)
    for number, (first, last, _, _) in enumerate(spans):
        at[first].append((last, number))
    forward = [0.0] + [-1e9] * size
    for place in range(size):
        forward[place + 1] = float(np.logaddexp(forward[place + 1], forward[place]))
        for last, number in at[place]:
            forward[last] = float(np.logaddexp(forward[last], forward[place] + scores[number]))
    backward = [-1e9] * size + [0.0]
    for place in range(size - 1, -1, -1):
        value = backward[place + 1]
        for last, number in at[place]:
            value = float(np.logaddexp(value, backward[last] + scores[number]))
        backward[place] = value
    return [
        math.exp(forward[first] + scores[number] + backward[last] - forward[size])
        for number, (first, last, _, _) in enumerate(spans)
    ]


def fit(
    data: Sequence[Coded], size: int, *, offsets: Sequence[Sequence[float]], epochs: int, rate: float, averaged: int
) -> Any:
    """Weights by AdaGrad; `offsets` are scores that stand already."""
    weights, steps, total = np.zeros(size), np.full(size, FIRST_STEP), np.zeros(size)
    order = list(range(len(data)))
    chance = random.Random(0)  # noqa: S311 (an order to learn in, no secret)
    shrink = SHRINK * len(data) / 50
    for epoch in range(epochs):
        chance.shuffle(order)
        for number in order:
            length, spans, names = data[number]
            scores = [
                float(weights[which] @ values) + offset
                for (_, _, which, values), offset in zip(spans, offsets[number], strict=True)
            ]
            likely = marginals(length, spans, scores)
            for place, (_, _, which, values) in enumerate(spans):
                missing = (place in names) - likely[place]
                if abs(missing) > 1e-3:
                    slope = missing * values - shrink * weights[which]
                    steps[which] += slope * slope
                    weights[which] += rate * slope / np.sqrt(steps[which])
        if epoch >= averaged:
            total += weights
    return total / (epochs - averaged) if averaged < epochs else weights


def nothing(data: Sequence[Coded]) -> list[list[float]]:
    return [[0.0] * len(spans) for _, spans, _ in data]


def learn(found: Sequence[Example]) -> dict[str, float]:
    """The weights of both rounds."""
    known = vocabulary(found)
    data = [coded(example, known) for example in found]
    rounds = {"epochs": EPOCHS, "rate": RATE, "averaged": AVERAGED_FROM}
    folds = [fold_of(example.article) for example in found]
    scores: list[list[float]] = [[] for _ in data]
    for fold in range(FOLDS):
        part = [one for one, own in zip(data, folds, strict=True) if own != fold]
        weights = fit(part, len(known), offsets=nothing(part), **rounds)
        for number, own in enumerate(folds):
            if own == fold:
                scores[number] = [float(weights[which] @ values) for _, _, which, values in data[number][1]]
        print(f"fold {fold + 1} of {FOLDS} learned", flush=True)
    weights = fit(data, len(known), offsets=nothing(data), **rounds)
    learned = {name: float(weights[number]) for name, number in known.items()}
    return learned | learn_agreement(found, scores)


def fold_of(article: str) -> int:
    return int(hashlib.sha256(b"f" + article.encode()).hexdigest(), 16) % FOLDS


def learn_agreement(found: Sequence[Example], scores: Sequence[Sequence[float]]) -> dict[str, float]:
    """The second round: what the rest of the article adds to a score."""
    situations = list(seen_together(found, scores))
    seen = Counter(name for _, spans, _, _ in situations for _, _, names in spans for name in names)
    known = {name: number for number, name in enumerate(name for name, times in seen.items() if times >= 5)}
    data: list[Coded] = []
    for size, spans, names, _ in situations:
        numbers = [np.array([known[name] for name in told if name in known], dtype=np.int64) for _, _, told in spans]
        coupled = zip(spans, numbers, strict=True)
        rows = [(first, last, which, np.ones(len(which))) for (first, last, _), which in coupled]
        data.append((size, rows, names))
    offsets = [before for _, _, _, before in situations]
    weights = fit(data, len(known), offsets=offsets, epochs=6, rate=0.15, averaged=AVERAGED_FROM)
    return {name: float(weights[number]) for name, number in known.items()}


Situations = tuple[int, list[tuple[int, int, list[str]]], list[int], list[float]]


def seen_together(found: Sequence[Example], scores: Sequence[Sequence[float]]) -> Iterator[Situations]:
    """Each stretch with the names of its agreement features, its names, and the scores so far."""
    articles: dict[str, list[int]] = defaultdict(list)
    for number, example in enumerate(found):
        articles[example.article].append(number)
    for numbers in articles.values():
        rows = [(found[number], hopeful(found[number], scores[number])) for number in numbers]
        rows = [(example, stretch) for example, stretch in rows if stretch]
        overview = agreement.Overview([[candidate for candidate, _ in stretch] for _, stretch in rows])
        for example, stretch in rows:
            spans = [(one.first, one.last, agreement.features(overview.situation(one))) for one, _ in stretch]
            names = [place for place, (_, name) in enumerate(stretch) if name]
            yield example.size, spans, names, [one.score for one, _ in stretch]


def hopeful(example: Example, scores: Sequence[float]) -> list[tuple[Candidate, bool]]:
    return [
        (Candidate(0, span.start, span.end, span.first, span.last, span.kind, span.key, score), span.name)
        for span, score in zip(example.spans, scores, strict=True)
        if score > scoring.HOPELESS
    ]


# What ships

SOURCE = (
    "Source: counted over Vietnamese news articles and learned from our own annotation by scripts/learn_people.py; "
    "figures, no text."
)
HEADS = {
    "people_contexts.tsv": "Log odds that a run is a person, by the words beside it: side, words, log odds.",
    "people_syllables.tsv": "Log ratio of a syllable in names against all words: syllable, first, middle, last.",
    "people_strings.tsv": "Mean log odds, by the words beside it, that a string is a person: string, log odds.",
    "people_weights.tsv": "Weights of the features of people/features.py and people/agreement.py: feature, weight.",
}


def write(tables: features.Tables, weights: dict[str, float]) -> None:
    sides = (("left", tables.left), ("right", tables.right))
    beside_runs = [f"{side}\t{shown(near)}\t{odds:.1f}" for side, table in sides for near, odds in table.items()]
    put("people_contexts.tsv", beside_runs)
    syllables = tables.syllables.items()
    put("people_syllables.tsv", [f"{word}\t{a:.1f}\t{b:.1f}\t{c:.1f}" for word, (a, b, c) in syllables])
    put("people_strings.tsv", [f"{name}\t{value:.1f}" for name, value in tables.strings.items()])
    put("people_weights.tsv", [f"{shown(name)}\t{v:.2f}" for name, v in weights.items() if abs(v) >= 0.02])


def shown(text: str) -> str:
    return text.replace("\n", "\\n")


def put(name: str, lines: list[str]) -> None:
    head = (HEADS[name], SOURCE, "Licence: as the project.", "Rule for adding: none by hand; run the script.")
    body = sorted(line for line in lines if not line.startswith("#"))
    text = "".join(f"# {line}\n" for line in head) + "\n".join(body) + "\n"
    (DATA / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(body)} rows, {len(text.encode()) // 1000} kB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path, nargs="*", default=[])
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--counts", type=Path, help="where to keep the counts, so that learning again need not count")
    arguments = parser.parse_args()
    if arguments.counts and arguments.counts.exists():
        counts = pickle.loads(arguments.counts.read_bytes())  # noqa: S301 (a file this script wrote)
    else:
        counts = count(arguments.news)
        counts.strings = {name: seen for name, seen in counts.strings.items() if seen.total() >= 4}
        if arguments.counts:
            arguments.counts.write_bytes(pickle.dumps(counts))
    tables = figures(counts)
    lines = [line for path in arguments.gold for line in path.read_text(encoding="utf-8").splitlines()]
    records = [record for record in map(json.loads, lines) if not set_aside(record["id"])]
    write(tables, learn(examples(records, tables)))


if __name__ == "__main__":
    main()
