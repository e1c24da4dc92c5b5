"""Files of arrays and of strings, and the small tools on arrays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.arrays.mapped import Arrays, narrow, write
from searchsvc.arrays.strings import Strings, decoded, encoded, packed
from searchsvc.cache import Cache
from searchsvc.engine.whoosh.gather import added, located, stretches
from searchsvc.errors import Broken


def test_arrays_come_back_as_they_were_and_cannot_be_changed(tmp_path: Path) -> None:
    stored = {
        "bytes": np.arange(5, dtype="<u1"),
        "none": np.zeros(0, "<u4"),
        "wide": np.array([-(1 << 62), 7], "<i8"),
        "every second": np.arange(10, dtype="<u2")[::2],
    }
    write(tmp_path / "a", stored.items())
    read = Arrays(tmp_path / "a")
    assert read.names() == tuple(stored)
    for name, values in stored.items():
        assert read[name].dtype == values.dtype
        assert read[name].tolist() == values.tolist()
        assert not read[name].flags.writeable
    assert "wide" in read
    assert "other" not in read
    assert read.damaged() == ()


def test_what_is_no_file_of_arrays_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("searchsvc arrays 0\n" + "x" * 100)
    with pytest.raises(Broken, match="not a segment"):
        Arrays(tmp_path / "a")


@pytest.mark.parametrize(("top", "dtype"), [(0, "u1"), (255, "u1"), (256, "u2"), (65_536, "u4"), (1 << 32, "u8")])
def test_numbers_take_no_more_room_than_they_need(top: int, dtype: str) -> None:
    assert narrow(np.array([0, top])).dtype == np.dtype(dtype)
    assert narrow(np.zeros(0, np.int64)).dtype == np.dtype("u1")


@given(st.sets(st.text(max_size=5)), st.text(max_size=5))
def test_strings_are_found_where_they_are(texts: set[str], wanted: str) -> None:
    ordered = sorted(texts)
    strings = Strings(*packed([encoded(text) for text in ordered]))
    assert [decoded(text) for text in strings] == ordered
    assert [decoded(strings[number]) for number in range(len(strings))] == ordered
    at = strings.lower_bound(encoded(wanted))
    assert [text for text in ordered if text < wanted] == ordered[:at]


def test_lone_surrogates_are_strings_like_others() -> None:
    texts = ["a", "\ud800", "\udfff", "\ue000", "\U00010000"]
    assert sorted(texts) == [decoded(stored) for stored in sorted(map(encoded, texts))]


NUMBERS = st.lists(st.integers(0, 99), unique=True, max_size=60).map(sorted)


@given(st.lists(NUMBERS, max_size=4), st.sampled_from((100, 100_000)))
def test_lots_are_added_alike_either_way(lots: list[list[int]], size: int) -> None:
    given_lots = [(np.array(docs, np.int32), np.full(len(docs), 2.5, np.float32)) for docs in lots]
    docs, numbers = added(given_lots, size)
    wanted = {doc: 2.5 * sum(doc in some for some in lots) for some in lots for doc in some}
    assert dict(zip(docs.tolist(), numbers.tolist(), strict=True)) == wanted
    assert docs.tolist() == sorted(wanted)


@given(NUMBERS, NUMBERS, st.sampled_from((100, 100_000)))
def test_documents_are_located_alike_either_way(docs: list[int], wanted: list[int], size: int) -> None:
    hit, at = located(np.array(docs, np.int32), np.array(wanted, np.int32), size)
    assert [wanted[number] for number in hit] == [doc for doc in wanted if doc in docs]
    assert [docs[number] for number in at] == [doc for doc in wanted if doc in docs]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5))))
def test_stretches_one_after_another(parts: list[tuple[int, int]]) -> None:
    starts, lengths = (np.array([part[side] for part in parts], np.int64) for side in (0, 1))
    assert stretches(starts, lengths).tolist() == [
        place for start, many in parts for place in range(start, start + many)
    ]


def test_a_cache_keeps_what_was_used_last_and_stays_within_its_bound() -> None:
    cache: Cache[str] = Cache(100)
    for name in "abcdefghij":
        cache.put(name, name.upper(), size=10)
    assert cache.get("a") == "A"
    cache.put("k", "K", size=10)
    cache.put("huge", "H", size=50)
    assert (cache.get("b"), cache.get("a"), cache.get("k"), cache.get("huge")) == (None, "A", "K", None)
    assert cache.bytes == 100
