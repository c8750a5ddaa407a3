"""Questions about an application that its spec answers."""

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.design.refinement import refine
from sayso.design.types import Decision
from sayso.kit.ids import SeededIds
from sayso.spec.model import AppSpec

TEXT = (
    "A salon. Clients have a name and phone. Appointments have a date, a client and a stylist and go from "
    "booked to done or cancelled. Stylists see only their own appointments. "
    "Receptionists manage everything but may not delete clients."
)


@pytest.fixture(scope="module")
def spec() -> AppSpec:
    return OfflineDesigner().design(TEXT, SeededIds(1)).spec


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("who may delete clients?", "These may delete clients: Administrator."),
        (
            "Who can see appointments?",
            "These may see appointments: Administrator, Stylist (their own) and Receptionist.",
        ),
        ("can stylists delete appointments?", "No: Stylist may not delete appointments."),
        ("may receptionists change clients?", "Yes: Receptionist may change clients."),
        (
            "what states does an appointment have?",
            "An appointment begins as booked and may go from booked to done and from booked to cancelled.",
        ),
        (
            "which steps does a client go through?",
            "A client goes through no steps. Tell me which there should be.",
        ),
        ("how are clients and appointments related?", "An appointment belongs to a client."),
        ("what pages are there?", "There are 4 pages: Overview, Appointments, Clients and Stylists."),
        (
            "which reports are there?",
            (
                "There are 3 reports: Appointments by status, Appointments per month "
                "and Appointments per stylist."
            ),
        ),
        ("what roles are there?", "There are 3 roles: Administrator, Stylist and Receptionist."),
    ],
)
def test_a_question_is_answered_from_the_spec(spec: AppSpec, asked: str, answer: str) -> None:
    refinement = refine(spec, asked, (), SeededIds(2))
    assert (refinement.decision, refinement.reply) == (Decision.QUESTION, answer)
    assert refinement.spec == spec
