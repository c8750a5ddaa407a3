"""People and keys from the command line: with a server, and before there is one."""

import json
import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from sayso.main.local import RunningServer
from tests.cli.browsing import Browser
from tests.support.processes import Machine, ended

PASSWORD = "four words that differ"


def users(machine: Machine) -> dict[str, Any]:
    """Everybody there is, by address."""
    done = machine.sayso("user", "list", "--json")
    assert done.returncode == 0, done.stderr
    return {one["email"]: one for one in json.loads(done.stdout)}


def test_an_administrator_is_made_before_the_first_start(machine: Machine) -> None:
    arguments = ("user", "create", "Ada@Example.com", "--admin", "--name", "Ada", "--password-stdin")
    done = machine.sayso(*arguments, said=PASSWORD + "\n")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "ada@example.com is an administrator of my-company" in done.stderr
    assert machine.is_quiet(within=1), "the database that was opened is stopped"
    ada = users(machine)["ada@example.com"]
    assert (ada["name"], ada["has_password"], ada["is_active"]) == ("Ada", True, True)
    assert [(one["agency"], one["role"]) for one in ada["agencies"]] == [("my-company", "admin")]
    with machine.serving():
        assert "ada@example.com" in users(machine), "the server knows whom the command made"


def test_a_person_is_made_locked_out_and_let_back(served: Machine) -> None:
    made = served.sayso("user", "create", "bo@example.com", "--role", "viewer")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith(f"http://localhost:{served.port}/reset/")
    bo = users(served)["bo@example.com"]
    assert (bo["has_password"], bo["agencies"][0]["role"]) == (False, "viewer")
    assert served.sayso("user", "disable", "bo@example.com").returncode == 0
    refused = served.sayso("user", "reset", "bo@example.com")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "sayso user enable bo@example.com" in refused.stderr
    assert "(disabled)" in served.sayso("user", "list").stdout
    assert served.sayso("user", "enable", "bo@example.com").returncode == 0
    assert "/reset/" in served.sayso("user", "reset", "BO@example.com").stdout


