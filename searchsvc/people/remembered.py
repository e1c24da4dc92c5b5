"""Answers remembered by what they were asked of; cheaper to look up than `lru_cache`, and plain to pass over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Remembered(dict[Key, Value]):
    """A dictionary that fills itself from a function, and starts anew when it has grown to `most`.

    >>> lengths = Remembered(len, most=100)
    >>> lengths["Kon Tum"], "Kon Tum" in lengths
    (7, True)
    """

    def __init__(self, answer: Callable[[Key], Value], *, most: int) -> None:
        super().__init__()
        self._answer = answer
        self._most = most

    def __missing__(self, key: Key) -> Value:
        if len(self) >= self._most:
            self.clear()
        value = self[key] = self._answer(key)
        return value
