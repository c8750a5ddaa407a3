"""What passed before is carried over, and what stands on a change is proved again."""

import pytest

from sayso.db.database import Database
from sayso.proofs.digests import digests_of
from sayso.proofs.service import Proofs
from sayso.spec.model import AppSpec
from sayso.web.inprocess import InProcess
from tests.proofs.revisions import Candidate, with_remark


async def test_what_passed_once_is_carried_over(opened: Database, routes: InProcess, salon: AppSpec) -> None:
    proofs = Proofs(opened, routes)
    first = await proofs.report(Candidate(None, salon))
    assert (first.holds, set(first.proved), first.carried) == (True, {e.name for e in salon.entities}, ())
    again = await proofs.report(Candidate(None, salon))
    assert (again.holds, again.proved, set(again.carried)) == (True, (), set(first.proved))


async def test_a_change_is_proved_with_what_stands_on_it(
    opened: Database, routes: InProcess, salon: AppSpec
) -> None:
    proofs = Proofs(opened, routes)
    await proofs.prove(Candidate(None, salon))
    changed = with_remark(salon, "client")
    report = await proofs.report(Candidate(salon, changed))
    assert report.holds, report.sentences
    assert "client" in report.proved
    assert "service" in report.carried
    assert report.way == "proved"


@pytest.mark.parametrize("part", ["pages", "components"])
def test_pages_have_no_bearing_on_proofs(salon: AppSpec, part: str) -> None:
    assert digests_of(salon.model_copy(update={part: ()}), "18") == digests_of(salon, "18")


async def test_a_report_says_itself(opened: Database, routes: InProcess, salon: AppSpec) -> None:
    report = await Proofs(opened, routes).examine(salon)
    assert report.sentences[0] == "Everything that was tried held."
    assert report.to_json()["tried"]["permissions"]["refused"] > 100
