"""A family of small applications is designed from words, proved, published and called.

Those of a day always, all when deep.

``--sampled`` gives the day; without it, it is today.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest

from sayso.publishing.errors import ProofFailedError
from sayso.runtime.sample.service import fill
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.model import Action, AppSpec, PermissionRule
from tests.proofs.family import MEMBERS, Member, application, fitting
from tests.proofs.family_words import WORDS, designed, hides_value
from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, running_sayso
from tests.support.sampling import OPTION, sampled

SAMPLE = 12
TOGETHER = 20
STRIDE = 37
"""Has no factor in common with the number of members, so that neighbours differ in type and in view."""
ORDER = [(place * STRIDE) % MEMBERS for place in range(MEMBERS)]


@pytest.fixture
def day(request: pytest.FixtureRequest) -> date:
    """The day that chooses."""
    given: date | None = request.config.getoption(OPTION)
    return given or datetime.now(UTC).date()


@pytest.fixture
def numbers(day: date) -> list[int]:
    """The members of this day."""
    return sampled({"family": (SAMPLE, ORDER)}, day)


def test_there_are_members_for_every_type_with_every_view() -> None:
    assert MEMBERS >= 500
    assert len({str(Member(number)).split(": ")[1] for number in range(MEMBERS)}) == MEMBERS


def test_what_a_spec_does_not_take_has_a_way_out(numbers: list[int]) -> None:
    for number in numbers:
        member, refused = fitting(number)
        assert all(one.hint for one in refused), str(member)
        assert not has_errors(check(application([member], "alone"))), str(member)


async def test_members_of_the_family_are_published_and_answer(
    database: TestDatabase, tmp_path: Path, numbers: list[int], day: date
) -> None:
    async with running_sayso(database.dsn, tmp_path) as sayso:
        await publish_and_call(sayso, [fitting(number)[0] for number in numbers], f"sample {day}")


@pytest.mark.deep
@pytest.mark.timeout(600)
@pytest.mark.parametrize("start", range(0, MEMBERS, TOGETHER))
async def test_the_whole_family_is_published_and_answers(
    database: TestDatabase, tmp_path: Path, start: int
) -> None:
    members = [fitting(number)[0] for number in ORDER[start : start + TOGETHER]]
    async with running_sayso(database.dsn, tmp_path) as sayso:
        await publish_and_call(sayso, members, f"family {start}")


def test_words_make_of_a_member_what_they_say(numbers: list[int], day: date) -> None:
    members = [fitting(number)[0] for number in numbers]
    said, meant = designed(members, f"sample {day}").said, application(members, "meant")
    for member in members:
        (entity,) = [one for one in said.entities if one.name == member.entity]
        types = {one.name: one.type for one in entity.fields}
        assert types["value"] is member.type or member.type not in WORDS, str(member)
        flows = [one.entity for one in meant.flows]
        assert (member.entity in flows) == (member.entity in [one.entity for one in said.flows]), str(member)
        told, wanted = reading_rules(said, member), reading_rules(meant, member)
        assert [one.scope for one in told] == [one.scope for one in wanted], str(member)
        hides = all(one.fields is not None and "value" not in one.fields for one in told)
        assert hides == hides_value(member, meant), str(member)


def reading_rules(spec: AppSpec, member: Member) -> list[PermissionRule]:
    """What lets workers see rows; a value that is hidden and required may still be given with a new row."""
    rules = [one for one in spec.permissions.rules if (one.role, one.entity) == ("worker", member.entity)]
    return [one for one in rules if Action.READ in one.actions]


async def publish_and_call(sayso: RunningSayso, members: Sequence[Member], name: str) -> None:
    """Publish members as one application that words made, fill it, and open all of it as each role."""
    spec = designed(members, name).spec
    services, home = sayso.services, await sayso.home()
    try:
        module = await services.publisher.publish(spec, home)
    except ProofFailedError as error:
        pytest.fail(f"{name}: {error.details['diagnostics']}")
    await fill(services.database, module, spec, uploads=services.uploads)
    boss = await sayso.visitor(module, home.user_id)
    worker = await sayso.visitor(module, await sayso.member(module, f"worker@{module.slug}.org", "worker"))
    for browser in (boss, worker):
        await _open_all(browser, spec)
    for member in members:
        listed = await boss.get(f"/api/{member.entity}s")
        assert listed.json()["page"]["total"] > 0, str(member)


async def _open_all(browser: httpx.AsyncClient, spec: AppSpec) -> None:
    document = (await browser.get("/api/openapi.json")).json()
    addresses = [page.path for page in spec.pages]
    addresses += [path for path, calls in document["paths"].items() if "get" in calls and "{" not in path]
    for address in addresses:
        answer = await browser.get(address)
        refused = answer.status_code == 403 and address == "/api/session/settings"
        said = f"{address}: {answer.status_code} {answer.text[:300]}"
        assert answer.is_success or refused, said
