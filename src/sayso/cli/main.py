"""The commands, and how they end: 0 when it worked, 1 for a failure, 2 for wrong use."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer
from pydantic import ValidationError

from sayso.cli.commands import Commands
from sayso.cli.console import say_error
from sayso.cli.settings_error import wrong_settings
from sayso.errors import AppError


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"Sayso {version('sayso')}")
        raise typer.Exit


app = typer.Typer(
    name="sayso",
    cls=Commands,
    help="Say what you need; get software that runs.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _main(
    _version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say the version and end.")
    ] = False,
) -> None:
    """Say what you need; get software that runs."""


def run() -> None:
    """Run a command; an expected error is one line on standard error, never a stack trace."""
    try:
        app(_texts_last(sys.argv[1:]))
    except AppError as error:
        say_error(error)
        sys.exit(1)
    except ValidationError as error:
        wrong = wrong_settings(error)
        if wrong is None:
            raise
        say_error(wrong)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


def _texts_last(arguments: list[str]) -> list[str]:
    """A pasted list begins with a dash as options do; behind ``--`` it is read as the text that it is."""
    if "--" in arguments:
        return arguments
    texts = [one for one in arguments if one[:1] == "-" and one.lstrip("-")[:1].isspace()]
    return [*(one for one in arguments if one not in texts), "--", *texts] if texts else arguments
