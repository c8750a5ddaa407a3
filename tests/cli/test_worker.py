"""Queued work in a process beside the server."""

import signal
import time

from tests.support.processes import Machine, ended, open_folder


def said_by_doctor(machine: Machine) -> str:
    """What doctor says of queued work."""
    lines = machine.sayso("doctor").stderr.splitlines()
    return next(line for line in lines if " Work: " in line)


def test_a_worker_runs_beside_a_server_that_only_serves(known: Machine) -> None:
    machine = Machine(known.home, SAYSO_WORKER="off")
    with machine.serving():
        assert "lack Work: nothing does queued work" in said_by_doctor(machine)
        worker = machine.start("worker")
        assert worker.stderr is not None
        assert "Taking work" in worker.stderr.readline()
        deadline = time.monotonic() + 30
        while "one process does queued work" not in said_by_doctor(machine):
            assert time.monotonic() < deadline
        _, messages = ended(worker, signal.SIGINT)
        assert (worker.returncode, messages.strip()) == (0, "Stopped.")
    assert machine.is_quiet()


def test_a_server_works_itself_unless_it_is_told_not_to(served: Machine) -> None:
    deadline = time.monotonic() + 30
    while "ok   Work: one process does queued work" not in said_by_doctor(served):
        assert time.monotonic() < deadline


def test_a_worker_without_a_database_says_where_to_get_one(machine: Machine) -> None:
    done = machine.sayso("worker")
    assert done.returncode == 1
    assert "No Sayso runs on" in done.stderr
    assert "sayso serve" in done.stderr
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_worker_whose_database_does_not_answer_says_so() -> None:
    with open_folder() as home:
        machine = Machine(home, DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
        done = machine.sayso("worker")
    assert done.returncode == 1
    assert "does not answer" in done.stderr
    assert "Traceback" not in done.stderr
