"""Answers as they were sent, kept for who asks the same again.

An answer holds as long as its tag does (`headers`): until the index, the day or our own version changes. So none grows
old here; what nobody asks for any more makes room.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from flask import Response

from searchsvc.cache import Cache

_TOOK = re.compile(rb'(?<="took_ms":)[0-9.]+')
"""Where an answer tells how long it took; within a text its quotes would be escaped."""
_BESIDE = 500
"""Bytes that an answer takes beside its text, about."""


@dataclass(frozen=True, slots=True)
class _Body:
    """The bytes of an answer; where there is `behind`, the time it took stands between."""

    before: bytes
    behind: bytes
    content_type: str

    def told(self, started: float) -> bytes:
        """The bytes with the time this very answer took."""
        if not self.behind:
            return self.before
        return b"%s%.2f%s" % (self.before, (time.perf_counter() - started) * 1000, self.behind)


class Kept:
    """The answers that one process has sent, together no larger than so many bytes. Safe for threads."""

    def __init__(self, most: int) -> None:
        """Keep at most so many bytes; 0 keeps nothing."""
        self._bodies: Cache[_Body] = Cache(most)

    def again(self, tag: str, *, started: float) -> Response | None:
        """The answer with this tag once more, None when it is not here."""
        body = self._bodies.get(tag)
        return Response(body.told(started), content_type=body.content_type) if body else None

    def keep(self, tag: str, response: Response) -> None:
        """Keep an answer that found what was asked for."""
        if response.status_code != 200 or response.is_streamed or response.direct_passthrough:
            return
        data = response.get_data()
        took = _TOOK.search(data) if response.mimetype == "application/json" else None
        before, behind = (data[: took.start()], data[took.end() :]) if took else (data, b"")
        self._bodies.put(tag, _Body(before, behind, response.content_type), size=len(data) + _BESIDE)
