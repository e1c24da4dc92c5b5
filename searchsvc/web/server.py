"""The production server: several worker processes, each with threads, over one index folder."""

from __future__ import annotations

import ctypes
import gc
import sys
from pathlib import Path
from typing import Any, Final

from flask import Flask
from gunicorn.app.base import BaseApplication

from searchsvc.analysis.gazetteer import gazetteer
from searchsvc.config import Settings
from searchsvc.engine.schema import FACET_FIELDS
from searchsvc.errors import SearchsvcError
from searchsvc.ops.live import Follower, LiveIndex
from searchsvc.searching.answer import Question
from searchsvc.searching.search import search
from searchsvc.searching.suggest import suggest
from searchsvc.web import create_app

THREADS = 4
"""Threads in each worker: searching holds the interpreter, so they only keep slow readers from blocking quick ones."""

GRACE = 30
"""Seconds that requests under way have to end when the server stops or reloads."""

_FIRST: Final = (
    "ông Nguyễn Văn Hugn, phó chủ tịch UBND huyện Đăk Hà: nghị quyết 03-NQ/TW tháng 12/2014",
    "bi thu tinh uy kon tum noi ve chi thi 03",
    "hooij nghij",
)
"""Between them they need every list there is: people, places, documents, days, slips, words without marks, keys."""

_SELDOM: Final = (20_000, 20, 20)
"""How many objects are made until the collector looks through them (700 by itself): it found next to nothing in them,
and a search in which it looked through all took 40 ms longer.
"""

_ARENA_MAX = -8
"""What glibc's `mallopt` calls the number of heaps."""


def serve(settings: Settings, *, host: str, port: int, workers: int) -> None:
    """Serve until told to stop; prints the address once connections are taken. Port 0 takes a free one."""
    _Server(settings, host=host, port=port, workers=workers).run()


class _Server(BaseApplication):  # type: ignore[misc, unused-ignore]  # gunicorn has no types
    """gunicorn, told by us and not by files or the environment."""

    def __init__(self, settings: Settings, *, host: str, port: int, workers: int) -> None:
        self._settings = settings
        self._options = {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": THREADS,
            # Each worker opens the index for itself: SQLite connections must not cross a fork.
            "preload_app": False,
            "graceful_timeout": GRACE,
            "keepalive": 5,
            "limit_request_line": 8190,
            # What people look for is theirs: no access log.
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "proc_name": "searchsvc",
            # Its default is a socket in the home folder of whoever runs it.
            "control_socket_disable": True,
            "when_ready": self._ready,
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand our options to gunicorn."""
        for name, value in self._options.items():
            if name in self.cfg.settings:  # older gunicorns have no control socket
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """The app of one worker, and the thread that applies what no writer has waited for."""
        _with_one_heap()
        app = create_app(self._settings)
        Follower(self._settings.index).start()
        return app

    def _ready(self, arbiter: Any) -> None:
        """Once connections are taken and before workers are forked."""
        gc.disable()  # it would look through all that is being read, time and again
        _read_lists(self._settings.index)
        gc.freeze()  # what is loaded by now stays as it is: looking through it would copy pages that workers share
        gc.set_threshold(*_SELDOM)
        gc.enable()
        _say_where(arbiter)


def _read_lists(home: Path) -> None:
    """Answer questions that need all our lists, or the first ones of each worker would wait for them.

    The index is let go of again: its connections must not cross a fork.
    """
    gazetteer()
    index = LiveIndex(home)
    try:
        for text in _FIRST:
            search(Question(text, size=1, facets=FACET_FIELDS), index.desk())
            suggest(text, index.desk(), size=1)
    except (SearchsvcError, OSError):
        return  # workers say what is wrong with the index
    finally:
        index.close()


def _with_one_heap() -> None:
    """Let all threads use the same heap: glibc gives each one of its own, where what it lets go of is lost to others.

    A worker with four threads took up to 100 MB more so, and gained nothing, since searching holds the interpreter.
    """
    try:
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)
    except (AttributeError, OSError):
        return  # another C library, which does as it likes


def _say_where(arbiter: Any) -> None:
    for listener in arbiter.LISTENERS:
        host, port = listener.sock.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        print(f"searchsvc: http://{shown}:{port}/", file=sys.stdout, flush=True)
