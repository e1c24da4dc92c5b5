from __future__ import annotations

import pytest

from searchsvc.web.attempts import MOST, WITHIN, Attempts, TooMany


def test_who_failed_too_often_waits_and_others_do_not() -> None:
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    for _ in range(MOST):
        attempts.require_room("a")
        attempts.failed("a")
    with pytest.raises(TooMany) as refused:
        attempts.require_room("a")
    assert 0 < refused.value.wait <= WITHIN
    attempts.require_room("b")
    now[0] += WITHIN + 1
    attempts.require_room("a")


def test_only_so_many_addresses_are_remembered() -> None:
    attempts = Attempts(lambda: 0.0)
    for number in range(5000):
        attempts.failed(str(number))
    assert len(attempts._failed) <= 2000 and "4999" in attempts._failed
