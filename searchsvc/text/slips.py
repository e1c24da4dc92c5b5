"""Slips: the Vietnamese syllables that somebody may have meant who typed something a little different.

Plain edit distance knows nothing of Vietnamese: it turns Hùng into Hồng as readily as into Hủng. Here a slip has a kind
that happens to people: a tone (hỏi for ngã first), a mark, a letter that sounds the same where they come from, i for y,
a letter lost, doubled, added or swapped, a key beside the right one, keys that an input method did not take.

The text of a slip is the word as it was meant to be *typed*: its marks bind and those it lacks are free, as in any
query (`marks.tier`). So what only lacks marks is no slip (`hung` meets hùng already), a bare word has bare slips
(`nguyem` gives nguyen), and a vowel lost together with its tone is found again (`tnh` gives tinh, which meets tỉnh).
Nothing here knows which of them are words: the index does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal, TypeAlias

from searchsvc.resources import rows
from searchsvc.text.fold import fold
from searchsvc.text.keyboard import TELEX, VNI, encode_telex, encode_vni, telex, vni
from searchsvc.text.marks import TONES, tone_of, without_tone
from searchsvc.text.skeletons import skeletons, written
from searchsvc.text.syllables import ONSETS

Kind = Literal["tone", "mark", "sound", "iy", "letter", "key", "method"]

WEIGHTS: Final[dict[Kind, float]] = {
    "iy": 0.02, "tone": 0.004, "mark": 0.004, "method": 0.004, "sound": 0.003, "letter": 0.001, "key": 0.001
}  # fmt: skip
"""How likely a slip of each kind is beside what was typed; a query is hardly read otherwise when all are ten times
as much or a tenth."""
HOI_NGA: Final = 0.01
SAME_SOUND: Final = 0.01
"""k for c, gh for g, ngh for ng: one sound to everybody, told apart by the next letter alone."""
WRONG_LETTER: Final = 0.0005
LONGEST: Final = 10
"""Letters of a word that may be a slip of a syllable: nghiêng has seven."""

ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHAPES: Final = ("aăâ", "dđ", "eê", "oôơ", "uư")
_PAIRED: Final = (("ươ", "uô"), ("uô", "ươ"))
_TONE_KEYS: Final = {key: tone for layout in (TELEX, VNI) for key, tone in layout.tones.items() if tone}
_SPELLED_TWO_WAYS: Final = frozenset(("c", "k", "g", "gh", "ng", "ngh"))
_IY: Final = {"i": "y", "y": "i"}

Change: TypeAlias = tuple[str, str, Kind, float]
"""A form without tone, its tone, and the slip that led away from it."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A word as it may have been meant, the kind of slip that made it what was typed, and how likely that is."""

    text: str
    kind: Kind
    weight: float


@lru_cache(maxsize=1 << 14)
def slips(syllable: str) -> tuple[Slip, ...]:
    """All that may have been meant by a typed word in token form, likeliest first; each once, never the word itself.

    >>> [slip.text for slip in slips("nghành")], slips("nguyêx")[0].text
    (['ngành', 'nghình', 'nhành', 'nghènh', 'ngoành'], 'nguyễn')
    """
    if not 0 < len(syllable) <= LONGEST:
        return ()
    found: dict[str, Slip] = {}
    for form, tone, kind, weight in _changes(syllable):
        text = written(form, tone)
        if text and text != syllable and (text not in found or found[text].weight < weight):
            found[text] = Slip(text, kind, weight)
    return tuple(sorted(found.values(), key=lambda slip: (-slip.weight, slip.text)))


def _changes(syllable: str) -> Iterator[Change]:
    plain, tones = without_tone(syllable), [tone for tone in map(tone_of, syllable) if tone]
    tone = tones[-1] if tones else ""
    yield plain, tone, "tone", HOI_NGA  # the tone on a letter that cannot bear it, or on two
    for rule in RULES:
        yield from rule(plain, tone)
    if written(plain, tone):
        return
    yield from _wrong_letter(plain, tone)
    if not tone:
        yield from _left_by_an_input_method(syllable)


def other_tones(plain: str, tone: str) -> Iterator[Change]:
    """A tone for another one: hỏi for ngã by ear, the others by the finger; a tone left out is no slip."""
    for other in ("", *TONES) if tone else ():
        yield plain, other, "tone", HOI_NGA if {tone, other} == set(TONES[2:4]) else WEIGHTS["tone"]


def other_marks(plain: str, tone: str) -> Iterator[Change]:
    """A mark of a letter for another one, or one too many: â for ă, đ for d, uô for ươ."""
    for at, letter in enumerate(plain):
        if letter.isascii():
            continue
        for shape in next((shapes for shapes in _SHAPES if letter in shapes), ""):
            yield plain[:at] + shape + plain[at + 1 :], tone, "mark", WEIGHTS["mark"]
    for one, other in _PAIRED:
        if one in plain:
            yield plain.replace(one, other), tone, "mark", WEIGHTS["mark"]


def other_sounds(plain: str, tone: str) -> Iterator[Change]:
    """A spelling that sounds the same, to speakers of some dialect or to all (`data/sound_alikes.tsv`)."""
    for onset, rest in _parted(plain):
        for place, one, other in _sounds():
            if place == "onset" and onset == one:
                weight = SAME_SOUND if one in _SPELLED_TWO_WAYS else WEIGHTS["sound"]
                yield _joined(other, rest), tone, "sound", weight
    for place, one, other in _sounds():
        if place == "ending" and plain.endswith(one):
            yield plain[: -len(one)] + other, tone, "sound", WEIGHTS["sound"]


