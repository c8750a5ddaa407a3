"""What people in a role see, may change and may decide, down to single values and moves."""

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.design.offline.designer_adapter import read_wish
from sayso.design.types import Outcome, Wish
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.model import AppSpec

KEPT = "Clients have a name, an address and a daily rate. Visits have a client and a date. "


def designed(text: str) -> AppSpec:
    spec = OfflineDesigner().design(text, SeededIds(1)).spec
    assert not has_errors(check(spec))
    return spec


def rights(spec: AppSpec, role: str) -> dict[str, str]:
    """Actions by entity, a star after those on own rows only."""
    found: dict[str, list[str]] = {}
    for rule in spec.permissions.rules:
        if rule.role == role:
            said = " ".join(action.value for action in rule.actions)
            found.setdefault(rule.entity, []).append(f"{said}*" if rule.scope.value == "own" else said)
    return {entity: ", ".join(said) for entity, said in found.items()}


def visible(spec: AppSpec, role: str, entity: str, action: str) -> set[str] | None:
    """Values that a role may use; none where it may use all."""
    rules = [r for r in spec.permissions.rules if r.role == role and r.entity == entity]
    listed = [r.fields for r in rules if action in [a.value for a in r.actions]]
    return None if None in listed else {name for names in listed for name in names or ()}


@pytest.mark.parametrize(
    "said",
    [
        "Volunteers should not be able to see addresses.",
        "The address must not be visible to volunteers.",
        "Addresses should be hidden from volunteers.",
    ],
)
def test_a_value_that_must_not_be_seen_is_hidden(said: str) -> None:
    spec = designed(KEPT + said)
    shown = visible(spec, "volunteer", "client", "read")
    assert shown is not None
    assert {"name", "daily_rate"} <= shown
    assert "address" not in shown
    assert visible(spec, "volunteer", "visit", "read") is None


SHED = "Pots have a name and a value. Vases have a name and a value. Racks have a name. "


@pytest.mark.parametrize(
    ("said", "hidden"),
    [
        ("Workers may see pots, but not see the value. Workers may see vases.", {"pot"}),
        ("Workers can see vases. Workers can see pots but cannot see their value.", {"pot"}),
        ("Workers can see pots and edit vases, but must not see the value.", {"pot", "vase"}),
        ("Workers can see vases and pots, but cannot see the value of pots.", {"pot"}),
        ("Workers see pots and vases. Workers see racks, but not see the value.", {"pot", "vase"}),
        ("Workers can see vases. Workers can see pots, but must not see any value.", {"pot", "vase"}),
        ("Workers may not see the value. Workers may see vases and pots.", {"pot", "vase"}),
    ],
    ids=["of it", "theirs", "of both", "named", "of what has none", "any", "said alone"],
)
def test_a_hidden_value_belongs_to_what_the_same_sentence_names(said: str, hidden: set[str]) -> None:
    spec = designed(f"{SHED}{said} Bosses do everything.")
    shown = {entity: visible(spec, "worker", entity, "read") for entity in ("pot", "vase")}
    assert {entity for entity, names in shown.items() if names is not None and "value" not in names} == hidden


def changed(said: str) -> tuple[AppSpec, Outcome]:
    """Where workers see and change pots, vases and racks, after something is said."""
    ids = SeededIds(1)
    text = f"{SHED}Workers see and change pots, vases and racks. Bosses do everything."
    spec = OfflineDesigner().design(text, ids).spec
    heard = read_wish(Wish(said, spec, ids))
    return heard.spec, heard


@pytest.mark.parametrize("action", ["read", "update"])
def test_a_change_hides_a_value_of_all_that_its_sentence_names(action: str) -> None:
    spec, _ = changed(
        f"Workers may not {'see' if action == 'read' else 'change'} the value of vases and pots"
    )
    for entity in ("pot", "vase"):
        shown = visible(spec, "worker", entity, action)
        assert shown is not None
        assert "value" not in shown
        assert (visible(spec, "worker", entity, "read") is None) == (action == "update")


