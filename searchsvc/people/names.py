"""The Vietnamese name model: family, middle, given; the key of a full name; the kind of a name's form."""

from __future__ import annotations

import re
from functools import lru_cache

from searchsvc.people.features import letter
from searchsvc.text.icu import nfc
from searchsvc.text.syllables import canonical

APOSTROPHES = str.maketrans("’‘`´ʼ", "'''''")
"""The apostrophe of a name is one sign, however it is typed."""

_RELIGIOUS = frozenset(
    ("thích", "thượng tọa", "hòa thượng", "đại đức", "ni sư", "linh mục", "giám mục", "hồng y", "ni trưởng")
)


def key(name: str) -> str:
    """The group key of a full name: NFC, lower case, one tone placement, one apostrophe, accents kept.

    >>> key("Lê  Thuý Hoà") == key("LÊ THÚY HÒA"), key("H’Hen Niê") == key("H'Hen Niê")
    (True, True)
    """
    return " ".join(canonical(word) for word in nfc(name).translate(APOSTROPHES).split())


def proper(name: str) -> str:
    """A name written in capitals as it is written elsewhere.

    >>> proper("NGUYỄN VĂN HÙNG"), proper("H'HEN NIÊ"), proper("Lê Xuân N.")
    ('Nguyễn Văn Hùng', "H'Hen Niê", 'Lê Xuân N.')
    """
    if not name.isupper() or "." in name or len(name) < 3:
        return name
    return re.sub(r"[^\W\d_]+", lambda part: part.group()[0] + part.group()[1:].lower(), name)


@lru_cache(maxsize=1 << 14)
def kind(name: str, called: str = "") -> str:
    """The form of a name: vietnamese, ethnic, religious, stage, foreign, masked, single."""
    letters = "".join(letter(word) for word in proper(name).split())
    if "I" in letters or "L" in letters[-1:]:
        return "masked"
    if name.lower().startswith("thích ") or called.strip().lower() in _RELIGIOUS:
        return "religious"
    if letters[0] in "YH" or (len(letters) > 1 and (letters[-1] == "H" or "Y" in letters[1:-1])):
        return "ethnic"
    if any(one not in "FGBS" for one in letters):
        return "foreign"
    if len(letters) == 1:
        return "single"
    return "vietnamese" if letters[0] in "FB" else "stage"


def given(name: str) -> str:
    """What a person is called by: the last word.

    >>> given("Nguyễn Văn Hùng")
    'Hùng'
    """
    return name.rsplit(" ", 1)[-1]
