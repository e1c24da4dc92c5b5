"""The newsroom's people: the annotation is true to the text, and they are found no worse than they were."""

from __future__ import annotations

from searchsvc.evaluation import floors
from searchsvc.evaluation.people import measure, table
from tests.support.newsroom_people import articles, gold


def test_every_article_is_annotated_and_every_form_stands_in_it() -> None:
    annotated = list(gold())
    assert {one.article.id for one in annotated} == {article.id for article in articles()}
    for one in annotated:
        text = "\n".join(text for _, text in one.article.texts())
        written = [words for person in one.people for words in (*person.forms, *person.offices)]
        assert not (absent := [words for words in written if words not in text]), f"{one.article.id}: {absent}"


def test_people_are_found_no_worse_than_they_were() -> None:
    result = measure(gold())
    tallies = {"people": result.people, "forms": result.forms, "offices": result.offices}
    figures = {name: {"f1": tally.f1} for name, tally in tallies.items()}
    assert not (sunk := floors.sunk("newsroom", figures)), "\n".join((*sunk, table(result), *map(str, result.errors)))
