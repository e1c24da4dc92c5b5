"""Commands that ask: search, people, explain, analyze, status, evaluate."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click
from tqdm import tqdm

from searchsvc.cli.terminal import home_option, json_option, marked, print_json, size_words
from searchsvc.engine.schema import FACET_FIELDS
from searchsvc.errors import SearchsvcError
from searchsvc.evaluation.relevance import DEPTH, as_json, as_lines
from searchsvc.evaluation.relevance import evaluate as evaluate_search
from searchsvc.indexing.status import status as index_status
from searchsvc.ops.live import LiveIndex
from searchsvc.searching.analyze import Analysis
from searchsvc.searching.analyze import analyze as analyze_text
from searchsvc.searching.answer import Answer, Hit, Question
from searchsvc.searching.desk import Desk
from searchsvc.searching.expand import Variant
from searchsvc.searching.explain import Explanation
from searchsvc.searching.explain import explain as explain_search
from searchsvc.searching.people import find_people
from searchsvc.searching.roll import everybody
from searchsvc.searching.search import search as search_articles
from searchsvc.web.exporting import csv_lines, json_lines
from searchsvc.web.params import FORMATS, question_of
from searchsvc.web.shapes import people_json, search_json
from searchsvc.web.telling import analysis_json, explanation_json


@contextmanager
def opened(home: Path) -> Iterator[Desk]:
    """The live index of a folder, for one command."""
    live = LiveIndex(home)
    try:
        yield live.desk()
    finally:
        live.close()


@click.command()
@click.argument("query")
@click.option("--size", default="10", help="Hits on a page.")
@click.option("--page", default="1", help="Which page.")
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance")
@click.option("--from", "first", default="", help="First day: YYYY, YYYY-MM or YYYY-MM-DD.")
@click.option("--to", "last", default="", help="Last day.")
@click.option("--person", default="", help="A person's id or name.")
@click.option("--author", default="")
@click.option("--category", default="")
@click.option("--place", default="")
@click.option("--literal", default="", flag_value="1", help="Exactly as typed: no wider rung.")
@home_option
@json_option
def search(query: str, home: Path, shape: str, **options: str) -> None:
    """Print ranked hits: title, date, passage, score."""
    question = _question(query, options)
    with opened(home) as desk:
        answer = search_articles(question, desk)
    if shape == "json":
        print_json(search_json(answer))
        return
    click.echo(f"{answer.total:,} articles, rung {answer.rung}, {answer.took_ms} ms")
    for note in answer.diagnostics:
        click.echo(f"! {note.message}")
    for found in answer.people:
        click.echo(f"@ {found.card.name} ({', '.join(office.title for office in found.card.offices[:3])})")
    for number, hit in enumerate(answer.hits, (question.page - 1) * question.size + 1):
        _print_hit(number, hit)


def _question(query: str, options: dict[str, str]) -> Question:
    names = {"first": "from", "last": "to"}
    given = {names.get(name, name): [value] for name, value in options.items() if value}
    return question_of({"q": [query], "facets": [",".join(FACET_FIELDS)], **given})


def _print_hit(number: int, hit: Hit) -> None:
    article = hit.article
    about = " · ".join(part for part in (article.published[:10], article.category, ", ".join(article.authors)) if part)
    click.echo(f"\n{number}. {marked(article.title or article.id, hit.title_marks)}")
    click.echo(f"   {article.id}  {about}  score {hit.score:.2f}, {hit.tier}")
    for snippet in hit.snippets:
        click.echo(f"   {marked(snippet.text, snippet.marks)}")


@click.command()
@click.argument("query", required=False)
@click.option("--size", default=10, type=click.IntRange(1, 100))
@click.option("--page", default=1, type=click.IntRange(1, 1000))
@click.option("--export", "file", type=click.Choice(FORMATS), help="Print everybody instead, as a file.")
@home_option
@json_option
def people(query: str | None, size: int, page: int, file: str | None, home: Path, shape: str) -> None:
    """Print ranked people: name, offices, first and last seen, number of articles."""
    if (query is None) == (file is None):
        raise click.UsageError("either QUERY or --export is needed")
    if query is None:
        _export_people(file or FORMATS[0], home)
        return
    with opened(home) as desk:
        answer = find_people(query, desk, page=page, size=size)
    if shape == "json":
        print_json(people_json(answer))
        return
    click.echo(f"{answer.total:,} people")
    for found in answer.people:
        card = found.card
        seen = " to ".join(dict.fromkeys(day for day in (card.first_seen, card.last_seen) if day))
        click.echo(f"\n{card.name}  {card.id}  {len(card.articles):,} articles{', ' + seen if seen else ''}")
        click.echo(f"   score {found.score:.2f}: {', '.join(found.reasons)}")
        for office in card.offices[:5]:
            click.echo(f"   - {'nguyên ' if office.former else ''}{office.title}")


def _export_people(file: str, home: Path) -> None:
    with opened(home) as desk:
        found = everybody(desk)
        for line in csv_lines(found) if file == "csv" else json_lines(found):
            click.echo(line, nl=False)


@click.command()
@click.argument("query")
@home_option
@json_option
def explain(query: str, home: Path, shape: str) -> None:
    """Show what was understood, the query tree, the rung, each hit's score by part."""
    with opened(home) as desk:
        told = explain_search(Question(query), desk)
    if shape == "json":
        print_json(explanation_json(told))
        return
    _print_explanation(told)


