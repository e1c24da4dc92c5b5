"""What every token depends on, in a word: the source of the modules that decide tokens, and their word list."""

from __future__ import annotations

from typing import Final

from searchsvc.resources import fingerprint

DECIDING: Final = (
    "analysis/__init__.py", "analysis/codes.py", "analysis/cut.py", "analysis/tokens.py", "data/rhymes.txt",
    "text/fold.py", "text/icu.py", "text/marks.py", "text/syllables.py", "text/unicode.py",
)  # fmt: skip
"""Files of the package; a test compares them with what the analysers import."""

FINGERPRINT: Final = f"syllable-{fingerprint(DECIDING)}"
