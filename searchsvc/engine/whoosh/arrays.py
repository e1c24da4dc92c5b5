"""A file of named arrays, memory-mapped: what a segment is made of.

Layout: a line that names the format, the header's length, the header (JSON: for each array its type, place, count and
CRC-32), then the arrays, little-endian, each at a multiple of 64 bytes. Written once and never changed; opening one
reads the header and maps the rest, so all processes share the pages.
"""

from __future__ import annotations

import json
import mmap
import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from searchsvc.errors import Broken

Array = npt.NDArray[Any]

_MAGIC = b"searchsvc arrays 1\n"
_ALIGN = 64


def narrow(values: Array) -> Array:
    """Unsigned whole numbers in the smallest of 16, 32 and 64 bits that holds them all."""
    top = int(values.max()) if values.size else 0
    width = "<u2" if top < 1 << 16 else "<u4" if top < 1 << 32 else "<u8"
    return values.astype(width, copy=False)


def spans(ends: Array) -> Array:
    """The lengths between successive ends (N+1 ends give N lengths)."""
    lengths: Array = np.diff(ends.astype(np.int64)).astype(np.int64)
    return lengths


def write(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write the arrays durably (synced before it returns)."""
    header: dict[str, Any] = {}
    at = 0
    for name, values in arrays.items():
        data = np.ascontiguousarray(values)
        at += -at % _ALIGN
        header[name] = [data.dtype.str, at, data.size, zlib.crc32(data.tobytes())]
        at += data.nbytes
    text = json.dumps({"arrays": header, "bytes": at}).encode()
    text += b" " * (-(len(_MAGIC) + 8 + len(text)) % _ALIGN)
    with path.open("wb") as file:
        file.write(_MAGIC + len(text).to_bytes(8, "little") + text)
        for name, values in arrays.items():
            file.write(b"\0" * (-file.tell() % _ALIGN))
            file.write(np.ascontiguousarray(values).tobytes())
            assert header[name][2] == values.size
        file.flush()
        os.fsync(file.fileno())


class Arrays:
    """An open file of arrays: `arrays[name]` is a read-only view on the map."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            head = file.read(len(_MAGIC) + 8)
            if head[: len(_MAGIC)] != _MAGIC or len(head) < len(_MAGIC) + 8:
                raise Broken(f"{path.name} is not a segment of this index; `searchsvc check --repair` makes it again")
            text = file.read(int.from_bytes(head[-8:], "little"))
            self._header, self._start = _header(path, text), len(head) + len(text)
            whole = self._start + int(self._header["bytes"])
            if path.stat().st_size < whole:
                raise Broken(f"{path.name} is cut short; `searchsvc check --repair` makes it again")
            self._map = mmap.mmap(file.fileno(), whole, prot=mmap.PROT_READ)
        self._views: dict[str, Array] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._header["arrays"]

    def __getitem__(self, name: str) -> Array:
        view = self._views.get(name)
        if view is None:
            dtype, at, count, _ = self._header["arrays"][name]
            view = np.frombuffer(self._map, dtype=dtype, count=count, offset=self._start + at)
            self._views[name] = view
        return view

    def names(self) -> tuple[str, ...]:
        """The arrays there are."""
        return tuple(self._header["arrays"])

    def damaged(self) -> tuple[str, ...]:
        """Names of arrays whose bytes are not those that were written."""
        stored = self._header["arrays"]
        return tuple(name for name in stored if zlib.crc32(self[name].tobytes()) != stored[name][3])


def _header(path: Path, text: bytes) -> dict[str, Any]:
    try:
        header: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise Broken(f"{path.name} has a torn header; `searchsvc check --repair` makes it again") from error
    return header
