"""The fingerprint follows everything that decides a token."""

from __future__ import annotations

import ast
from pathlib import Path

import searchsvc
from searchsvc import analysis
from searchsvc.analysis.fingerprint import DECIDING

PACKAGE = Path(searchsvc.__file__).parent


def _imported(path: Path) -> set[str]:
    """The modules of text/ and analysis/ that a file imports, as paths in the package."""
    names = {
        node.module.removeprefix("searchsvc.").replace(".", "/")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and node.module
        and node.module.startswith(("searchsvc.text", "searchsvc.analysis"))
    }
    found = {f"{name}.py" if (PACKAGE / f"{name}.py").exists() else f"{name}/__init__.py" for name in names}
    if "text/__init__.py" in found:  # `from searchsvc.text import icu`
        found = found - {"text/__init__.py"} | {"text/icu.py"}
    return found


def test_every_module_that_decides_tokens_counts() -> None:
    wanted, seen = {"analysis/__init__.py", "text/unicode.py"}, set[str]()
    while wanted:
        name = wanted.pop()
        seen.add(name)
        wanted |= _imported(PACKAGE / name) - seen
    assert seen - {"analysis/fingerprint.py"} == {name for name in DECIDING if name.endswith(".py")}


def test_every_list_that_they_read_counts() -> None:
    text = "".join((PACKAGE / name).read_text(encoding="utf-8") for name in DECIDING if name.endswith(".py"))
    assert "rhymes.txt" in text
    assert "data/rhymes.txt" in DECIDING
    assert text.count('.txt")') + text.count('.tsv")') == 1, "a list that decides tokens belongs into DECIDING"


def test_it_names_the_analyser() -> None:
    assert analysis.FINGERPRINT.startswith("syllable-")
    assert len(analysis.FINGERPRINT) == len("syllable-") + 12
