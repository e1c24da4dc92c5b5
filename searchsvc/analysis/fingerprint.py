"""What every token depends on, in a word: the source of the modules that decide tokens, and their word list.

A change that only touches a comment asks for a rebuild too. That is the cheap mistake: an index cut by rules whose
number nobody remembered to raise is wrong without a sign.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from typing import Final

DECIDING: Final = (
    "analysis/__init__.py", "analysis/codes.py", "analysis/cut.py", "analysis/tokens.py", "data/rhymes.txt",
    "text/fold.py", "text/icu.py", "text/marks.py", "text/syllables.py", "text/unicode.py",
)  # fmt: skip
"""Files of the package; a test compares them with what the analysers import."""


def _fingerprint() -> str:
    digest = sha256()
    for name in DECIDING:
        lines = files("searchsvc").joinpath(*name.split("/")).read_text(encoding="utf-8")  # line ends are made even
        digest.update(f"{name}\n{lines}\n".encode())
    return f"syllable-{digest.hexdigest()[:12]}"


FINGERPRINT: Final = _fingerprint()
