"""The door and the cutter on real articles, and on what the tests of peers feed theirs."""

from __future__ import annotations

import json
import lzma
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from searchsvc.analysis import cut, words
from searchsvc.text.fold import fold
from searchsvc.text.marks import tier, without_tone
from searchsvc.text.sentences import sentences
from searchsvc.text.syllables import canonical, is_syllable
from searchsvc.text.unicode import door
from tests.support.invariants import check_case, check_idempotent, check_offsets

CORPORA = ("baomoi2017", "vietnews-65k", "headlines2025", "tuoitre2024", "mds2013", "binhdinh2025")
EACH = 400
SAFE = re.compile("[\x21-\x7eÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9“”‘’–…]+")
"""What stands in correct Vietnamese and English."""


def texts(shared: Path, name: str) -> Iterator[str]:
    """The first articles of a corpus, as they stand there."""
    with lzma.open(shared / "corpus" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, EACH):
            record = json.loads(line)
            yield "\n\n".join(record.get(part) or "" for part in ("title", "lead", "body"))


def _peers(shared: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((shared / "peers" / name).read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("corpus", CORPORA)
def test_the_door_changes_no_correct_word(shared: Path, corpus: str) -> None:
    for text in texts(shared, corpus):
        out = door(text)
        rest = iter(out.split())
        for word in unicodedata.normalize("NFC", text).split():
            assert not SAFE.fullmatch(word) or word in rest, f"{word!r} is lost at the door: look at text/unicode.py"
        check_idempotent(door, text)


@pytest.mark.parametrize("corpus", CORPORA)
def test_tokens_lie_where_they_say(shared: Path, corpus: str) -> None:
    for text in map(door, texts(shared, corpus)):
        tokens = cut(text)
        check_offsets(tokens, text)
        for token in tokens:
            if token.parts == 1:
                assert token.text == canonical(text[token.start : token.end].lower())[:64]
        found = words([text])
        assert list(found.words) == [token.text for token in tokens if token.parts == 1]
        assert list(found.codes) == [(token.position, token.text) for token in tokens if token.parts > 1]


@pytest.mark.parametrize("corpus", CORPORA)
def test_only_the_place_of_a_tone_changes_and_only_in_syllables(shared: Path, corpus: str) -> None:
    written = {word.lower() for text in texts(shared, corpus) for word in re.findall(r"[^\W\d_]+", door(text))}
    for word in written:
        token = canonical(word)
        assert without_tone(token) == without_tone(word)
        assert token == word or is_syllable(token), f"{word!r} is no syllable of ours, and became {token!r}"


@pytest.mark.parametrize("corpus", CORPORA)
def test_sentences_hold_every_word(shared: Path, corpus: str) -> None:
    for text in map(door, texts(shared, corpus)):
        inside = "".join(text[start:end] for start, end in sentences(text))
        assert [char for char in inside if char.isalnum()] == [char for char in text if char.isalnum()]


def test_what_peers_choke_on(shared: Path) -> None:
    for case in _peers(shared, "analyzer_cases.json"):
        for key in ("input", "doc", "query"):
            text = door(case.get(key) or "")
            check_offsets(cut(text), text)
            check_case(cut, text)


def test_what_users_said_should_find_one_another(shared: Path) -> None:
    for case in _peers(shared, "search_equivalence_cases.json"):
        for forms in case["equivalence_sets"]:
            bare = [word for word in forms if fold(word) == word.lower()]
            for form in forms:
                typed, written = cut(door((bare or forms)[0])), cut(door(form))
                assert all(tier(a.text, b.text) for a, b in zip(typed, written, strict=True)), (
                    f"{forms}: {case['note']}"
                )
