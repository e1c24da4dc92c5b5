"""Small articles about an invented district, as many as a test wants, with people who share names."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from searchsvc.model import RawArticle

_DUY = (
    "ông Trần Quốc Duy, Chủ tịch UBND huyện Kon Chênh",
    "ông Trần Quốc Duy, Chủ tịch UBND huyện Ia Prông",
    "ông Trần Quốc Duy",
)
_OTHERS = (
    "bà Đặng Minh Thúy, Bí thư Huyện ủy Kon Chênh",
    "bà Đặng Minh Thúy",
    "bà Y Bơ, Chủ tịch Hội Liên hiệp Phụ nữ huyện",
    "ông A Thuih",
    "ông Lê Hữu Nghĩa, Trưởng phòng Giáo dục và Đào tạo huyện",
)
_EVENTS = ("thăm hộ nghèo", "dự khai giảng", "kiểm tra hồ chứa nước", "tiếp cử tri", "trao quà cho học sinh")
_PLACES = ("xã Đăk Rơn", "làng Kon Hnêng", "thị trấn Kon Chênh", "xã Ia Prông")


def story(number: int, *, version: int = 0) -> RawArticle:
    """The article of this number, always the same; another version has other words and may name others."""
    chance = random.Random(f"{number}/{version}")
    who = chance.choice(_DUY + _OTHERS), chance.choice(_OTHERS)  # two of one name in an article would be one person
    event, place = chance.choice(_EVENTS), chance.choice(_PLACES)
    body = (
        f"Sáng {1 + number % 28}/{1 + number % 12}, {who[0]} đã {event} tại {place}. Cùng đi có {who[1]}.\n\n"
        f"Đây là bản tin số {number}, lần ghi {version}. Bà con {place} rất phấn khởi."
    )
    day = f"{2012 + number % 5}-{1 + number % 12:02}-{1 + number % 28:02}"
    title = f"{event.capitalize()} ở {place}, tin {number}"
    return RawArticle(id=f"tin-{number}", title=title, body=body, published=day, category="Thời sự")


def stories(count: int, *, version: int = 0) -> list[RawArticle]:
    """The first articles."""
    return [story(number, version=version) for number in range(count)]


def write_jsonl(path: Path, raws: Iterable[RawArticle]) -> str:
    """A file of these articles; gives its name as a source."""
    keys = ("id", "title", "body", "published", "category")
    lines = (json.dumps({key: asdict(raw)[key] for key in keys}, ensure_ascii=False) for raw in raws)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(path)
