"""Commands for whoever runs the service: serve, keys."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import click

from searchsvc.cli.terminal import home_option, json_option, print_json
from searchsvc.config import settings
from searchsvc.errors import NotFound
from searchsvc.indexing.generations import make_store, open_store
from searchsvc.web.server import serve as serve_web

SCOPES = ("read", "staff", "write")


@click.command()
@click.option("--host", default=lambda: settings().host, help="Address to listen on (default 127.0.0.1).")
@click.option("--port", default=lambda: settings().port, type=click.IntRange(0, 65535), help="Port (default 8000).")
@click.option(
    "--workers", default=lambda: settings().workers, type=click.IntRange(1, 64), help="Processes (default 2)."
)
@home_option
def serve(host: str, port: int, workers: int, home: Path) -> None:
    """Serve pages and API with a production server."""
    serve_web(replace(settings(), index=home), host=host, port=port, workers=workers)


@click.group()
def keys() -> None:
    """Make, list and revoke API keys."""


@keys.command("new")
@click.argument("name")
@click.option("--scope", "scopes", type=click.Choice(SCOPES), multiple=True, required=True, help="What it may do.")
@home_option
@json_option
def new_key(name: str, scopes: tuple[str, ...], home: Path, shape: str) -> None:
    """Make a key. It is shown now and never again: only its hash is kept."""
    store = make_store(home)
    try:
        key, secret = store.keys.make(name, scopes)
    finally:
        store.close()
    if shape == "json":
        print_json({**asdict(key), "key": secret})
        return
    click.echo(secret)
    click.echo(f"id {key.id}, for {', '.join(scopes)}; keep it: it cannot be shown again", err=True)


@keys.command("list")
@home_option
@json_option
def list_keys(home: Path, shape: str) -> None:
    """Every key: id, name, scopes, when it was made, last used, revoked."""
    store = open_store(home)
    try:
        found = store.keys.all()
    finally:
        store.close()
    if shape == "json":
        print_json({"keys": [asdict(key) for key in found]})
        return
    for key in found:
        used = f"last used {key.last_used}" if key.last_used else "never used"
        state = f"revoked {key.revoked}" if key.revoked else used
        click.echo(f"{key.id}  {key.name}  {','.join(key.scopes)}  made {key.created}, {state}")


@keys.command("revoke")
@click.argument("id")
@home_option
def revoke_key(id: str, home: Path) -> None:
    """Take a key's rights away, at once."""
    store = open_store(home)
    try:
        if id not in {key.id for key in store.keys.all()}:
            raise NotFound(f"there is no key {id}", where="id")
        store.keys.revoke(id)
    finally:
        store.close()
    click.echo(f"{id} revoked")
