"""What an index can go on with when somebody begins to type: its phrases and titles, in one file of arrays.

Learned when a generation is built; mapped, so that opening it costs nothing and all processes share it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np

from searchsvc.arrays.mapped import Arrays, write
from searchsvc.errors import Broken
from searchsvc.language.phrases import Phrases, learn_phrases, phrase_arrays
from searchsvc.language.titles import Titled, Titles, title_arrays

FILE = "beginnings.arrays"
_LAYOUT = 1


class Beginnings:
    """The phrases and titles of a generation; `upto` is the last change of the store that they were learned from."""

    def __init__(self, path: Path) -> None:
        """Raises `Broken` for a file that is damaged or laid out otherwise."""
        arrays = Arrays(path)
        if "layout" not in arrays or int(arrays["layout"][0]) != _LAYOUT or arrays.damaged():
            raise Broken(f"{path.name} is damaged or laid out by other rules")
        self.phrases, self.titles = Phrases(arrays), Titles(arrays)
        self.upto = int(arrays["upto"][0])


def load(folder: Path) -> Beginnings | None:
    """What is in a generation's folder, opened and checked once for each state of its file; None for nothing usable:
    then there is less to suggest, and nothing else is wrong.
    """
    try:
        found = (folder / FILE).stat()
    except OSError:
        return None
    return _loaded(folder / FILE, (found.st_ino, found.st_mtime_ns, found.st_size))


@lru_cache(maxsize=4)
def _loaded(path: Path, state: tuple[int, int, int]) -> Beginnings | None:
    try:
        return Beginnings(path)
    except (Broken, OSError, KeyError, ValueError):
        return None


def keep(folder: Path, articles: Iterable[tuple[Titled, str]], *, upto: int) -> None:
    """Learn from articles, each its title and lead, and put what was learned in place of what is in the folder."""
    newest = sorted(articles, key=lambda one: one[0].published, reverse=True)
    phrases = learn_phrases((titled.title, lead) for titled, lead in newest)
    marks = (("layout", np.array([_LAYOUT])), ("upto", np.array([upto])))
    temporary = folder / f"{FILE}.new"
    write(temporary, chain(marks, phrase_arrays(phrases), title_arrays(titled for titled, _ in newest)))
    temporary.replace(folder / FILE)
