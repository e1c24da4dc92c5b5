"""The query language: what a person typed, as a tree of what they asked for.

Never raises. What cannot be used as it stands becomes a `Diagnostic` and the rest of the query is used. Two
neighbours are
both wanted; `OR` joins the two beside it; `-` takes away. A field goes with the one word, phrase or bracket behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from searchsvc.searching.answer import Diagnostic
from searchsvc.searching.lexing import Sign, signs
from searchsvc.searching.slugs import unslugged
from searchsvc.text.unicode import door

LONGEST, MOST_WORDS, DEEPEST = 512, 64, 8


@dataclass(frozen=True, slots=True)
class Word:
    """One run of letters as typed; `prefix` for `word*`."""

    text: str
    start: int
    end: int
    ending: str = ""
    """`*` when any ending will do."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words side by side, up to `slop` further syllables between them; `NEAR` puts them in any order."""

    words: tuple[Word, ...]
    slop: int = 0
    order: str = "as typed"


@dataclass(frozen=True, slots=True)
class Group:
    """All parts (`joined` "and") or any of them ("or")."""

    parts: tuple[Node, ...]
    joined: str = "and"


@dataclass(frozen=True, slots=True)
class Without:
    """What must not be there."""

    part: Node


@dataclass(frozen=True, slots=True)
class Within:
    """A part asked for in one field."""

    field: str
    part: Node


Node: TypeAlias = Word | Quoted | Group | Without | Within


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query understood: the text past the door, its tree, and what could not be used."""

    text: str
    root: Group
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class _Reader:
    signs: list[Sign]
    at: int = 0
    words: int = 0
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def peek(self) -> Sign | None:
        return self.signs[self.at] if self.at < len(self.signs) else None

    def note(self, kind: str, sign: Sign, message: str) -> None:
        self.diagnostics.append(Diagnostic(kind, sign.start, sign.end, message))


def parse(text: str) -> Parsed:
    """Understand a query; see the package's tables of queries for what it makes of each.

    >>> [part.text for part in parse("hội nghị").root.parts]
    ['hội', 'nghị']
    """
    text = door(text).replace("\n", " ").strip()
    diagnostics = []
    if len(text) > LONGEST:
        diagnostics.append(
            Diagnostic("too-long", LONGEST, len(text), f"Câu tìm dài quá {LONGEST} ký tự, phần sau được bỏ qua.")
        )
        text = text[:LONGEST]
    text = unslugged(text)
    reader = _Reader(signs(text))
    root = Group(tuple(_parts(reader, 0)))
    return Parsed(text, root, (*diagnostics, *reader.diagnostics))


def _parts(reader: _Reader, depth: int) -> list[Node]:
    """Parts up to the closing bracket of this level, or the end."""
    parts: list[Node] = []
    while (sign := reader.peek()) is not None:
        if sign.kind == "close" and depth:
            break
        reader.at += 1
        match sign.kind:
            case "close":
                reader.note("bracket", sign, "Dấu ngoặc đóng này không có dấu mở, nên được bỏ qua.")
            case "or":
                _join(reader, parts, sign, depth)
            case "near":
                _near(reader, parts, sign, depth)
            case "and":
                continue
            case _:
                if (part := _part(reader, sign, depth)) is not None:
                    parts.append(part)
    return parts


def _next(reader: _Reader, depth: int) -> Node | None:
    sign = reader.peek()
    if sign is None or sign.kind in ("or", "and", "near") or (sign.kind == "close" and depth):
        return None
    reader.at += 1
    return _part(reader, sign, depth)


def _part(reader: _Reader, sign: Sign, depth: int) -> Node | None:
    match sign.kind:
        case "word":
            return _word(reader, sign)
        case "quote":
            return _quoted(reader, sign)
        case "open":
            return _bracket(reader, sign, depth)
        case "minus" | "not":
            part = _next(reader, depth)
            return Without(part) if part is not None else None
        case "field":
            part = _next(reader, depth)
            return Within(sign.text, part) if part is not None else None
        case "star":
            reader.note("sign", sign, f"“{sign.text[:20]}” không phải là chữ, nên được bỏ qua.")
            return None
        case _:
            return None


def _word(reader: _Reader, sign: Sign) -> Word | None:
    reader.words += 1
    if reader.words > MOST_WORDS:
        if reader.words == MOST_WORDS + 1:
            reader.note("too-many", sign, f"Chỉ {MOST_WORDS} từ đầu được dùng.")
        return None
    stem = sign.text.rstrip("*")
    ending = "*" if sign.text.endswith("*") and len(stem) >= 2 else ""
    return Word(stem if ending else sign.text, sign.start, sign.end, ending)


def _quoted(reader: _Reader, sign: Sign) -> Node | None:
    words, at = [], sign.start + 1
    for text in sign.text.split():
        at = sign.start + 1 + sign.text.index(text, at - sign.start - 1)
        word = _word(reader, Sign("word", text, at, at + len(text)))
        if word is not None and any(letter.isalnum() for letter in text):
            words.append(word)
        at += len(text)
    return Quoted(tuple(words), sign.number) if words else None


def _bracket(reader: _Reader, sign: Sign, depth: int) -> Node | None:
    if depth >= DEEPEST:
        reader.note("too-deep", sign, f"Ngoặc lồng nhau quá {DEEPEST} tầng, ngoặc này được bỏ qua.")
        return None
    parts = _parts(reader, depth + 1)
    if reader.peek() is not None:
        reader.at += 1
    else:
        reader.note("bracket", sign, "Dấu ngoặc mở này không có dấu đóng.")
    return Group(tuple(parts)) if parts else None


def _join(reader: _Reader, parts: list[Node], sign: Sign, depth: int) -> None:
    right = _next(reader, depth)
    if right is None or not parts:
        reader.note("operator", sign, f"“{sign.text}” cần một từ ở mỗi bên, nên được bỏ qua.")
        if right is not None:
            parts.append(right)
        return
    left = parts.pop()
    before = left.parts if isinstance(left, Group) and left.joined == "or" else (left,)
    parts.append(Group((*before, right), "or"))


def _near(reader: _Reader, parts: list[Node], sign: Sign, depth: int) -> None:
    right = _next(reader, depth)
    left = parts.pop() if parts else None
    if isinstance(left, Word | Quoted) and isinstance(right, Word | Quoted):
        words = (*_words(left), *_words(right))
        parts.append(Quoted(words, sign.number, "any"))
        return
    reader.note("operator", sign, f"“{sign.text}” cần một từ ở mỗi bên, nên được bỏ qua.")
    parts.extend(part for part in (left, right) if part is not None)


def _words(part: Word | Quoted) -> tuple[Word, ...]:
    return (part,) if isinstance(part, Word) else part.words


def typed_nodes(node: Node) -> Iterator[Node]:
    """A node and all below it."""
    yield node
    match node:
        case Group(parts):
            for part in parts:
                yield from typed_nodes(part)
        case Without(part) | Within(_, part):
            yield from typed_nodes(part)
        case _:
            return
