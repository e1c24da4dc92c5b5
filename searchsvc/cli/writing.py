"""Commands that change the index: index, delete, rebuild, check."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from searchsvc import ingest
from searchsvc.cli.terminal import Bar, home_option, json_option, print_json
from searchsvc.errors import SearchsvcError
from searchsvc.indexing.build import rebuild as rebuild_index
from searchsvc.indexing.check import Finding, mend
from searchsvc.indexing.check import check as check_index
from searchsvc.indexing.finish import tidy
from searchsvc.indexing.intake import Missing
from searchsvc.indexing.update import REJECTED, Report, delete_articles, index_source, wait_until_applied

_PATIENCE = 600.0


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--delete-missing", "missing", flag_value="delete", default="keep", help="Remove what it has no more.")
@click.option("--rejects", type=click.Path(path_type=Path), help="Where to write what cannot be used.")
@click.option("--strict", "rejected_code", flag_value=1, default=0, type=int, help="Exit with 1 when any is rejected.")
@home_option
@json_option
def index(
    sources: tuple[str, ...], missing: str, rejects: Path | None, rejected_code: int, home: Path, shape: str
) -> int:
    """Add or update articles from files or folders (.jsonl[.gz|.xz], WordPress .xml, .html, .txt; - for JSONL on
    stdin).
    """
    reports, failed = [], False
    for source in sources:
        try:
            report = _index(home, source, missing, rejects=rejects)
        except SearchsvcError as error:
            click.echo(f"searchsvc: {source}: {error}", err=True)
            failed = True
            continue
        reports.append({"source": source, **asdict(report)})
        if shape == "text":
            click.echo(f"{source}: {_told(report, rejects or home / REJECTED)}")
    if shape == "json":
        print_json({"sources": reports})
    return 1 if failed else rejected_code if any(report["rejected"] for report in reports) else 0


def _index(home: Path, source: str, missing: str, *, rejects: Path | None) -> Report:
    bar = Bar(bytes_in_all=ingest.size(source))
    try:
        kept: Missing = "delete" if missing == "delete" else "keep"
        return index_source(home, source, missing=kept, rejects=rejects, tell=bar)
    finally:
        bar.close()


def _told(report: Report, rejects: Path) -> str:
    counts = [f"{report.added:,} added", f"{report.changed:,} changed", f"{report.unchanged:,} unchanged"]
    if report.deleted:
        counts.append(f"{report.deleted:,} deleted")
    if report.rejected:
        counts.append(f"{report.rejected:,} rejected (see {rejects})")
    done = report.added + report.changed + report.unchanged
    return f"{', '.join(counts)}; {report.seconds:.1f} s, {done / max(report.seconds, 1e-3):,.0f} articles/s"


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@home_option
def delete(ids: tuple[str, ...], home: Path) -> int:
    """Remove articles."""
    gone = delete_articles(home, ids)
    wait_until_applied(home, timeout=_PATIENCE)
    tidy(home)
    click.echo(f"{gone} of {len(ids)} removed")
    return 0 if gone == len(ids) else 1


@click.command()
@home_option
@json_option
def rebuild(home: Path, shape: str) -> None:
    """Build a new generation from the stored articles and switch to it while serving goes on."""
    bar = Bar()
    try:
        done = rebuild_index(home, tell=bar)
    finally:
        bar.close()
    if shape == "json":
        print_json(asdict(done))
        return
    click.echo(f"generation {done.generation}: {done.articles:,} articles, {done.people:,} people")


@click.command()
@click.option("--repair", "cure", flag_value="repair", default="look", help="Mend what is found.")
@home_option
@json_option
def check(cure: str, home: Path, shape: str) -> int:
    """Verify the whole index against the stored articles."""
    findings = check_index(home)
    if findings and cure == "repair":
        _say(findings, shape)
        bar = Bar()
        try:
            mend(home, findings, tell=bar)
        finally:
            bar.close()
        findings = check_index(home)
    _say(findings, shape)
    return 1 if findings else 0


def _say(findings: tuple[Finding, ...], shape: str) -> None:
    if shape == "json":
        print_json({"clean": not findings, "findings": [asdict(finding) for finding in findings]})
        return
    for finding in findings:
        click.echo(f"{finding.message} (mended by: {finding.cure})", err=True)
    if not findings:
        click.echo("the index agrees with the stored articles")
