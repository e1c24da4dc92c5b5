"""Lots: documents inverted ahead of a write, by whichever process, into files that no reader sees until a write takes
them. A lot bears the name of its run; what another run left behind when it was killed is swept up by the next write.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex

from searchsvc.arrays import mapped
from searchsvc.arrays.mapped import Array
from searchsvc.engine.schema import Document, Lot
from searchsvc.engine.whoosh.invert import Inverter

_BEGIN = "lot_"
"""Unlike a segment's name, so that Whoosh, tidying its folder, does not take it for one that was given up."""


def new_run() -> str:
    """A name that no other run has."""
    return token_hex(6)


def prepare(path: Path, run: str, documents: Iterable[Document]) -> Lot:
    """Invert documents into a file of their own, durably; on any error there is none."""
    inverter = Inverter()
    for document in documents:
        inverter.add(document)
    lot = Lot(f"{_BEGIN}{run}_{token_hex(8)}", inverter.size)
    write(path / lot.name, inverter.arrays())
    return lot


def write(file: Path, arrays: Iterable[tuple[str, Array]]) -> None:
    """Write the arrays of a segment; on any error the file is taken away, for the disk may be full of it."""
    try:
        mapped.write(file, arrays)
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def sweep(path: Path, *, but: str) -> None:
    """Take away the lots of every other run. The caller holds the lock for writing: no other run is at work."""
    for file in path.glob(f"{_BEGIN}*"):
        if not file.name.startswith(f"{_BEGIN}{but}_"):
            file.unlink(missing_ok=True)
