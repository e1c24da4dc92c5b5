#!/usr/bin/env python3
"""Make `searchsvc/data/places.tsv`: the units of Vietnam before and after 1 July 2025, and what became of each.

    scripts/make_places.py ../shared/lists

Reads admin_old63.json, admin_new34_full.json and ward_mapping_2025.json, puts right what is known to be wrong in them
and says so. The same lists give the same file.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from searchsvc.text.fold import fold
from searchsvc.text.icu import nfc
from searchsvc.text.syllables import canonical

DATA = Path(__file__).parent.parent / "searchsvc" / "data" / "places.tsv"
HEADER = """\
# Provinces, districts and communes of Vietnam: id, kind, name, parents, time, successors.
# id: the official code before 1 July 2025; a commune made on that day has the code it got and `-2025`, a unit that was
# gone before has its name and last year. parents: what it belonged to, and behind `|` what it belongs to since, if it
# went on. time: `cũ` ended by 1 July 2025, `mới` began on it, empty for both. successors: ids; those of a district or
# province are its parts'. A commune that was divided has the one successor that took its seat.
# Source: kenzouno1/DiaGioiHanhChinhVN (before; no licence stated), thanglequoc/vietnamese-provinces-database (after;
# MIT), hanawi96/aff (what became what; MIT by its README), general knowledge for units gone before 2025.
# Licence: names and extent of administrative units are facts laid down by law.
# Rule for adding: not by hand; scripts/make_places.py makes this file and holds what was corrected.
"""

KINDS = ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "phường", "xã", "thị trấn", "đặc khu")
_KIND = re.compile(rf"({'|'.join(KINDS)}) +(.+)", re.IGNORECASE)
_FARM_TOWN = re.compile(r"^N\.?T\.? +", re.IGNORECASE)
"""`Thị trấn NT Lệ Ninh`: a town that began as a state farm (nông trường); nobody calls it that."""

_PARTS = re.compile(r"(?<! )-(?=huyện|quận|thị xã|thành phố|tỉnh|null)", re.IGNORECASE)

MOVED = {"huyện đạ tẻh-tỉnh lâm đồng": "huyện đạ huoai-tỉnh lâm đồng"}
"""Districts under which the mapping has communes that its district of 2024 has in the list of units."""

EARLIER = """
Hà Tây|2008|tỉnh||01  Hà Bắc|1996|tỉnh||24 27  Hải Hưng|1996|tỉnh||30 33  Vĩnh Phú|1996|tỉnh||25 26
Nam Hà|1996|tỉnh||35 36  Hà Nam Ninh|1991|tỉnh||35 36 37  Hà Sơn Bình|1991|tỉnh||01 17  Cao Lạng|1978|tỉnh||04 20
Hoàng Liên Sơn|1991|tỉnh||10 15  Hà Tuyên|1991|tỉnh||02 08  Bắc Thái|1996|tỉnh||06 19  Nghệ Tĩnh|1991|tỉnh||40 42
Bình Trị Thiên|1989|tỉnh||44 45 46  Quảng Nam - Đà Nẵng|1996|tỉnh||48 49  Nghĩa Bình|1989|tỉnh||51 52
Phú Khánh|1989|tỉnh||54 56  Thuận Hải|1991|tỉnh||58 60  Gia Lai - Kon Tum|1991|tỉnh||62 64  Sông Bé|1996|tỉnh||70 74
Cửu Long|1991|tỉnh||84 86  Minh Hải|1996|tỉnh||95 96  Từ Liêm|2013|huyện|01|Nam Từ Liêm, Bắc Từ Liêm
Kỳ Sơn|2019|huyện|17|Hòa Bình  Hoành Bồ|2019|huyện|22|Hạ Long  Thông Nông|2020|huyện|04|Hà Quảng
Trà Lĩnh|2020|huyện|04|Trùng Khánh  Phục Hòa|2020|huyện|04|Quảng Hòa  Quảng Uyên|2020|huyện|04|Quảng Hòa
Tây Trà|2020|huyện|51|Trà Bồng  2|2020|quận|79|Thủ Đức  9|2020|quận|79|Thủ Đức  Thủ Đức|2020|quận|79|Thủ Đức
Mỹ Lộc|2024|huyện|36|Nam Định  Cửa Lò|2024|thị xã|40|Vinh  Lộc Hà|2024|huyện|42|Thạch Hà  Nông Sơn|2024|huyện|49|Quế Sơn
Long Điền|2024|huyện|77|Long Đất  Đất Đỏ|2024|huyện|77|Long Đất  Cát Tiên|2024|huyện|68|Đạ Huoai
Đạ Tẻh|2024|huyện|68|Đạ Huoai  Nam Đông|2024|huyện|46|Phú Lộc  Yên Dũng|2024|huyện|24|Bắc Giang
Đông Sơn|2024|huyện|38|Thanh Hóa  Ninh Bình|2024|thành phố|37|Hoa Lư  Hoa Lư|2024|huyện|37|Hoa Lư
"""
"""Provinces and districts gone before the list of 2025 was made: name, last year, kind, province, successors."""


@dataclass(frozen=True, slots=True)
class Unit:
    id: str
    kind: str
    name: str
    parents: tuple[str, ...]
    time: str = ""
    successors: tuple[str, ...] = ()

    def row(self) -> str:
        parents = "|".join(self.parents)
        return "\t".join((self.id, self.kind, self.name, parents, self.time, ",".join(self.successors)))


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("lists", type=Path)
    lists: Path = reading.parse_args().lists
    before = old_units(json.loads((lists / "admin_old63.json").read_text(encoding="utf-8")))
    after = new_units(json.loads((lists / "admin_new34_full.json").read_text(encoding="utf-8")), before)
    mapping = json.loads((lists / "ward_mapping_2025.json").read_text(encoding="utf-8"))
    units = [*joined(before, after, successors(mapping, before, after)), *earlier(before)]
    units.sort(key=lambda unit: (len(unit.parents[0]) if unit.parents else 0, unit.id))
    DATA.write_text(HEADER + "\n".join(unit.row() for unit in units) + "\n", encoding="utf-8")
    print(f"{len(units)} units, {DATA.stat().st_size} bytes:", dict(Counter(unit.time for unit in units)))


def named(text: str) -> tuple[str, str]:
    """Kind and name of a unit as a list writes it, the name in one spelling: single spaces, tone on the older place."""
    text = re.sub(r"\s+", " ", nfc(text).replace("’", "'")).strip()
    found = _KIND.fullmatch(text)
    kind, name = (found[1].lower(), found[2]) if found else ("", text)
    return kind, _FARM_TOWN.sub("", re.sub(r"[^\W\d_]+", lambda word: _toned(word[0]), name)).replace("' ", "'")


def _toned(word: str) -> str:
    plain = canonical(word)
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, plain, strict=True))


def old_units(provinces: list[dict[str, Any]]) -> dict[str, Unit]:
    """The units of the old list; a commune without a name stands for an island district that has none."""
    found: dict[str, Unit] = {}

    def add(row: dict[str, Any], *parents: str) -> str:
        kind, name = named(row["Name"])
        found[row["Id"]] = Unit(row["Id"], kind, name, parents, "cũ")
        return str(row["Id"])

    for province in provinces:
        above = add(province)
        for district in province["Districts"]:
            below = add(district, above)
            for commune in district["Wards"]:
                if "Name" in commune:
                    add(commune, below)
    return found


def new_units(provinces: list[dict[str, Any]], before: dict[str, Unit]) -> dict[str, Unit]:
    """The units of the new list: a province is the old one of its name, a commune's code is told apart by `-2025`.

    By its name and not its code: the code of the new Bắc Ninh was Bắc Giang's.
    """
    codes = {unit.name: unit.id for unit in before.values() if not unit.parents}
    found: dict[str, Unit] = {}
    for province in provinces:
        kind, name = named(province["FullName"])
        code = codes[name]
        found[code] = Unit(code, kind, name, ())
        for commune in province["Wards"]:
            id = f"{commune['Code']}-2025"
            found[id] = Unit(id, *named(commune["FullName"]), (code,), "mới")
    return found


def successors(mapping: dict[str, str], before: dict[str, Unit], after: dict[str, Unit]) -> dict[str, str]:
    """Old commune -> new commune, by their names and those above them; what has no partner is printed."""
    provinces = {unit.name.lower(): unit.id for unit in after.values() if not unit.parents}
    there = {(unit.parents[0], unit.name.lower()): unit.id for unit in after.values() if unit.parents}
    old = {_path(unit, before): unit.id for unit in before.values() if len(unit.id) == 5}
    found: dict[str, str] = {}
    for key, value in mapping.items():
        id = old.get("-".join(" ".join(named(part)) for part in _parts(key)).lower())
        name, above = (named(part)[1].lower() for part in _PARTS.split(value))
        new = there.get((provinces[above], name))
        if id and new:
            found[id] = new
        else:
            print("not joined:", key, "->", value)
    for path, id in old.items():
        if id not in found:
            print("not in the mapping:", path)
            province = Counter(
                after[new].parents[0] for one, new in found.items() if _province(one, before) == _province(id, before)
            )
            found[id] = there[province.most_common(1)[0][0], before[id].name.lower()]
    return found


def _parts(key: str) -> list[str]:
    for wrong, right in MOVED.items():
        key = key.replace(wrong, right)
    return _PARTS.split(key)


def _path(unit: Unit, units: dict[str, Unit]) -> str:
    above = [unit]
    while above[-1].parents:
        above.append(units[above[-1].parents[0]])
    return "-".join(f"{one.kind} {one.name}" for one in above).lower()


def joined(before: dict[str, Unit], after: dict[str, Unit], became: dict[str, str]) -> list[Unit]:
    """Both lists as one: provinces that went on, communes left as they were, and all others with what they became."""
    share = Counter((_province(id, before), after[new].parents[0]) for id, new in became.items())
    made_of = Counter(became.values())
    units = {id: unit for id, unit in after.items() if unit.parents}
    for id, unit in before.items():
        if id in after:
            units[id] = replace(unit, kind=after[id].kind, time="")
        elif not unit.parents:
            best = max((count, new) for (old, new), count in share.items() if old == id)
            units[id] = replace(unit, successors=(best[1],))
        elif id in became:
            new = after[became[id]]
            if made_of[new.id] == 1 and (new.kind, new.name.lower()) == (unit.kind, unit.name.lower()):
                units[id] = replace(unit, parents=(*unit.parents, *new.parents), time="")
                del units[new.id]
            else:
                units[id] = replace(unit, successors=(new.id,))
        else:
            units[id] = replace(unit, successors=_island(unit, after))
    return list(units.values())


def _province(id: str, units: dict[str, Unit]) -> str:
    while units[id].parents:
        id = units[id].parents[0]
    return id


def _island(unit: Unit, after: dict[str, Unit]) -> tuple[str, ...]:
    """An island district without communes became the special zone of its name; other districts have their parts'."""
    return tuple(new.id for new in after.values() if new.kind == "đặc khu" and new.name == unit.name)


def earlier(before: dict[str, Unit]) -> list[Unit]:
    """The units gone before 2025, their successors by id."""
    districts = {(unit.parents[0], unit.name): unit.id for unit in before.values() if len(unit.id) == 3}
    found = []
    for entry in re.split(r"  +|\n", EARLIER.strip()):
        name, year, kind, above, after = entry.split("|")
        later = [districts[above, one] for one in after.split(", ")] if above else after.split()
        number = f"{kind} {name}" if name.isdigit() else name
        id = "-".join(re.findall(r"\w+", fold(f"{number} {year}")))
        found.append(Unit(id, kind, name, (above,) if above else (), "cũ", tuple(later)))
        if above and (above, name) in districts and districts[above, name] not in later:
            raise SystemExit(f"{name} is in the old list")
    return found


if __name__ == "__main__":
    main()
