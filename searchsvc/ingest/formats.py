"""Which file is read by which reader, and which files of a folder are articles at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from searchsvc.errors import BadRecord, BadSource
from searchsvc.ingest import jsonl, pages, plain, wxr
from searchsvc.model import RawArticle


class Reader(Protocol):
    """Reads one file; `name` is what the file is called within its source, without the suffix."""

    def __call__(
        self, path: Path, *, name: str, on_bytes: Callable[[int], None]
    ) -> Iterator[RawArticle | BadRecord]: ...


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".jsonl": jsonl.read,
        ".jsonl.gz": jsonl.read,
        ".jsonl.xz": jsonl.read,
        ".xml": wxr.read,
        ".html": pages.read,
        ".htm": pages.read,
        ".txt": plain.read,
    }
)


def files(source: str) -> list[tuple[Path, str]]:
    """The files of a source with their names in it, sorted; a folder's hidden files and unknown suffixes are passed by.

    The name is the path below the source without its suffix, joined by "-": `2014/05/mua-lon.txt` -> `2014-05-mua-lon`.
    """
    top = Path(source)
    if source.startswith(("http://", "https://")):
        raise BadSource(f"{source} is a web address; only files and folders can be read here", where=source)
    if not top.exists():
        raise BadSource(f"{source} does not exist", where=source)
    if not top.is_dir():
        return [(top, top.name.removesuffix(suffix_of(top)))]
    found = (path for path in sorted(top.rglob("*")) if _is_article(path, top))
    return [(path, "-".join(path.relative_to(top).parts).removesuffix(suffix_of(path))) for path in found]


def reader_of(path: Path) -> Reader:
    """The reader for a file, by its suffix in any letter case."""
    try:
        return READERS[suffix_of(path).lower()]
    except KeyError:
        known = " ".join(READERS)
        raise BadSource(f"{path} is of no known kind; known are {known}", where=str(path)) from None


def suffix_of(path: Path) -> str:
    """The longest known suffix of a file name as it is written there, "" when none is known."""
    matching = [suffix for suffix in READERS if path.name.lower().endswith(suffix)]
    longest = max(matching, key=len, default="")
    return path.name[len(path.name) - len(longest) :]


def _is_article(path: Path, top: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(top).parts)
    return not hidden and bool(suffix_of(path)) and path.is_file()
