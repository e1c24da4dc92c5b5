"""What a document number is made of besides its figure: the kind before it, the code behind it, the issuer in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from searchsvc.resources import rows
from searchsvc.text.fold import fold

How = Literal["noun", "verb", "marked", "number"]
"""How sure a bare number is behind the words (see the list); "number" for `số` by itself."""

_REACH: Final = 48
"""Letters before a figure that are looked at."""
_DASH: Final = "[-–—‐‑−]"
_JOINT = re.compile(rf" ?(?:/ ?)?(?:/|{_DASH}) ?| |/")
_GROUP = re.compile(r"[^\W\d_](?:[^\W\d_]|&(?=[^\W\d_])|\.(?=[Ưư]))*(?: ?\d{1,2}(?![\w.,/]*\d))?")
_COUNTED = re.compile(r"(qh|ubtvqh|quochoi) ?\d{1,2}")
_ALIASES: Final = {"qdi": "qd", "qyd": "qd", "ub": "ubnd", "ubnd": "ubnd", "bgd": "bgddt", "bgiaoduc": "bgddt"}
_GLUED = re.compile(r"(ttlt|nd|nq|qd|ct)(cp|ttg|tw|b[a-z]{2,})")
_BESIDE_KINDS: Final = {"số", "hiệu", "tw", "tư", "t.ư", "đảng", "thứ", "nqtư", "nqt.ư"}
_GOVERNMENT: Final = {"cp", "ttg"}
_SIGNED_BY_THE_PRIME_MINISTER: Final = {"qd", "ct", "cd"}


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of document named right before a figure: where that begins, its code ("" for any), and how sure it makes
    a bare number. `said` is not empty when the figure is called a number.
    """

    start: int
    code: str
    how: How
    said: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A code behind a figure, up to `end`: `03/CT-TW` has the kind ct and the issuer tw."""

    end: int
    kind: str
    issuer: str


@cache
def _kinds() -> dict[str, tuple[str, How]]:
    found: dict[str, tuple[str, How]] = {}
    for code, name, how, *alone in rows("document_kinds.tsv"):
        found[fold(name)] = ("" if code == "-" else code, how)  # type: ignore[assignment]
        found |= {fold(short): (code, "noun") for short in alone}
    return found


@cache
def kind_codes() -> frozenset[str]:
    """The codes of all kinds."""
    return frozenset(row[0] for row in rows("document_kinds.tsv"))


@cache
def kind_names() -> dict[str, str]:
    """What each kind is called, by its code."""
    return {code: name for code, name, *_ in rows("document_kinds.tsv")}


@cache
def issuers() -> frozenset[str]:
    """The codes of all issuers that are known."""
    return frozenset(row[0] for row in rows("document_issuers.tsv"))


@cache
def _before() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _kinds()), key=len, reverse=True))
    central = r"(?:nghi quyet|nq)[ -]?(?:hoi nghi )?(?:lan thu )?(?:trung uong|tw|t\.u)(?: dang)?"
    kind = rf"(?:(?P<central>{central})|(?P<kind>{names}))?"
    return re.compile(rf"(?<![\w&/.-]){kind}(?P<said>,? *\bso(?: hieu)?)?[:.]? *$")


@cache
def last_words() -> frozenset[str]:
    """Every word that may stand right before the figure of a document number, with and without its marks."""
    named = [words for _, name, _, *alone in rows("document_kinds.tsv") for words in (name, *alone)]
    ends = {words.lower().rpartition(" ")[2] for words in named} | _BESIDE_KINDS
    return frozenset(ends | {fold(word) for word in ends})


def kind_before(text: str, at: int) -> Kind | None:
    """The kind of document, or just `số`, right before the figure at a place; None where neither is.

    >>> kind_before("Chỉ thị số 03", 11)
    Kind(start=0, code='ct', how='noun', said='so')
    """
    begin = max(0, at - _REACH)
    piece = text[begin:at].replace("TƯ", "TW").replace("\n", ";")
    folded = fold(piece)
    match = _before().search(folded) if len(folded) == len(piece) else None
    if match is None or not match[0].strip(" :."):
        return None
    start = begin + match.end() - len(match[0].lstrip(" ,"))
    said = (match["said"] or "").strip(" ,")
    if match["central"]:
        return Kind(start, "nqtw", "noun", said)
    if not match["kind"]:
        return Kind(start, "", "number", said) if said else None
    if not (said or match[0].endswith(" ") or match["kind"] in kind_codes()):
        return None
    code, how = _kinds()[match["kind"]]
    return Kind(start, code, how, said)


def code_behind(text: str, at: int, *, hint: Kind | None, any_case: Literal["", "any"] = "") -> Code | None:
    """The code that goes on behind a figure (or its year) at a place; None for prose.

    >>> code_behind("03/CT-TW của", 2, hint=None)
    Code(end=8, kind='ct', issuer='tw')
    """
    groups = list(_groups(text, at, any_case=any_case))
    if not groups:
        return None
    codes = [code for code, _ in groups]
    if codes[0] in kind_codes():
        return Code(groups[-1][1], codes[0], "-".join(codes[1:]))
    if len(codes) > 1 and codes[1] in kind_codes() and codes[0] in issuers():
        return Code(groups[-1][1], codes[1], "-".join((codes[0], *codes[2:])))
    return Code(groups[-1][1], hint.code if hint else "", "-".join(codes))


def _groups(text: str, at: int, *, any_case: Literal["", "any"]) -> Iterator[tuple[str, int]]:
    """The groups of letters of a code with their ends, as far as they are a code's."""
    joints: list[str] = []
    kind = False
    while len(joints) < 6 and (joint := _JOINT.match(text, at)) and (group := _GROUP.match(text, joint.end())):
        codes = _coded(group[0])
        if not _goes_on(group[0], codes[0], joint[0], slashed="/" in joint[0] + "".join(joints), any_case=any_case):
            return
        if _is_loose(joint[0]) and not (codes[0] in issuers() if kind else codes[0] in kind_codes() and not joints):
            return
        kind = kind or (not joints and codes[0] in kind_codes())
        joints.append(joint[0])
        at = group.end()
        yield from ((code, at) for code in codes)


