"""How likely a stretch is a name: figures added up once per different form and context, and remembered.

A score is a log odds, 0 is even. `features` says what is weighed, `figures` how much.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from searchsvc.people import contexts, features, figures
from searchsvc.people.features import KINDS
from searchsvc.people.figures import Row
from searchsvc.people.remembered import Remembered
from searchsvc.people.runs import LONGEST_WORD
from searchsvc.text.syllables import canonical

LONGEST = 7
"""Words in the longest name looked for."""

HOPELESS = -4.0
"""Below this no evidence elsewhere in the article saves a candidate."""

FORM_LEAST = -1.5
"""What a form must reach with the best context there is: the rest may come from the article."""

RIGHT_USUAL_MOST = 2.8
"""More than these the words beside a run hardly ever add (measured: the 99.9th percentile by kind)."""
_LEFT_USUAL_MOST = tuple({"F3": 7.0, "v1": 6.5, "m": 6.5}.get(kind, 5.5) for kind in KINDS)

Form = tuple[int, int, int, str, float]
"""A sub-stretch `[first, last)` that may be a name, the number of its kind, its key, what its form says for it."""


def total(found: Iterable[features.Feature]) -> float:
    """The weighted sum of some features, one by one."""
    return sum(figures.weight(name) * value for name, value in found)


class _Word(NamedTuple):
    """What a word says in each place it may have in a form."""

    letter: str
    plain: str
    body: bool
    capitals: bool
    weight: float
    opening: Row
    closing: Row
    middle: float
    after: Row


def _word(word: str) -> _Word:
    letter, plain = features.letter(word), canonical(word)
    return _Word(
        letter,
        plain,
        len(word) > LONGEST_WORD or features.is_body(word),
        word.isupper(),
        figures.weight(f"w:{plain}"),
        figures.opening(plain),
        figures.closing(plain),
        figures.middle(plain),
        figures.after(letter, plain),
    )


_WORDS = Remembered(_word, most=1 << 16)
_PATTERNS = Remembered(figures.pattern, most=1 << 14)
_BEFORE: Remembered[str, Row] = Remembered(lambda letter: figures.row(f"in:{letter}"), most=1 << 8)
_INSIDE: Remembered[tuple[str, str], Row] = Remembered(lambda near: figures.inside(*near), most=1 << 16)


def forms(words: Sequence[str]) -> tuple[Form, ...]:
    """What of a stretch may be a name, looked at by form alone."""
    seen = [_WORDS[word] for word in words]
    letters = "".join([word.letter for word in seen])
    found: list[Form] = []
    for first in range(len(seen)):
        found += _from(first, seen, letters, words)
    return tuple(found)


def _from(first: int, seen: Sequence[_Word], letters: str, words: Sequence[str]) -> list[Form]:
    """The forms that begin at one word."""
    size, opening, key = len(seen), seen[first].opening, ""
    before = _BEFORE[letters[first - 1] if first else "^"]
    inside = _inside(first, seen)
    ends, weight, found = figures.row("out:$"), 0.0, []
    for last in range(first + 1, min(size, first + LONGEST) + 1):
        closing = seen[last - 1]
        if closing.body:
            break
        key = f"{key} {closing.plain}" if key else closing.plain
        weight += closing.weight
        kind, score = _PATTERNS[letters[first:last]]
        score += weight + opening[kind] + closing.closing[kind] + before[kind] + inside[kind]
        score += figures.string(key, kind) + (seen[last].after if last < size else ends)[kind]
        if last - first > 2:
            score += _middles(seen[first + 1 : last - 1])
        if seen[first].capitals and key.upper() == " ".join(words[first:last]):
            score += figures.row("caps")[kind]
        most = (0.0 if first else _LEFT_USUAL_MOST[kind]) + (RIGHT_USUAL_MOST if last == size else 0.0)
        if score + most >= FORM_LEAST:
            found.append((first, last, kind, key, score))
    return found


def _inside(first: int, seen: Sequence[_Word]) -> Row:
    if not first:
        return figures.NOTHING
    return _INSIDE[seen[first - 1].plain, seen[first - 2].plain if first > 1 else contexts.EDGE]


def _middles(between: Sequence[_Word]) -> float:
    fits = [word.middle for word in between]
    return figures.weight("syl-m") * sum(fits) / len(fits) + figures.weight("syl-min") * min(fits)


# Context: by the pieces that stand beside a run, and behind that by the words that count of them


def _left(piece: str) -> Row:
    one, two = contexts.left_words(piece)
    tells = features.pair_tells(one, two, figures.tables().left, figures.weights())
    return _LEFT_NEAR[one, two if tells else contexts.EDGE]


def _right(piece: str) -> Row:
    one, two = contexts.right_words(piece)
    tells = features.pair_tells(one, two, figures.tables().right, figures.weights())
    return _RIGHT_NEAR[one, two if tells else contexts.EDGE]


def _left_most(piece: str) -> Row:
    one, two = contexts.left_words(piece)
    if one == contexts.EDGE and piece:
        return figures.WHATEVER  # two spaces, say: what counts stands before them
    return _LEFT_MOST_NEAR[one] if two == contexts.EDGE else _left(piece)


_LEFT_MOST_NEAR = Remembered(figures.left_most, most=1 << 15)


def _right_most(piece: str) -> Row:
    one, two = contexts.right_words(piece)
    if one == contexts.EDGE and piece:
        return figures.WHATEVER
    return _RIGHT_MOST_NEAR[one] if two == contexts.EDGE else _right(piece)


_RIGHT_MOST_NEAR = Remembered(figures.right_most, most=1 << 15)
_LEFT_NEAR: Remembered[tuple[str, str], Row] = Remembered(lambda near: figures.left(*near), most=1 << 15)
_RIGHT_NEAR: Remembered[tuple[str, str], Row] = Remembered(lambda near: figures.right(*near), most=1 << 15)

LEFT = Remembered(_left, most=1 << 16)
"""What stands before a run (as `contexts.left_of` gives it) says for a name of each kind."""

LEFT_MOST = Remembered(_left_most, most=1 << 16)
"""The most that can stand in `LEFT` before a run whose last piece is this one (as `contexts.last_of` gives it)."""

RIGHT_MOST = Remembered(_right_most, most=1 << 16)
"""The most that can stand in `RIGHT` behind a run whose first piece is this one (as `contexts.first_of` gives it)."""

RIGHT = Remembered(_right, most=1 << 16)
"""What stands behind a run (as `contexts.right_of` gives it) says for a name of each kind."""
