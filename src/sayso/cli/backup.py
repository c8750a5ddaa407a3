"""``sayso backup`` and ``sayso restore``: the whole installation as one file, and back from it."""

import asyncio
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from sayso.backup.errors import LockedError
from sayso.backup.types import Manifest
from sayso.cli import applications
from sayso.cli.console import JsonOption, console, print_json, say
from sayso.errors import InputError
from sayso.settings import Settings

VARIABLE = "SAYSO_BACKUP_PASSPHRASE"
LEAST_LETTERS = 12
_MEBIBYTE = 1024 * 1024

PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", help=f"A file with the passphrase; else {VARIABLE}.")
]


def backup(
    file: Annotated[
        Path, typer.Argument(help="The file to write, or a folder for one named after the time.")
    ] = Path(),
    *,
    encrypt: Annotated[
        bool, typer.Option("--encrypt", help=f"Ask for a passphrase that opens it; {VARIABLE} does too.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the file if it is there.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Save the whole installation in one file: database, uploads, keys and settings, while it runs or not."""
    from sayso.backup.full_backup import save

    settings, path = Settings(), _named(file)
    passphrase = _given(passphrase_file) or (_chosen() if encrypt else "")
    with answering(settings) as dsn, telling("Saving") as tell:
        saved = asyncio.run(
            save(settings.home_path, dsn, path, tell, passphrase=passphrase, overwrites=overwrite)
        )
    if as_json:
        print_json(_told(path, saved, is_encrypted=bool(passphrase)))
        return
    say(f"{path} holds everything: {_sums(saved)}.")
    for name in saved.missing:
        say(f"The bytes of an upload were gone already: {name}")
    if passphrase:
        say("Only its passphrase opens it; keep that elsewhere.")
    else:
        say("It holds keys and secrets and is not encrypted (--encrypt); keep it where nobody else reads it.")
    say("Variables of the environment (SAYSO_…, DATABASE_URL) are not in it.")


def restore(
    target: Annotated[
        str, typer.Argument(metavar="FILE|SLUG", help="A backup; or an archived application, e.g. salon.")
    ],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read a backup to its end and say what it holds, no more.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    as_json: JsonOption = False,
) -> None:
    """Bring everything back from a backup, into an empty SAYSO_HOME; or serve an archived application again.

    Where DATABASE_URL is set, it names an empty database that the backup goes into.
    """
    if is_backup(target):
        _restored(Path(target), passphrase_file=passphrase_file, dry_run=dry_run, as_json=as_json)
    else:
        applications.restore(target)


def _restored(file: Path, *, passphrase_file: Path | None, dry_run: bool, as_json: bool) -> None:
    from sayso.backup.restoration import demand_file, look_into, restore
    from sayso.db.external import checked_dsn

    settings = Settings()
    demand_file(file)
    passphrase = _opening(file, passphrase_file)
    with telling("Reading the backup") as tell:
        if dry_run:
            found = look_into(file, tell, passphrase=passphrase)
        else:
            url = settings.database_url
            dsn = asyncio.run(checked_dsn(url)) if url else None
            found = restore(settings.home_path, dsn, file, tell, passphrase=passphrase)
    if as_json:
        print_json(_told(file, found, is_encrypted=bool(passphrase)))
    elif dry_run:
        say(f"{file} is sound: {_sums(found)}, saved {found.made_at} by Sayso {found.sayso}.")
    else:
        say(f"{settings.home_path} is as it was on {found.made_at}: {_sums(found)}.")
        say("`sayso serve` starts it; `sayso check` looks at all of it.")


def is_backup(argument: str) -> bool:
    """Whether an argument names a backup rather than an application."""
    from sayso.backup import archive

    path = Path(argument)
    has_form = any(sign in argument for sign in "./\\")
    return has_form or (path.is_file() and archive.is_backup(path))


@contextmanager
def answering(settings: Settings) -> Iterator[str]:
    """The database of an installation: of the one that runs, or started for as long as it is needed."""
    from sayso.db import embedded, external
    from sayso.main.home import database_of

    home = settings.home_path
    if not home.exists():
        raise InputError(f"There is no {home}.", hint="Name the home of an installation with SAYSO_HOME.")
    if settings.database_url:
        yield asyncio.run(external.checked_dsn(settings.database_url))
        return
    running = embedded.running_dsn(home)
    if running is not None:
        yield running
        return
    if not (home / "postgres").exists():
        raise InputError(f"{home} holds no installation.", hint="Name another with SAYSO_HOME.")
    with database_of(settings) as dsn:
        yield dsn


@contextmanager
def telling(doing: str) -> Iterator[Callable[[str], None]]:
    """Says how far it is, where somebody looks on."""
    with console.status(doing) as status:
        yield status.update


def _named(file: Path) -> Path:
    if not file.is_dir():
        return file
    return file / f"sayso-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.backup"


def _given(file: Path | None) -> str:
    if file is None:
        return os.environ.get(VARIABLE, "")
    try:
        found = file.read_text().strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read.", hint="Name a file with the passphrase.") from error
    if not found:
        raise InputError(f"{file} is empty.", hint="Write the passphrase into it.")
    return found


def _chosen() -> str:
    if not sys.stdin.isatty():
        raise InputError(
            "Nobody can be asked for a passphrase.", hint=f"Set {VARIABLE}, or say --passphrase-file."
        )
    passphrase: str = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    if len(passphrase) < LEAST_LETTERS:
        raise InputError(
            f"A passphrase has at least {LEAST_LETTERS} letters.", hint="Several words are best."
        )
    return passphrase


def _opening(file: Path, passphrase_file: Path | None) -> str:
    from sayso.backup.encryption import is_encrypted

    if not is_encrypted(file):
        return ""
    given = _given(passphrase_file)
    if given:
        return given
    if not sys.stdin.isatty():
        raise LockedError(f"{file} is encrypted.", hint=f"Set {VARIABLE}, or say --passphrase-file.")
    asked: str = typer.prompt("Passphrase", hide_input=True, err=True)
    return asked


def _sums(manifest: Manifest) -> str:
    rows = sum(manifest.counts.values())
    files = sum(entry.path.startswith("home/files/") for entry in manifest.entries)
    return f"{rows:,} rows, {files:,} uploads, {manifest.size / _MEBIBYTE:,.1f} MB"


def _told(path: Path, manifest: Manifest, *, is_encrypted: bool) -> dict[str, object]:
    told = manifest.model_dump(mode="json", exclude={"owned"})
    return {"file": str(path), "is_encrypted": is_encrypted, **told}
