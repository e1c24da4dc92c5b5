"""Request parameters to values, strictly: what is out of range is a mistake that names its parameter.

Nothing is silently replaced by a default; an empty parameter is one that was not given (forms send those).
The text of a query may be anything at all: the parser makes something of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import cast, get_args

from searchsvc.engine.schema import FACET_FIELDS, Sort
from searchsvc.errors import Mistake
from searchsvc.searching.analyze import LONGEST
from searchsvc.searching.answer import READINGS, Question
from searchsvc.searching.roll import Order
from searchsvc.store.roll import ALPHABET, OTHER
from searchsvc.web.days import first_day, iso_of, last_day
from searchsvc.web.newsdesk import Wait

Args = Mapping[str, Sequence[str]]

PAGES, SIZES, FEW = 1000, 100, 20
USUAL_FEW = 8
FORMATS = ("csv", "jsonl")
NAME_LENGTH = 500


class BadParameter(Mistake):
    """A parameter that is out of range; the sentence in Vietnamese and in English."""

    def __init__(self, vietnamese: str, english: str, *, where: str) -> None:
        super().__init__(vietnamese, where=where)
        self.english = english


def question_of(args: Args) -> Question:
    """The question that parameters ask; raises `BadParameter`."""
    cursor, page = _short(args, "cursor"), page_of(args)
    if cursor and page > 1:
        raise BadParameter(
            "Chỉ dùng một trong hai: “page” hoặc “cursor”.", "Use either “page” or “cursor”.", where="cursor"
        )
    start, end = _day(args, "from", first_day), _day(args, "to", last_day)
    if start and end and start > end:
        raise BadParameter("Ngày đầu đứng sau ngày cuối.", "“from” is later than “to”.", where="from")
    return Question(
        _one(args, "q"),
        page=page,
        size=size_of(args),
        cursor=cursor,
        sort=cast(Sort, _choice(args, "sort", get_args(Sort)) or "relevance"),
        start=start,
        end=end,
        author=_short(args, "author"),
        category=_short(args, "category"),
        person=_short(args, "person"),
        place=_short(args, "place"),
        facets=_facets(args),
        literal=_literal(args),
    )


def wordpress_question_of(args: Args) -> Question:
    """The question that the parameters of WordPress's own search ask; raises `BadParameter`."""
    size = _number(args, "per_page", default=Question("").size, most=SIZES)
    return Question(_one(args, "search"), page=page_of(args), size=size)


def with_typed_days(args: Args) -> Args:
    """The same parameters with days as people type them in a form (`19/5/2014`) made ISO."""
    typed = {name: [iso_of(value) for value in args[name]] for name in ("from", "to") if name in args}
    return {**args, **typed}


def text_of(args: Args) -> str:
    """The text of a query, exactly as it was typed."""
    return _one(args, "q")


def short_text_of(args: Args) -> str:
    """A text to be analysed."""
    text = _one(args, "text")
    if len(text) > LONGEST:
        raise BadParameter(
            f"“text” dài quá {LONGEST} ký tự.", f"“text” is longer than {LONGEST} characters.", where="text"
        )
    return text


def page_of(args: Args) -> int:
    """Which page, from 1."""
    return _number(args, "page", default=1, most=PAGES)


def size_of(args: Args) -> int:
    """How many on a page."""
    return _number(args, "size", default=Question("").size, most=SIZES)


def few_of(args: Args) -> int:
    """How many suggestions."""
    return _number(args, "size", default=USUAL_FEW, most=FEW)


def roll_of(args: Args) -> tuple[Order, str]:
    """The order of the roll of people, and the letter it is opened at ("" the first)."""
    order = _choice(args, "order", get_args(Order)) or "name"
    return cast(Order, order), _choice(args, "letter", (*ALPHABET, OTHER))


def format_of(args: Args) -> str:
    """What kind of file is wanted."""
    return _choice(args, "format", FORMATS) or FORMATS[0]


def wait_of(args: Args) -> Wait:
    """Whether a write waits until it can be found, which it does unless told not to."""
    return "durable" if _choice(args, "wait", ("true", "false")) == "false" else "searchable"


def _one(args: Args, name: str) -> str:
    values = args.get(name, ())
    if len(values) > 1:
        raise BadParameter(f"“{name}” chỉ được có một lần.", f"“{name}” may be given only once.", where=name)
    return values[0] if values else ""


def _short(args: Args, name: str) -> str:
    value = _one(args, name).strip()
    if len(value) > NAME_LENGTH:
        raise BadParameter(
            f"“{name}” dài quá {NAME_LENGTH} ký tự.", f"“{name}” is longer than {NAME_LENGTH} characters.", where=name
        )
    return value


def _number(args: Args, name: str, *, default: int, most: int) -> int:
    value = _one(args, name)
    if not value:
        return default
    if not re.fullmatch("[0-9]{1,9}", value) or not 1 <= int(value) <= most:
        raise BadParameter(
            f"“{name}” phải là một số từ 1 đến {most}.", f"“{name}” must be a number from 1 to {most}.", where=name
        )
    return int(value)


def _choice(args: Args, name: str, choices: Sequence[str]) -> str:
    value = _one(args, name)
    if value and value not in choices:
        raise _not_among(name, choices)
    return value


def _day(args: Args, name: str, end_of: Callable[[str], str]) -> str:
    value = _one(args, name)
    if not value:
        return ""
    try:
        return end_of(value)
    except ValueError:
        raise BadParameter(
            f"“{name}” phải là một ngày có thật: YYYY-MM-DD, YYYY-MM hay YYYY (trên trang: 19/5/2014, 5/2014, 2014).",
            f"“{name}” must be a day that exists: YYYY-MM-DD, YYYY-MM or YYYY.",
            where=name,
        ) from None


def _facets(args: Args) -> tuple[str, ...]:
    """All facets unless told which; a bare `facets=` asks for none."""
    if "facets" not in args:
        return FACET_FIELDS
    names = tuple(dict.fromkeys(name for name in _one(args, "facets").split(",") if name))
    if any(name not in FACET_FIELDS for name in names):
        raise _not_among("facets", FACET_FIELDS)
    return names


def _literal(args: Args) -> str:
    """`1` for everything as typed, or the kinds of reading to leave away: `place,date`."""
    kinds = tuple(dict.fromkeys(kind for kind in _one(args, "literal").split(",") if kind))
    if kinds in (("0",), ("1",)):
        return kinds[0].strip("0")
    if any(kind not in READINGS for kind in kinds):
        raise _not_among("literal", ("0", "1", *READINGS))
    return ",".join(kinds)


def _not_among(name: str, choices: Sequence[str]) -> BadParameter:
    listed = ", ".join(choices)
    return BadParameter(f"“{name}” phải là một trong: {listed}.", f"“{name}” must be one of: {listed}.", where=name)
