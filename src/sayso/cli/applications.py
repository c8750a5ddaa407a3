"""Commands that change running applications: in words, along their timelines, and by way of previews."""

from typing import Annotated, Any
from urllib.parse import quote

import typer

from sayso.cli.console import JsonOption, print_columns, print_json, read_text, say, step
from sayso.cli.plans import Settled, ask_about, parse_choices, say_plan
from sayso.cli.public import say_waiting
from sayso.cli.server_connection import running_server
from sayso.design.registry import DesignerName
from sayso.errors import InputError
from sayso.main.local import RunningServer
from sayso.publishing.rows import Rows

PUBLISH_SECONDS = 3600.0
"""Long tables take their time, and nobody is kept waiting by it."""

SlugArgument = Annotated[str, typer.Argument(help="The first part of its address, e.g. salon.")]
PlanOption = Annotated[bool, typer.Option("--plan", help="Only print the plan, as JSON.")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do it although values leave the live rows.")]
ChooseOption = Annotated[
    list[str] | None,
    typer.Option(
        "--choose",
        metavar="KEY=DO[:VALUE]",
        help="What becomes of rows that do not fit, as the plan asks; may be given several times.",
    ),
]


def change(
    slug: SlugArgument,
    text: Annotated[str, typer.Argument(help="What should change, in words, or - for standard input.")],
    *,
    plan: PlanOption = False,
    yes: YesOption = False,
    choose: ChooseOption = None,
    designer: Annotated[
        DesignerName, typer.Option("--designer", help="Who reads the words.")
    ] = DesignerName.AUTO,
) -> None:
    """Change a running application in words: shows the plan, publishes, prints what was done as JSON."""
    choices = parse_choices(choose)
    server, words = running_server(), read_text(text)
    with step("Working it out"):
        body = {"text": words, "designer": designer.value}
        asked = server.call("POST", f"{_path(slug)}/changes", body)
    if asked["reply"]:
        say(asked["reply"])
    for question in asked["questions"]:
        say(f"Question: {question['text']}")
    if asked["plan"] is None:
        server.call("DELETE", f"{_path(slug)}/changes/{asked['id']}")
        raise typer.Exit(0 if asked["decision"] in {"approval", "question"} else 1)
    here = f"{_path(slug)}/changes/{asked['id']}"
    try:
        if choices:
            asked = server.call("POST", f"{here}/plan", {"choices": choices})
        if plan:
            server.call("DELETE", here)
            print_json(asked)
            return
        for assumption in asked["assumptions"]:
            say(f"Assumed: {assumption}")
        published = _settle_and_publish(server, f"{here}/publish", asked, Settled(choices, yes))
    except (InputError, typer.Abort):
        server.call("DELETE", here)
        raise
    _report(server, published)


def undo(
    slug: SlugArgument, plan: PlanOption = False, yes: YesOption = False, choose: ChooseOption = None
) -> None:
    """Take back the last change of a running application: structure, files and rows."""
    _walk(slug, "undo", {}, Settled(parse_choices(choose), yes), only_plan=plan)


def redo(
    slug: SlugArgument, plan: PlanOption = False, yes: YesOption = False, choose: ChooseOption = None
) -> None:
    """Do again what was undone last."""
    _walk(slug, "redo", {}, Settled(parse_choices(choose), yes), only_plan=plan)


def jump(
    slug: SlugArgument,
    number: Annotated[int, typer.Argument(help="The revision to go back to, as `sayso history` shows it.")],
    plan: PlanOption = False,
    yes: YesOption = False,
    choose: ChooseOption = None,
) -> None:
    """Make a running application what it was at any revision."""
    _walk(slug, "jump", {"to": number}, Settled(parse_choices(choose), yes), only_plan=plan)


def history(
    slug: SlugArgument,
    as_json: JsonOption = False,
) -> None:
    """Show the revisions of an application, the newest first."""
    server, path = running_server(), f"{_path(slug)}/revisions"
    revisions = server.all(path)
    if as_json:
        print_json({**server.call("GET", path), "items": revisions, "next_cursor": None})
        return
    for one in revisions:
        mark = "*" if one["is_current"] else " "
        reason = " ".join(one["reason"].split())
        shown = f"{reason[:87]}…" if len(reason) > 88 else reason
        print(f"{mark} {one['number']:>3}  {one['version']:<8} {one['at'][:16].replace('T', ' ')}  {shown}")


def compare(
    slug: SlugArgument,
    older: Annotated[int, typer.Argument(help="A revision.")],
    newer: Annotated[int, typer.Argument(help="Another one.")],
) -> None:
    """Say what differs between two revisions of an application."""
    path = f"{_path(slug)}/revisions/compare?from={older}&to={newer}"
    for sentence in running_server().call("GET", path)["sentences"]:
        print(sentence)


def preview(
    slug: SlugArgument,
    rows: Annotated[Rows, typer.Option("--rows", help="What it begins with.")] = Rows.NONE,
) -> None:
    """Make a preview of an application with rows of its own, to change and promote; print its address."""
    with step("Making the preview"):
        made = running_server().call(
            "POST", f"{_path(slug)}/preview", {"rows": rows.value}, timeout=PUBLISH_SECONDS
        )
    say(f"Change it with `sayso change {made['slug']} …`, then `sayso promote {made['slug']}`.")
    print(f"{made['url']}/")


def promote(
    slug: SlugArgument, plan: PlanOption = False, yes: YesOption = False, choose: ChooseOption = None
) -> None:
    """Publish on the live application what was changed on a preview of it; its rows stay."""
    server, settled = running_server(), Settled(parse_choices(choose), yes)
    planned = server.call("POST", f"{_path(slug)}/promote/plan", {"choices": settled.choices})
    if plan:
        print_json(planned)
        return
    _report(server, _settle_and_publish(server, f"{_path(slug)}/promote", planned, settled))


def publish(slug: SlugArgument) -> None:
    """Give a draft its tables and serve it; print its address."""
    with step("Publishing"):
        made = running_server().call("POST", f"{_path(slug)}/publish", timeout=PUBLISH_SECONDS)
    say_waiting(running_server(), slug)
    print(f"{made['url']}/")


def archive(slug: SlugArgument) -> None:
    """Stop serving an application; its rows stay."""
    running_server().call("POST", f"{_path(slug)}/archive")
    say(f"{slug} is archived; `sayso restore {slug}` brings it back.")


def remove(
    slug: SlugArgument, yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False
) -> None:
    """Take an application away with all its rows; for thirty days `sayso restore` brings it back."""
    server = running_server()
    rows = server.call("GET", f"{_path(slug)}/contents")["rows"]
    kept = ", ".join(f"{one['count']:,} {one['label'].lower()}" for one in rows if one["count"])
    if not yes:
        typer.confirm(f"{slug} keeps {kept or 'no rows'}. Remove it with all of that?", abort=True, err=True)
    removed = server.call("DELETE", _path(slug))
    say(
        f"{slug} is removed and goes for good on {removed['goes_at'][:10]}; "
        f"`sayso restore {slug}` brings it back until then."
    )


def restore(slug: SlugArgument) -> None:
    """Serve an archived or removed application again; print its address."""
    restored = running_server().call("POST", f"{_path(slug)}/restore")
    print(f"{restored['url']}/")


def modules(as_json: JsonOption = False) -> None:
    """List the applications of the running Sayso."""
    found = running_server().all("/api/v1/modules")
    if as_json:
        print_json(found)
        return
    print_columns((one["slug"], one["version"], _kind(one), one["name"]) for one in found)
    for one in found:
        if one["problem"]:
            say(f"{one['slug']} is as an earlier Sayso made it: {one['problem']}")


def _kind(module: Any) -> str:
    if module["goes_at"]:
        return f"removed, goes on {module['goes_at'][:10]}"
    is_preview = module["is_preview"] and module["status"] == "published"
    return "preview" if is_preview else str(module["status"])


def trace(slug: SlugArgument) -> None:
    """Print why each element of an application is there and which files come from it, as JSON."""
    print_json(running_server().all(f"{_path(slug)}/trace"))


def _walk(slug: str, way: str, body: dict[str, Any], settled: Settled, *, only_plan: bool) -> None:
    server = running_server()
    wanted = {"to": str(body.get("to", way)), "choices": settled.choices}
    planned = server.call("POST", f"{_path(slug)}/plan", wanted)
    if only_plan:
        print_json(planned)
        return
    _report(server, _settle_and_publish(server, f"{_path(slug)}/{way}", planned, settled, body))


def _settle_and_publish(
    server: RunningServer,
    path: str,
    planned: Any,
    settled: Settled,
    body: dict[str, Any] | None = None,
) -> Any:
    say_plan(planned)
    settled = ask_about(planned["plan"], settled)
    with step("Publishing"):
        return server.call("POST", path, {**(body or {}), **settled.body()}, timeout=PUBLISH_SECONDS)


def _report(server: RunningServer, published: Any) -> None:
    module = published["module"]
    say(f"{module['name']} is at revision {published['revision']}, version {module['version']}.")
    say_waiting(server, module["slug"])
    print_json(published)


def _path(slug: str) -> str:
    return f"/api/v1/modules/{quote(slug, safe='')}"
