"""Settings from the environment, read here and nowhere else."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from searchsvc.errors import Mistake

_ORIGIN = re.compile(r"https?://[a-z0-9.\-\[\]:]+")

AccessLog = Literal["off", "on", "addresses"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set from outside: `SEARCHSVC_INDEX`, `SEARCHSVC_HOST`, `SEARCHSVC_PORT`, `SEARCHSVC_WORKERS`,
    `SEARCHSVC_SITE_NAME` (what the pages call themselves), `SEARCHSVC_KEPT_MB` (megabytes of answers that each process
    keeps for who asks the same again), `SEARCHSVC_ORIGINS` (sites whose scripts may read the API, by commas; `*` for
    all), `SEARCHSVC_RATE` (requests a minute for each key or address; 0 for any number), `SEARCHSVC_PROXIES` (how many
    proxies in a row stand before the service and tell for whom they ask), `SEARCHSVC_ACCESS_LOG` (a line for each
    request: `off`, `on`, or `addresses` for one with the caller's address)."""

    index: Path = Path("index")
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    site_name: str = "Tìm tin"
    kept_mb: int = 16
    origins: tuple[str, ...] = ()
    rate: int = 600
    proxies: int = 0
    access_log: AccessLog = "off"


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process; raises `Mistake` for a value that cannot be."""
    blank = Settings()
    return Settings(
        index=Path(environment.get("SEARCHSVC_INDEX") or blank.index),
        host=environment.get("SEARCHSVC_HOST") or blank.host,
        port=_number(environment, "SEARCHSVC_PORT", blank.port, 0, 65535),
        workers=_number(environment, "SEARCHSVC_WORKERS", blank.workers, 1, 64),
        site_name=environment.get("SEARCHSVC_SITE_NAME") or blank.site_name,
        kept_mb=_number(environment, "SEARCHSVC_KEPT_MB", blank.kept_mb, 0, 4096),
        origins=_origins(environment, "SEARCHSVC_ORIGINS"),
        rate=_number(environment, "SEARCHSVC_RATE", blank.rate, 0, 1_000_000),
        proxies=_number(environment, "SEARCHSVC_PROXIES", blank.proxies, 0, 9),
        access_log=_access_log(environment, "SEARCHSVC_ACCESS_LOG"),
    )


def _number(environment: Mapping[str, str], name: str, otherwise: int, least: int, most: int) -> int:
    text = environment.get(name)
    if not text:
        return otherwise
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise Mistake(f"{name} is {text!r}, and must be a number from {least} to {most}", where=name)
    return int(text)


def _origins(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Origins as browsers send them: `https://tin.example`, lower case, nothing behind the port."""
    given = tuple(dict.fromkeys(filter(None, (one.strip() for one in environment.get(name, "").split(",")))))
    for one in given:
        if one != "*" and not _ORIGIN.fullmatch(one):
            raise Mistake(f"{name} has {one!r}, and an origin looks like https://tin.example", where=name)
    return given


def _access_log(environment: Mapping[str, str], name: str) -> AccessLog:
    wanted, choices = environment.get(name) or "off", get_args(AccessLog)
    if wanted not in choices:
        raise Mistake(f"{name} is {wanted!r}, and must be one of {', '.join(choices)}", where=name)
    return cast(AccessLog, wanted)
