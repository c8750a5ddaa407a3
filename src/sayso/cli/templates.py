"""Commands about the designs that Sayso knows."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer

from sayso.cli.agency_option import chosen_agency
from sayso.cli.console import JsonOption, print_columns, print_json, say, say_diagnostic, step
from sayso.cli.server import SampleOption
from sayso.cli.server_connection import api, running_server
from sayso.errors import InputError
from sayso.spec.diagnostics import Level
from sayso.spec.model import AppSpec

SlugArgument = Annotated[str, typer.Argument(metavar="TEMPLATE", help="As `sayso templates list` names it.")]

app = typer.Typer(
    help="Applications to begin from: designs that Sayso knows, and those of your agency.",
    no_args_is_help=True,
)


@app.command("list")
def list_templates(
    family: Annotated[
        str, typer.Argument(metavar="[TRADE]", help="Of this trade alone, such as events.")
    ] = "",
    *,
    own: Annotated[bool, typer.Option("--own", help="Those of your agency, and no others.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List all designs by trade, or the templates of your agency."""
    from sayso.catalogue.index import catalogue

    if own:
        items = running_server().call("GET", "/api/v1/agency/templates")["items"]
        if as_json:
            print_json(items)
        elif items:
            print_columns(
                [one["slug"], f"version {one['version']}", one["name"], one["about"]] for one in items
            )
        else:
            say("There are none yet. `sayso templates publish APPLICATION` makes one.")
        return
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
def show(slug: SlugArgument, *, as_json: JsonOption = False) -> None:
    """Say what an application of a template keeps, and for whom."""
    with api() as caller:
        told = caller.call("GET", f"/api/v1/templates/{quote(slug, safe='')}")
    if as_json:
        print_json(told)
        return
    say(f"{told['name']}: {told['about']}")
    print_columns([one["name"], ", ".join(one["fields"]), " → ".join(one["steps"])] for one in told["things"])
    say(f"For {', '.join(told['roles'])}. Reports: {', '.join(told['reports']) or 'none'}.")


@app.command()
def publish(
    slug: Annotated[str, typer.Argument(metavar="APPLICATION", help="As `sayso open` names it.")],
    *,
    name: Annotated[
        str, typer.Option(help="What the template is called; the application's name unless given.")
    ] = "",
    about: Annotated[str, typer.Option(help="What it is for, in a sentence.")] = "",
    notes: Annotated[str, typer.Option(help="What is new in this version.")] = "",
    rows: Annotated[bool, typer.Option(help="Whether rows are made up for whoever begins from it.")] = True,
) -> None:
    """Publish an application as a template of your agency, or as the next version of it.

    Its structure and looks go along. Its rows, people, settings and secrets never do.
    """
    running = running_server()
    path = f"/api/v1/modules/{quote(slug, safe='')}"
    known = running.call("GET", f"{path}/template")["template"]
    usual = known["name"] if known else running.call("GET", path)["name"]
    said = known["about"] if known else ""
    body = {"name": name or usual, "description": about or said, "notes": notes, "with_rows": rows}
    made = running.call("POST", f"{path}/template", body)
    say(f"“{made['name']}” is a template of your agency, version {made['version']}.")
    print(made["slug"])


@app.command()
def remove(slug: SlugArgument) -> None:
    """Remove a template of your agency. Applications that came from it stay as they are."""
    running = running_server()
    items = running.call("GET", "/api/v1/agency/templates")["items"]
    found = next((one for one in items if one["slug"] == slug), None)
    if found is None:
        raise InputError(
            f"Your agency has no template “{slug}”.",
            hint="`sayso templates list --own` shows which there are.",
        )
    running.call("DELETE", f"/api/v1/agency/templates/{found['id']}")
    say(f"“{found['name']}” is no template any more.")


@app.command()
def use(slug: SlugArgument, *, sample: SampleOption = False) -> None:
    """Publish a template as an application; print a link into it. `sayso change` changes it in words."""
    running = replace(running_server(), agency=chosen_agency())
    with step("Building the application"):
        session = running.call("POST", "/api/v1/sessions/from-template", {"template": slug})
        made = running.call("POST", f"/api/v1/sessions/{session['id']}/publish", {"sample": sample})
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
