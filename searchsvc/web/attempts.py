"""How often somebody may try to log in: a few times a minute for each address, counted in each process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from searchsvc.errors import Mistake

MOST, WITHIN = 5, 60.0
"""Failed attempts of one address, and the seconds after which one is forgotten."""
_ADDRESSES = 2000


class TooMany(Mistake):
    """Too many attempts; `wait` is how many seconds until the next."""

    def __init__(self, wait: float) -> None:
        super().__init__("Xin đợi một phút rồi thử lại.")
        self.wait = wait


class Attempts:
    """Failed attempts by address; safe for threads, and bounded."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def require_room(self, address: str) -> None:
        """Raise `TooMany` when this address has failed too often lately."""
        with self._lock:
            failed = self._lately(address)
        if len(failed) >= MOST:
            raise TooMany(failed[-MOST] + WITHIN - self._clock())

    def failed(self, address: str) -> None:
        """Note a failed attempt."""
        with self._lock:
            failed = [*self._lately(address), self._clock()]
            self._failed.pop(address, None)
            self._failed[address] = failed
            while len(self._failed) > _ADDRESSES:
                self._failed.pop(next(iter(self._failed)))  # the one that has been quiet longest

    def _lately(self, address: str) -> list[float]:
        since = self._clock() - WITHIN
        return [when for when in self._failed.get(address, ()) if when > since]
