"""Cursors: where a page of results ended, as a short text that a client hands back."""

from __future__ import annotations

import base64
import binascii
import json
import math
from dataclasses import dataclass
from typing import cast, get_args

from searchsvc.errors import Mistake
from searchsvc.searching.answer import Rung


@dataclass(frozen=True, slots=True)
class Place:
    """Behind the hit with this sort key and id, on this rung of the ladder, `seen` hits into the answer."""

    key: float
    id: str
    rung: Rung
    seen: int


def write_cursor(place: Place) -> str:
    """A cursor for a place."""
    data = json.dumps([place.key, place.id, place.rung, place.seen], ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def read_cursor(cursor: str) -> Place | None:
    """The place of a cursor, None for ""; `Mistake` when it is none of ours."""
    if not cursor:
        return None
    try:
        data = json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
        key, id, rung, seen = data
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise Mistake("Con trỏ trang không đúng; hãy tìm lại từ trang đầu.", where="cursor") from error
    known = isinstance(key, int | float) and isinstance(id, str) and rung in get_args(Rung) and isinstance(seen, int)
    if not known or math.isnan(key) or seen < 0:
        raise Mistake("Con trỏ trang không đúng; hãy tìm lại từ trang đầu.", where="cursor")
    return Place(float(key), id, cast(Rung, rung), seen)
