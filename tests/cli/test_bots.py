"""Bots from the command line."""

import json
from typing import Any

import pytest

from sayso.main.local import RunningServer
from tests.support.processes import Machine

WORDS = "every morning at 8 tell me how many orders are new"
ASKING = """
def run(ctx, input):
    ctx.log("asking")
    if not ctx.approve("Shall it go on?"):
        raise ValueError("nobody wants it")
    return {"went_on": True}
"""


@pytest.fixture(scope="module")
def summary(shop: Machine) -> Any:
    """A bot that was made in words and is active."""
    made = shop.sayso("bot", "create", WORDS, "--name", "Morning count", "--yes", "--activate", "--json")
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)


@pytest.fixture(scope="module")
def asker(shop: Machine, summary: Any) -> str:
    """A bot that asks somebody before it goes on; its id."""
    server = RunningServer.find(shop.home)
    assert server is not None
    path = f"/api/v1/bots/{summary['id']}"
    version = server.call("PUT", f"{path}/code", {"code": ASKING})
    server.call("POST", f"{path}/activate", {"version": version["number"], "anyway": "to be asked"})
    return str(summary["id"])


def test_a_bot_is_made_of_words_and_run(shop: Machine, summary: Any) -> None:
    assert (summary["status"], summary["version"], summary["name"]) == ("active", 1, "Morning count")
    assert summary["report"]["ok"]
    assert summary["address"].endswith(f"/bots/{summary['id']}")
    assert summary["triggers"][0]["words"] == "Every day at 08:00"
    assert "08:00" in shop.sayso("bot", "list").stdout
    assert "read order in Shop" in shop.sayso("bot", "show", "morning count").stderr.replace("\n", " ")
    ran = shop.sayso("bot", "run", "morning", "--wait")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["sent"] is True
    assert "success" in shop.sayso("bot", "runs", "morning").stdout


def test_its_code_is_read_and_its_cases_are_run(shop: Machine, summary: Any) -> None:
    assert "def run(ctx, input" in shop.sayso("bot", "code", summary["id"]).stdout
    assert "cases pass" in shop.sayso("bot", "versions", "morning").stdout
    assert shop.sayso("bot", "test", "morning").returncode == 0


def test_it_is_paused_until_it_is_activated_again(shop: Machine, summary: Any) -> None:
    assert shop.sayso("bot", "pause", summary["id"]).returncode == 0
    assert json.loads(shop.sayso("bot", "show", "morning", "--json").stdout)["status"] == "paused"
    assert shop.sayso("bot", "activate", "morning").returncode == 0


@pytest.mark.parametrize(("answer", "said"), [((), ""), (("--reject", "--comment", "no"), "nobody wants it")])
def test_what_a_bot_asks_is_decided_and_its_log_is_read(
    shop: Machine, asker: str, answer: tuple[str, ...], said: str
) -> None:
    begun = shop.sayso("bot", "run", asker, "--wait", "--input", '{"day": 3}')
    assert "It waits for somebody: Shall it go on?" in begun.stderr.replace("\n", " ")
    assert "Shall it go on?" in shop.sayso("bot", "approve").stdout
    assert shop.sayso("bot", "approve", asker, *answer).returncode == 0
    logs = shop.sayso("bot", "logs", asker, "--follow")
    assert "asking" in logs.stdout
    assert said in logs.stderr
    (run,) = json.loads(shop.sayso("bot", "runs", asker, "--limit", "1", "--json").stdout)
    for named in (run["id"], run["id"][:8]):
        assert shop.sayso("bot", "logs", named).stdout == logs.stdout


def test_a_version_whose_cases_fail_is_not_activated(shop: Machine, asker: str) -> None:
    refused = shop.sayso("bot", "activate", asker, "--version", "2")
    assert (refused.returncode, "is not activated" in refused.stderr.replace("\n", " ")) == (1, True)


def test_a_bot_is_set_off_by_what_was_added(shop: Machine, asker: str) -> None:
    hook = shop.sayso("bot", "trigger", asker, "--webhook")
    address, secret = hook.stdout.split()
    assert "/hooks/" in address
    elsewhere = shop.sayso("bot", "trigger", asker, "--new-address").stdout.strip()
    assert "/hooks/" in elsewhere
    assert elsewhere != address
    renewed = shop.sayso("bot", "trigger", asker, "--secret")
    assert renewed.stdout.strip() not in {"", secret}
    assert shop.sayso("bot", "trigger", asker, "--every", "15m").returncode == 0
    listed = shop.sayso("bot", "trigger", asker, "--json").stdout
    assert not any(one in listed for one in (secret, address, elsewhere))
    assert [one["kind"] for one in json.loads(listed)] == ["cron", "webhook", "interval"]


def test_who_does_not_answer_is_told_how_to_go_on(shop: Machine) -> None:
    asked = shop.sayso("bot", "create", "watch something", "--name", "Watcher")
    assert (asked.returncode, asked.stdout) == (1, "")
    assert "sayso bot say" in asked.stderr
    assert "asking" in shop.sayso("bot", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("create", " "), "There are no words"),
        (("show", "nothing like it"), "There is no bot"),
        (("run", "nothing like it"), "There is no bot"),
        (("logs", "nothing like it"), "There is no bot"),
        (("cancel", "nothing"), "There is no run"),
        (("import", "/nowhere/at/all"), "/nowhere/at/all"),
    ],
)
def test_what_cannot_be_done_is_one_line(shop: Machine, arguments: tuple[str, ...], says: str) -> None:
    done = shop.sayso("bot", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr


def test_a_bot_that_is_removed_is_not_listed(shop: Machine, asker: str) -> None:
    assert shop.sayso("bot", "remove", asker).returncode == 0
    assert "Morning count" not in shop.sayso("bot", "list").stdout
