"""The embedded server starts from whatever state it was left in, and says clearly when it cannot."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import asyncpg
import psutil
import pytest

from sayso.db.embedded import EmbeddedServer, running_dsn, start
from sayso.errors import ConflictError, MachineError

pytestmark = pytest.mark.rotating(10)

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")


# ruff: noqa: ASYNC220, ASYNC221, ASYNC240, ASYNC251 - tests that start, kill and inspect processes in turn


@pytest.fixture
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="sayso-home-"))
    folder.chmod(0o755)
    yield folder
    link = folder / "postgres"
    if link.is_symlink():
        shutil.rmtree(link.resolve().parent, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A home whose database was made and has ended."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-home-"))
    folder.chmod(0o755)
    start(folder).stop()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def begun(made: Path, home: Path) -> Path:
    """A copy of that home."""
    subprocess.run(["cp", "-a", f"{made}/.", home], check=True)
    return home


async def query(server: EmbeddedServer, sql: str) -> object:
    connection = await asyncpg.connect(server.dsn)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


async def test_it_starts_again_and_keeps_what_was_written(home: Path) -> None:
    with start(home) as server:
        await query(server, "create table kept as select 7 as n")
        assert str(await query(server, "show server_version")).startswith("18")
    with start(home) as server:
        assert await query(server, "select n from kept") == 7
        assert await query(server, "show fsync") == "on"
    assert not is_alive(server.pid)


async def test_a_killed_server_comes_back_with_its_data(begun: Path) -> None:
    server = start(begun)
    await query(server, "create table kept as select 7 as n")
    os.kill(server.pid, signal.SIGKILL)
    server._process.wait()
    assert (begun / "postgres" / "postmaster.pid").exists()
    server.stop()
    with start(begun) as server:
        assert await query(server, "select n from kept") == 7


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and is yet to be collected does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


PARENT = """
import sys, time
from pathlib import Path
from sayso.db.embedded import start
server = start(Path(sys.argv[1]))
print(server.pid, flush=True)
time.sleep(600)
"""


def parent_of_a_server(home: Path) -> tuple["subprocess.Popen[str]", int]:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(home)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    return parent, int(parent.stdout.readline())


@pytest.mark.parametrize("times", [1, pytest.param(3, marks=pytest.mark.deep)])
async def test_after_a_kill_of_sayso_the_next_start_works_at_once(begun: Path, times: int) -> None:
    for _ in range(times):
        parent, pid = parent_of_a_server(begun)
        parent.kill()
        parent.communicate()
        started = time.monotonic()
        with start(begun) as server:
            assert time.monotonic() - started < 5
            assert server.pid != pid
            assert await query(server, "select 1") == 1
            assert not is_alive(pid)


@pytest.mark.parametrize(
    "hundredths", [[25, 40], pytest.param(range(15, 60, 5), marks=pytest.mark.deep)], ids=["two", "many"]
)
async def test_a_kill_at_any_moment_of_a_start_is_followed_by_a_start_that_works(
    begun: Path, hundredths: Sequence[int]
) -> None:
    for moment in hundredths:
        parent = subprocess.Popen([sys.executable, "-c", PARENT, str(begun)], stdout=subprocess.PIPE)
        time.sleep(moment / 100)
        parent.kill()
        parent.communicate()
        with start(begun) as server:
            assert await query(server, "select 1") == 1


async def test_a_server_ends_with_the_sayso_that_was_killed(begun: Path) -> None:
    parent, pid = parent_of_a_server(begun)
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 10
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(pid)


async def test_server_and_sayso_killed_together_leave_nothing_in_the_way(begun: Path) -> None:
    parent, pid = parent_of_a_server(begun)
    os.kill(pid, signal.SIGSTOP)
    parent.kill()
    parent.communicate()
    os.kill(pid, signal.SIGKILL)
    with start(begun) as server:
        assert await query(server, "select 1") == 1


async def test_a_stale_lock_that_names_a_living_process_is_recognised(begun: Path) -> None:
    with start(begun) as server:
        sockets = server.places.sockets
        lines = (begun / "postgres" / "postmaster.pid").read_text().splitlines()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        lines[0] = str(stranger.pid)
        (begun / "postgres" / "postmaster.pid").write_text("\n".join(lines) + "\n")
        (sockets / ".s.PGSQL.5432.lock").write_text(f"{stranger.pid}\n")
        with start(begun) as server:
            assert await query(server, "select 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


async def test_a_second_sayso_is_told_that_the_home_is_in_use(begun: Path) -> None:
    parent, _ = parent_of_a_server(begun)
    try:
        with pytest.raises(ConflictError, match=f"in use by another Sayso .process {parent.pid}."):
            start(begun)
        dsn = running_dsn(begun)
        assert dsn is not None
        connection = await asyncpg.connect(dsn)
        assert await connection.fetchval("select 1") == 1
        await connection.close()
    finally:
        parent.terminate()
        parent.communicate()


async def test_half_a_data_folder_from_a_crash_is_made_anew(home: Path) -> None:
    half = home / "postgres.new"
    (half / "base").mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with start(home) as server:
        assert await query(server, "select 1") == 1
    assert not half.exists()


@pytest.mark.parametrize(
    "delays", [[0.3], pytest.param([0.1, 0.3, 0.45], marks=pytest.mark.deep)], ids=["once", "thrice"]
)
async def test_initdb_killed_midway_is_followed_by_a_start_that_works(
    home: Path, delays: Sequence[float]
) -> None:
    for delay in delays:
        parent = subprocess.Popen([sys.executable, "-c", PARENT, str(home)], stdout=subprocess.PIPE)
        time.sleep(delay)
        parent.kill()
        parent.communicate()
        with start(home) as server:
            assert await query(server, "select 1") == 1
        shutil.rmtree(home / "postgres")


def test_a_folder_with_something_else_in_it_is_left_alone(home: Path) -> None:
    (home / "postgres").mkdir()
    (home / "postgres" / "letters.txt").write_text("dear")
    with pytest.raises(MachineError, match="holds no database"):
        start(home)
    assert (home / "postgres" / "letters.txt").read_text() == "dear"


def test_data_of_another_version_is_refused_with_a_way_out(home: Path) -> None:
    (home / "postgres").mkdir()
    (home / "postgres" / "PG_VERSION").write_text("14\n")
    with pytest.raises(MachineError, match="belongs to PostgreSQL 14") as refused:
        start(home)
    assert "SAYSO_HOME" in refused.value.hint


async def test_a_path_too_long_for_a_socket_gets_a_short_one(home: Path) -> None:
    deep = home / ("d" * 60) / ("e" * 60)
    with start(deep) as server:
        assert len(str(server.places.sockets)) < 90
        assert await query(server, "select 1") == 1
    shutil.rmtree(server.places.sockets)


def test_a_home_that_is_a_file_is_refused(home: Path) -> None:
    (home / "file").write_text("x")
    with pytest.raises(MachineError, match="is not a folder"):
        start(home / "file" / "home")


def test_nobody_else_may_reach_the_socket(begun: Path) -> None:
    with start(begun) as server:
        assert server.places.sockets.stat().st_mode & 0o077 == 0
        assert server.places.data.stat().st_mode & 0o077 == 0


@as_root
async def test_root_with_a_closed_home_keeps_the_data_where_the_server_may_go(home: Path) -> None:
    home.chmod(0o700)
    closed = home / "home"
    with start(closed) as server:
        await query(server, "create table kept as select 7 as n")
        assert server.places.data.is_relative_to("/var/lib/sayso")
    assert (closed / "postgres").is_symlink()
    assert home.stat().st_mode & 0o777 == 0o700
    with start(closed) as server:
        assert await query(server, "select n from kept") == 7
    shutil.rmtree(server.places.data.parent)


@as_root
def test_root_does_not_leave_data_behind_when_a_home_is_closed_later(begun: Path) -> None:
    start(begun).stop()
    begun.chmod(0o700)
    with pytest.raises(MachineError, match="cannot enter"):
        start(begun)


@as_root
async def test_root_copies_binaries_that_the_server_cannot_reach(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sayso.db.system_user import SystemUser

    monkeypatch.setattr(SystemUser, "can_run", lambda *_: False)
    shared = home / "shared"
    monkeypatch.setattr("sayso.db.places.SHARED", shared)
    with start(home / "home") as server:
        assert await query(server, "select 1") == 1
        assert Path(psutil.Process(server.pid).exe()).is_relative_to(shared)
        assert psutil.Process(server.pid).username() != "root"


@pytest.fixture
def mounted(home: Path) -> Iterator[Path]:
    place = home / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=60m,mode=755", "tmpfs", place], capture_output=True, check=False
    )
    if made.returncode != 0:
        pytest.skip("cannot mount here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@as_root
def test_a_read_only_disk_is_named(mounted: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", mounted], check=True)
    with pytest.raises(MachineError, match="read-only disk") as refused:
        start(mounted / "home")
    assert "SAYSO_HOME" in refused.value.hint


@as_root
async def test_a_full_disk_is_named_and_room_makes_it_start_again(mounted: Path) -> None:
    filling = mounted / "filling"
    filling.write_bytes(b"x" * 40 * 1024 * 1024)
    with pytest.raises(MachineError, match="is full"):
        start(mounted / "home")
    filling.unlink()
    subprocess.run(["mount", "-o", "remount,size=200m", mounted], check=True)
    with start(mounted / "home") as server:
        assert await query(server, "select 1") == 1
    with pytest.raises(OSError, match="No space"):
        filling.write_bytes(b"x" * 200 * 1024 * 1024)
    with pytest.raises(MachineError, match="is full"):
        start(mounted / "home")
