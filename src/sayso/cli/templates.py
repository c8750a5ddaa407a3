"""Commands about the designs that Sayso knows."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.agency_option import chosen_agency
from sayso.cli.console import JsonOption, print_columns, print_json, say, say_diagnostic, step
from sayso.cli.running import running_server
from sayso.cli.serving import SampleOption
from sayso.errors import InputError
from sayso.spec.diagnostics import Level
from sayso.spec.model import AppSpec

SlugArgument = Annotated[str, typer.Argument(metavar="TEMPLATE", help="As `sayso templates list` names it.")]

app = typer.Typer(
    help="Applications to begin from: list them, use one, check their files.", no_args_is_help=True
)


@app.command("list")
def list_templates(
    family: Annotated[
        str, typer.Argument(metavar="[TRADE]", help="Of this trade alone, such as events.")
    ] = "",
    *,
    as_json: JsonOption = False,
) -> None:
    """List all designs by trade."""
    from sayso.catalogue.index import catalogue

    known = catalogue().cards
    cards = [one for one in known if family in {"", one.family}]
    if not cards:
        trades = ", ".join(dict.fromkeys(one.family for one in known))
        raise InputError(f"There is no trade “{family}”.", hint=f"It is one of {trades}.")
    if as_json:
        print_json(
            [{"family": one.family, "slug": one.slug, "name": one.name, "about": one.about} for one in cards]
        )
        return
    print_columns([one.family, one.slug, one.name, one.about] for one in cards)


@app.command()
def spec(slug: SlugArgument) -> None:
    """Print the AppSpec of a design, for `sayso compile` and others."""
    print_json(_designed(slug).to_json())


@app.command()
def use(slug: SlugArgument, *, sample: SampleOption = False) -> None:
    """Publish a design as an application; print a link into it. `sayso change` changes it in words."""
    running = replace(running_server(), agency=chosen_agency())
    with step("Building the application"):
        made = running.call("POST", "/api/v1/modules", {"spec": _designed(slug).to_json(), "sample": sample})
    name = made["module"]["slug"]
    say(f"{made['module']['name']} is running.")
    say(f"This link signs you in, once and within ten minutes; `sayso open {name}` makes another:")
    print(running.call("POST", f"/api/v1/modules/{name}/signin-links")["url"])


def _designed(slug: str) -> AppSpec:
    from sayso.catalogue.index import catalogue
    from sayso.design.drafts.template import template

    if catalogue().card(slug) is None:
        raise InputError(
            f"There is no template “{slug}”.", hint="`sayso templates list` shows which there are."
        )
    return template(slug).spec


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
