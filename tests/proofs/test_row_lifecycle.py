"""Every entity can be created, read, listed, changed, deleted and brought back through the API."""

from pathlib import Path

from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.sql import compile_sql
from sayso.db.database import Database
from sayso.proofs.service import Proofs
from sayso.settings import Settings
from sayso.spec.model import AppSpec, Field, FieldType
from sayso.web.inprocess import InProcess
from tests.proofs.strict import strict_salon
from tests.support.postgres import TestDatabase


async def test_every_entity_of_the_salon_is_led_through_its_life(
    opened: Database, routes: InProcess, salon: AppSpec
) -> None:
    found = await Proofs(opened, routes).examine(salon)
    assert found.diagnostics == ()
    assert found.findings.permitted["rows"] == 6 * len(salon.entities)


async def test_rows_that_begin_with_a_picture_are_led_through_theirs_too(
    opened: Database, routes: InProcess, salon: AppSpec
) -> None:
    """A picture of another site is refused as a value; nobody is said to have changed the row."""
    client = next(entity for entity in salon.entities if entity.name == "client")
    photo = Field(id="fld_picture01", name="photo", label="Photo", type=FieldType.IMAGE)
    pictured = client.model_copy(update={"fields": (photo, *client.fields)})
    entities = tuple(pictured if entity is client else entity for entity in salon.entities)

    found = await Proofs(opened, routes).examine(salon.model_copy(update={"entities": entities}))

    assert found.diagnostics == ()


async def test_nothing_is_left_on_the_database(
    database: TestDatabase, opened: Database, routes: InProcess, salon: AppSpec
) -> None:
    await Proofs(opened, routes).examine(salon)
    admin = await database.admin()
    assert (
        await admin.fetchval("select count(*) from pg_class where relnamespace = 'apps'::regnamespace") == 0
    )
    assert await admin.fetchval("select count(*) from public.sites") == 0


async def test_a_table_that_refuses_every_row_is_named(
    opened: Database, routes: InProcess, salon: AppSpec
) -> None:
    def spoiled(spec: AppSpec, prefix: str) -> list[FileDraft]:
        return [
            FileDraft(draft.path, draft.text.replace("for insert\n", "for insert to sayso_owner\n"))
            for draft in compile_sql(spec, prefix)
        ]

    found = await Proofs(opened, routes, compile=spoiled).examine(salon)
    assert "entities.client" in {diagnostic.path for diagnostic in found.diagnostics}


async def test_proofs_hold_on_both_versions_of_the_database(
    each_database: TestDatabase, tmp_path: Path, salon: AppSpec
) -> None:
    opened = await Database.open(each_database.dsn)
    try:
        report = await Proofs(opened, InProcess(Settings(home=tmp_path), opened)).examine(strict_salon(salon))
        assert report.diagnostics == ()
    finally:
        await opened.close()


async def test_tables_that_cannot_be_made_are_a_finding(
    opened: Database, routes: InProcess, salon: AppSpec
) -> None:
    def broken(spec: AppSpec, prefix: str) -> list[FileDraft]:
        return [
            FileDraft(draft.path, f"{draft.text}\nselect nothing from nowhere;")
            for draft in compile_sql(spec, prefix)
        ]

    report = await Proofs(opened, routes, compile=broken).examine(salon)
    assert [found.code for found in report.diagnostics] == ["proof-tables"]
