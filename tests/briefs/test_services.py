"""Whatever is described becomes a Python service that linter and formatter leave as it is."""

import subprocess
import sys
from pathlib import Path

from sayso.compiler.build import compile_app
from sayso.runtime.drafts import write_drafts
from tests.briefs.collection import cases, designed


def test_services_are_written_as_a_formatter_would(tmp_path: Path) -> None:
    for case in cases():
        write_drafts(compile_app(designed(case), "fastapi"), tmp_path / case.name)
    for command in (("check", "--quiet"), ("format", "--quiet", "--check")):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", "."],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 0, done.stdout + done.stderr
