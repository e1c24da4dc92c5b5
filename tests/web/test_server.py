"""The production server in a process of its own: it says where it is, answers, and ends when told."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

from searchsvc.indexing.update import index_source, put_article
from searchsvc.model import RawArticle
from tests.support import newsroom as stories

START = """
import sys
from pathlib import Path
from searchsvc.config import Settings
from searchsvc.web.server import serve
serve(Settings(index=Path(sys.argv[1])), host="127.0.0.1", port=0, workers=2)
"""


@contextmanager
def _serving(home: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a server over this index, and its process."""
    pipe = subprocess.PIPE
    server = subprocess.Popen([sys.executable, "-c", START, str(home)], stdout=pipe, stderr=pipe, text=True)
    try:
        assert server.stdout
        line = server.stdout.readline()
        assert line.startswith("searchsvc: http://127.0.0.1:"), line
        yield line.removeprefix("searchsvc: ").strip(), server
    finally:
        server.terminate()
        server.communicate(timeout=30)


def _get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=20) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_it_answers_follows_what_is_stored_and_stops_when_told(tmp_path: Path) -> None:
    home = tmp_path / "index"
    index_source(home, str(stories.JSONL))
    with _serving(home) as (there, server):
        with ThreadPoolExecutor(8) as many:
            answers = list(many.map(_get, [f"{there}api/v1/search?q=c%C3%A0+ph%C3%AA"] * 24))
        assert {status for status, _ in answers} == {200}
        assert len({json.loads(body)["total"] for _, body in answers} - {0}) == 1, "both workers answer alike"
        put_article(home, RawArticle("ong", title="Mùa ong mật ở Kon Xơ Mú"))  # by another process, without waiting
        assert _get(f"{there}api/v1/articles/ong")[0] == 200
        assert _found_within_seconds(f"{there}api/v1/search?q=%22m%C3%B9a+ong+m%E1%BA%ADt%22") == 1
        assert _get(f"{there}search?q={'x' * 20_000}")[0] in (400, 414)
        server.send_signal(signal.SIGTERM)
        _, complaints = server.communicate(timeout=30)
    assert server.returncode == 0
    assert "ong" not in complaints, "no query and no article is logged"


def _found_within_seconds(url: str) -> int:
    """How many are found, once the follower has applied what is stored (it looks twice a second)."""
    for _ in range(100):
        if total := int(json.loads(_get(url)[1])["total"]):
            return total
        time.sleep(0.1)
    return 0


def test_workers_count_together_and_share_what_signs_sessions(tmp_path: Path) -> None:
    home = tmp_path / "index"
    index_source(home, str(stories.JSONL))
    with _serving(home) as (there, _):
        with ThreadPoolExecutor(8) as many:
            list(many.map(_get, [f"{there}healthz"] * 40))
            pages = set(many.map(_get, [f"{there}staff/login"] * 8))
        told = {_get(f"{there}metrics")[1] for _ in range(6)}
    assert {status for status, _ in pages} == {200} and (home / "session.secret").exists()
    assert all('searchsvc_requests_total{endpoint="api.healthz",status="200"} 40\n' in text for text in told)
