"""Fixtures: a home folder of its own for each test, or one that is served for all that leave it usable."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.main.local import RunningServer
from tests.support.processes import Machine, open_folder

SHOP = (
    "An online shop. Customers have a name. Orders have a customer, an order date, a total and "
    "go from new to paid to shipped or cancelled."
)


@pytest.fixture
def machine() -> Iterator[Machine]:
    """A fresh home; nothing of it may still run at the end."""
    with open_folder() as home:
        machine = Machine(home)
        yield machine
        assert machine.is_quiet(), f"left behind: {machine.processes()}"


@pytest.fixture(scope="session")
def made() -> Iterator[Path]:
    """A home whose database was made at a first start, which has ended."""
    with open_folder() as home:
        with Machine(home).serving():
            pass
        yield home


@pytest.fixture
def known(made: Path, machine: Machine) -> Machine:
    """A home that Sayso was started on before, where it is not the first start that is looked at."""
    subprocess.run(["cp", "-a", f"{made}/.", machine.home], check=True)
    return machine


@pytest.fixture(scope="session")
def served() -> Iterator[Machine]:
    """A home with a server on it; tests share it, so each takes away what others would stumble over."""
    with open_folder() as home:
        machine = Machine(home)
        with machine.serving():
            yield machine


@pytest.fixture(scope="session")
def shop(served: Machine) -> Machine:
    """The machine that is served, with a shop."""
    done = served.sayso("build", SHOP)
    assert done.returncode == 0, done.stderr
    return served


@pytest.fixture
def running(served: Machine) -> RunningServer:
    """The server that runs on the home."""
    found = RunningServer.find(served.home)
    assert found is not None
    return found
