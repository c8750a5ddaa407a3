"""What a role may not do although it may do everything else."""

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.kit.ids import SeededIds

KEPT = "A garage. Cars have a plate. Invoices have a number and an amount. "


def rights(text: str, role: str) -> dict[str, str]:
    spec = OfflineDesigner().design(KEPT + text, SeededIds(1)).spec
    mine = [rule for rule in spec.permissions.rules if rule.role == role]
    return {rule.entity: " ".join(action.value for action in rule.actions) for rule in mine}


@pytest.mark.parametrize(
    "said",
    [
        "Mechanics manage everything but may not delete invoices.",
        "Mechanics can do everything except delete invoices.",
        "Mechanics may do anything but not delete invoices.",
        "Mechanics can do everything except for deleting invoices.",
    ],
)
def test_an_exception_takes_one_right_from_a_role_that_has_all(said: str) -> None:
    assert rights(said, "mechanic") == {"car": "create read update delete", "invoice": "create read update"}
    assert rights(said, "admin") == dict.fromkeys(("car", "invoice"), "create read update delete")


def test_what_is_excepted_as_a_whole_is_not_seen() -> None:
    assert rights("Mechanics can do everything except invoices.", "mechanic") == {
        "car": "create read update delete"
    }


def test_what_is_forbidden_besides_adds_no_rights() -> None:
    assert rights("Clerks see everything but may not delete invoices.", "clerk") == {
        "car": "read",
        "invoice": "read",
    }


def test_a_trade_that_reads_like_a_verb_is_a_role() -> None:
    said = "Clerks handle invoices, vets see everything but may not delete invoices."
    assert rights(said, "vet") == {"car": "read", "invoice": "read"}
    assert "delete" not in rights(said, "clerk").get("car", "")


def test_who_sees_everything_else_sees_nothing_of_what_another_sees_alone() -> None:
    said = "The bookkeeper sees invoices only, mechanics everything else."
    assert rights(said, "mechanic") == {"car": "read"}
    assert rights(said, "bookkeeper")["invoice"] == "read"
