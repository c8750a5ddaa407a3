"""The commands, and how they end: 0 when it worked, 1 for a failure, 2 for wrong use."""

import sys

import typer

from sayso.cli import changing, designing, diagnosis, evaluating, files, serving
from sayso.cli.console import say, say_error
from sayso.errors import AppError

app = typer.Typer(
    name="sayso",
    help="Say what you need; get software that runs.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(serving.build)
app.command()(designing.design)
app.command()(designing.refine)
app.command("compile")(designing.compile_spec)
app.command()(designing.check)
app.command("eval")(evaluating.evaluate)
app.command()(serving.serve)
app.command()(serving.demo)
app.command("open")(serving.open_module)
app.command()(serving.stop)
app.command()(changing.modules)
app.command()(changing.change)
app.command()(changing.undo)
app.command()(changing.redo)
app.command()(changing.jump)
app.command()(changing.history)
app.command()(changing.compare)
app.command()(changing.preview)
app.command()(changing.promote)
app.command()(changing.publish)
app.command()(changing.archive)
app.command()(changing.restore)
app.command()(changing.trace)
app.add_typer(files.app, name="files")
app.command()(diagnosis.doctor)


def run() -> None:
    """Run a command; an expected error is one line on standard error, never a stack trace."""
    try:
        app()
    except AppError as error:
        say_error(error)
        sys.exit(1)
    except KeyboardInterrupt:
        say("Stopped.")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
