"""Exported services in folders, and programs run in them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.compiler.build import compile_app
from sayso.runtime.drafts import write_drafts
from sayso.spec.model import AppSpec
from tests.compiler.targets.sql.modules import hostile
from tests.golden.cases import spec_of

SPECS = ("salon", "library", "werkstatt", "words", "hostile")


class Exported:
    """A service in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *command: str, **environment: str) -> str:
        """Run a Python module in the folder, and hold it to end well; gives what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=self.folder,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def named_spec(name: str) -> AppSpec:
    """A spec to export: a golden case, or the one whose every text is hostile."""
    return hostile() if name == "hostile" else spec_of(name)


def export(name: str, folder: Path) -> Exported:
    """The service of a spec, written into a folder."""
    write_drafts(compile_app(named_spec(name), "fastapi"), folder)
    return Exported(folder)


@pytest.fixture(scope="session", params=SPECS)
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """The service of each spec."""
    name: str = request.param
    return export(name, tmp_path_factory.mktemp(f"exported-{name}"))
