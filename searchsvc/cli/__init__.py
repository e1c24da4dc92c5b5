"""The command line: `searchsvc COMMAND`.

Exit codes: 0 done, 1 failed, 2 wrong usage. What a person should know goes to stderr, what was asked for to stdout.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from searchsvc import __version__
from searchsvc.cli.reading import analyze, evaluate, explain, people, search, status
from searchsvc.cli.serving import keys, serve
from searchsvc.cli.writing import check, delete, index, rebuild
from searchsvc.errors import SearchsvcError

COMMANDS = (index, delete, rebuild, search, people, explain, analyze, serve, status, check, evaluate, keys)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="searchsvc")
def commands() -> None:
    """Full-text and person-name search for Vietnamese news."""


for command in COMMANDS:
    commands.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code. Our own errors become one line, never a traceback."""
    try:
        done = commands.main(arguments, prog_name="searchsvc", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        return 1
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has seen enough
        return 0
    except SearchsvcError as error:
        click.echo(f"searchsvc: {error}", err=True)
        return 1
    return done if isinstance(done, int) else 0
