"""Who works with the software and what each may do, in sentences, lists and stories."""

import pytest

from sayso.design.offline.extraction.read import read

FULL = "create read update delete"


@pytest.mark.parametrize(
    ("text", "rights"),
    [
        (
            ("Books, loans, members. Librarians manage everything, members can only see their own loans."),
            [("librarian", FULL, "", False), ("member", "read", "loan", True)],
        ),
        (
            (
                "Invoices with number, customers with name. Only the manager may "
                "delete. Accounting just looks at invoices."
            ),
            [("manager", "read delete", "", False), ("accounting", "read", "invoice", False)],
        ),
        (
            (
                "Trips have a date and mileage. Drivers read their own trips and update "
                "the mileage, dispatch does everything."
            ),
            [
                ("driver", "read", "trip", True),
                ("driver", "read update", "trip", False),
                ("dispatch", FULL, "", False),
            ],
        ),
        (
            "Tickets have a title. Roles: clerk (create, edit), auditor (read only).",
            [("clerk", "create read update", "", False), ("auditor", "read", "", False)],
        ),
        (
            (
                "Projects and tasks. Everyone can see projects but only team leads may change them. "
                "Interns have read-only access."
            ),
            [("team_lead", "read update", "project", False), ("intern", "read", "", False)],
        ),
        (
            (
                "Deals and accounts. RIGHTS - sales reps edit own deals, see "
                "everybody's; sales director edits all"
            ),
            [("sales_rep", "read update", "deal", True), ("sales_director", "read update", "", False)],
        ),
        (
            (
                "Consultants may look at all candidates but only edit the ones "
                "they own; our intern may only read."
            ),
            [
                ("consultant", "read", "candidate", False),
                ("consultant", "read update", "candidate", True),
                ("intern", "read", "", False),
            ],
        ),
        (
            (
                "Permissions: admin - full access; cashier - create sales, no "
                "deleting; accountant - view only."
            ),
            [
                ("admin", FULL, "", False),
                ("cashier", "create read", "sale", False),
                ("accountant", "read", "", False),
            ],
        ),
        (
            "Staff can't delete customers. Customers have a name.",
            [("staff", "create read update", "customer", False)],
        ),
        (
            (
                "Repairs and parts. Mechanics look at parts, but only I, the "
                "owner, can create or delete parts."
            ),
            [("owner", "create read delete", "part", False)],
        ),
        (
            "Clients log in to check the progress of their own projects. Projects have a name.",
            [("client", "read", "project", True)],
        ),
        (
            ("As head of IT I see how many tickets there are. As an agent I want to update tickets."),
            [("agent", "read update", "ticket", False)],
        ),
    ],
)
def test_rights_are_read(text: str, rights: list[tuple[str, str, str, bool]]) -> None:
    found = [
        (g.role, " ".join(g.actions), " ".join(g.things), g.own) for g in read(text).grants if not g.denied
    ]
    for right in rights:
        assert right in found


def test_what_must_not_be_seen_is_denied() -> None:
    evidence = read("Animals and donations. Volunteers may look at animals but not at donations.")
    assert [(g.role, g.things) for g in evidence.grants if g.denied] == [("volunteer", ["donation"])]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The users are receptionists and therapists. Appointments have a date.", "receptionist therapist"),
        (
            "Access: chairs enter turnout of their own station. Head office reads everything.",
            "chair head_office",
        ),
        ("As head of IT I see how many tickets there are per agent.", "head_of_it"),
        ("Salaries have an amount. Nobody except the boss sees the salaries.", "boss"),
    ],
)
def test_roles_are_named(text: str, roles: str) -> None:
    assert [role.name for role in read(text).roles] == roles.split()


@pytest.mark.parametrize(
    "text",
    [
        "Patients make appointments and pay at the desk. Appointments have a date.",
        "Customers bring bikes and we repair them. A bike has a brand.",
    ],
)
def test_what_happens_is_no_right(text: str) -> None:
    assert read(text).roles == []


@pytest.mark.parametrize(
    ("text", "rights"),
    [
        ("Cars. The office sees and changes everything.", [("office", FULL, "", False)]),
        (
            "Props. People in the workshop can edit all props.",
            [("workshop_staff", "read update", "prop", False)],
        ),
        ("As a student I want to apply for a room.", [("student", "create read", "application", True)]),
        (
            "Files. The notary can do everything, clerks everything but no deleting, trainees look only.",
            [
                ("notary", FULL, "", False),
                ("clerk", "create read update", "", False),
                ("trainee", "read", "", False),
            ],
        ),
        ("Drones may be edited by technicians only.", [("technician", "read update", "drone", False)]),
        ("Tours. Board: read all.", [("board", "read", "", False)]),
        ("Menus. Guests see nothing but the menus.", [("guest", "read", "menu", False)]),
        ("Cases. The secretary can reassign cases.", [("secretary", "read update", "case", False)]),
        (
            "Tours. Guides see tours, office makes and changes everything.",
            [("guide", "read", "tour", False), ("office", FULL, "", False)],
        ),
        ("Props. Directors only look please.", [("director", "read", "", False)]),
        ("Rentals. My brother can do everything except delete rentals.", [("brother", FULL, "", False)]),
        ("As HR I want to see all leave requests.", [("hr", "read", "leave_request", False)]),
        ("Reviews. Jurors must not see each other's reviews.", [("juror", "read", "review", True)]),
        (
            "Visits. Nurses can add visits and change them, but they should not see the price.",
            [("nurse", "create read", "visit", False), ("nurse", "read update", "visit", False)],
        ),
        (
            "Jobs. The cleaner must only see her jobs and she can put the remarks.",
            [("cleaner", "read", "job", True), ("cleaner", "read update", "job", False)],
        ),
    ],
)
def test_rights_are_read_from_speech(text: str, rights: list[tuple[str, str, str, bool]]) -> None:
    found = [(g.role, " ".join(g.actions), " ".join(g.things), g.own) for g in read(text).grants]
    assert all(right in found for right in rights)
    assert not {role.name for role in read(text).roles} - {right[0] for right in rights}


@pytest.mark.parametrize(
    "text", ["Boats. What I really want is to see which boat earns most.", "Boats. It only shows boats."]
)
def test_nobody_is_made_up(text: str) -> None:
    assert read(text).roles == []
