"""The commands, and how they end: 0 when it worked, 1 for a failure, 2 for wrong use."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer
from pydantic import ValidationError

from sayso.cli import (
    agencies,
    audit,
    backup,
    blocks,
    bots,
    changing,
    chatting,
    checking,
    designing,
    diagnosis,
    evaluating,
    files,
    keys,
    models,
    public,
    rights,
    sandbox,
    secrets,
    serving,
    steps,
    templates,
    users,
    worker,
)
from sayso.cli.agency_option import of_agency
from sayso.cli.console import say_error
from sayso.cli.wrong_settings import wrong_settings
from sayso.errors import AppError


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"Sayso {version('sayso')}")
        raise typer.Exit


app = typer.Typer(
    name="sayso",
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


app.command()(of_agency(serving.build))
app.command()(designing.design)
app.command()(designing.refine)
app.command()(steps.step)
app.command("compile")(designing.compile_spec)
app.command()(checking.check)
app.command("eval")(evaluating.evaluate)
app.command()(serving.serve)
app.command()(worker.worker)
app.command()(of_agency(serving.demo))
app.command("open")(of_agency(serving.open_module))
app.command()(serving.stop)
app.command()(of_agency(chatting.chat))
app.command()(of_agency(changing.modules))
app.command()(of_agency(changing.change))
app.command()(of_agency(changing.undo))
app.command()(of_agency(changing.redo))
app.command()(of_agency(changing.jump))
app.command()(of_agency(changing.history))
app.command()(of_agency(changing.compare))
app.command()(of_agency(changing.preview))
app.command()(of_agency(changing.promote))
app.command()(of_agency(changing.publish))
app.command()(of_agency(changing.archive))
app.command()(of_agency(backup.restore))
app.command()(of_agency(changing.trace))
app.add_typer(blocks.app, name="block")
app.add_typer(blocks.dashboards, name="dashboard")
app.add_typer(bots.app, name="bot")
app.add_typer(files.app, name="files")
app.add_typer(public.app, name="public")
app.add_typer(rights.app, name="module")
app.add_typer(users.app, name="user")
app.add_typer(agencies.app, name="agency")
app.add_typer(keys.app, name="key")
app.add_typer(models.app, name="model")
app.add_typer(secrets.app, name="secret")
app.add_typer(templates.app, name="templates")
app.add_typer(sandbox.app, name="sandbox")
app.command()(of_agency(audit.audit))
app.command()(backup.backup)
app.command()(diagnosis.doctor)


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
