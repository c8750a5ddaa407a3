"""Fixtures: a home folder of its own for each test, or one that is served for several."""

from collections.abc import Iterator

import pytest

from sayso.web.local import RunningServer
from tests.support.processes import Machine, open_folder


@pytest.fixture
def machine() -> Iterator[Machine]:
    """A fresh home; nothing of it may still run at the end."""
    with open_folder() as home:
        machine = Machine(home)
        yield machine
        assert machine.is_quiet(), f"left behind: {machine.processes()}"


@pytest.fixture(scope="module")
def served() -> Iterator[Machine]:
    """A home with a server on it."""
    with open_folder() as home:
        machine = Machine(home)
        with machine.serving():
            yield machine


@pytest.fixture
def running(served: Machine) -> RunningServer:
    """The server that runs on the home."""
    found = RunningServer.find(served.home)
    assert found is not None
    return found
