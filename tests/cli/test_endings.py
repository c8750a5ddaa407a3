"""However a server ends, nothing is left running and the next start works."""

import signal
import time
from typing import Any

import pytest

from tests.support.processes import Machine, ended

CTRL_C, TERMINATE = signal.SIGINT, signal.SIGTERM
TEXT = "A bike shop. Bikes have a brand and a price. Customers have a name and a phone."


def _deep(after: float) -> Any:
    return pytest.param(after, marks=pytest.mark.deep)


@pytest.mark.parametrize("number", [CTRL_C, TERMINATE], ids=["ctrl-c", "terminate"])
def test_a_server_that_is_told_to_stop_ends_well(machine: Machine, number: int) -> None:
    process = machine.start("serve")
    machine.ready(process)
    _, messages = ended(process, number)
    assert process.returncode == 0, messages
    assert "Traceback" not in messages
    assert machine.is_quiet(within=1)
    assert not (machine.home / "server.json").exists()


@pytest.mark.parametrize(
    ("after", "number"),
    [
        pytest.param(after, number, id=f"{after}-{name}", marks=() if number is usual else pytest.mark.deep)
        for after, usual in ((0.7, CTRL_C), (1.2, TERMINATE), (2.0, CTRL_C), (3.0, TERMINATE))
        for name, number in (("ctrl-c", CTRL_C), ("terminate", TERMINATE))
    ],
)
def test_a_start_that_is_interrupted_ends_without_a_trace(
    machine: Machine, after: float, number: int
) -> None:
    process = machine.start_cold("serve")
    time.sleep(after)
    _, messages = ended(process, number)
    assert process.returncode in {0, 130, -number}, messages
    assert "Traceback" not in messages
    assert machine.is_quiet(within=5), machine.processes()


def test_a_build_that_is_interrupted_ends_without_a_trace(machine: Machine) -> None:
    process = machine.start("demo", TEXT)
    machine.ready(process)
    _, messages = ended(process, signal.SIGINT)
    assert "Traceback" not in messages
    assert machine.is_quiet(within=5), machine.processes()
    with machine.serving() as running:
        assert len(running.all("/api/v1/modules")) <= 1


@pytest.mark.parametrize("after", [0.5, _deep(1.5), 2.5, _deep(4.0), 6.0])
def test_a_start_works_after_a_kill_at_any_moment(machine: Machine, after: float) -> None:
    process = machine.start_cold("demo", TEXT)
    time.sleep(after)
    ended(process, signal.SIGKILL)
    with machine.serving():
        done = machine.sayso("build", TEXT)
        assert done.returncode == 0, done.stderr


def test_a_start_works_right_after_a_kill_with_rows_in_it(known: Machine) -> None:
    process = known.start("serve")
    known.ready(process)
    assert known.sayso("build", TEXT, "--sample").returncode == 0
    ended(process, signal.SIGKILL)
    with known.serving() as running:
        assert len(running.all("/api/v1/modules")) == 1
