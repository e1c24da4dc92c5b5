"""What processes hold in memory, as the kernel counts it (Linux: /proc)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MAPPING = re.compile(r"[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \d+ *(.*)")


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes of one process: all that is resident, and what of it is no file of the index."""

    resident: int
    beyond: int


def held(process: int, home: Path) -> Held:
    """What a process holds; the files under `home` are shared by all that map them."""
    resident = shared = 0
    inside, folder = False, f"{home.resolve()}/".replace("//", "/")
    for line in Path(f"/proc/{process}/smaps").read_text(encoding="utf-8", errors="replace").splitlines():
        if mapping := _MAPPING.fullmatch(line):
            inside = mapping[1].startswith(folder)
        elif line.startswith("Rss:"):
            size = int(line.split()[1]) << 10
            resident += size
            shared += size if inside else 0
    return Held(resident, resident - shared)


def family(process: int) -> Iterator[int]:
    """A process and all its descendants that are there."""
    yield process
    for child in children(process):
        yield from family(child)


def children(process: int) -> tuple[int, ...]:
    """Processes started by one; () when it is gone."""
    try:
        lists = [path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:
        return ()
    return tuple(int(child) for children in lists for child in children.split())


def together(process: int) -> int:
    """Bytes that a process and its descendants hold together, shared pages counted once."""
    return sum(map(_proportional, family(process)))


def _proportional(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0  # it has just ended
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
