"""The three kinds of error, and the three answers to them.

A reader's mistake is explained (`Mistake`), a bad record is counted, kept aside and passed by
(`BadRecord`), our own mistake stops loudly (`Broken`). Only `web/errors.py` knows HTTP.
"""


class SearchsvcError(Exception):
    """Anything searchsvc raises on purpose."""


class Mistake(SearchsvcError):
    """Somebody asked for what cannot be given; the message says so in their words.

    `where` names the parameter, option or path the mistake is in ("" when there is none).
    """

    def __init__(self, message: str, *, where: str = "") -> None:
        super().__init__(message)
        self.where = where


class NotFound(Mistake):
    """What was asked for by name is not there."""


class Busy(SearchsvcError):
    """Another process holds what this one needs; trying again later may succeed."""


class BadRecord(SearchsvcError):
    """One record that cannot become an article: `reason`, and where it was read."""

    def __init__(self, reason: str, *, origin: str = "", position: str = "", id: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.origin = origin
        self.position = position
        self.id = id


class BadSource(Mistake):
    """A source that cannot be read to its end: missing, truncated, not what its name says."""


class Broken(SearchsvcError):
    """The index or the store is not as we left it; the message says what and what mends it."""


class Stale(Broken):
    """The index was cut by other rules than today's; `searchsvc rebuild` mends it."""
