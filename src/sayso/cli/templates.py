"""Commands about the designs that Sayso knows."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.console import JsonOption, print_columns, print_json, say, say_diagnostic
from sayso.errors import InputError
from sayso.spec.diagnostics import Level

app = typer.Typer(help="Designs that Sayso knows: list them, check their files.", no_args_is_help=True)


@app.command("list")
def list_templates(*, as_json: JsonOption = False) -> None:
    """List all designs by family."""
    from sayso.catalogue.index import catalogue

    cards = catalogue().cards
    if as_json:
        print_json(
            [{"family": one.family, "slug": one.slug, "name": one.name, "about": one.about} for one in cards]
        )
        return
    print_columns([one.family, one.slug, one.name, one.about] for one in cards)


@app.command()
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="Files, or folders of them; all unless given."),
    ] = None,
) -> None:
    """Say everything that is wrong with the files of designs; exit with 1 if anything blocks."""
    from sayso.catalogue.load import FOLDER, files
    from sayso.compiler.build import compile_app
    from sayso.design.drafts.check import problems_of

    chosen: list[Path] = []
    for path in paths or [FOLDER]:
        if not path.exists():
            raise InputError(f"There is no {path}.", hint="Name a file or a folder.")
        chosen += sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    blocked = count = 0
    for _, problems in problems_of(chosen or files(), compile_app):
        count += 1
        blocked += any(one.level is Level.ERROR for one in problems)
        for problem in problems:
            say_diagnostic(problem)
    say(f"{count} checked, {blocked} with errors.")
    if blocked:
        raise typer.Exit(1)
