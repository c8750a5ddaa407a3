"""What holds no data can be taken away and made anew, whole or in parts, without a trace."""

import pytest

from sayso.compiler.targets.sql import (
    create_logic,
    drop_logic,
    logic_parts,
    renew_logic,
)
from sayso.proofs.catalogue import catalogue
from sayso.spec.model import AppSpec, Field
from tests.support.postgres import fresh_database
from tests.support.servers import TestServer

from .modules import hostile, workshop

SERVERS = ["postgres", pytest.param("postgres_15", marks=pytest.mark.deep)]


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("case", ["salon", "workshop", "hostile"])
async def test_taking_the_logic_away_and_making_it_anew_changes_nothing(
    server: str, case: str, salon: AppSpec, request: pytest.FixtureRequest
) -> None:
    running: TestServer = request.getfixturevalue(server)
    spec = {"salon": lambda: salon, "workshop": workshop, "hostile": hostile}[case]()
    async with fresh_database(running) as database:
        await database.install(spec, "m")
        admin = await database.admin()
        before = await catalogue(admin, "m")
        await admin.execute(drop_logic(spec, "m"))
        bare = await catalogue(admin, "m")
        assert not bare["functions"]
        assert not bare["triggers"]
        assert not bare["policies"]
        assert {row[1] for row in bare["relations"]} == {b"r", b"i"}
        await admin.execute(create_logic(spec, "m"))
        assert await catalogue(admin, "m") == before


@pytest.mark.parametrize("server", SERVERS)
async def test_renewing_the_parts_of_one_table_takes_along_what_stands_on_them(
    server: str, salon: AppSpec, request: pytest.FixtureRequest
) -> None:
    running: TestServer = request.getfixturevalue(server)
    async with fresh_database(running) as database:
        await database.install(salon, "m")
        admin = await database.admin()
        before = await catalogue(admin, "m")
        renewal = renew_logic(salon, salon, "m", ["mod_m_services"])
        assert "view apps.mod_m_appointments_v" in renewal.parts
        assert "view apps.mod_m_stylists_v" not in renewal.parts
        await admin.execute(renewal.drop)
        await admin.execute(renewal.create)
        assert await catalogue(admin, "m") == before


def test_nothing_is_renewed_when_nothing_changed(salon: AppSpec) -> None:
    assert renew_logic(salon, salon, "m").parts == ()


def test_a_new_field_renews_what_shows_it_and_what_stands_on_that_alone(salon: AppSpec) -> None:
    service = next(entity for entity in salon.entities if entity.name == "service")
    wider = service.model_copy(
        update={"fields": (*service.fields, Field(id="fld_000001", name="colour", label="Colour"))}
    )
    after = salon.model_copy(update={"entities": tuple(wider if e is service else e for e in salon.entities)})
    assert set(renew_logic(salon, after, "m").parts) == {
        "view apps.mod_m_services_all",
        "grants on apps.mod_m_services",
        "view apps.mod_m_services_v",
        "view apps.mod_m_appointments_v",
        "trigger keep_history on apps.mod_m_services",
        "view apps.mod_m_history_v",
        "function apps.mod_m_restore(text, uuid)",
    }


def test_all_is_made_for_a_first_revision_and_removed_for_none(salon: AppSpec) -> None:
    names = tuple(part.name for part in logic_parts(salon, "m"))
    assert renew_logic(None, salon, "m").parts == names
    assert renew_logic(salon, None, "m").create == ""
