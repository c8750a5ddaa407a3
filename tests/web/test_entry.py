"""Who may enter an application, and in which role, before anybody was given one."""

import pytest

from sayso.identity.people import repository as people
from sayso.identity.permissions import AgencyRole
from tests.support.running import Salon


async def enter(shop: Salon, role: AgencyRole | None, given: str | None = None) -> tuple[int, str]:
    """What somebody of this role in the agency, given this role in the module, is there."""
    email = f"{role or 'guest'}-{given}@example.com"
    if given is not None:
        user_id = await shop.sayso.member(shop.module, email, given)
    async with shop.sayso.services.database.system() as session:
        user_id = await people.ensure_user(session, email, "Somebody")
        if role is not None:
            await people.ensure_membership(session, shop.module.site.agency_id, user_id, role)
    browser = await shop.sayso.visitor(shop.module, user_id)
    answer = await browser.get("/api/session")
    body = answer.json()
    return answer.status_code, body["role"]["name"] if answer.status_code == 200 else body["code"]


@pytest.mark.rotating(2)
@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (AgencyRole.ADMIN, (200, "owner")),
        (AgencyRole.USER, (200, "stylist")),
        (AgencyRole.VIEWER, (200, "stylist")),
        (AgencyRole.API_USER, (403, "denied")),
        (None, (403, "denied")),
    ],
)
async def test_the_role_in_the_agency_decides_where_none_was_given(
    shop: Salon, role: AgencyRole | None, seen: tuple[int, str]
) -> None:
    assert await enter(shop, role) == seen


@pytest.mark.rotating(2)
@pytest.mark.parametrize("role", [*AgencyRole, None])
async def test_a_role_that_was_given_counts_before_all(shop: Salon, role: AgencyRole | None) -> None:
    given = "stylist" if role is AgencyRole.ADMIN else "owner"
    assert await enter(shop, role, given) == (200, given)


async def test_a_role_that_the_matrix_has_not_is_as_none(shop: Salon) -> None:
    assert await enter(shop, AgencyRole.USER, "rol_gone") == (200, "stylist")
    assert await enter(shop, None, "rol_gone") == (403, "denied")
