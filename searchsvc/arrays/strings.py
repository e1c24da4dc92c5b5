"""Many strings as one array of bytes and one of ends: a dictionary on disk that needs no reading in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np

from searchsvc.arrays.mapped import Array, narrow


def encoded(text: str) -> bytes:
    """A string as it is stored; lone surrogates pass, so that no two strings become one and the order stays."""
    return text.encode("utf-8", "surrogatepass")


def decoded(stored: bytes) -> str:
    """A stored string."""
    return stored.decode("utf-8", "surrogatepass")


def packed(strings: Sequence[bytes]) -> tuple[Array, Array]:
    """The bytes of all strings, and where each begins (one more for the end)."""
    ends = np.zeros(len(strings) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, strings), np.int64, len(strings)), out=ends[1:])
    return np.frombuffer(b"".join(strings), dtype=np.uint8), narrow(ends)


def digested(strings: Iterable[bytes]) -> tuple[Array, Array]:
    """The digests of strings, sorted, and the number of the string each is of: what `Lookup` finds strings by."""
    digests = np.fromiter(map(crc32, strings), np.uint32)
    order = np.argsort(digests, kind="stable").astype("<u4")
    return digests[order], order


class Strings:
    """Strings by number. Through `memoryview`, which hands out bytes and ints several times quicker than NumPy does."""

    __slots__ = ("_blob", "_ends")

    def __init__(self, blob: Array, ends: Array) -> None:
        self._blob, self._ends = blob.data, ends.data

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> bytes:
        return bytes(self._blob[self._ends[number] : self._ends[number + 1]])

    def __iter__(self) -> Iterator[bytes]:
        blob, ends = bytes(self._blob), self._ends.tolist()
        return (blob[begin:end] for begin, end in pairwise(ends))

    def lower_bound(self, wanted: bytes) -> int:
        """The number of the first string that is not less than `wanted`; they must be sorted."""
        blob, ends = self._blob, self._ends
        low, high = 0, len(ends) - 1
        while low < high:
            middle = (low + high) // 2
            if bytes(blob[ends[middle] : ends[middle + 1]]) < wanted:
                low = middle + 1
            else:
                high = middle
        return low


class Lookup:
    """Finds many strings at once: by their digests first, so that what is not there costs next to nothing."""

    __slots__ = ("_digests", "_numbers", "_strings")

    def __init__(self, strings: Strings, digests: Array, numbers: Array) -> None:
        self._strings, self._digests, self._numbers = strings, digests, numbers

    def find(self, wanted: Sequence[bytes]) -> Iterator[tuple[int, int]]:
        """(place in `wanted`, number of the string) wherever a wanted string is; equal strings one after another."""
        digests = np.fromiter(map(crc32, wanted), np.uint32, len(wanted))
        first = self._digests.searchsorted(digests)
        last = self._digests.searchsorted(digests, side="right")
        for place in (last > first).nonzero()[0].tolist():
            for number in self._numbers[first[place] : last[place]].tolist():
                if self._strings[number] == wanted[place]:
                    yield place, number