def _goes_on(group: str, code: str, joint: str, *, slashed: bool, any_case: Literal["", "any"]) -> bool:
    """Whether a group of letters belongs to a code: capitals, or known; in queries any short word behind a slash."""
    known = code in kind_codes() or code in issuers()
    if any_case:
        return known or (slashed and joint != " " and len(group) < 9)
    return group[0].isupper() and (known or (len(group) > 1 and group.upper() == group))


def _is_loose(joint: str) -> bool:
    """Spaces, perhaps around a dash, as prose has them too: `03 CT TW`, `Quận 10 - HĐND`."""
    return " " in joint and "/" not in joint


@lru_cache(maxsize=4096)
def _coded(group: str) -> tuple[str, ...]:
    """A group of a code in its one form: `T.Ư` is tw, `BGD&ĐT` bgddt, `QH14` qh, `NĐCP` two of them."""
    folded = fold(group.replace("T.Ư", "TW").replace("TƯ", "TW").replace("t.ư", "tw").replace("tư", "tw"))
    plain = "".join(letter for letter in folded if letter.isalnum())
    if counted := _COUNTED.fullmatch(plain):
        return (counted[1],)
    plain = _ALIASES.get(plain, plain)
    if plain not in issuers() and plain not in kind_codes() and (glued := _GLUED.fullmatch(plain)):
        return glued[1], glued[2]
    return (plain,)


@cache
def _named() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(sorted(map(re.escape, _issuer_names()), key=len, reverse=True)) + r")(?!\w)")


@cache
def _issuer_names() -> dict[str, str]:
    return {fold(name): code for code, *names in rows("document_issuers.tsv") for name in names}


def issuer_named(text: str, kind: str) -> tuple[str, int]:
    """The issuer that a text behind a number begins with, and in how many letters; "" when it names none that is sure.

    Papers say Chính phủ for the Prime Minister too; the kind of document tells who signed it.

    >>> issuer_named("Chính phủ về đất đai", "qd"), issuer_named("Bộ Chính trị khóa XI", "ct")
    (('ttg', 9), ('tw', 12))
    """
    match = _named().match(fold(text))
    return (_issuing(_issuer_names()[match[0]], kind), match.end()) if match else ("", 0)


def _issuing(issuer: str, kind: str) -> str:
    if issuer not in _GOVERNMENT:
        return "" if kind == "nd" else issuer  # decrees are the government's, whoever a paper names
    if kind in ("cv", "tb", ""):
        return ""  # signed by its office, mostly
    return "ttg" if kind in _SIGNED_BY_THE_PRIME_MINISTER else "cp"
