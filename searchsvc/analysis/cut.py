"""Cutting: text into syllables, and codes into whole and parts at once.

A *run* is what stands together without a space: a syllable, or pieces held by joiners (`03/CT-TW`, `TP.HCM`, `H'Drai`,
`1.000`, `COVID-19`). One regular expression finds runs; what a run is cut into depends on the run alone, so it is
worked out once and remembered. That is what makes it quick: few runs are new in Vietnamese. Scripts that write no
spaces between words are handed to ICU (docs/decisions/cutting.md).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from searchsvc.analysis.tokens import Token
from searchsvc.text import icu
from searchsvc.text.syllables import canonical, is_syllable

LONGEST = 64
"""Letters of a token that count; what is longer is no word, and its tail is not indexed."""

_PIECE = "[^\\W_]+(?:[\u0300-\u036f]+[^\\W_]*)*"
_JOINER = "[/&.:'’‘ʼ`´\u2010-\u2014-]"
_RUN = re.compile(f"{_PIECE}(?:(?:{_JOINER}|(?<=\\d),(?=\\d)){_PIECE})*")
_PIECES = re.compile(_PIECE)
_APOSTROPHES = re.compile("[’‘ʼ`´]")
_DASHES = re.compile("[/\u2010-\u2014-]")
_DATE = re.compile("0*(\\d{1,2})[/.-]0*(\\d{1,2})(?:[/.-](\\d{4}))?")
_NUMBER = re.compile("\\d+(?:[.,]\\d+)+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Cut:
    """What one run is cut into: its parts, each `(word, start, end)` inside the run, and the whole code ("" when it
    is none).
    """

    parts: tuple[tuple[str, int, int], ...]
    whole: str = ""


class _Cuts(dict[str, "Cut | str"]):
    """Runs seen, by their lower-case text; a plain syllable is kept as its word alone. Forgets all when it grows too
    large.
    """

    def __missing__(self, run: str) -> Cut | str:
        cut = cut_run(run)
        kept: Cut | str = cut.parts[0][0] if len(cut.parts) == 1 and not cut.whole else cut
        if len(run) > LONGEST:
            return kept
        if len(self) > 400_000:
            self.clear()
        self[run] = kept
        return kept


_CUTS = _Cuts()


def cut_run(run: str) -> Cut:
    """A lower-case run as parts and whole.

    >>> [part[0] for part in cut_run("03/ct-tw").parts], cut_run("03/ct-tw").whole
    (['03', 'ct', 'tw'], '03/ct/tw')
    """
    parts = tuple(_parts(run))
    return Cut(parts, _whole(run, [part[0] for part in parts]) if len(parts) > 1 and len(run) <= LONGEST else "")


def _parts(run: str) -> Iterator[tuple[str, int, int]]:
    for piece in _PIECES.finditer(run):
        if not _UNSPACED.search(piece[0]):
            yield canonical(piece[0][:LONGEST]), piece.start(), piece.end()
            continue
        at = piece.start()
        for word in icu.words(piece[0]):
            at = run.index(word, at)
            yield word[:LONGEST], at, at + len(word)
            at += len(word)


def _whole(run: str, parts: list[str]) -> str:
    """The one form of a code, however it was joined; "" for words that merely touch (kinh tế-xã hội, Việt Nam.Dù)."""
    if date := _DATE.fullmatch(run):
        return _day(run, date)
    if _NUMBER.fullmatch(run):
        return run
    if _UNSPACED.search(run) or not _is_code(run, parts):
        return ""
    return _DASHES.sub("/", _APOSTROPHES.sub("'", run))


def _day(run: str, date: re.Match[str]) -> str:
    day, month, year = date.groups()
    if (1 <= int(day) <= 31 and 1 <= int(month) <= 12) and (year or "/" in run):
        return f"{int(day)}/{int(month)}/{year}" if year else f"{int(day)}/{int(month)}"
    return run if "." in run else _DASHES.sub("/", run)


def _is_code(run: str, parts: list[str]) -> bool:
    """A code has a figure, `&` or an apostrophe, or a part that is no syllable (CT, HCM, N; not đồng/lượng)."""
    if any(sign in run for sign in "&'’‘ʼ`´") or any(letter.isdigit() for letter in run):
        return True
    return any(len(part) <= 8 and not is_syllable(part) for part in parts)


def _lowered(text: str) -> str:
    lowered = text.lower()
    # İ alone grows in lower case; offsets matter more than it does
    return lowered if len(lowered) == len(text) else text.replace("İ", "I").lower()


def runs(text: str) -> Iterator[tuple[Cut, int]]:
    """Each run of a text past the door, cut, with its start in the text."""
    for match in _RUN.finditer(_lowered(text)):
        cut = _CUTS[match[0]]
        yield (cut if isinstance(cut, Cut) else Cut(((cut, 0, len(match[0])),))), match.start()


def occurrences(text: str, wanted: Container[str]) -> list[Token]:
    """The syllables and parts of codes of a text that are among the wanted ones: quicker than cutting all of it."""
    found: list[Token] = []
    position = 0
    cuts = _CUTS
    for match in _RUN.finditer(_lowered(text)):
        cut = cuts[match[0]]
        if cut.__class__ is str:
            if cut in wanted:
                found.append(Token(cut, match.start(), match.end(), position))
            position += 1
            continue
        assert isinstance(cut, Cut)
        at = match.start()
        for word, start, end in cut.parts:
            if word in wanted:
                found.append(Token(word, at + start, at + end, position))
            position += 1
    return found


def words_of(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The words of a text past the door in order, and the whole codes as (position, code): the quick way, without
    offsets.
    """
    words: list[str] = []
    codes: list[tuple[int, str]] = []
    cuts = _CUTS
    for run in _RUN.findall(_lowered(text)):
        cut = cuts[run]
        if cut.__class__ is str:
            words.append(cut)
            continue
        assert isinstance(cut, Cut)
        if cut.whole:
            codes.append((len(words), cut.whole))
        words.extend([part[0] for part in cut.parts])
    return words, codes
