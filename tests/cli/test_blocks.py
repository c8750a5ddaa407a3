"""Blocks from the command line."""

import json

import pytest

from tests.support.processes import Machine


def test_a_block_is_made_looked_at_refreshed_and_removed(shop: Machine) -> None:
    made = shop.sayso("block", "create", "how many orders", "--dashboard", "Office", "--every", "5m")
    assert made.returncode == 0, made.stderr
    block = json.loads(made.stdout)
    assert (block["state"], block["card"]["kind"], block["data"]["value"]) == ("live", "number", {"value": 0})
    assert block["refresh"] == {"kind": "interval", "seconds": 300}
    assert block["address"].endswith(f"?block={block['id']}")
    assert "Orders" in shop.sayso("block", "list").stdout
    assert "Office" in shop.sayso("dashboard", "list").stdout
    assert json.loads(shop.sayso("block", "show", "orders").stdout)["id"] == block["id"]
    refreshed = shop.sayso("block", "refresh", block["id"])
    assert refreshed.returncode == 0, refreshed.stderr
    assert json.loads(refreshed.stdout)["data"]["at"] > block["data"]["at"]
    assert "def fetch_data(ctx):" in shop.sayso("block", "code", block["id"]).stdout
    assert "make" in shop.sayso("block", "log", block["id"]).stdout
    assert shop.sayso("block", "remove", block["id"]).returncode == 0
    assert shop.sayso("block", "list").stdout == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("create", "orders by weather"), "Try “Orders by status”"),
        (("create", "how many orders", "--every", "soon"), "no time that I know"),
        (("create", " "), "There are no words"),
        (("show", "nothing like it"), "There is no block"),
    ],
)
def test_what_cannot_be_done_is_one_line(shop: Machine, arguments: tuple[str, ...], says: str) -> None:
    done = shop.sayso("block", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr
    assert shop.sayso("block", "list").stdout == ""
