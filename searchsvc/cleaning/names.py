"""How authors sign: pen names, initials, capitals, several at once, with the medium they wrote for."""

from __future__ import annotations

import re

from searchsvc.resources import words
from searchsvc.text.syllables import is_syllable

MOST_SYLLABLES = 5
_NOBODY = frozenset((
    "admin", "administrator", "ban biên tập", "bbt", "biên tập", "biên tập viên", "btv", "editor", "nhóm phóng viên",
    "nhóm pv", "phóng viên", "pv", "p.v", "quản trị", "quản trị viên", "root", "tác giả", "tổng hợp", "user", "website",
))  # fmt: skip
_MEDIA = (
    "báo ",
    "tạp chí ",
    "cổng thông tin",
    "hãng tin",
    "hãng thông tấn",
    "đài pt",
    "đài truyền",
    "đài phát",
    "trang tin",
)
_ADDRESS = re.compile(r"(?:www\.)?[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,20}){1,3}")
_NO_NAME = frozenset(("theo", "ảnh", "tổng", "nguồn", "báo", "tin", "bài", "xem", "đọc", "clip", "video", "xin"))
"""No name begins with these, and many a line at the end of an article does."""
_HIGHLAND = re.compile(
    r"(?:[AY]|Siu|Ksor|Kpă|Kpuih|Rmah|Rơ|Rah|Nay|Niê|Rcom|Mlô|Ê|Hlong|Puih|Kră|Ayun|Êban) [^\W\d_]|[HK]['’][^\W\d_]",
    re.IGNORECASE,
)
_HIGHLAND_SYLLABLE = re.compile(r"(?=[^\W\d_a-zà-ỹ])[^\W\d_]{1,8}(?:['’][^\W\d_]{1,8})?")
"""Names of the Central Highlands follow no Vietnamese spelling: what begins in a capital is one, behind A, Y, H' ..."""
_BETWEEN = re.compile(r"\s*[;,]\s*|\s+[-–—]\s+|\s*–\s*|\s+(?:và|&|\+)\s+|\s*\|\s*")
_LETTERS = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"(?:[A-ZĐÂÊÔƠƯ][A-ZĐa-zâêôơư]?\.\s?)+(?:[^\W\d_]{1,7}\.?)?")
_AROUND = re.compile(r"^(?:theo|nguồn|tác giả|bài|ảnh|tin|pv|phóng viên|ctv)\s?:?\s+(?=\S)", re.IGNORECASE)


def authors_of(signed: str) -> tuple[str, ...]:
    """The people in an author field, agencies and nobodies left out.

    >>> authors_of("THANH HIỆP - VĂN TRUNG/TTO"), authors_of("Theo Lê Thúy/NLĐO)"), authors_of("admin")
    (('Thanh Hiệp', 'Văn Trung'), ('Lê Thúy',), ())
    """
    people = (_person(part) for part in _BETWEEN.split(_AROUND.sub("", signed.strip(" ()"))))
    return tuple(name for name in people if name)


def _person(part: str) -> str:
    name = part.partition("/")[0].strip(" ().") if "/" in part else part.strip(" ()")
    lowered = name.lower().strip(" .")
    return "" if lowered in _NOBODY or is_agency(name) else cased(name)


def cased(name: str) -> str:
    """A name in capitals as it is written otherwise; letters that stand for words stay.

    >>> cased("NGUYỄN HÂN"), cased("T.SỸ"), cased("DTD"), cased("Khắc Lâm KHẮC LÂM")
    ('Nguyễn Hân', 'T.Sỹ', 'DTD', 'Khắc Lâm')
    """
    parts = name.split()
    if len(parts) == 4 and parts[0].lower() == parts[2].lower() and parts[1].lower() == parts[3].lower():
        name = " ".join(parts[:2])  # a feed that signs twice
    if name != name.upper():
        return name
    return _LETTERS.sub(lambda word: _cased_word(word[0]), name)


def _cased_word(word: str) -> str:
    return word.capitalize() if len(word) > 1 and is_syllable(word) else word


def is_agency(name: str) -> bool:
    """Whether a name is that of a medium.

    >>> is_agency("TTXVN"), is_agency("Báo Hà Tĩnh"), is_agency("VOV-Phnom Penh"), is_agency("Thanh Tùng")
    (True, True, True, False)
    """
    lowered = name.lower().strip(" .()")
    known = words("agencies.txt")
    if lowered in known or lowered.partition("-")[0].strip() in known:
        return True
    return lowered.startswith(_MEDIA) or bool(_ADDRESS.fullmatch(lowered))


def is_pen_name(name: str) -> bool:
    """Two to five capitalised Vietnamese syllables: what signs an article, and what a place is called just as well.

    >>> is_pen_name("Thanh Tùng"), is_pen_name("NGUYỆT PHƯƠNG"), is_pen_name("Hội nghị"), is_pen_name("Kon Tum")
    (True, True, False, False)
    >>> is_pen_name("Y Blơi"), is_pen_name("H'Lina Niê"), is_pen_name("Ksor Phước")
    (True, True, True)
    """
    syllables = name.split()
    if (
        not 2 <= len(syllables) <= MOST_SYLLABLES
        or syllables[0].lower() in _NO_NAME
        or name.lower() in words("not_bylines.txt")
    ):
        return False
    if _HIGHLAND.match(name):
        return all(map(_HIGHLAND_SYLLABLE.fullmatch, syllables))
    return all(map(_is_name_syllable, syllables))


def is_initials(name: str) -> bool:
    """`T.Sỹ`, `V.N`, `L. Thoa`: a name of which only letters are given.

    >>> is_initials("T.SỸ"), is_initials("H.Nga"), is_initials("Nga")
    (True, True, False)
    """
    return len(name) <= 16 and bool(_INITIALS.fullmatch(name))


def _is_name_syllable(syllable: str) -> bool:
    capitalised = syllable[0].isupper() and (syllable[1:].islower() or syllable.isupper() or len(syllable) == 1)
    return capitalised and is_syllable(syllable)
