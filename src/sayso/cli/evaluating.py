"""``sayso eval``: a designer over a file of briefs."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.console import read_file, say
from sayso.design.evaluate import evaluate as run_briefs
from sayso.design.evaluate import read_briefs
from sayso.design.registry import DesignerName, pick_designing
from sayso.errors import InputError


def evaluate(
    briefs: Annotated[Path, typer.Argument(help="Briefs, one JSON object a line.")],
    out: Annotated[
        Path, typer.Option("-o", "--out", help="Where to write the predictions, one JSON object a line.")
    ],
    designer: Annotated[
        DesignerName, typer.Option("--designer", help="Who reads the words.")
    ] = DesignerName.AUTO,
) -> None:
    """Run briefs and their refinements; write {"id", "spec", "refined", "decisions"} a line."""
    rows = read_briefs(read_file(briefs), str(briefs))
    try:
        count = asyncio.run(run_briefs(rows, pick_designing(designer), out))
    except OSError as error:
        raise InputError(f"{out} cannot be written: {(error.strerror or str(error)).lower()}.") from error
    say(f"Wrote {count} rows to {out}.")
