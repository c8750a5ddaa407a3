"""``sayso bot import``: bots of the older registry."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from sayso.bots.registry_import.source import zip_of_folder
from sayso.cli.bots.terminal_text import line, short
from sayso.cli.console import JsonOption, print_columns, print_json
from sayso.cli.server_connection import running_server


def import_folder(
    folder: Annotated[Path, typer.Argument(help="The folder with codex32_registry.json and bots/.")],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be taken, and take nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Take them without asking.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Take over bots of the older registry: all that can be taken, or nothing.

    What would become of each is said first. Doing it again changes only what is different.
    """
    server, data = running_server(), zip_of_folder(folder)
    report = server.upload("/api/v1/bots/import?dry_run=true", "bots.zip", data)
    if not dry_run:
        if not as_json:
            _say(report)
        if not report["new"] and not report["changed"]:
            line("There is nothing to take.")
        elif yes or as_json or _agreed():
            report = server.upload("/api/v1/bots/import?dry_run=false", "bots.zip", data)
        else:
            line("Nothing was taken.")
            raise typer.Exit(1)
    if as_json:
        print_json(report)
    elif dry_run or not report["is_dry_run"]:
        _say(report)


def _say(report: Any) -> None:
    print_columns(
        (
            one["outcome"],
            short(one["name"], 40),
            one["status"],
            short("; ".join([one["why"], *one["changes"]])),
        )
        for one in report["bots"]
    )
    for one in report["bots"]:
        for text in (*one["warnings"], *(f"left out: {left}" for left in one["left"])):
            line(f"  {one['name']}: {text}", "yellow")
    for text in (*report["warnings"], *(f"left out: {left}" for left in report["left"])):
        line(f"  {text}", "yellow")
    verb = "would be" if report["is_dry_run"] else "were"
    line(f"{report['new']} {verb} new, {report['changed']} changed, {report['skipped']} skipped.")
    check = report["check"]
    if check:
        line(f"Checked: {check['found']} of {check['expected']} are as in the folder." if check["ok"] else "")
        for problem in check["problems"]:
            line(f"  {problem}", "red")


def _why(bot: Any) -> str:
    return short("; ".join(filter(None, [bot["why"], *bot["changes"]])))


def _agreed() -> bool:
    return sys.stdin.isatty() and typer.confirm("Take them?", err=True)
