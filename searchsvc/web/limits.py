"""How many requests each caller may make in a minute: by key, else by address, counted in each process.

A bucket that fills steadily: after a quiet minute a caller may ask the whole number at once, then as fast as it fills.
Callers on this very machine are not held back, unless a proxy here tells for whom it asks.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address

from flask import Flask, Response, g, request

from searchsvc.web.access import bearer
from searchsvc.web.attempts import TooMany
from searchsvc.web.newsdesk import Newsdesk

WITHIN = 60.0
"""Seconds in which a bucket fills."""
KEYED = 10
"""How many times as much the holder of a key may ask: whole archives are pushed with one."""
_CALLERS = 10_000
_FREE = frozenset({"static", "metrics", "api.healthz", "api.readyz"})
"""What is always answered: files that cost nothing, and watchers."""


class Limits:
    """What each caller has left; safe for threads, and bounded: who has been quiet longest is forgotten first."""

    def __init__(self, most: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        """At most so many requests a minute for each caller."""
        self.most = most
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, caller: str) -> float:
        """Take one request off what a caller has left and give the rest; below zero there was none to take."""
        now = self._clock()
        with self._lock:
            left, since = self._left.pop(caller, (float(self.most), now))
            left = min(self.most, left + (now - since) * self.most / WITHIN)
            rest = left - 1
            self._left[caller] = (rest if rest >= 0 else left), now
            while len(self._left) > _CALLERS:
                self._left.popitem(last=False)
        return rest

    def seconds_until(self, amount: float, *, left: float) -> float:
        """How long it takes to fill from what is left to so many."""
        return max(0.0, amount - left) * WITHIN / self.most


def register(app: Flask, desk: Newsdesk, *, most: int) -> None:
    """Hold back callers of the app beyond so many requests a minute each; 0 holds nobody back."""
    if not most:
        return
    strangers, holders = Limits(most), Limits(most * KEYED)
    app.before_request(lambda: _hold_back(strangers, holders, desk))
    app.after_request(_tell)


def _hold_back(strangers: Limits, holders: Limits, desk: Newsdesk) -> None:
    if request.endpoint in _FREE:
        return
    key = bearer()
    # A key that is none of ours is nobody's: it would be a bucket for free.
    known = bool(key) and bool(desk.scopes(key))
    caller = key if known else _outside(request.remote_addr or "")
    if not caller:
        return
    limits = holders if known else strangers
    left = limits.take(caller)
    g.limited = limits, left
    if left < 0:
        raise TooMany(limits.seconds_until(0, left=left))


def _outside(address: str) -> str:
    """An address of another machine; of IPv6 the network, since a caller has all of one."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:  # a socket file, or what a proxy made up
        return address
    if found.is_loopback:
        return ""
    return str(found) if found.version == 4 else str(int(found) >> 64)


def _tell(response: Response) -> Response:
    """The headers of the IETF draft on rate limits: the policy, what is left, and seconds until all of it is there."""
    limits: Limits | None
    limits, left = g.get("limited", (None, 0.0))
    if limits:
        full = math.ceil(limits.seconds_until(limits.most, left=max(left, 0.0)))
        response.headers["RateLimit-Policy"] = f'"minute";q={limits.most};w={WITHIN:.0f}'
        response.headers["RateLimit"] = f'"minute";r={max(0, int(left))};t={full}'
    return response
