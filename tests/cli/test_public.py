"""Opening an application to anybody from the command line."""

import json

import pytest

from sayso.main.local import RunningServer
from tests.support.processes import Machine
from tests.support.visitors import BOOKS, SEES_SERVICES, salon_with_visitors


@pytest.fixture
def slug(running: RunningServer) -> str:
    """A salon whose services are meant for everybody."""
    body = {"spec": salon_with_visitors(SEES_SERVICES, BOOKS).to_json()}
    installed = running.call("POST", "/api/v1/modules", body, timeout=300)
    slug: str = installed["module"]["slug"]
    return slug


def test_what_would_be_public_is_said_and_only_a_yes_opens_it(served: Machine, slug: str) -> None:
    shown = served.sayso("public", "show", slug)
    assert shown.stdout.splitlines()[0] == "Anybody can open the page “Services”."
    assert f"sayso public confirm {slug}" in shown.stderr
    assert served.sayso("public", "confirm", slug).returncode == 1
    assert not json.loads(served.sayso("public", "show", slug, "--json").stdout)["is_open"]

    done = served.sayso("public", "confirm", slug, "--yes")
    assert done.returncode == 0, done.stderr
    assert "Anybody can see name and price of services." in done.stderr
    assert done.stdout.startswith(f"http://{slug}.")
    assert json.loads(served.sayso("public", "show", slug, "--json").stdout)["is_open"]

    assert served.sayso("public", "withdraw", slug).returncode == 0
    assert not json.loads(served.sayso("public", "show", slug, "--json").stdout)["is_open"]


def test_a_change_says_what_waits_for_a_confirmation(served: Machine, slug: str) -> None:
    assert served.sayso("public", "confirm", slug, "--yes").returncode == 0
    done = served.sayso("change", slug, "Add a warranty to services")
    assert done.returncode == 0, done.stderr
    assert "Waits to be confirmed" not in done.stderr
    undone = served.sayso("public", "withdraw", slug)
    assert undone.returncode == 0
    again = served.sayso("undo", slug, "--yes")
    assert "Waits to be confirmed: Anybody can open the page “Services”." in again.stderr
    assert f"sayso public confirm {slug}" in again.stderr


def test_where_nothing_is_public_there_is_nothing_to_confirm(served: Machine) -> None:
    built = served.sayso("build", "A library. Books have a title and an author. Readers have a name.")
    slug = built.stdout.partition("://")[2].partition(".")[0]
    assert "confirmed" not in built.stderr
    done = served.sayso("public", "confirm", slug, "--yes")
    assert done.returncode == 1
    assert "no page of it is for people who are not signed in" in done.stderr
