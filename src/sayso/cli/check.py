"""``sayso check``: a spec where one is named, else the whole installation."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from sayso.backup.types import Finding
from sayso.cli import specs
from sayso.cli.backup import answering, telling
from sayso.cli.console import JsonOption, console, print_json
from sayso.settings import Settings

_STYLES = {"ok": "green", "note": "yellow", "problem": "red"}


def check(
    spec: Annotated[
        Path | None,
        typer.Argument(help="An AppSpec as JSON, or - for standard input; the installation without one."),
    ] = None,
    *,
    prove: Annotated[
        bool, typer.Option("--prove", help="Also try everything a spec promises on scratch tables.")
    ] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Of an installation, do not read every upload and row again.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Print the problems of a spec, or without one of the whole installation; exit with 1 if one blocks.

    With --prove the report goes to standard output as JSON, what it says to standard error.
    """
    if spec is not None:
        specs.check(spec, prove)
        return
    _installation(is_quick=quick, as_json=as_json)


def _installation(*, is_quick: bool, as_json: bool) -> None:
    from sayso.backup.integrity import look_at

    settings = Settings()
    with answering(settings) as dsn, telling("Looking at the installation") as tell:
        found = asyncio.run(look_at(settings, dsn, tell, is_quick=is_quick))
    if as_json:
        print_json([asdict(one) for one in found])
    else:
        _say(found)
    if any(one.level == "problem" for one in found):
        raise typer.Exit(1)


def _say(found: Sequence[Finding]) -> None:
    for one in found:
        console.print(f"{one.level:8}", style=_STYLES[one.level], end="")
        console.print(f"{one.place}: {one.text} {one.hint}".rstrip(), markup=False)
