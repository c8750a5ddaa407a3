"""The reference of the audit log names, word for word, what is written into it, and nothing else."""

from sayso.db.migrate import migrate
from tests.db.filled import fill
from tests.support.audit_words import documented, noted, triggered
from tests.support.postgres import TestDatabase


async def test_the_reference_names_what_is_written_and_nothing_else(bare_database: TestDatabase) -> None:
    await migrate(bare_database.dsn)
    admin = await bare_database.admin()
    await fill(admin, "ours")
    by_table = await triggered(admin)
    assert [table for table, words in by_table.items() if not words] == []
    written = {word for words in by_table.values() for word in words} | {one.word for one in noted()} - {""}
    assert sorted(written - documented()) == []
    assert sorted(documented() - written) == []
