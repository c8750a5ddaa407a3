"""Commands on the files of a running application: list, show, edit, go back, download."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path, PurePosixPath
from typing import Annotated, Any
from urllib.parse import quote

import typer
from typer.core import TyperGroup

from sayso.cli.applications import PUBLISH_SECONDS, SlugArgument
from sayso.cli.console import print_json, read_file, say, step
from sayso.cli.server_connection import running_server
from sayso.errors import MachineError

PathArgument = Annotated[str, typer.Argument(metavar="PATH", help="A file, e.g. src/pages/ClientsPage.tsx.")]
SaveOption = Annotated[bool, typer.Option("--save", help="Only save; `sayso files publish` publishes.")]


class _Group(TyperGroup):
    """``sayso files salon`` lists, as ``sayso files list salon`` does."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Takes a first word that is no command for a slug; the class of ``ctx`` is private to Typer."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            args = ["list", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Group, no_args_is_help=True, help="Files of a running application: `sayso files SLUG` lists them."
)


@app.command("list")
def list_files(slug: SlugArgument) -> None:
    """Print the files with their marks as JSON."""
    found = running_server().all(_files(slug))
    print_json(found)
    for file in found:
        if file["marks"] != ["generated"]:
            say(f"{file['path']}: {', '.join(file['marks'])}")


@app.command()
def show(
    slug: SlugArgument,
    path: PathArgument,
    *,
    diff: Annotated[bool, typer.Option("--diff", help="What differs from the generated text.")] = False,
    generated: Annotated[bool, typer.Option("--generated", help="The generated text.")] = False,
) -> None:
    """Print the text of a file as it is worked on."""
    file = running_server().call("GET", _files(slug, path))
    typer.echo(file["diff"] if diff else (file["generated"] or "") if generated else file["text"], nl=False)


@app.command()
def edit(
    slug: SlugArgument,
    path: PathArgument,
    file: Annotated[
        Path | None, typer.Argument(help="A file with the new text, - for standard input; else your editor.")
    ] = None,
    *,
    save: SaveOption = False,
) -> None:
    """Change a file and publish it: in your editor, or with the text of another file."""
    server = running_server()
    if file is not None:
        text = read_file(file)
    else:
        before = server.call("GET", _files(slug, path))["text"]
        text = _edited(before, PurePosixPath(path).suffix)
        if text == before:
            say("Nothing was changed.")
            return
    with step("Publishing" if not save else "Saving"):
        body = {"text": text, "publish": not save}
        done = server.call("PUT", _files(slug, path), body, timeout=PUBLISH_SECONDS)
    _report(done, "Saved.")


@app.command()
def reset(slug: SlugArgument, path: PathArgument, *, save: SaveOption = False) -> None:
    """Go back to the generated text and publish it; a file that you added goes."""
    query = "?publish=false" if save else ""
    with step("Going back"):
        done = running_server().call("DELETE", f"{_files(slug, path)}{query}", timeout=PUBLISH_SECONDS)
    _report(done, "Gone back.")


@app.command()
def publish(
    slug: SlugArgument,
    reason: Annotated[str, typer.Option("--reason", help="Why, for the history.")] = "",
) -> None:
    """Publish everything that was saved."""
    with step("Publishing"):
        done = running_server().call("POST", _files(slug), {"reason": reason}, timeout=PUBLISH_SECONDS)
    say(f"Published as revision {done['revision']}.")


@app.command()
def download(
    slug: SlugArgument,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Where to; else SLUG.zip here.")] = None,
) -> None:
    """Write all files into a ZIP archive; prints where it is."""
    target = out or Path(f"{slug}.zip")
    content = running_server().download(f"/api/v1/modules/{quote(slug, safe='')}/files.zip")
    try:
        target.write_bytes(content)
    except OSError as error:
        raise MachineError(
            f"{target} cannot be written: {error.strerror}.", hint="Choose another place with -o."
        ) from error
    print(target)


def _report(done: Any, otherwise: str) -> None:
    published = done["published"]
    said = f"Published as revision {published['revision']}." if published else done["note"] or otherwise
    say(said)


def _edited(text: str, suffix: str) -> str:
    """The text after a person had it in their editor."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        raise MachineError(
            "There is no editor: EDITOR is not set.", hint="Set it, or give a file with the new text."
        )
    with tempfile.TemporaryDirectory(prefix="sayso-edit-") as folder:
        place = Path(folder) / f"file{suffix}"
        place.write_text(text, encoding="utf-8")
        try:
            done = subprocess.run(  # noqa: S603 - the person's own editor
                [*shlex.split(editor), str(place)], check=False
            )
        except OSError as error:
            raise MachineError(
                f"“{editor}” cannot be started: {error.strerror}.", hint="Set EDITOR."
            ) from error
        if done.returncode != 0:
            raise MachineError(f"“{editor}” ended with {done.returncode}.", hint="Nothing was changed.")
        return read_file(place)


def _files(slug: str, path: str | None = None) -> str:
    base = f"/api/v1/modules/{quote(slug, safe='')}/files"
    return base if path is None else f"{base}/{quote(path)}"