def typed(machine: Machine, answers: list[tuple[str, str]], *arguments: str) -> str:
    """What a person sees at a terminal who types each answer when asked for it."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "sayso", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=machine.environment | {"TERM": "dumb", "COLUMNS": "200"},
        start_new_session=True,
    )
    os.close(theirs)
    seen, since = "", 0
    for question, answer in [*answers, ("\0", "")]:
        with suppress(OSError):
            while question not in seen[since:] and (chunk := os.read(ours, 4096)):
                seen += chunk.decode()
        since = len(seen)
        if answer:
            os.write(ours, f"{answer}\n".encode())
    assert process.wait(timeout=60) == 0, seen
    os.close(ours)
    return seen


def test_a_password_is_asked_for_twice_at_a_terminal_and_not_shown(served: Machine) -> None:
    answers = [("Password: ", PASSWORD), ("Repeat for confirmation: ", PASSWORD)]
    seen = typed(served, answers, "user", "create", "ty@example.com")
    assert "ty@example.com is a user of my-company." in seen
    assert PASSWORD not in seen
    assert users(served)["ty@example.com"]["has_password"]


def test_signing_somebody_out_ends_their_sessions(served: Machine) -> None:
    served.sayso("user", "create", "cy@example.com", "--password-stdin", said=PASSWORD)
    browser = Browser(f"http://localhost:{served.port}")
    answer = browser.post("/api/v1/auth/session", json={"email": "cy@example.com", "password": PASSWORD})
    assert answer.status_code < 300, answer.text
    assert browser.get("/api/v1/auth/me").status_code == 200
    assert served.sayso("user", "signout", "cy@example.com").returncode == 0
    assert browser.get("/api/v1/auth/me").status_code == 401


@pytest.mark.parametrize(
    ("arguments", "said", "told"),
    [
        (["user", "create", "you@localhost"], "", "already"),
        (["user", "create", "nobody"], "", "e-mail"),
        (["user", "create", "di@example.com", "--password-stdin"], "short", "10 characters"),
        (["user", "create", "di@example.com", "--password-stdin"], "", "Standard input"),
        (["user", "create", "di@example.com", "--agency", "nowhere"], "", "sayso agency list"),
        (["user", "disable", "nobody@example.com"], "", "sayso user list"),
        (["key", "create", "k", "--scope", "operator"], "", "operator"),
        (["key", "create", "k", "--scope", "nonsense"], "", "scope"),
        (["key", "revoke", "aaaaaaaa"], "", "sayso key list"),
        (["agency", "remove", "nowhere"], "", "sayso agency list"),
        (["agency", "invite", "di@example.com", "--role", "queen"], "", "admin"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_told_in_a_line(
    served: Machine, arguments: list[str], said: str, told: str
) -> None:
    done = served.sayso(*arguments, said=said)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert "di@example.com" not in users(served)


@pytest.mark.parametrize(
    "arguments",
    [
        ["key", "create", "k", "--scope", "modules:read", "--expires", "soon"],
        ["key", "create", "k"],
        ["user", "create", "di@example.com", "--role", "queen"],
        ["modules", "--agency", "no such\nslug"],
        ["audit", "--since", "soon"],
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_two(served: Machine, arguments: list[str]) -> None:
    done = served.sayso(*arguments)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr


def test_a_key_works_until_it_is_revoked(served: Machine) -> None:
    made = served.sayso("key", "create", "nightly", "--scope", "modules:read", "--expires", "2w")
    assert made.returncode == 0, made.stderr
    key = made.stdout.strip()
    address, headers = f"http://127.0.0.1:{served.port}/api/v1/modules", {"authorization": f"Bearer {key}"}
    assert httpx.get(address, headers=headers).status_code == 200
    prefix = key.split("_")[1]
    listed = served.sayso("key", "list").stdout
    assert any(line.startswith(prefix) and "nightly" in line for line in listed.splitlines())
    assert key not in listed
    assert served.sayso("key", "revoke", prefix).returncode == 0
    assert httpx.get(address, headers=headers).status_code == 401
    assert "revoked" in served.sayso("key", "list").stdout


def used_from(machine: Machine, said: str) -> str:
    """Where a key was used from, as listed, when a request says that it was passed on for ``said``."""
    made = machine.sayso("key", "create", "k", "--scope", "modules:read").stdout.strip()
    headers = {"authorization": f"Bearer {made}", "x-forwarded-for": said}
    assert httpx.get(f"http://127.0.0.1:{machine.port}/api/v1/modules", headers=headers).status_code == 200
    for _ in range(10):
        found: str | None = json.loads(machine.sayso("key", "list", "--json").stdout)[0]["last_used_from"]
        if found is not None:
            return found
    raise AssertionError("the last use of a key is not kept")


def test_nobody_is_believed_who_else_is_calling_but_a_trusted_proxy(served: Machine, known: Machine) -> None:
    assert used_from(served, "203.0.113.9") == "127.0.0.1"
    behind = Machine(known.home, SAYSO_TRUSTED_PROXIES="127.0.0.1, 10.0.0.0/8")
    with behind.serving():
        assert used_from(behind, "203.0.113.9") == "203.0.113.9"


def test_a_key_for_somebody_carries_no_more_than_they_may(served: Machine) -> None:
    served.sayso("user", "create", "vi@example.com", "--role", "viewer")
    arguments = ("key", "create", "k", "--user", "vi@example.com", "--scope")
    assert served.sayso(*arguments, "modules:read").returncode == 0
    refused = served.sayso(*arguments, "modules:write")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "modules:write" in refused.stderr


def test_builders_are_let_in_and_what_they_may_not_widen_is_decided(
    served: Machine, running: RunningServer
) -> None:
    text = "Tasks have a title and a cost. Workers may not see the cost. Bosses do everything."
    slug = running.call("POST", "/api/v1/builds", {"text": text}, timeout=300)["module"]["slug"]
    rules = running.call("GET", f"/api/v1/modules/{slug}/spec")["permissions"]["rules"]
    (narrow,) = [rule for rule in rules if rule["role"] == "worker"]
    served.sayso("user", "create", "bea@example.com", "--name", "Bea")
    granted = served.sayso("module", "grant", slug, "Bea@example.com")
    assert (granted.returncode, granted.stderr) == (0, f"bea@example.com builds {slug}.\n")
    scopes = ("--scope", "modules:read", "--scope", "modules:write")
    key = served.sayso("key", "create", "k", "--user", "bea@example.com", *scopes).stdout.strip()
    values = {"fields": [*narrow["fields"], "cost"]}
    edit = {"op": "set", "kind": "permission", "target": narrow["id"], "values": values}
    at = f"http://127.0.0.1:{served.port}/api/v1/modules/{slug}"
    with httpx.Client(base_url=at, headers={"authorization": f"Bearer {key}"}, timeout=60) as bea:
        change = bea.post("/changes", json={"text": "Show costs", "edits": [edit]}).json()["id"]
        refused = bea.post(f"/changes/{change}/publish", json={"confirmed": True})
        assert refused.json()["code"] == "approval_needed"

    listed = served.sayso("module", "approvals", slug)
    assert "Bea" in listed.stdout
    assert "This lets Worker read Cost of tasks." in listed.stdout
    wrong = served.sayso("module", "approve", slug, "ffffffff-0")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert f"sayso module approvals {slug}" in wrong.stderr
    said = served.sayso("module", "approve", slug, "--refuse", "--comment", "Costs stay with us.")
    assert said.returncode == 0, said.stderr
    assert said.stderr.startswith("Refused: ")
    decided = served.sayso("module", "approvals", slug, "--decided").stdout
    assert "This lets Worker read Cost of tasks." in decided
    assert "(“Costs stay with us.”)" in decided
    assert served.sayso("module", "revoke", slug, "bea@example.com").returncode == 0
    assert "bea@example.com" not in served.sayso("module", "builders", slug).stdout


def test_agencies_are_founded_renamed_spoken_of_and_removed(served: Machine) -> None:
    founded = served.sayso("agency", "create", "North office")
    assert founded.stdout.strip() == "north-office", founded.stderr
    assert served.sayso("modules", "--agency", "north-office").stdout == ""
    served.sayso("user", "create", "no@example.com", "--admin", "--agency", "north-office")
    members = json.loads(served.sayso("agency", "members", "--agency", "north-office", "--json").stdout)
    assert {one["email"]: one["role"] for one in members}["no@example.com"] == "admin"
    renamed = served.sayso("agency", "rename", "north-office", "The north", "--slug", "north")
    assert renamed.stdout.strip() == "north", renamed.stderr
    assert "The north" in served.sayso("agency", "list").stdout
    assert served.sayso("agency", "members", "--agency", "north-office").returncode == 1
    assert served.sayso("agency", "remove", "north").returncode == 0
    assert "north" not in served.sayso("agency", "list").stdout


def test_an_invitation_is_a_link(served: Machine) -> None:
    invited = served.sayso("agency", "invite", "in@example.com", "--role", "user")
    assert invited.returncode == 0, invited.stderr
    assert invited.stdout.startswith(f"http://localhost:{served.port}/invitations/")


def test_the_log_says_who_made_whom(served: Machine) -> None:
    served.sayso("user", "create", "lo@example.com")
    log = served.sayso("audit", "--action", "user.created", "--since", "1h")
    assert log.returncode == 0, log.stderr
    assert any("You  user.created" in line and "lo@example.com" in line for line in log.stdout.splitlines())
    entries = json.loads(served.sayso("audit", "--actor", "operator", "--limit", "3", "--json").stdout)
    assert len(entries) == 3
    assert served.sayso("audit", "--csv").stdout.count("\n") > 3


def test_another_address_needs_an_administrator_first(machine: Machine) -> None:
    others = Machine(machine.home, SAYSO_APPS_DOMAIN="example.test")
    refused = others.sayso("serve")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "sayso user create you@example.com --admin" in refused.stderr
    made = others.sayso("user", "create", "ada@example.com", "--admin", "--password-stdin", said=PASSWORD)
    assert made.returncode == 0, made.stderr
    assert printed_to_a_terminal(others, "is ready") == "", "a server that others reach prints no link"


def test_a_server_on_this_machine_prints_a_link_that_signs_in(machine: Machine) -> None:
    process = machine.start("serve")
    machine.ready(process)
    opened = machine.sayso("open")
    browser = Browser(opened.stdout.strip())
    answer = browser.post("/api/v1/auth/link", json={"token": opened.stdout.strip().rpartition("/")[2]})
    assert answer.status_code < 300, answer.text
    assert browser.get("/api/v1/auth/me").json()["user"]["email"] == "you@localhost"
    logged, said = ended(process)
    assert (logged, "it is not for a log" in said) == ("", True)
    assert printed_to_a_terminal(machine, "This link").startswith(f"http://localhost:{machine.port}/")


def printed_to_a_terminal(machine: Machine, until: str) -> str:
    """What a server prints where standard output is a terminal; it is stopped after it said ``until``."""
    ours, theirs = pty.openpty()
    process = machine.start("serve", terminal=theirs)
    os.close(theirs)
    assert process.stderr is not None
    with os.fdopen(ours, "rb", buffering=0) as screen:
        while until not in (line := process.stderr.readline()):
            assert line, "it ended before it said so"
        printed = screen.read(4096) if "link" in until else b""
        ended(process)
        with suppress(OSError):
            printed += screen.read(4096)
    return printed.decode().strip()


@pytest.mark.parametrize("command", ["user", "agency", "key"])
def test_every_group_explains_its_commands(command: str, tmp_path: Path) -> None:
    done = Machine(tmp_path).sayso(command, "create", "--help")
    assert done.returncode == 0
    assert "Example" in done.stdout
