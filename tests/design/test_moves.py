"""Which moves a life that was told in words has: forks, decisions and ways back."""

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.model import Flow


def life(text: str) -> Flow:
    spec = OfflineDesigner().design(text, SeededIds(1)).spec
    assert not has_errors(check(spec))
    (flow,) = spec.flows
    return flow


def moves(text: str) -> list[str]:
    return [f"{move.from_state} > {move.to_state}" for move in life(text).transitions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A loan is requested, approved, handed out, returned or refused.", "requested > refused"),
        (
            "Status of a loan: received -> under review -> approved / refused -> closed",
            "under_review > refused",
        ),
        ("A loan is submitted, shortlisted, then selected or rejected.", "shortlisted > rejected"),
        (
            "Status of a loan: new > cut > fitting > done, sometimes back to cut after fitting",
            "fitting > cut",
        ),
        ("Loans get written, edited, then either published or kept.", "edited > kept"),
        (
            "A loan is new, in testing, in revision, done; one can send it back to testing.",
            "in_revision > in_testing",
        ),
        (
            "Loans go from sent to under review, then funded or declined; a declined one may be reopened.",
            "declined > sent",
        ),
    ],
)
def test_a_decision_leaves_where_it_is_open(text: str, expected: str) -> None:
    found = moves(f"Loans have a date and an amount. {text}")
    assert expected in found


def test_what_stands_beside_a_state_does_not_follow_it() -> None:
    found = moves("Loans have a date. A loan is requested, approved, handed out, returned or refused.")
    assert not {"returned > refused", "approved > refused"} & {*found}
