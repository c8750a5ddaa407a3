"""Changing a running application from the command line."""

import json
import os
import pty
from contextlib import suppress

import pytest

from sayso.main.local import RunningServer
from tests.cli.browsing import get, is_served
from tests.support.processes import Machine
from tests.support.warm import Forked

TEXT = "A library. Books have a title, an author and a number of pages. Readers have a name and a phone."


@pytest.fixture
def slug(served: Machine) -> str:
    """An application that was just built."""
    return built(served)


@pytest.fixture(scope="module")
def library(served: Machine) -> str:
    """An application that tests leave as it is."""
    return built(served)


def built(served: Machine) -> str:
    """The slug of a new application."""
    done = served.sayso("build", TEXT)
    assert done.returncode == 0, done.stderr
    return done.stdout.partition("://")[2].partition(".")[0]


def test_a_plan_is_printed_and_nothing_is_changed(served: Machine, library: str) -> None:
    done = served.sayso("change", library, "Add a birthday to readers", "--plan")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["plan"]["steps"]
    assert len(served.sayso("history", library).stdout.splitlines()) == 1


def test_what_changes_nothing_says_so(served: Machine, library: str) -> None:
    done = served.sayso("change", library, "What is the capital of France?")
    assert (done.returncode, done.stdout) != (0, "{}")
    assert "Traceback" not in done.stderr


def test_a_change_in_words_is_published_undone_and_done_again(served: Machine, slug: str) -> None:
    done = served.sayso("change", slug, "Add a birthday to readers")
    assert done.returncode == 0, done.stderr
    assert "irthday" in done.stderr
    published = json.loads(done.stdout)
    assert (published["revision"], published["module"]["version"]) == (2, "1.1.0")
    assert json.loads(served.sayso("undo", slug, "--yes").stdout)["revision"] == 3
    nothing = served.sayso("undo", slug)
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert "nothing to undo" in nothing.stderr
    assert json.loads(served.sayso("redo", slug).stdout)["revision"] == 4
    lines = served.sayso("history", slug).stdout.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("*   4")
    assert json.loads(served.sayso("history", slug, "--json").stdout)["can_undo"]
    assert "irthday" in served.sayso("compare", slug, "1", "2").stdout
    assert json.loads(served.sayso("jump", slug, "1", "--yes").stdout)["revision"] == 5


def test_a_preview_is_changed_and_promoted(served: Machine, slug: str) -> None:
    made = served.sayso("preview", slug, "--rows", "sample")
    assert made.returncode == 0, made.stderr
    assert is_served(made.stdout.strip())
    preview = made.stdout.partition("://")[2].partition(".")[0]
    assert served.sayso("change", preview, "Add a birthday to readers").returncode == 0
    done = served.sayso("promote", preview)
    assert json.loads(done.stdout)["module"]["slug"] == slug


def test_an_archived_application_comes_back(served: Machine, running: RunningServer, library: str) -> None:
    address = f"http://{library}.localhost:{served.port}/"
    assert served.sayso("archive", library).returncode == 0
    assert get(address).status_code == 404
    assert served.sayso("change", library, "Add a birthday to readers").returncode == 1
    assert served.sayso("restore", library).stdout.strip() == address
    assert is_served(address)
    assert library in served.sayso("modules").stdout


def test_a_removed_application_comes_back(served: Machine, running: RunningServer, library: str) -> None:
    address = f"http://{library}.localhost:{served.port}/"
    asked = served.sayso("remove", library, said="n\n")
    assert asked.returncode == 1
    assert "Remove it with all of that?" in asked.stderr
    assert is_served(address)
    done = served.sayso("remove", library, "--yes")
    assert done.returncode == 0
    assert f"`sayso restore {library}` brings it back until then." in done.stderr
    assert get(address).status_code == 404
    assert "removed, goes on" in served.sayso("modules").stdout
    assert served.sayso("restore", library).stdout.strip() == address
    assert is_served(address)


def test_a_draft_is_published_later(served: Machine) -> None:
    built = served.sayso("build", TEXT, "--draft")
    address = built.stdout.strip()
    slug = address.partition("://")[2].partition(".")[0]
    assert get(address).status_code == 404
    assert served.sayso("change", slug, "Add a birthday to readers").returncode == 0
    assert served.sayso("publish", slug).stdout.strip() == address
    assert is_served(address)


def test_a_wrong_decision_is_wrong_use(served: Machine, library: str) -> None:
    done = served.sayso("undo", library, "--choose", "nonsense")
    assert (done.returncode, done.stdout) == (1, "")
    assert "KEY=DO" in done.stderr


def test_a_trace_says_where_everything_came_from(served: Machine, library: str) -> None:
    traced = json.loads(served.sayso("trace", library).stdout)
    assert all(one["source"] or one["assumed"] or one["files"] is not None for one in traced)
    assert any(one["kind"] == "field" and one["files"] for one in traced)


def test_what_takes_values_out_is_confirmed_first(served: Machine) -> None:
    built = served.sayso("build", TEXT, "--sample")
    slug = built.stdout.partition("://")[2].partition(".")[0]
    refused = served.sayso("change", slug, "Remove the phone from readers")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "--yes" in refused.stderr
    no = at_a_terminal(served, "n\n", "change", slug, "Remove the phone from readers")
    assert "Do it?" in no
    assert "Traceback" not in no
    assert len(served.sayso("history", slug).stdout.splitlines()) == 1
    yes = at_a_terminal(served, "y\n", "change", slug, "Remove the phone from readers")
    assert "revision 2" in yes
    undone = served.sayso("undo", slug)
    assert undone.returncode == 0, undone.stderr


def at_a_terminal(machine: Machine, typed: str, *arguments: str) -> str:
    """What a person sees who types this."""
    ours, theirs = pty.openpty()
    process = Forked[bytes](
        ["sayso", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=machine.environment | {"TERM": "dumb", "COLUMNS": "200"},
    )
    os.close(theirs)
    os.write(ours, typed.encode())
    seen = b""
    with suppress(OSError):
        while chunk := os.read(ours, 4096):
            seen += chunk
    process.wait(timeout=60)
    os.close(ours)
    return seen.decode()
