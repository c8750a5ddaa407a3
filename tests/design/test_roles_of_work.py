"""Who works with the application, told by what people do all day."""

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.model import AppSpec

FARM = "Horses have a name and a diagnosis. Rides have a horse, a date and a price. "


def designed(text: str) -> AppSpec:
    spec = OfflineDesigner().design(text, SeededIds(1)).spec
    assert not has_errors(check(spec))
    return spec


def roles(text: str) -> set[str]:
    return {role.name for role in designed(text).permissions.roles} - {"admin"}


def rights(text: str, role: str) -> dict[str, str]:
    """Actions by entity, a star after those on own rows only."""
    found: dict[str, list[str]] = {}
    for rule in designed(text).permissions.rules:
        if rule.role == role:
            said = " ".join(action.value for action in rule.actions)
            found.setdefault(rule.entity, []).append(f"{said}*" if rule.scope.value == "own" else said)
    return {entity: ", ".join(said) for entity, said in found.items()}


@pytest.mark.parametrize(
    ("said", "role", "thing", "may"),
    [
        ("Receptionists book rides.", "receptionist", "ride", "create read update"),
        ("The office handles rides.", "office", "ride", "create read update"),
        ("The front desk registers horses.", "front_desk", "horse", "create read update"),
        ("Our secretary assigns rides to horses.", "secretary", "ride", "read update"),
        ("Rides are planned late; the yard manager closes rides.", "yard_manager", "ride", "read update"),
        ("The head of training schedules rides.", "head_of_training", "ride", "create read update"),
        ("Receptionists book rides, vets write diagnoses.", "vet", "horse", "read update"),
        ("Receptionists and instructors record rides.", "receptionist", "ride", "create read update"),
        ("The clerk enters rides, then the boss checks and closes them.", "boss", "ride", "read update"),
    ],
)
def test_who_works_with_records_has_a_role(said: str, role: str, thing: str, may: str) -> None:
    assert rights(FARM + said, role)[thing] == may


def test_who_only_works_with_records_is_not_kept_among_them() -> None:
    spec = designed("Visits have a pet, a date and a reason. Receptionists book visits.")
    assert "receptionist" not in {entity.name for entity in spec.entities}


@pytest.mark.parametrize(
    "said",
    [
        "Trainers ride horses and feed them.",
        "Customers book rides and pay for them.",
        "The vet comes on Monday.",
        "Our secretary writes rides on a whiteboard.",
        "Our bookkeeper handles the taxes.",
        "Sensors record rides.",
    ],
)
def test_what_happens_in_the_world_makes_no_role(said: str) -> None:
    assert roles(FARM + said) == set()


def test_who_mends_what_is_his_own_says_so_in_the_record() -> None:
    text = (
        "Site managers record defects with photo and due date. The subcontractor responsible fixes it. "
        "Each subcontractor only sees their own defects. List of defects per subcontractor."
    )
    assert rights(text, "subcontractor")["defect"] == "read update*"
    assert rights(text, "site_manager")["defect"] == "create read update"


@pytest.mark.parametrize(
    ("said", "role", "thing", "may"),
    [
        ("Grooms can only see rides they accompany.", "groom", "ride", "read*"),
        ("Riders can follow their own rides.", "rider", "ride", "read*"),
        ("Auditors can see rides but not change anything.", "auditor", "ride", "read"),
        ("The accountant can export but not edit anything.", "accountant", "ride", "read"),
        ("Read-only access for auditors.", "auditor", "ride", "read"),
        ("Grooms record rides, monitors have read access only.", "monitor", "ride", "read"),
        ("Volunteers: can log rides, not delete them.", "volunteer", "ride", "create read"),
        ("Grooms view the rides that were booked by them.", "groom", "ride", "read*"),
        ("The cook sees diagnoses.", "cook", "horse", "read"),
        ("Grooms manage rides. Accountant: read only.", "accountant", "ride", "read"),
        ("The head of training sees all rides.", "head_of_training", "ride", "read"),
        ("Sales can see rides but not edit them.", "sales", "ride", "read"),
        ("Grooms see their rides and say yes or no.", "groom", "ride", "read*"),
    ],
)
def test_what_somebody_may_do_is_limited(said: str, role: str, thing: str, may: str) -> None:
    assert rights(FARM + said, role)[thing] == may


def test_read_only_access_is_no_value_of_those_who_have_it() -> None:
    spec = designed(FARM + "Guests have a name. Guests have read-only access.")
    guest = next(entity for entity in spec.entities if entity.name == "guest")
    assert "access" not in " ".join(field.name for field in guest.fields)


def test_who_edits_what_nobody_else_adds_adds_it_too() -> None:
    assert "create" in rights(FARM + "The treasurer edits rides.", "treasurer")["ride"]
    both = FARM + "The treasurer edits rides. Receptionists book rides."
    assert "create" not in rights(both, "treasurer")["ride"]


def test_work_on_what_is_not_kept_lets_somebody_look_only() -> None:
    assert rights(FARM + "The accountant may edit tax returns.", "accountant")["ride"] == "read"


def test_the_office_may_all_and_customers_have_no_access() -> None:
    said = "Drivers see only their rides. Office can all. Customers no access."
    assert roles(FARM + said) == {"driver", "office"}
    assert rights(FARM + said, "office")["ride"] == "create read update delete"


def test_what_is_searched_does_not_search() -> None:
    assert roles(FARM + "Researchers may search the catalogue but not see prices.") == {"researcher"}


def test_after_a_list_of_users_a_thing_with_values_is_no_user() -> None:
    users = "Users: clerk, groom. Clerk creates rides. Groom updates the status. "
    assert roles(users + "Rides have a date, a place and a price.") == {"clerk", "groom"}
    labelled = (
        "Who uses it: clerks enter rides, grooms update the status. Rides: phone, device, problem, price."
    )
    assert roles(labelled) == {"clerk", "groom"}
    assert rights(labelled, "groom")["ride"] == "read update"


def test_who_makes_things_in_the_world_has_no_role_beside_those_who_do() -> None:
    assert roles(FARM + "Receptionists book rides. Directors make rides.") == {"receptionist"}
    assert roles(FARM + "Receptionists book rides. Vets examine horses.") == {"receptionist", "vet"}


def test_who_logs_in_sees_what_is_his_own() -> None:
    text = "Flats and tickets. Tickets have a title. Tenants have a name. "
    both = text + "Tenants log in and report tickets, they see only their own."
    assert rights(both, "tenant")["ticket"] == "create read*"


def test_who_books_a_room_adds_no_room() -> None:
    text = "Rooms have a number and a price. Bookings have a room and a date. Staff can book rooms."
    assert rights(text, "staff")["booking"] == "create read"
    assert "create" not in rights(text, "staff").get("room", "")
