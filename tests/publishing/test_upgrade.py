"""Databases of earlier versions keep what they hold."""

import pytest

from sayso.db import migrate as migrations
from tests.support.postgres import TestDatabase

BEFORE = """
insert into agencies (id, name, slug) values ('00000000-0000-4000-8000-000000000001', 'A', 'a');
insert into sites (id, agency_id, name, slug)
  values ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', 'S', 's');
insert into modules (id, agency_id, site_id, slug, name, version, status, prefix)
  values ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000001',
    '00000000-0000-4000-8000-000000000002', 'salon', 'Salon', '1.0.0', 'active', 'salon');
insert into revisions (agency_id, module_id, number, spec)
  values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000003', 1, '{}');
"""


async def test_what_was_active_is_published(
    bare_database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(migrations, "HEAD", "0002")
        assert await migrations.migrate(bare_database.dsn)
    admin = await bare_database.admin()
    await admin.execute(BEFORE)
    assert await migrations.migrate(bare_database.dsn)
    module = await admin.fetchrow("select status, published_at = created_at as is_old from modules")
    assert (module["status"], module["is_old"]) == ("published", True)
    revision = await admin.fetchrow("select kind, target, version, sentences from revisions")
    assert tuple(revision) == ("change", None, "1.0.0", "[]")
