"""What the commands say: JSON to standard output, everything else to standard error."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from sayso.errors import AppError, InputError
from sayso.spec.diagnostics import Diagnostic

console = Console(stderr=True, highlight=False, soft_wrap=True)

JsonOption = Annotated[bool, typer.Option("--json", help="As JSON.")]


def print_json(value: Any) -> None:
    """A value as indented JSON on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_columns(rows: Iterable[Sequence[str]]) -> None:
    """Rows on standard output, each column but the last as wide as its widest text."""
    lines = list(rows)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)][:-1]
    for *columns, last in lines:
        padded = (text.ljust(width) for text, width in zip(columns, widths, strict=True))
        print("  ".join([*padded, last]).rstrip())


def say(message: str) -> None:
    """A line for people."""
    console.print(message, markup=False)


def say_error(error: AppError) -> None:
    """An error in one line, with the way out."""
    console.print(f"{error.message} {error.hint}".strip(), style="red", markup=False)
    for problem in error.details.get("diagnostics", ()):
        say_diagnostic(Diagnostic.model_validate(problem))


def say_diagnostic(problem: Diagnostic) -> None:
    """A problem of a spec: level, place, message, way out."""
    line = f"{problem.level.value}: {problem.path}: {problem.message} {problem.hint}".rstrip()
    console.print(line, style="red" if problem.level.value == "error" else "yellow", markup=False)


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Show what is being done while it is done."""
    with console.status(doing):
        yield


def read_text(argument: str) -> str:
    """The text itself, or standard input for ``-``."""
    if argument != "-":
        return argument
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"Standard input is not UTF-8 (byte {error.start}).", hint="Save the text as UTF-8 and try again."
        ) from error


def read_json(path: Path) -> Any:
    """The JSON in a file, or in standard input for ``-``."""
    try:
        return json.loads(read_file(path))
    except json.JSONDecodeError as error:
        raise InputError(
            f"{path} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}."
        ) from error


def read_file(path: Path) -> str:
    """The text of a file, or of standard input for ``-``."""
    if str(path) == "-":
        return read_text("-")
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path} is not UTF-8 (byte {error.start}).", hint="Save it as UTF-8 and try again."
        ) from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
