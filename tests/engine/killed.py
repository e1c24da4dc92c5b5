"""A writer to be killed: writes lots to the index in a folder until it is, printing each that has come back.

Lot n puts `AT_ONCE` documents that all say `lượt{n}`, in place of those of the lot before: a state in which not exactly
one lot is there is half of one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from searchsvc.engine import open_engine
from tests.engine.asking import put

AT_ONCE = 12


def write_until_killed(folder: Path) -> None:
    """Write on and on."""
    engine = open_engine(folder)
    for lot in range(int(sys.argv[2]), 1_000_000):
        changes = [put(f"{number}", f"lũ lượt{lot} từ{number}") for number in range(AT_ONCE)]
        extra = [put(f"thêm {lot}.{number}", "đê") for number in range(lot % 5)]
        engine.write([*changes, *extra])
        print(lot, flush=True)


if __name__ == "__main__":
    write_until_killed(Path(sys.argv[1]))
