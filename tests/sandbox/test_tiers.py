"""Which walls are in force, and what is said where there are none."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

import sayso
from sayso.errors import MachineError
from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Program, Tier
from sayso.sandbox.walls import bubblewrap, ground
from sayso.sandbox.walls.identity import stranger
from sayso.sandbox.walls.packages import place_of
from sayso.settings import Settings

SOURCE = Path(sayso.__file__).parents[1]
LOOK = """
import asyncio, json, sys
from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Network, Program, ServiceAnswer
from sayso.settings import Settings

async def served(request):
    return ServiceAnswer(200, b'{"items": [{"count": 7}]}')

CODE = '''
import os
tried = {"files": [], "count": ctx.rows("shop").count("orders"), "scratch": os.getcwd()}
for path in ("/etc/passwd", "/proc/self/environ", "/proc/1/cmdline", "/root", "/home", "/sys", "/var"):
    try:
        os.listdir(path) if os.path.isdir(path) else open(path).read()
    except OSError:
        continue
    tried["files"].append(path)
open("kept.txt", "w").write("x" * 1000)
tried["kept"] = os.listdir(".")
try:
    os.fork() or os._exit(0)
    tried["forks"] = True
except OSError:
    tried["forks"] = False
result = tried
'''

async def main():
    async with OsSandbox.cold(Settings()).open() as sandbox:
        standing = await sandbox.standing()
        outcome = await sandbox.run(Program(CODE), Network(services={"modules.sayso": served}))
        again = await sandbox.run(Program("import os\\nresult = os.listdir('.')"))
        print(json.dumps([standing.tier, standing.hint, outcome.result, repr(outcome.error), again.result]))

asyncio.run(main())
"""


TOOLS = """
import json, os
from sayso.compiler.draft import FileDraft
from sayso.devloop.biome_lint import lint
from sayso.runtime.bundle import bundle
from sayso.verifier import toolchain
from sayso.verifier.rendering import Renderer, Script
from sayso.verifier.rendering.worker import Visit
from sayso.verifier.typecheck import typecheck

standing = toolchain.standing()
if standing.tier == "none":
    print(json.dumps([standing.tier, standing.hint]))
    raise SystemExit
made = len(bundle([FileDraft("src/main.tsx", "console.log(1);")], title="x").assets)
types = [one.code for one in typecheck([FileDraft("src/a.ts", "export const x: number = '';")])]
page = "document.body.innerHTML = '<main>x</main>'; console.error('drawn');"
data = {"session": {}, "denied": [], "collections": {}, "reports": {}, "transitions": {}}
renderer = Renderer()
with renderer.sitting() as sitting:
    drawn = sitting.draw(Script(page, '{"version":3,"sources":[],"mappings":""}'), data, [Visit("/")])