def _understood(answer: Answer) -> dict[str, object]:
    steps = [f"{step.step}: {step.before} -> {step.after}" for step in answer.steps]
    return {
        "query": answer.question.text,
        "understood": answer.understood,
        "suggestion": answer.suggestion,
        "rung": answer.rung,
        "steps": steps,
        "total": answer.total,
    }


def _print_explanation(told: Explanation) -> None:
    for name, value in _understood(told.answer).items():
        click.echo(f"{name}: {_plain(value)}")
    for word in told.words:
        click.echo(f"  {word.typed}{' +' if word.bound else ''}: {', '.join(map(_spelling, word.variants[:12]))}")
    for meaning in told.meant:
        place = f"[{meaning.start}, {meaning.end})"
        click.echo(
            f"  {place} {meaning.kind} {meaning.label} {meaning.weight:g} from {meaning.rung} on: {meaning.tree}"
        )
    click.echo(f"tree: {told.answer.tree}")
    for hit in told.answer.hits:
        click.echo(f"\n{hit.score:8.3f}  {hit.article.id}  {hit.article.title}")
        for part, score in hit.parts:
            click.echo(f"{score:8.3f}    {part}")


def _spelling(one: Variant) -> str:
    """A spelling: its tier or the slip it takes, what it weighs, how likely it was meant, in how many articles."""
    how = f"slip ({one.slip})" if one.slip else one.tier
    return f"{one.text} {how} {one.weight:.2g} p={one.likely:.2g} ({one.documents:,})"


@click.command()
@click.argument("text")
@home_option
@json_option
def analyze(text: str, home: Path, shape: str) -> None:
    """Show what is put right in a text, its tokens with offsets, and what each finds in the index, if there is one."""
    try:
        with opened(home) as desk:
            told = analyze_text(text, desk.engine)
    except SearchsvcError:  # no index, or none that can be used: the text can be cut all the same
        told = analyze_text(text, None)
    if shape == "json":
        print_json(analysis_json(told))
        return
    _print_analysis(told)


def _print_analysis(told: Analysis) -> None:
    for repair in told.repairs:
        click.echo(f"{repair.fix}: {repair.before!r} -> {repair.after!r}")
    for name, tokens in told.analysers.items():
        click.echo(f"{name}: " + " | ".join(token.text for token in tokens))
    for piece in told.pieces:
        token, made = piece.token, piece.syllable
        spelled = ", ".join(f"{one.text} {one.tier} ({one.documents})" for one in piece.spellings[:12])
        known = [f"{made.onset}+{made.rhyme}" if made else "no syllable", f"key {piece.key}"]
        known += [f"{name} {read}" for name, read in (("telex", piece.telex), ("vni", piece.vni)) if read]
        place = f"{token.position:4} [{token.start}, {token.end})"
        click.echo(f"  {place}  {token.text}  {', '.join(known)}{': ' + spelled if spelled else ''}")


@click.command()
@home_option
@json_option
def status(home: Path, shape: str) -> None:
    """Counts, sizes, freshness."""
    found = asdict(index_status(home))
    found["newest"] = found["newest"].isoformat() if found["newest"] else ""
    if shape == "json":
        print_json(found)
        return
    for name, value in found.items():
        shown = {what: size_words(size) for what, size in value.items()} if name == "sizes" else value
        click.echo(f"{name}: {_plain(shown)}")


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(inner)}" for name, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return f"{value:,}" if isinstance(value, int) else str(value)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@home_option
@json_option
def evaluate(folder: Path, home: Path, shape: str) -> None:
    """Ask the queries of a test collection and print nDCG@10, MRR and recall@50 for each way of typing them."""
    with opened(home) as desk, tqdm(unit=" query", disable=not sys.stderr.isatty()) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        def ask(text: str) -> list[str]:
            answer = search_articles(Question(text, size=DEPTH, facets=()), desk)
            return [hit.article.id for hit in answer.hits]

        table = evaluate_search(folder, ask, progress=show)
    if shape == "json":
        print_json(as_json(table))
        return
    for line in as_lines(table):
        click.echo(line)
