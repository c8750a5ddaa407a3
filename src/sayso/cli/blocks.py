"""Commands about blocks, which are cards made of words, and about the dashboards they stand on."""

import time
from typing import Annotated, Any
from uuid import UUID

import typer

from sayso.cli.agency_option import OfAgency
from sayso.cli.console import JsonOption, console, print_columns, print_json, read_text, say
from sayso.cli.server_connection import running_server
from sayso.cli.times import seconds_of
from sayso.errors import InputError, OperationError
from sayso.main.local import RunningServer

app = OfAgency(help="Blocks: make a card from words, look at it, refresh it.", no_args_is_help=True)
dashboards = OfAgency(help="Dashboards: where blocks stand.", no_args_is_help=True)

_MAKING_SECONDS = 900.0
_REFRESH_SECONDS = 120.0
_LOOK_SECONDS = 0.4
_USUAL_NAME = "Dashboard"

BlockArgument = Annotated[str, typer.Argument(help="Its id, or words of its title.")]


@app.command(
    epilog='Examples: `sayso block create "open orders by status"` · '
    '`sayso block create "price from https://api.example/rate.json" --every 5m`',
)
def create(
    text: Annotated[str, typer.Argument(help="What it shows, in words, or - for standard input.")],
    *,
    dashboard: Annotated[
        str, typer.Option("--dashboard", help="The dashboard it stands on; made where there is none.")
    ] = "",
    every: Annotated[
        str,
        typer.Option("--every", metavar="TIME", help="How often it is refreshed, such as 30s, 5m, 2h, 1d."),
    ] = "",
) -> None:
    """Write, run and keep a block from words; print it as JSON with its card, its data and its address."""
    seconds = seconds_of(every) if every else None
    server, words = running_server(), read_text(text).strip()
    if not words:
        raise InputError("There are no words.", hint='Say what it shows, as in "open orders by status".')
    place = _place(server, dashboard)
    asked = server.call("POST", f"/api/v1/dashboards/{place['id']}/blocks", {"asked": words})
    block = _followed(server, asked["id"])
    if block["state"] == "failed":
        server.call("DELETE", f"/api/v1/blocks/{block['id']}")
        tried = " · ".join(f"“{one}”" for one in block["suggestions"])
        raise InputError(block["notice"] or "It could not be made.", hint=f"Try {tried}." if tried else "")
    if seconds is not None:
        change = {"refresh": {"kind": "interval", "seconds": seconds}}
        block = server.call("PATCH", f"/api/v1/blocks/{block['id']}", change)
    title = block["card"]["title"] if block["card"] else block["asked"]
    say(f"“{title}” stands on {place['name']}.")
    print_json(_told(server, block))


@app.command("list")
def list_blocks(
    dashboard: Annotated[str, typer.Option("--dashboard", help="Only those of this dashboard.")] = "",
    as_json: JsonOption = False,
) -> None:
    """List blocks with how they are doing."""
    server = running_server()
    found = [
        (board, block)
        for board in _boards(server)
        if not dashboard or _is_called(board, dashboard)
        for block in server.call("GET", f"/api/v1/dashboards/{board['id']}")["blocks"]
    ]
    if as_json:
        print_json([_told(server, block) for _, block in found])
        return
    print_columns((block["id"], block["state"], board["name"], _title(block)) for board, block in found)


@app.command()
def show(block: BlockArgument) -> None:
    """Print a block with its card and its data, as JSON."""
    server = running_server()
    print_json(_told(server, _find(server, block)))


@app.command()
def refresh(block: BlockArgument) -> None:
    """Refresh a block now and wait for it; print it as JSON."""
    server = running_server()
    found = _find(server, block)
    before = found["data"]["at"] if found["data"] else None
    server.call("POST", f"/api/v1/blocks/{found['id']}/refresh")
    until = time.monotonic() + _REFRESH_SECONDS
    with console.status("Refreshing"):
        while time.monotonic() < until:
            now = server.call("GET", f"/api/v1/blocks/{found['id']}")
            is_newer = bool(now["data"]) and now["data"]["at"] != before
            if not now["is_refreshing"] and (is_newer or now["state"] in {"failing", "resting", "failed"}):
                break
            time.sleep(_LOOK_SECONDS)
        else:
            raise OperationError(
                "It is still being refreshed.", hint="`sayso block show` says when it is done."
            )
    if now["state"] in {"failing", "resting", "failed"}:
        raise OperationError(
            now["notice"] or "It could not be refreshed.", hint="`sayso block log` says more."
        )
    print_json(_told(server, now))


