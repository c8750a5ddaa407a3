"""``sayso sandbox``: run a program behind the walls, and say what the walls are."""

import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.console import JsonOption, console, print_json, read_file, say
from sayso.sandbox.code_check import Finding, check, entry_of
from sayso.sandbox.types import Entry, Limits, Network, Outcome, Program, Reach
from sayso.settings import Settings
from sayso.verifier import toolchain

if TYPE_CHECKING:
    from sayso.sandbox.service import Standing

app = typer.Typer(help="Programs behind walls: run one, and see what the walls are.", no_args_is_help=True)

_ANY = "*"


@app.command(
    epilog="Examples: `sayso sandbox run report.py` · `sayso sandbox run block.py --allow api.example.org` · "
    """`sayso sandbox run sum.py --input '{"numbers": [1, 2]}'`""",
)
def run(
    file: Annotated[
        Path,
        typer.Argument(help="The program, or - for standard input."),
    ],
    *,
    allow: Annotated[
        list[str] | None,
        typer.Option(
            "--allow", metavar="HOST", help="A host that it may ask, once for each; “*” for any public one."
        ),
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, max=3600, help="Seconds that it may take.")] = 30.0,
    given: Annotated[str, typer.Option("--input", metavar="JSON", help="What it is given.")] = "null",
    entry: Annotated[
        Entry | None,
        typer.Option(help="What of it is called; by default after the functions that it has."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Run a program as blocks and bots are run, and print its result as JSON.

    What it writes goes to standard error. Ends with 0 for a result, 1 for none, 2 for wrong use.
    """
    try:
        value = json.loads(given)
    except json.JSONDecodeError as error:
        raise typer.BadParameter(f"this is no JSON: {error}", param_hint="--input") from error
    if str(file) != "-" and not file.is_file():
        raise typer.BadParameter(f"there is no file {file}", param_hint="FILE")
    code = read_file(file)
    called = entry or entry_of(code)
    findings = check(code, called)
    if findings:
        for finding in findings:
            _say_finding(finding)
        raise typer.Exit(1)
    name = file.name if str(file) != "-" else "program.py"
    outcome = asyncio.run(
        _run(Program(code, called, value, name), _network(allow or []), timeout, as_json=as_json)
    )
    if as_json:
        print_json(_told(outcome))
    elif outcome.ok:
        print_json(outcome.result)
    else:
        _say_failure(outcome)
    if not outcome.ok:
        raise typer.Exit(1)


@app.command()
def status(*, as_json: JsonOption = False) -> None:
    """Say which walls stand around programs, and around tools over files; tried by running one of each."""
    standing, tools = asyncio.run(_look()), toolchain.standing()
    if as_json:
        print_json({**_as_json(standing), "tools": _as_json(tools)})
    else:
        _say_standing("Programs run", standing)
        _say_standing("What people and models wrote is built and drawn", tools)
    if not (standing.is_safe and tools.is_safe):
        raise typer.Exit(1)


def _as_json(standing: "Standing") -> dict[str, Any]:
    return {**asdict(standing), "is_safe": standing.is_safe}


def _say_standing(what: str, standing: "Standing") -> None:
    behind = f"behind {standing.tier.value}" if standing.is_safe else "without walls, or not at all"
    say(f"{what} {behind}.")
    for wall in standing.walls:
        say(f"  {wall}")
    for gap in standing.gaps:
        say(f"  But: {gap}")
    if standing.hint:
        say(standing.hint)


async def _look() -> "Standing":
    from sayso.sandbox.service import OsSandbox

    async with OsSandbox.of(Settings()).open() as sandbox:
        return await sandbox.standing()


async def _run(program: Program, network: Network, seconds: float, *, as_json: bool) -> Outcome:
    from sayso.sandbox.service import OsSandbox

    limits = Limits(wall_seconds=seconds, cpu_seconds=max(1, round(seconds)))
    async with OsSandbox.of(Settings()).open() as sandbox:
        return await sandbox.run(program, network, limits, None if as_json else _show)


def _show(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _network(hosts: list[str]) -> Network:
    if _ANY in hosts:
        return Network(Reach.PUBLIC)
    return Network(Reach.LISTED, tuple(hosts)) if hosts else Network()


def _say_finding(finding: Finding) -> None:
    console.print(f"{finding.message} {finding.hint}", style="red", markup=False)


def _say_failure(outcome: Outcome) -> None:
    error = outcome.error
    said = (error.trace or f"{error.kind}: {error.message}") if error else outcome.ending.value
    console.print(said, style="red", markup=False)


def _told(outcome: Outcome) -> dict[str, Any]:
    told = asdict(outcome)
    for request in told["requests"]:
        request["at"] = request["at"].isoformat()
    return told
