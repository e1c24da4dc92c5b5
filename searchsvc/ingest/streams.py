"""Files as streams of bytes: counted as they are read, unpacked as they go, never held whole."""

from __future__ import annotations

import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from searchsvc.errors import BadSource

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHUNK = 1 << 16
XZ_MEMORY = 256 << 20
"""What unpacking may take (`xz -9` needs 65 MB); a file that asks for more is refused."""

BROKEN = (EOFError, lzma.LZMAError, zlib.error, gzip.BadGzipFile)
"""What reading raises on a packed file that is cut off or damaged."""


class Counted(io.RawIOBase):
    """A raw file that tells of every byte read from it."""

    def __init__(self, raw: BinaryIO, on_bytes: Callable[[int], None]) -> None:
        self._raw = raw
        self._on_bytes = on_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        data = self._raw.read(memoryview(buffer).nbytes)
        memoryview(buffer)[: len(data)] = data
        self._on_bytes(len(data))
        return len(data)


class Unxz(io.RawIOBase):
    """An .xz file unpacked in bounded memory (`lzma.LZMAFile` sets no bound), several streams in a row included."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._unpack = lzma.LZMADecompressor(memlimit=XZ_MEMORY)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        data = b""
        while not data:
            more = self._next() if self._unpack.eof or self._unpack.needs_input else b""
            if more is None:
                return 0
            data = self._unpack.decompress(more, len(view))
        view[: len(data)] = data
        return len(data)

    def _next(self) -> bytes | None:
        """More packed bytes; None at the end of the file."""
        rest = self._unpack.unused_data if self._unpack.eof else b""
        more = rest or self._packed.read(CHUNK)
        if self._unpack.eof:
            more = more.lstrip(b"\0")  # padding between streams
            self._unpack = lzma.LZMADecompressor(memlimit=XZ_MEMORY) if more else self._unpack
            return more or None
        if not more:
            raise EOFError("the file ends before its end-of-stream marker")
        return more


@contextmanager
def opened(path: Path, on_bytes: Callable[[int], None]) -> Iterator[BinaryIO]:
    """A file's content, unpacked when its name ends in .gz or .xz."""
    with path.open("rb", buffering=0) as raw, io.BufferedReader(Counted(raw, on_bytes), CHUNK) as counted:
        match path.suffix.lower():
            case ".gz":
                yield cast(BinaryIO, io.BufferedReader(gzip.GzipFile(fileobj=counted), CHUNK))
            case ".xz":
                yield cast(BinaryIO, io.BufferedReader(Unxz(cast(BinaryIO, counted)), CHUNK))
            case _:
                yield cast(BinaryIO, counted)


def whole(path: Path, limit: int, on_bytes: Callable[[int], None]) -> bytes | None:
    """All of a file, None when it is larger than `limit` bytes."""
    if path.stat().st_size > limit:
        on_bytes(path.stat().st_size)
        return None
    with opened(path, on_bytes) as stream:
        return stream.read()


def broken(path: str, error: BaseException) -> BadSource:
    """The error for a source that breaks off while it is read."""
    reason = str(error) or type(error).__name__
    return BadSource(f"{path} cannot be read to its end: {reason}", where=path)
