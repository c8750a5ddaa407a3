"""The database as a dump of ``pg_dump``, and back by ``pg_restore``."""

import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from sayso.backup import programs
from sayso.backup.archive import Writing
from sayso.backup.errors import ToolError
from sayso.backup.snapshot import SCHEMAS
from sayso.backup.types import DUMP, Tell

_PIECE = 1024 * 1024
_MEBIBYTE = 1024 * 1024
_THERE_ALREADY = re.compile(r"^\d+; \d+ \d+ (?:COMMENT - )?SCHEMA (?:- )?public ", re.MULTILINE)
"""Lines of a table of contents about the schema that every database begins with."""


def dump(
    out: Writing, dsn: str, snapshot: str, program: programs.Program, tell: Tell, *, is_bound: bool = False
) -> None:
    """Save the database as it is in a snapshot, of a user whom row-level security binds by way of policies.

    Raises:
        ToolError: when it cannot be read.
    """
    address, variables = programs.environment(dsn)
    schemas = [f"--schema={name}" for name in SCHEMAS]
    bound = ["--enable-row-security"] if is_bound else []
    command = [
        str(program.path), "--format=custom", "--compress=6", "--no-owner", f"--snapshot={snapshot}",
        "--no-password", "--lock-wait-timeout=60s", *bound, *schemas, f"--dbname={address}",
    ]  # fmt: skip
    with tempfile.TemporaryFile() as said, out.entry(DUMP) as pouring:
        process = subprocess.Popen(  # noqa: S603 - a program found by us, no shell
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, env=variables
        )
        with process:
            try:
                while process.stdout is not None and (piece := process.stdout.read(_PIECE)):
                    pouring.write(piece)
                    tell(f"Saving the database, {pouring.size / _MEBIBYTE:,.0f} MB")
                process.wait()
            finally:
                process.kill()
        _demand_good(process.returncode, said, "saved")


def load(dsn: str, file: Path, program: programs.Program, folder: Path) -> None:
    """Restore a dump into an empty database, in one transaction.

    Raises:
        ToolError: when PostgreSQL does not take it; nothing is there then.
    """
    address, variables = programs.environment(dsn)
    contents = subprocess.run(  # noqa: S603 - a program found by us, no shell
        [program.path, "--list", str(file)], capture_output=True, text=True, check=False, env=variables
    )
    if contents.returncode != 0:
        raise _failed(contents.stderr, "restored")
    wanted = folder / "contents.list"
    lines = [line for line in contents.stdout.splitlines() if not _THERE_ALREADY.match(line)]
    wanted.write_text("\n".join(lines) + "\n")
    command: Sequence[str] = [
        str(program.path), "--no-owner", "--no-password", "--single-transaction", "--exit-on-error",
        f"--use-list={wanted}", f"--dbname={address}", str(file),
    ]  # fmt: skip
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(  # noqa: S603 - as above
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=variables,
            check=False,
        )
        _demand_good(done.returncode, said, "restored")


def _demand_good(status: int, said: IO[bytes], doing: str) -> None:
    if status != 0:
        said.seek(0)
        raise _failed(said.read().decode(errors="replace"), doing)


def _failed(said: str, doing: str) -> ToolError:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    cause = next(
        (line for line in lines if "error:" in line.lower()), lines[-1] if lines else "it said nothing"
    )
    return ToolError(
        f"The database could not be {doing}: {cause[:500]}",
        hint="Nothing was changed.",
        details={"output": said[-4_000:]},
    )
