"""One server on one home: building, finding it again, opening, refusing a second."""

import socket
import time
from pathlib import Path

import httpx
import pytest

from sayso.main.local import RunningServer
from tests.cli.browsing import Browser, entered, get
from tests.support.processes import Machine, ended, open_folder

TEXT = "A bike shop. Bikes have a brand and a price. Customers have a name and a phone."


def modules(running: RunningServer) -> list[str]:
    return [module["slug"] for module in running.all("/api/v1/modules")]


def test_build_and_open_print_links_that_let_in_once_and_nobody_without_one(served: Machine) -> None:
    done = served.sayso("build", TEXT, "--sample")
    assert done.returncode == 0, done.stderr
    link = done.stdout.strip()
    assert f".localhost:{served.port}/" in link
    assert get(str(httpx.URL(link).join("/api/bikes"))).status_code == 401
    assert entered(link).get("/api/bikes").json()["page"]["total"] > 0
    assert "is running after" in done.stderr
    again = get(link)
    assert again.status_code == 401
    assert "used" in again.text
    opened = served.sayso("open", link.partition("://")[2].partition(".")[0])
    assert opened.returncode == 0, opened.stderr
    assert entered(opened.stdout.strip()).get("/api/bikes").status_code == 200


@pytest.mark.parametrize("text", ["asdf", "", "x7$ " * 50_000], ids=["asdf", "empty", "noise"])
def test_a_text_that_says_nothing_builds_nothing(served: Machine, running: RunningServer, text: str) -> None:
    before = modules(running)
    done = served.sayso("build", "-", said=text)
    assert (done.returncode, done.stdout) == (1, "")
    assert "?" in done.stderr
    assert "Traceback" not in done.stderr
    assert modules(running) == before


def test_open_alone_prints_a_link_that_signs_in_to_sayso(served: Machine) -> None:
    done = served.sayso("open")
    assert done.returncode == 0, done.stderr
    address, _, token = done.stdout.strip().rpartition("/")
    assert address == f"http://localhost:{served.port}/signin"
    browser = Browser(address)
    assert browser.post("/api/v1/auth/link", json={"token": token}).status_code < 300
    assert browser.get("/api/v1/auth/me").json()["user"]["email"] == "you@localhost"


def test_open_names_what_there_is(served: Machine) -> None:
    done = served.sayso("open", "nothing-like-it")
    assert (done.returncode, done.stdout) == (1, "")
    assert "nothing-like-it" in done.stderr


def test_open_needs_a_server(machine: Machine) -> None:
    done = machine.sayso("open", "salon")
    assert (done.returncode, done.stdout) == (1, "")
    assert "sayso serve" in done.stderr


def test_a_second_server_on_a_home_is_refused_in_one_line(served: Machine) -> None:
    for command in ("serve", "demo"):
        done = served.sayso(command)
        assert (done.returncode, done.stdout) == (1, "")
        assert "already runs" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_a_taken_port_is_one_line_with_the_way_out(machine: Machine) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", machine.port))
        other.listen()
        done = machine.sayso("serve")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"127.0.0.1:{machine.port}" in done.stderr
    assert "SAYSO_PORT" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("home", ["/proc/nowhere", "/dev/null/home"], ids=["read-only", "not-a-folder"])
@pytest.mark.parametrize("command", [["serve"], ["build", TEXT]], ids=["serve", "build"])
def test_a_home_that_cannot_be_written_is_one_line(home: str, command: list[str]) -> None:
    done = Machine(Path(home)).sayso(*command)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    assert "SAYSO_HOME" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_database_that_does_not_answer_is_one_line() -> None:
    with open_folder() as home:
        machine = Machine(home, DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
        done = machine.sayso("serve")
        assert (done.returncode, done.stdout) == (1, "")
        assert "DATABASE_URL" in done.stderr
        assert "Traceback" not in done.stderr
        assert machine.sayso("doctor").returncode == 1


def test_build_starts_a_server_in_the_background_and_stop_ends_it(machine: Machine) -> None:
    done = machine.sayso("build", TEXT)
    assert done.returncode == 0, done.stderr
    assert "sayso stop" in done.stderr
    assert get(done.stdout.strip()).status_code == 200
    stopped = machine.sayso("stop")
    assert (stopped.returncode, stopped.stdout) == (0, "")
    assert "Stopped" in stopped.stderr
    assert machine.is_quiet(within=1)
    assert "No Sayso runs" in machine.sayso("stop").stderr


def demo(machine: Machine, *arguments: str) -> tuple[str, float]:
    """Where the demo's application is, and after how many seconds; it is stopped then."""
    started = time.monotonic()
    process = machine.start("demo", TEXT, *arguments)
    machine.ready(process)
    assert process.stdout is not None
    link = process.stdout.readline().strip()
    seconds = time.monotonic() - started
    assert entered(link).get("/").status_code == 200
    _, messages = ended(process)
    assert process.returncode == 0, messages
    return httpx.URL(link).host, seconds


def test_a_second_demo_of_the_same_sentence_finds_its_application_again(known: Machine) -> None:
    first, _ = demo(known)
    second, seconds = demo(known)
    assert second == first
    assert seconds < 30


def test_a_demo_without_sample_rows_is_empty(known: Machine) -> None:
    process = known.start("demo", TEXT, "--no-sample")
    known.ready(process)
    assert process.stdout is not None
    link = process.stdout.readline().strip()
    assert entered(link).get("/api/bikes").json()["page"]["total"] == 0
    ended(process)


def test_a_demo_that_cannot_be_read_asks_and_ends(known: Machine) -> None:
    done = known.sayso("demo", "asdf")
    assert (done.returncode, done.stdout) == (1, "")
    assert "?" in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_finds_a_healthy_machine(served: Machine) -> None:
    done = served.sayso("doctor")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    for title in (
        "Python",
        "Node.js",
        "Home folder",
        "Disk",
        "PostgreSQL",
        "Applications",
        "Work",
        "Port",
        "App kit",
        "esbuild",
    ):
        assert f"ok   {title}: " in done.stderr, title


def test_doctor_says_what_is_lacking_and_the_way_out() -> None:
    with socket.socket() as other:
        machine = Machine(Path("/proc/nowhere"), PATH="/nonexistent")
        other.bind(("127.0.0.1", machine.port))
        other.listen()
        done = machine.sayso("doctor")
    assert done.returncode == 1
    lacking = "\n".join(line for line in done.stderr.splitlines() if line.startswith("lack"))
    for wanted in ("Node.js", "SAYSO_HOME", "SAYSO_PORT"):
        assert wanted in lacking
