"""A project that was exported before and is in use is led to its new spec by the migrations behind it."""

from pathlib import Path

import pytest

from sayso.compiler.build import Target
from sayso.compiler.export import Earlier, Export, export
from sayso.errors import InputError
from sayso.proofs.catalogue import catalogue
from sayso.runtime.outputs import earlier_export, merge_into
from sayso.spec.edits import Kind, Rename, add, apply
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Field
from tests.support.postgres import Person, TestDatabase


def client(spec: AppSpec) -> str:
    return SpecIndex(spec).entities["client"].id


def renamed(spec: AppSpec) -> AppSpec:
    return apply(spec, [Rename(kind=Kind.ENTITY, target=client(spec), name="customer")]).spec


def again(before: AppSpec, after: AppSpec) -> Export:
    first = export(before, Target.FASTAPI)
    return export(after, Target.FASTAPI, earlier=Earlier(before, first.prefix, first.drafts))


async def test_running_the_new_migrations_gives_the_tables_of_a_fresh_project(
    salon: AppSpec, each_database: TestDatabase
) -> None:
    await each_database.install(salon)
    async with each_database.acting(Person(role="owner")) as owner:
        await owner.execute("insert into apps.mod_salon_clients (name, mobile) values ('Ada', '+44 7700')")
    admin = await each_database.admin()
    (migration,) = [d for d in again(salon, renamed(salon)).drafts if d.path.startswith("migrations/0002")]
    async with admin.transaction():
        await admin.execute(migration.text)
    assert await admin.fetchval("select name from apps.mod_salon_customers") == "Ada"
    led = await catalogue(admin, "salon")
    await admin.execute("drop schema apps cascade; drop schema if exists apps_archive cascade")
    for draft in export(renamed(salon)).drafts:
        if draft.path in {"migrations/0000_bootstrap.sql", "migrations/0001_create.sql"}:
            await admin.execute(draft.text)
    assert await catalogue(admin, "salon") == led


def test_what_has_run_stays_as_it_was_and_keeps_its_names(salon: AppSpec) -> None:
    other_name = salon.model_copy(update={"slug": "parlour"})
    first = {draft.path: draft.text for draft in export(salon, Target.FASTAPI).drafts}
    later = {draft.path: draft.text for draft in again(salon, renamed(other_name)).drafts}
    assert later["migrations/0001_create.sql"] == first["migrations/0001_create.sql"]
    assert sorted(set(later) - set(first))[-2:] == [
        "migrations/0002_rename_client_to_customer_and_1_more.sql",
        "rollback/0002_rename_client_to_customer_and_1_more.sql",
    ]
    assert "mod_parlour" not in "".join(later.values())


def test_the_same_spec_again_adds_nothing(salon: AppSpec) -> None:
    assert again(salon, salon).drafts == export(salon, Target.FASTAPI).drafts


def test_a_required_field_without_a_default_is_refused_with_a_way_out(salon: AppSpec) -> None:
    field = Field(id="fld_cccccccc", name="country", label="Country", required=True)
    after = apply(salon, [add(field, parent=client(salon))]).spec
    with pytest.raises(InputError, match="Rows may stand in the way") as refused:
        again(salon, after)
    assert "default" in refused.value.hint


def test_the_folder_remembers_what_was_exported(salon: AppSpec, tmp_path: Path) -> None:
    assert earlier_export(tmp_path) is None
    first = export(salon)
    merge_into(first.drafts, tmp_path, spec=salon, prefix=first.prefix)
    earlier = earlier_export(tmp_path)
    assert earlier is not None
    assert (earlier.spec, earlier.prefix) == (salon, "salon")
    assert [draft.path for draft in earlier.history] == [
        "migrations/0001_create.sql",
        "rollback/0001_drop.sql",
    ]


def test_a_folder_whose_record_is_damaged_is_refused(salon: AppSpec, tmp_path: Path) -> None:
    merge_into(export(salon).drafts, tmp_path, spec=salon, prefix="salon")
    record = tmp_path / ".sayso" / "generated.json"
    record.write_text(record.read_text().replace('"schema_version": 1', '"schema_version": "x"', 1))
    with pytest.raises(InputError, match="does not hold the spec"):
        earlier_export(tmp_path)