renderer.close()
said = [one.text for one in drawn.problems[0]]
print(json.dumps([standing.tier, made, types, len(lint("a.tsx", "export const A = () => <img />;")), said]))
"""


def looked(python: Path, tier: str, user: int | None, program: str = LOOK) -> list[object]:
    """What another process finds, as another user where one is given."""
    packages = [path for path in sys.path if path.endswith("site-packages")]
    done = subprocess.run(
        [python, "-c", program],
        env={
            "PATH": os.environ["PATH"], "SAYSO_SANDBOX_TIER": tier, "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": os.pathsep.join([str(SOURCE), *packages]),
        },
        user=user, group=user, extra_groups=None if user is None else [],
        cwd="/", capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert isinstance(told, list)
    return told


@pytest.fixture
def ordinary() -> tuple[Path, int | None]:
    """An interpreter that an ordinary user may start, and the user; oneself, unless one is root."""
    if os.geteuid() != 0:
        return Path(sys.executable), None
    user = stranger()
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (Path(sys.base_prefix, "bin", name), Path("/usr/bin", name), Path("/usr/local/bin", name)):
        try:
            done = subprocess.run(
                [python, "-c", "import ssl"], user=user, group=user, extra_groups=[], cwd="/",
                capture_output=True, check=False,
            )  # fmt: skip
            can_read = subprocess.run(
                ["ls", SOURCE], user=user, group=user, extra_groups=[], capture_output=True, check=False
            )
        except OSError:
            continue
        if done.returncode == can_read.returncode == 0:
            return python, user
    pytest.skip(f"no {name} and checkout that an ordinary user may enter")


@pytest.mark.parametrize("tier", ["bubblewrap", "landlock"])
def test_tools_work_for_an_ordinary_user_behind_each_wall(
    ordinary: tuple[Path, int | None], tier: str
) -> None:
    found = looked(ordinary[0], tier, ordinary[1], TOOLS)
    if found[0] == "none":
        pytest.skip(f"this machine has no {tier}: {found[1]}")
    assert found == [tier, 2, ["typescript_ts2322"], 1, ["drawn"]]


@pytest.mark.parametrize("tier", ["bubblewrap", "landlock"])
def test_an_ordinary_user_has_walls_too(ordinary: tuple[Path, int | None], tier: str) -> None:
    standing, hint, tried, error, again = looked(ordinary[0], tier, ordinary[1])
    if standing == "none":
        pytest.skip(f"this machine has no {tier}: {hint}")
    assert standing == tier
    assert isinstance(tried, dict), error
    assert (tried["files"], tried["count"], tried["kept"]) == ([], 7, ["kept.txt"])
    assert tried["forks"] is (tier == "bubblewrap")
    assert again == [], "the next run finds an empty folder"


def test_without_walls_programs_run_only_where_somebody_said_so(ordinary: tuple[Path, int | None]) -> None:
    standing, _, tried, error, _ = looked(ordinary[0], "none", ordinary[1])
    assert standing == "none"
    assert isinstance(tried, dict), error
    assert "/etc/passwd" in tried["files"]


async def test_without_bubblewrap_it_refuses_and_says_how_to_get_it(tmp_path: Path) -> None:
    settings = Settings(bwrap=str(tmp_path / "bwrap"), sandbox_tier="bubblewrap")
    async with OsSandbox.cold(settings).open() as sandbox:
        with pytest.raises(MachineError) as caught:
            await sandbox.run(Program("result = 1"))
        assert "apt install bubblewrap" in caught.value.hint
        standing = await sandbox.standing()
    assert (standing.tier, standing.is_safe) == (Tier.NONE, False)
    assert "SAYSO_SANDBOX_TIER=none" in standing.hint


async def test_where_namespaces_are_forbidden_it_says_how_to_allow_them(tmp_path: Path) -> None:
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'bwrap: No permissions to create a new namespace' >&2\nexit 1\n")
    broken.chmod(0o755)
    settings = Settings(bwrap=str(broken), sandbox_tier="bubblewrap")
    async with OsSandbox.cold(settings).open() as sandbox:
        standing = await sandbox.standing()
    assert standing.tier is Tier.NONE
    assert "No permissions to create a new namespace" in standing.hint
    assert "kernel.unprivileged_userns_clone=1" in standing.hint


async def test_namespaces_that_allow_no_further_ones_are_no_wall(tmp_path: Path) -> None:
    bwrap = bubblewrap.find()
    if bwrap is None:
        pytest.skip("there is no bubblewrap")
    half = tmp_path / "bwrap"
    half.write_text(f'#!/bin/sh\nexec {bwrap} --unshare-user --disable-userns "$@"\n')
    half.chmod(0o755)
    async with OsSandbox.cold(Settings(bwrap=str(half))).open() as sandbox:
        standing = await sandbox.standing()
    assert standing.tier is not Tier.BUBBLEWRAP
    assert standing.hint


async def test_a_missing_package_is_named() -> None:
    async with OsSandbox(Settings(), warm=("no_such_package",)).open() as sandbox:
        standing = await sandbox.standing()
    assert standing.tier is Tier.NONE
    assert "no_such_package" in standing.hint


async def test_the_walls_are_told_in_sentences(sandbox: OsSandbox) -> None:
    standing = await sandbox.standing()
    assert standing.is_safe
    assert all(wall.endswith(".") for wall in (*standing.walls, *standing.gaps))
    if os.geteuid() == 0:
        assert any("not as root" in wall for wall in standing.walls)


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user runs programs as themselves")
async def test_where_sayso_is_root_programs_are_a_user_that_owns_nothing(own_sandbox: OsSandbox) -> None:
    begun = asyncio.Event()
    code = "import time\nprint('begun', flush=True)\ntime.sleep(1)"
    task = asyncio.create_task(own_sandbox.run(Program(code), told=lambda _: begun.set()))
    await asyncio.wait_for(begun.wait(), 20)
    zygote = own_sandbox._zygote
    assert zygote is not None
    users = {
        process.uids().effective
        for process in psutil.Process(zygote.pid).children(recursive=True)
        if process.name().startswith("python")
    }
    await task
    assert users == {stranger()}


def test_a_program_sees_no_package_but_the_allowed_ones() -> None:
    seen = ground.ground(place_of(Settings().home))
    assert all(not str(file).startswith("/home") for file in seen.files)
    bwrap = bubblewrap.find() or shutil.which("true") or "bwrap"
    command = bubblewrap.command(bwrap, seen, Path("/doors"), None)
    bound = {command[at + 1] for at, part in enumerate(command) if part.endswith("bind")}
    for part in ("/", "/usr", "/etc", "/home", "/root", "/var", "/run", "/sys", "/proc", "/bin"):
        assert part not in bound
