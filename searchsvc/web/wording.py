"""How things are said in Vietnamese: days, numbers, offices, rungs, steps, tiers."""

from __future__ import annotations

import unicodedata

from searchsvc.model import Card, Decision, OfficeHeld, moment_of
from searchsvc.searching.answer import Answer, Hit, Question, Step
from searchsvc.text.fold import fold
from searchsvc.web.days import typed

TIERS = {"tone": "khác dấu thanh", "shape": "khác dấu mũ, dấu móc", "folded": "khác dấu"}

FIELDS = {"captions": "Chú thích ảnh"}
"""What a passage is cited as when it is no part of the text that one reads through."""

FACETS = {
    "category": "Chuyên mục",
    "place": "Nơi",
    "person": "Người trong bài",
    "author": "Tác giả",
}

SORTS = {"relevance": "phù hợp", "newest": "mới nhất", "oldest": "cũ nhất"}

STEPS = {
    "keyboard": "kiểu gõ chưa bật dấu",
    "telex": "kiểu gõ Telex",
    "vni": "kiểu gõ VNI",
    "spelling": "cách viết gần giống",
    "synonym": "từ cùng nghĩa",
    "accents": "thêm dấu",
    "date": "thời gian",
    "person": "một người",
    "place": "một nơi",
    "number": "số văn bản",
    "abbreviation": "chữ viết tắt",
    "url": "địa chỉ bài",
    "field": "tìm theo ô",
}
BESIDE = ("synonym", "abbreviation", "place", "date")
"""Steps that look for more beside the words as typed; the others read the words anew."""

_RUNGS = {
    "exact": "có đủ các từ",
    "keyboard": "có đủ các từ, hiểu theo kiểu gõ Telex hoặc VNI",
    "spelling": "có đủ các từ, kể cả cách viết gần giống",
    "synonym": "có đủ các từ, kể cả từ cùng nghĩa",
    "most": "có phần lớn các từ",
    "any": "có ít nhất một từ",
}


def number(count: int) -> str:
    """A count with the separators used here.

    >>> number(1234567)
    '1.234.567'
    """
    return f"{count:,}".replace(",", ".")


def day(published: str) -> str:
    """The day of an ISO date or time in Vietnam as `dd/mm/yyyy`, "" when open or unreadable."""
    try:
        moment = moment_of(published)
    except (ValueError, OverflowError):
        return ""
    return moment.strftime("%d/%m/%Y") if moment else ""


def iso_day(published: str) -> str:
    """The day of an ISO date or time in Vietnam as `YYYY-MM-DD`, for `<time datetime>`."""
    return "-".join(reversed(day(published).split("/")))


def span(first: str, last: str) -> str:
    """The years something was seen in: `2008–2016`, or one year, or ""."""
    years = sorted({when[:4] for when in (first, last) if when})
    return "–".join(years)


def period(first: str, last: str) -> str:
    """From when to when an office was seen, in days."""
    if not first and not last:
        return "chưa rõ ngày"
    if first == last or not first or not last:
        return f"ngày {typed(first or last)}"
    return f"từ {typed(first)} đến {typed(last)}"


def office(held: OfficeHeld) -> str:
    """An office with its place: `nguyên Bí thư Huyện ủy Kon Xơ Mú`."""
    apart = held.place and fold(held.place) not in fold(held.title)
    named = f"{held.title} {held.place}" if apart else held.title
    return f"nguyên {named}" if held.former else named


def offices(card: Card) -> list[str]:
    """The offices on a card, the ones held now before former ones, each once."""
    held = sorted(card.offices, key=lambda one: one.former)
    return list(dict.fromkeys(office(one) for one in held))


def decided(decision: Decision) -> str:
    """A decision of staff in a line."""
    name = decision.names[0]
    match decision.kind:
        case "merge":
            return f"Gộp {' và '.join(decision.names)}"
        case "split":
            articles = {anchor.article for anchor in decision.sides[0]}
            return f"Tách {number(len(articles))} bài khỏi {name}"
        case "alias":
            return f"Thêm tên “{decision.alias}” cho {name}"
        case "hide":
            return f"Ẩn {name}"


def moment(at: str) -> str:
    """A moment as one reads it here.

    >>> moment("2026-11-22T17:05:00+00:00")
    '0:05 ngày 23/11/2026'
    """
    here = moment_of(at)
    return f"{here.hour}:{here.minute:02} ngày {here.day}/{here.month}/{here.year}" if here else ""


def headline(hit_title: str, fallback: str) -> str:
    """The title to show: an article without one goes by its first words."""
    if hit_title.strip():
        return hit_title
    words = fallback.split()
    if not words:
        return "(bài không có tựa)"
    return " ".join(words[:14]) + ("…" if len(words) > 14 else "")


def found(answer: Answer) -> str:
    """What was found, after its number: `bài, có đủ các từ`."""
    if not answer.question.text.strip():
        return "bài"
    return f"bài, {_RUNGS[answer.rung]}"


def widened(answer: Answer) -> str:
    """Why more was looked for than what was asked, "" when it was not."""
    if not answer.total or answer.rung not in ("most", "any"):
        return ""
    if not answer.complete:
        return "Không thấy bài nào có đủ các từ; dưới đây là những bài gần nhất."
    return f"Chỉ {number(answer.complete)} bài có đủ các từ (xếp trước); sau đó là những bài gần nhất."


def read_as(step: Step) -> str:
    """What kind of reading a step was, "" when it needs no name."""
    return STEPS.get(step.step, "")


def literal(question: Question) -> str:
    """How a question that is to be taken at its word says so."""
    if question.literal == "1":
        return "đúng nguyên văn"
    return "không hiểu thêm là " + ", ".join(STEPS.get(kind, kind) for kind in question.literal.split(","))


def tier(hit: Hit, question: Question) -> str:
    """How a hit differs in its accents from what was typed; nothing to say where none were typed."""
    return TIERS.get(hit.tier, "") if fold(question.text) != question.text.casefold() else ""


def tier_name(name: str) -> str:
    """A tier as staff read it: `đúng dấu`, `khác dấu thanh`."""
    return TIERS.get(name, "đúng dấu")


def visible(text: str) -> str:
    """A text with everything shown that cannot be seen or told apart: as `U+200B`.

    >>> visible("Kon\u200b Tum"), visible("ho\u0302")
    ('Kon‹U+200B› Tum', 'ho‹U+0302›')
    """
    return "".join(letter if _is_seen(letter) else f"‹U+{ord(letter):04X}›" for letter in text)


def _is_seen(letter: str) -> bool:
    return letter.isprintable() and not unicodedata.combining(letter)
