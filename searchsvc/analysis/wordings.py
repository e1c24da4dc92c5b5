"""Pairs of wordings for one thing: `UBND = Ủy ban nhân dân`, `ô tô ~ xe hơi`; the lists shipped, and the editors' own.

The editors' list is a text file beside the index. A line that cannot be used is a fault with its number, and passed by.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, cast

from searchsvc.analysis import cut
from searchsvc.resources import rows
from searchsvc.text.unicode import door

Sign = Literal["=", "~", ">", "?", "≠"]
"""`=` the same, `~` nearly the same, both ways; `>` the left means the right too; `?` one meaning of several; `≠` not
so, whatever the shipped lists say.
"""

FILE: Final = "synonyms.txt"
"""The editors' list in the index folder."""
MOST_BYTES, MOST_PAIRS, LONGEST, MOST_WORDS = 1 << 20, 5000, 200, 12

_SIGNS: Final = ("!=", "≠", "=", "~", ">")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two wordings and how they stand to each other."""

    left: str
    right: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of the editors' list that is not used, and why, in Vietnamese; line 0 for the list as a whole."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"{FILE}, dòng {self.line}: {self.message}" if self.line else f"{FILE}: {self.message}"


@dataclass(frozen=True, slots=True)
class EditorsList:
    """What the editors wrote: pairs, what of it could not be used, and a stamp that changes with every change."""

    pairs: tuple[Pair, ...] = ()
    faults: tuple[Fault, ...] = ()
    stamp: str = ""


@cache
def shipped() -> tuple[Pair, ...]:
    """The abbreviations and synonyms that come with the package."""
    short = [Pair(row[0], row[1], cast("Sign", row[2] if row[2:] else "=")) for row in rows("abbreviations.tsv")]
    return (*short, *(Pair(row[0], row[2], cast("Sign", row[1])) for row in rows("synonyms.tsv")))


def read_list(home: Path) -> EditorsList:
    """The editors' list of an index folder; an empty one where there is none. Never raises."""
    path = home / FILE
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return EditorsList()
    except OSError as error:
        return EditorsList(faults=(Fault(0, f"không đọc được ({error.strerror})."),), stamp="unreadable")
    stamp = hashlib.blake2b(data, digest_size=8).hexdigest()
    if len(data) > MOST_BYTES:
        return EditorsList(faults=(Fault(0, "dài quá 1 MB, nên cả danh sách không được dùng."),), stamp=stamp)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return EditorsList(faults=(Fault(0, "không phải UTF-8, nên cả danh sách không được dùng."),), stamp=stamp)
    return parsed(text, stamp=stamp)


def parsed(text: str, *, stamp: str = "") -> EditorsList:
    """A list as its text says.

    >>> parsed("# của tòa soạn\\nUBND = Ủy ban nhân dân\\nxe hơi ~ ô tô\\nlạc").faults[0].line
    4
    """
    pairs: list[Pair] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if len(pairs) >= MOST_PAIRS:
            faults.append(Fault(number, f"danh sách dài quá {MOST_PAIRS} cặp, phần còn lại không được dùng."))
            break
        read = list(_pairs(door(line[: LONGEST + 1])))
        if wrong := next((one for one in read if isinstance(one, str)), ""):
            faults.append(Fault(number, wrong))
            continue
        pairs += [one for one in read if isinstance(one, Pair)]
    return EditorsList(tuple(pairs), tuple(faults), stamp)


def _pairs(line: str) -> Iterator[Pair | str]:
    """The pairs of one line (`a = b = c` are two), or a sentence that says what is wrong with it."""
    if len(line) > LONGEST:
        yield f"dài quá {LONGEST} ký tự."
        return
    sign = next((sign for sign in _SIGNS if sign in line), "")
    if not sign:
        yield "thiếu dấu =, ~, > hoặc ≠ giữa hai cách viết."
        return
    wordings = [" ".join(part.split()) for part in line.split(sign)]
    if any(other in wording for wording in wordings for other in _SIGNS):
        yield "mỗi dòng chỉ dùng một loại dấu."
        return
    for wording in wordings:
        count = sum(token.parts == 1 for token in cut(wording))
        if not 0 < count <= MOST_WORDS:
            yield f"“{wording}” không có chữ nào." if not count else f"“{wording}” dài quá {MOST_WORDS} chữ."
            return
    known = cast("Sign", "≠" if sign == "!=" else sign)
    yield from (Pair(wordings[0], wording, known) for wording in wordings[1:])
