"""A file of named arrays, memory-mapped: what a segment is made of.

Layout: a line that names the format; the arrays, little-endian, each at a multiple of 64 bytes; the contents (JSON: for
each array its type, place, count and CRC-32); the contents' own CRC-32 and length; the line once more. The contents
come last so that arrays can be written as they are made, one in memory at a time. Written once and never changed;
opening one reads the contents and maps the rest, so all processes share the pages.
"""

from __future__ import annotations

import json
import mmap
import os
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from searchsvc.errors import Broken

Array = npt.NDArray[Any]

_MAGIC = b"searchsvc arrays 7\n"
FORMAT = _MAGIC.decode().strip()
_ALIGN = 64
_TAIL = 8 + 4 + len(_MAGIC)


def narrow(values: Array) -> Array:
    """Unsigned whole numbers in the smallest of 8, 16, 32 and 64 bits that holds them all."""
    return values.astype(width(int(values.max()) if values.size else 0), copy=False)


def width(top: int) -> str:
    """The smallest unsigned type that holds numbers up to `top`."""
    return "<u1" if top < 1 << 8 else "<u2" if top < 1 << 16 else "<u4" if top < 1 << 32 else "<u8"


def write(path: Path, arrays: Iterable[tuple[str, Array]]) -> None:
    """Write the arrays durably (synced before it returns)."""
    contents: dict[str, tuple[str, int, int, int]] = {}
    with path.open("wb") as file:
        file.write(_MAGIC)
        for name, values in arrays:
            data = np.ascontiguousarray(values)
            file.write(b"\0" * (-file.tell() % _ALIGN))
            contents[name] = (data.dtype.str, file.tell(), data.size, _checksum(data))
            if data.size:
                file.write(data.data)
        text = json.dumps(contents).encode()
        file.write(text + zlib.crc32(text).to_bytes(4, "little") + len(text).to_bytes(8, "little") + _MAGIC)
        file.flush()
        os.fsync(file.fileno())


def _checksum(data: Array) -> int:
    return zlib.crc32(data.data) if data.size else 0


class Arrays:
    """An open file of arrays: `arrays[name]` is a read-only view on the map, which stays as long as its views do."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            size = path.stat().st_size
            if size < len(_MAGIC) + _TAIL or file.read(len(_MAGIC)) != _MAGIC:
                raise Broken(f"{path.name} is not a segment of this index; `searchsvc check --repair` makes it again")
            self._map = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        self._contents = _contents(path, self._map)
        self._views: dict[str, Array] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._contents

    def __getitem__(self, name: str) -> Array:
        view = self._views.get(name)
        if view is None:
            dtype, at, count, _ = self._contents[name]
            view = np.frombuffer(self._map, dtype=dtype, count=count, offset=at)
            self._views[name] = view
        return view

    def sizes(self) -> dict[str, int]:
        """The bytes that each array takes."""
        return {name: np.dtype(dtype).itemsize * count for name, (dtype, _, count, _) in self._contents.items()}

    def names(self) -> tuple[str, ...]:
        """The arrays there are."""
        return tuple(self._contents)

    def damaged(self) -> tuple[str, ...]:
        """Names of arrays whose bytes are not those that were written."""
        return tuple(name for name, (_, _, _, sum) in self._contents.items() if _checksum(self[name]) != sum)


def _contents(path: Path, whole: mmap.mmap) -> dict[str, Any]:
    """The table of contents at the end of a file, when it is the one that was written."""
    end = len(whole) - _TAIL
    begin = end - int.from_bytes(whole[end + 4 : end + 12], "little")
    if whole[-len(_MAGIC) :] != _MAGIC or begin < len(_MAGIC):
        raise Broken(f"{path.name} is cut short; `searchsvc check --repair` makes it again")
    if zlib.crc32(whole[begin:end]) != int.from_bytes(whole[end : end + 4], "little"):
        raise Broken(f"{path.name} has a damaged table of contents; `searchsvc check --repair` makes it again")
    contents: dict[str, Any] = json.loads(whole[begin:end])
    return contents