@app.command()
def log(
    block: BlockArgument,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many lines.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Show what a block did, the newest first."""
    server = running_server()
    found = _find(server, block)
    lines = server.all(f"/api/v1/blocks/{found['id']}/log", most=limit)
    if as_json:
        print_json(lines)
        return
    print_columns(
        (
            one["at"][:19].replace("T", " "),
            one["kind"],
            "ok" if one["ok"] else "failed",
            f"{one['seconds']:.2f} s",
            one["message"],
        )
        for one in lines
    )


@app.command()
def code(block: BlockArgument) -> None:
    """Print the code of a block."""
    server = running_server()
    found = _find(server, block)
    if found["version"] is None:
        raise InputError("This block has no code yet.", hint="It is being made, or it could not be made.")
    version = server.call("GET", f"/api/v1/blocks/{found['id']}/versions/{found['version']}")
    print(version["code"], end="" if version["code"].endswith("\n") else "\n")


@app.command()
def remove(block: BlockArgument) -> None:
    """Remove a block; for 30 days Studio can bring it back."""
    server = running_server()
    found = _find(server, block)
    server.call("DELETE", f"/api/v1/blocks/{found['id']}")
    say(f"“{_title(found)}” is removed.")


@dashboards.command("list")
def list_dashboards(as_json: JsonOption = False) -> None:
    """List one's own dashboards and those that the agency sees."""
    server = running_server()
    found = _boards(server)
    if as_json:
        print_json(found)
        return
    print_columns(
        (board["id"], board["visibility"], f"{board['blocks']} blocks", board["name"]) for board in found
    )


def _boards(server: RunningServer) -> list[Any]:
    return server.all("/api/v1/dashboards")


def _is_called(board: Any, name: str) -> bool:
    return bool(name == board["id"] or board["name"].lower() == name.lower())


def _place(server: RunningServer, name: str) -> Any:
    """The dashboard of this name or id, or the first that may be changed; made where there is none."""
    boards = [board for board in _boards(server) if board["may_edit"]]
    found = next((board for board in boards if not name or _is_called(board, name)), None)
    if found is not None:
        return found
    if _id(name):
        raise InputError(
            f"There is no dashboard {name} that you may change.", hint="See `sayso dashboard list`."
        )
    return server.call("POST", "/api/v1/dashboards", {"name": name or _USUAL_NAME})


def _followed(server: RunningServer, block: str) -> Any:
    """Wait until a block was made, saying how far it is."""
    until, said = time.monotonic() + _MAKING_SECONDS, ""
    with console.status("Reading your words") as status:
        while time.monotonic() < until:
            found = server.call("GET", f"/api/v1/blocks/{block}")
            if found["state"] != "making":
                return found
            if found["progress"] and found["progress"] != said:
                said = found["progress"]
                status.update(said)
                say(said)
            time.sleep(_LOOK_SECONDS)
    raise OperationError("It is still being made.", hint=f"`sayso block show {block}` says when it is done.")


def _find(server: RunningServer, wanted: str) -> Any:
    """The block of this id, or the only one whose title has these words."""
    if _id(wanted):
        return server.call("GET", f"/api/v1/blocks/{wanted}")
    found = [
        block
        for board in _boards(server)
        for block in server.call("GET", f"/api/v1/dashboards/{board['id']}")["blocks"]
        if wanted.lower() in f"{_title(block)} {block['asked']}".lower()
        or block["id"].startswith(wanted.lower())
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(f"There is no block “{wanted}”.", hint="`sayso block list` shows them.")
    listed = ", ".join(f"{block['id'][:8]} {_title(block)}" for block in found[:5])
    raise InputError(f"Several blocks fit “{wanted}”: {listed}.", hint="Say more of its title, or its id.")


def _id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _title(block: Any) -> str:
    return str(block["card"]["title"] if block["card"] else block["asked"])


def _told(server: RunningServer, block: Any) -> dict[str, Any]:
    """A block as commands print it."""
    return {
        "id": block["id"],
        "address": f"http://localhost:{server.port}/dashboards/{block['dashboard_id']}?block={block['id']}",
        "state": block["state"],
        "notice": block["notice"],
        "asked": block["asked"],
        "card": block["card"],
        "data": block["data"],
        "refresh": block["refresh"],
        "version": block["version"],
        "author": block["author"],
    }
