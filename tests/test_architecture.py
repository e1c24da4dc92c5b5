"""Imports point down, parts on one line leave each other alone, a library has one door, files stay small.

`ast` only. Each complaint is one sentence that names the files; `docs/` and the package's own pages say why.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "searchsvc"

LAYERS = (  # from the top; a part imports from lines below its own, and from itself
    ("cli",),
    ("web", "evaluation"),
    ("config", "ops"),
    ("indexing", "searching"),
    ("ingest", "cleaning", "people", "language", "store", "engine"),
    ("analysis",),
    ("text",),
    ("resources", "arrays", "cache"),
    ("model",),
    ("errors",),
)
LINES = {part: number for number, line in enumerate(LAYERS) for part in line}

DOORS = {  # what is not here is not imported at all
    "whoosh": ("engine/whoosh/", "evaluation/speed/peers/"),
    "numpy": ("engine/whoosh/", "arrays/", "language/"),
    "opensearchpy": ("engine/opensearch.py",),
    "icu": ("text/icu.py",),
    "sqlite3": ("store/", "evaluation/speed/peers/"),
    "tantivy": ("evaluation/speed/peers/",),
    "xapian": ("evaluation/speed/peers/",),
    "lxml": ("ingest/", "cleaning/"),
    "trafilatura": ("ingest/",),
    "flask": ("web/",),
    "werkzeug": ("web/",),
    "jinja2": ("web/",),
    "markupsafe": ("web/",),
    "gunicorn": ("web/",),
    "click": ("cli.py", "cli/"),
    "tqdm": ("cli.py", "cli/"),
}
FREE = sys.stdlib_module_names | {"_typeshed"}  # the latter exists for type checkers only
ENVIRONMENT = ("environ", "environb", "getenv", "putenv", "unsetenv")
NAMES = {"utils", "util", "helpers", "helper", "manager", "processor", "common", "misc"}
LINES_IN_A_FILE = 300


def test_the_package_is_built_as_drawn() -> None:
    assert not (wrong := sorted(complaints(PACKAGE))), "\n" + "\n".join(wrong)


def complaints(package: Path) -> Iterator[str]:
    """What is not as it should be in the modules of a package called searchsvc."""
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        source = path.read_text(encoding="utf-8")
        if (count := source.count("\n")) > LINES_IN_A_FILE:
            yield f"searchsvc/{name} has {count} lines, more than {LINES_IN_A_FILE}: one idea a file."
        if path.stem in NAMES:
            yield f"searchsvc/{name} is named for nothing it does: use a word of the newsroom."
        tree = ast.parse(source, filename=str(path))
        for module in _imports(tree):
            yield from _judged(name, module, package)
        if name != "config.py" and any(_reads_environment(node) for node in ast.walk(tree)):
            yield f"searchsvc/{name} reads the environment, which only searchsvc/config.py may."


def _imports(tree: ast.Module) -> Iterator[str]:
    """Every module imported anywhere in a file, in functions and for types too; relative ones begin with a dot."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from ([f"{module}.{alias.name}" for alias in node.names] if module == "searchsvc" else [module])


def _judged(name: str, module: str, package: Path) -> Iterator[str]:
    top, _, rest = module.partition(".")
    if not top:
        yield f"searchsvc/{name} imports {module}: write the whole name, searchsvc.…"
    elif top == "searchsvc":
        yield from _layered(name, rest.split(".")[0], _file(package, rest))
    elif top in DOORS and not name.startswith(DOORS[top]):
        yield f"searchsvc/{name} imports {top}, whose door is searchsvc/{' or searchsvc/'.join(DOORS[top])}."
    elif top not in DOORS and top not in FREE:
        yield f"searchsvc/{name} imports {top}, which has no door: give it one in tests/test_architecture.py."


def _layered(name: str, target: str, file: str) -> Iterator[str]:
    part = name.split("/")[0].removesuffix(".py")
    if part in ("__init__", "__main__") or target in ("", "__version__") or part == target:
        return
    if part not in LINES or target not in LINES:
        yield f"searchsvc/{name} or {file} is in no layer: draw it in tests/test_architecture.py and docs first."
    elif LINES[part] >= LINES[target]:
        way = "up to" if LINES[part] > LINES[target] else "sideways to"
        yield f"searchsvc/{name} looks {way} {file}: imports point down."


def _file(package: Path, module: str) -> str:
    """Where a module of ours is: the longest run of its names that is a file or a folder."""
    path = package.joinpath(*module.split("."))
    while path != package and not path.is_dir() and not path.with_suffix(".py").is_file():
        path = path.parent
    return "searchsvc/" + path.relative_to(package).as_posix() + ("/__init__.py" if path.is_dir() else ".py")


def _reads_environment(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "os" and any(alias.name in ENVIRONMENT for alias in node.names)
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in {("os", name) for name in ENVIRONMENT}
    )


@pytest.mark.parametrize(
    ("file", "source", "complaint"),
    [
        ("store/articles.py", "from searchsvc.indexing import update", "looks up to searchsvc/indexing/__init__.py"),
        ("store/articles.py", "def f():\n    import searchsvc.web.api", "looks up to searchsvc/web/api.py"),
        ("people/names.py", "from searchsvc import store", "looks sideways to searchsvc/store/__init__.py"),
        ("text/fold.py", "from searchsvc.web.api import Thing", "looks up to searchsvc/web/api.py"),
        ("text/fold.py", "from ..web import api", "write the whole name"),
        ("text/fold.py", "import searchsvc.novelty", "is in no layer"),
        ("text/fold.py", "import icu", "whose door is searchsvc/text/icu.py"),
        ("indexing/update.py", "from whoosh.index import create_in", "whose door is searchsvc/engine/whoosh/"),
        ("web/api.py", "import requests", "has no door"),
        ("web/api.py", "import os\nhome = os.environ['HOME']", "reads the environment"),
        ("web/api.py", "from os import getenv", "reads the environment"),
        ("web/utils.py", "", "named for nothing it does"),
        ("web/long.py", "x = 1\n" * 301, "has 301 lines"),
    ],
)
def test_what_is_not_as_drawn_is_named(tmp_path: Path, file: str, source: str, complaint: str) -> None:
    for part in ("store/__init__.py", "indexing/__init__.py", "web/api.py", file):
        (tmp_path / part).parent.mkdir(exist_ok=True)
        (tmp_path / part).write_text(source if part == file else "", encoding="utf-8")
    (sentence,) = complaints(tmp_path)
    assert sentence.startswith(f"searchsvc/{file} ") and complaint in sentence


def test_what_is_as_drawn_passes(tmp_path: Path) -> None:
    source = (
        "from searchsvc import __version__, store\nfrom searchsvc.indexing.update import x\nimport os, flask\nos.fspath"
    )
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "api.py").write_text(source, encoding="utf-8")
    assert list(complaints(tmp_path)) == []