def i_for_y(plain: str, tone: str) -> Iterator[Change]:
    """i for y and y for i, which are one sound behind h, k, l, m, s, t and in qu- (not in quyên): kĩ, Mĩ, quí, quít."""
    if len(plain) == 2 and plain[0] in "hklmst" and plain[1] in _IY:
        yield plain[0] + _IY[plain[1]], tone, "iy", WEIGHTS["iy"]
    elif plain.startswith("qu") and plain[2:3] in _IY and plain[3:4] not in ("e", "ê"):
        yield "qu" + _IY[plain[2]] + plain[3:], tone, "iy", WEIGHTS["iy"]


def other_letters(plain: str, tone: str) -> Iterator[Change]:
    """A letter too many, two swapped, or one lost; a vowel that was lost has lost its marks as well."""
    for at in range(len(plain)):
        yield plain[:at] + plain[at + 1 :], tone, "letter", WEIGHTS["letter"]
        yield plain[:at] + plain[at + 1 : at + 2] + plain[at] + plain[at + 2 :], tone, "letter", WEIGHTS["letter"]
    for at, letter in _longer().get(fold(plain), ()):
        yield plain[:at] + letter + plain[at:], tone, "letter", WEIGHTS["letter"]


def other_keys(plain: str, tone: str) -> Iterator[Change]:
    """The key beside the right one; nobody presses a mark behind a wrong key."""
    for at, letter in enumerate(plain):
        for key in _neighbours().get(letter, ""):
            yield plain[:at] + key + plain[at + 1 :], tone, "key", WEIGHTS["key"]


RULES: Final[tuple[Callable[[str, str], Iterator[Change]], ...]] = (
    i_for_y,
    other_tones,
    other_marks,
    other_sounds,
    other_letters,
    other_keys,
)


def _wrong_letter(plain: str, tone: str) -> Iterator[Change]:
    """Any letter for another, where what was typed can be no syllable; elsewhere that would make Tùng of Hùng."""
    folded = fold(plain)
    for at in range(len(plain)):
        for letter in _holes().get(f"{folded[:at]}?{folded[at + 1 :]}", "") if len(folded) == len(plain) else "":
            yield plain[:at] + letter + plain[at + 1 :], tone, "letter", WRONG_LETTER


def _left_by_an_input_method(syllable: str) -> Iterator[Change]:
    """Keys that Telex or VNI did not take, perhaps two of them swapped (nhgij) or a letter lost (nguyêx)."""
    for encode, decode in ((encode_telex, telex), (encode_vni, vni)):
        keys = syllable if syllable.isascii() else encode(syllable)
        swapped = (keys[:at] + keys[at + 1 : at + 2] + keys[at] + keys[at + 2 :] for at in range(len(keys)))
        for turn, pressed in enumerate((keys, *swapped)):
            if told := decode(pressed):
                tone = next(filter(None, map(tone_of, told)), "")
                kind: Kind = "letter" if turn else "method"
                yield without_tone(told), tone, kind, WEIGHTS[kind]
    if tone := _TONE_KEYS.get(syllable[-1], ""):
        yield from other_letters(syllable[:-1], tone)


def _parted(plain: str) -> Iterator[tuple[str, str]]:
    """Onset and rest; where the i of gi- is the vowel as well (gì, giếng) that way too."""
    onset = next(onset for onset in ONSETS if plain.startswith(onset))
    yield onset, plain[len(onset) :]
    if onset == "gi":
        yield onset, plain[1:]


def _joined(onset: str, rest: str) -> str:
    return "g" + rest if onset == "gi" and rest.startswith("i") else onset + rest


@cache
def _sounds() -> tuple[tuple[str, str, str], ...]:
    """(place, what was typed, what was meant), every pair both ways."""
    pairs = [(row[0], row[1], row[2]) for row in rows("sound_alikes.tsv")]
    return (*pairs, *((place, other, one) for place, one, other in pairs))


@cache
def _longer() -> dict[str, tuple[tuple[int, str], ...]]:
    """For every skeleton with a letter taken out: where it stood, and which it was."""
    found: dict[str, dict[tuple[int, str], None]] = {}
    for skeleton in skeletons():
        for at, letter in enumerate(skeleton):
            found.setdefault(skeleton[:at] + skeleton[at + 1 :], {})[at, letter] = None
    return {shorter: tuple(letters) for shorter, letters in found.items()}


@cache
def _holes() -> dict[str, str]:
    """For every skeleton with a letter covered: which letters may stand there."""
    found: dict[str, str] = {}
    for skeleton in skeletons():
        for at, letter in enumerate(skeleton):
            covered = f"{skeleton[:at]}?{skeleton[at + 1 :]}"
            found[covered] = found.get(covered, "") + letter
    return found


@cache
def _neighbours() -> dict[str, str]:
    """The letters beside each key: in its row, and in the rows above and below, which are shifted by half a key."""
    near: dict[str, str] = {}
    for row, keys in enumerate(ROWS):
        for at, key in enumerate(keys):
            beside = [(row, at - 1), (row, at + 1), (row - 1, at), (row - 1, at + 1), (row + 1, at - 1), (row + 1, at)]
            near[key] = "".join(ROWS[r][a] for r, a in beside if 0 <= r < len(ROWS) and 0 <= a < len(ROWS[r]))
    return near
