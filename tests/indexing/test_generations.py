"""Generations: names, the live line, manifests that know when they are damaged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from searchsvc.errors import Broken, NotFound, Stale
from searchsvc.indexing.generations import (
    CURRENT,
    MANIFEST,
    begin,
    live,
    names,
    open_store,
    opened,
    outdated,
    read_manifest,
    replace_file,
    require_fit,
    sweep,
    switch,
    write_manifest,
)  # fmt: skip


def test_names_rise_and_never_meet(tmp_path: Path) -> None:
    made = [begin(tmp_path).name for _ in range(12)]
    assert len(set(made)) == 12 and set(made) == set(names(tmp_path))
    assert [name.rpartition("-")[2] for name in made] == [str(number) for number in range(1, 13)]


def test_the_live_one_is_the_one_switched_to(tmp_path: Path) -> None:
    assert live(tmp_path) == ""
    first, second = begin(tmp_path).name, begin(tmp_path).name
    switch(tmp_path, first)
    switch(tmp_path, second)
    assert live(tmp_path) == second and (tmp_path / CURRENT).read_text() == f"{second}\n"


@pytest.mark.parametrize("line", ["", "20200101-000000-1", "../..", "x", "\x00", "đ", "20200101-000000-1\nmore"])
def test_a_line_that_cannot_be_right_is_broken(tmp_path: Path, line: str) -> None:
    (tmp_path / CURRENT).write_text(line, encoding="utf-8")
    with pytest.raises(Broken, match="rebuild"):
        live(tmp_path)


def test_a_manifest_comes_back(tmp_path: Path) -> None:
    folder = begin(tmp_path, previous="20200101-000000-1")
    manifest = replace(read_manifest(folder), applied=7, articles=5, people=3)
    write_manifest(folder, manifest)
    assert read_manifest(folder) == manifest
    assert (manifest.generation, manifest.previous) == (folder.name, "20200101-000000-1")


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", "{", '{"check": "x"}', "\udcff"])
def test_a_damaged_manifest_is_broken(tmp_path: Path, content: str) -> None:
    folder = begin(tmp_path)
    (folder / MANIFEST).write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(Broken, match="damaged"):
        read_manifest(folder)


def test_a_manifest_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    folder = begin(tmp_path)
    write_manifest(folder, replace(read_manifest(folder), version=99))
    with pytest.raises(Broken, match="newer"):
        read_manifest(folder)


@pytest.mark.parametrize(("rules", "fits"), [("analysis", False), ("people", False), ("cleaning", True)])
def test_other_rules_are_stale_where_they_would_be_silently_wrong(tmp_path: Path, rules: str, fits: bool) -> None:
    manifest = read_manifest(begin(tmp_path))
    require_fit(manifest)
    older = replace(manifest, fingerprints={**manifest.fingerprints, rules: "x"})
    assert outdated(older) == (rules,)
    if fits:
        require_fit(older)
        return
    with pytest.raises(Stale, match=f"rules of {rules}.*rebuild"):
        require_fit(older)


def test_a_file_that_cannot_be_replaced_keeps_what_it_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_file(tmp_path / "file", "trước")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Broken, match="No space left"):
        replace_file(tmp_path / "file", "sau")
    assert (tmp_path / "file").read_text() == "trước"


def test_sweeping_keeps_the_live_one_and_the_one_before(tmp_path: Path) -> None:
    one, two, three = (begin(tmp_path) for _ in range(3))
    write_manifest(three, replace(read_manifest(three), previous=two.name))
    switch(tmp_path, three.name)
    (tmp_path / "20990101-000000-99").mkdir()
    assert sweep(tmp_path) == [one.name, "20990101-000000-99"]
    assert names(tmp_path) == [two.name, three.name]


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="searchsvc index"):
        open_store(tmp_path / "nowhere")
    with pytest.raises(Broken), opened(tmp_path / "20200101-000000-1"):
        pass
    assert list(tmp_path.iterdir()) == []
