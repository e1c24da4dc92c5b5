"""Many clients at once: wrk, told in Lua to ask one question after another."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from searchsvc.errors import Broken

CONNECTIONS: Final = 4

_SCRIPT = """
local paths, at = {}, 0
for path in io.lines("%s") do paths[#paths + 1] = path end
function request()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
function done(summary, latency)
  local failed = summary.errors
  io.write(string.format("figures %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration,
    failed.connect + failed.read + failed.write + failed.timeout + failed.status,
    latency:percentile(50), latency:percentile(99)))
end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What the clients got: answers a second, failures, latencies in seconds; how often each question was asked."""

    rate: float
    failed: int
    median: float
    p99: float
    times: float


def load(address: str, paths: Sequence[str], folder: Path, *, seconds: float) -> Load | None:
    """Ask a server for paths in a row over four connections; None where there is no wrk."""
    wrk = shutil.which("wrk")
    if not wrk:
        return None
    listed, script = folder / "paths.txt", folder / "load.lua"
    listed.write_text("\n".join(paths) + "\n", encoding="ascii")
    script.write_text(_SCRIPT % listed, encoding="utf-8")
    command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "-s", str(script), f"http://{address}/"]
    printed = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603 (its own path)
    figures = [line.split()[1:] for line in printed.splitlines() if line.startswith("figures ")]
    if not figures:
        raise Broken(f"wrk said nothing that is understood: {printed[:300]}")
    requests, microseconds, failed, median, p99 = map(int, figures[0])
    return Load(requests / microseconds * 1e6, failed, median / 1e6, p99 / 1e6, requests / len(paths))