@pytest.mark.parametrize(
    "said", ["Workers may not see the value", "Workers may see racks, but not the value"]
)
def test_a_change_asks_whose_value_is_hidden_where_several_things_have_it(said: str) -> None:
    spec, heard = changed(said)
    assert visible(spec, "worker", "pot", "read") is None
    (question,) = heard.questions
    assert question.text == "Whose “value” is meant?"
    after, _ = changed(question.suggestions[1])
    assert "value" not in (visible(after, "worker", "vase", "read") or "value")
    assert visible(after, "worker", "pot", "read") is None


def test_a_value_that_must_not_be_changed_is_still_seen() -> None:
    spec = designed(KEPT + "Reception can create and edit clients but cannot change rates.")
    assert visible(spec, "reception", "client", "read") is None
    changed = visible(spec, "reception", "client", "update")
    assert changed is not None
    assert "daily_rate" not in changed


def test_a_value_that_only_one_role_sees_is_hidden_from_the_others() -> None:
    spec = designed(KEPT + "Helpers can edit clients. Only accounting sees the rates of the clients.")
    shown = visible(spec, "helper", "client", "read")
    assert shown is not None
    assert "daily_rate" not in shown


def test_who_was_told_to_look_at_what_is_not_kept_changes_nothing() -> None:
    spec = designed(KEPT + "Guests see nothing but the menu.")
    assert rights(spec, "guest") == {"client": "read", "visit": "read"}


def test_what_is_forbidden_grants_nothing_else() -> None:
    spec = designed(KEPT + "Nurses can add visits, but they cannot change them.")
    assert rights(spec, "nurse")["visit"] == "create read"


def test_what_only_one_may_delete_nobody_else_may() -> None:
    spec = designed(KEPT + "Clerks manage visits, but only the director may delete visits.")
    assert rights(spec, "clerk")["visit"] == "create read update"
    assert "delete" in rights(spec, "director")["visit"]


@pytest.mark.parametrize("said", ["Everyone else may only look.", "The others can only look."])
def test_the_others_get_a_role_of_their_own(said: str) -> None:
    spec = designed(f"{KEPT}The office can do everything. {said}")
    assert rights(spec, "staff") == {"client": "read", "visit": "read"}


def test_what_everyone_may_holds_for_each_role() -> None:
    spec = designed(KEPT + "Nurses only see their own visits. Everyone can see the clients.")
    assert rights(spec, "nurse")["client"] == "read"


def test_all_may_be_seen_where_only_own_may_be_changed() -> None:
    spec = designed(KEPT + "Nurses see all visits but only edit their own visits.")
    assert rights(spec, "nurse")["visit"] == "read update*, create*, read"


def decided_by(spec: AppSpec, state: str) -> set[str]:
    (flow,) = spec.flows
    return {role for move in flow.transitions if move.to_state == state for role in move.roles}


LOANS = "Loans have a student and a camera. A loan is requested, approved, handed out, returned or refused. "


@pytest.mark.parametrize("said", ["Technicians approve loans.", "Each loan is approved by a technician."])
def test_who_approves_has_a_role_and_the_move_for_himself(said: str) -> None:
    spec = designed(f"{LOANS}Students borrow cameras. {said}")
    assert rights(spec, "technician")["loan"] == "read update"
    assert rights(spec, "student")["loan"] == "create read*"
    assert decided_by(spec, "approved") == decided_by(spec, "refused") == {"technician", "admin"}
    assert decided_by(spec, "returned") == set()


def test_who_approves_may_be_told_aside() -> None:
    spec = designed(
        "Apprentices, companies. Apprentices write weekly reports (week, hours) that the training officer "
        "of their company approves or sends back."
    )
    assert rights(spec, "training_officer")["report"] == "read update"


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        ("Nurses, doctors and the office see all visits.", "nurse doctor office"),
        ("Only nurses and doctors may change visits.", "nurse doctor"),
        ("Nurses and doctors can edit visits but not delete them.", "nurse doctor"),
    ],
)
def test_several_roles_in_one_breath_have_the_same_rights(said: str, roles: str) -> None:
    spec = designed(KEPT + said)
    assert len({rights(spec, role)["visit"] for role in roles.split()}) == 1


def test_the_daily_work_of_the_staff_counts_where_rights_are_told() -> None:
    spec = designed(KEPT + "Nurses see only their own visits. The coordinator plans the visits.")
    assert rights(spec, "coordinator")["visit"] == "create read update"
