"""What is found in the archive."""

from sayso.evolution import read_archive
from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase


async def test_the_archive_is_read_from_the_catalogue(each_database: TestDatabase, salon: AppSpec) -> None:
    await each_database.install(salon, "salon")
    admin = await each_database.admin()
    assert (await read_archive(admin, "salon", salon)).tables == {}
    clients = salon.entities[0]
    assert clients.name == "client"
    await admin.execute(
        "alter table apps.mod_salon_clients add column archived_fld_gone1 numeric(14,2); "
        "create schema if not exists apps_archive; "
        "create table apps_archive.mod_salon_ent_gone2 (id uuid, site_id uuid, fld_a text[]); "
        "create table apps_archive.mod_salon_values (element text); "
        "create table apps_archive.mod_salon2_ent_gone3 (id uuid)"
    )
    archive = await read_archive(admin, "salon", salon)
    assert archive.columns == {(clients.id, "fld_gone1"): "numeric(14,2)"}
    assert set(archive.tables) == {"ent_gone2"}
    assert archive.tables["ent_gone2"].columns == {"id": "uuid", "site_id": "uuid", "fld_a": "text[]"}
