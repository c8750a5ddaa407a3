"""A conversation in the terminal: said line by line, answered as it comes, published when it is right."""

import re
import signal
import subprocess
import time

import pytest

from sayso.main.local import RunningServer
from tests.support.processes import Machine
from tests.support.warm import Forked

pytestmark = pytest.mark.usefixtures("running")
LIBRARY = (
    "Books with title and author. Members with name and email. A loan says which member, which book and when "
    "it is due. A loan is out or returned."
)


def test_words_become_an_application_step_by_step(served: Machine, running: RunningServer) -> None:
    lines = [LIBRARY, "rename member to reader", "undo that", "/redo", "/history", "/publish", "y", "/quit"]
    done = served.sayso("chat", said="\n".join(lines) + "\n", wait=300)
    assert done.returncode == 0, done.stderr
    said = done.stdout
    assert "Rename Member to Reader" in said
    assert "I undid that." in said
    assert "Done again." in said
    assert "rename member to reader" in said, "the history tells what was said"
    address = re.search(r"runs at (http://\S+)", said)
    assert address is not None, said + done.stderr
    modules = running.all("/api/v1/modules")
    assert any(address[1].startswith(module["url"]) for module in modules)
    assert "Traceback" not in done.stderr


def test_what_is_published_in_words_tells_its_address(served: Machine, running: RunningServer) -> None:
    done = served.sayso("chat", said="Canoes with name and length\npublish it\n/quit\n", wait=300)
    address = re.search(r"It runs at (http://\S+)", done.stdout)
    assert address is not None, done.stdout + done.stderr
    assert any(address[1].startswith(module["url"]) for module in running.all("/api/v1/modules"))


def test_a_number_picks_an_answer_that_was_offered(served: Machine) -> None:
    done = served.sayso("chat", said="tasks with title and hours\n2\n/history\n", wait=120)
    assert done.returncode == 0, done.stderr
    offered = re.search(r"^  2  (.+)$", done.stdout, re.MULTILINE)
    assert offered is not None, done.stdout
    assert offered[1] in done.stdout[offered.end() :], "as a step of the history"


def test_a_session_goes_on_where_it_was(served: Machine) -> None:
    first = served.sayso("chat", said="dogs with name and breed\n", wait=120)
    number = re.search(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", first.stdout)
    assert number is not None, first.stdout
    again = served.sayso("chat", number[0], said="add a birthday to dogs\n", wait=120)
    assert "irthday" in again.stdout, again.stdout + again.stderr
    last = served.sayso("chat", "last", said="/history\n", wait=120)
    assert "add a birthday to dogs" in last.stdout


@pytest.mark.parametrize(
    ("arguments", "said", "told"),
    [
        (["no-such-thing"], "", "is no session"),
        (["00000000-0000-4000-8000-000000000000"], "", "no such session"),
        ([], "/undo\n", "nothing to go back to"),
        ([], "/dance\n", "There is no /dance"),
        ([], "/publish\n", "Say what"),
    ],
    ids=["no id", "unknown", "nothing to undo", "unknown command", "nothing to publish"],
)
def test_what_cannot_be_done_is_said_in_a_line(
    served: Machine, arguments: list[str], said: str, told: str
) -> None:
    done = served.sayso("chat", *arguments, said=said, wait=120)
    assert told in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_interrupting_leaves_at_once_when_nothing_is_worked_on(served: Machine) -> None:
    process = Forked[str](
        ["sayso", "chat"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=served.environment,
    )
    assert process.stdout is not None
    assert "/help" in process.stdout.readline()
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=120) == 0
    process.communicate()


def test_without_a_server_it_says_how_to_start_one(machine: Machine) -> None:
    done = machine.sayso("chat")
    assert done.returncode == 1
    assert "sayso serve" in done.stderr
