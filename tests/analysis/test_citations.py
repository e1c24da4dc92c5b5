"""Which documents an article cites."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from searchsvc.analysis import citations as module
from searchsvc.analysis.citations import DECIDING, Cited, citations
from searchsvc.model import Article


def told(found: tuple[Cited, ...]) -> dict[str, list[str]]:
    return {str(cited.number): [mention.text for mention in cited.mentions] for cited in found}


def test_a_short_reference_counts_as_the_number_introduced() -> None:
    article = Article(
        "1",
        title="Ba năm thực hiện Chỉ thị 03",
        body="Sơ kết Chỉ thị 03/CT-TU của Ban Thường vụ. Qua 3 năm, chỉ thị 03 đi vào nề nếp.",
        captions=("Hội nghị sơ kết chỉ thị số 3",),
    )
    assert told(citations(article)) == {"3/ct-tu": ["Chỉ thị 03", "Chỉ thị 03/CT-TU", "chỉ thị 03", "chỉ thị số 3"]}
    assert citations(article)[0].name == "03/CT-TU"
    for cited in citations(article):
        for mention in cited.mentions:
            assert article.text(mention.field)[mention.start : mention.end] == mention.text


def test_of_two_years_the_one_introduced_last_is_meant() -> None:
    body = (
        "Quyết định 15/2012/QĐ-UBND đã cũ. Theo quyết định 15, xe dừng chạy."
        " Quyết định số 15/2014/QĐ-UBND thay thế; quyết định 15 có hiệu lực ngay."
    )
    assert told(citations(Article("1", body=body))) == {
        "15/2012/qd-ubnd": ["Quyết định 15/2012/QĐ-UBND", "quyết định 15"],
        "15/2014/qd-ubnd": ["Quyết định số 15/2014/QĐ-UBND", "quyết định 15"],
    }


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Ông ra quyết định 15 phút sau.", {}),
        ("Nghị định 15 và Thông tư 15.", {"15/nd": ["Nghị định 15"], "15/tt": ["Thông tư 15"]}),
        ("Theo kế hoạch số 41 của tỉnh, kế hoạch 41 dừng.", {"41/kh": ["kế hoạch số 41", "kế hoạch 41"]}),
        (
            "Nghị định 15 năm 2020 được ban hành. Nghị định 15/NĐ-CP nêu rõ.",
            {"15/2020/nd-cp": ["Nghị định 15 năm 2020", "Nghị định 15/NĐ-CP"]},
        ),
        ("Không có số nào: 3-1, 19/5.", {}),
    ],
)
def test_documents_of_one_figure(body: str, expected: dict[str, list[str]]) -> None:
    assert told(citations(Article("1", body=body))) == expected


def test_the_name_is_the_longest_code_else_what_is_written_first() -> None:
    article = Article("1", body="chỉ thị số  12 về rừng; Chỉ thị 12. Công văn 7/UBND, công văn 07/UBND-VX.")
    assert [cited.name for cited in citations(article)] == ["Chỉ thị số 12", "07/UBND-VX"]


def test_the_fingerprint_follows_everything_that_decides_a_number() -> None:
    package = Path(module.__file__).parent.parent
    text = "".join((package / name).read_text(encoding="utf-8") for name in DECIDING if name.endswith(".py"))
    imported = set(re.findall(r"from searchsvc\.((?:analysis|text)\.\w+) import", text))
    lists = set(re.findall(r"[\"'](\w+\.(?:tsv|txt))[\"']", text))
    assert {f"{name.replace('.', '/')}.py" for name in imported} | {f"data/{name}" for name in lists} <= set(DECIDING)
    assert len(imported) >= 4 and len(lists) == 3
