"""Modules as an earlier Sayso installed them: its SQL, kept as it was, beside the specs it was made of."""

from dataclasses import dataclass
from pathlib import Path

import asyncpg

from sayso.compiler.targets.sql import bootstrap_sql
from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase

FOLDER = Path(__file__).parent / "generation_1"
OF_THE_FOUNDATION = """
drop schema apps cascade;
drop schema if exists apps_archive cascade;
"""


@dataclass(frozen=True)
class Earlier:
    """A case: what it is called, the prefix of its tables, the spec, and the SQL that made its tables."""

    name: str
    prefix: str

    @property
    def spec(self) -> AppSpec:
        """What it was compiled from."""
        return AppSpec.model_validate_json((FOLDER / self.name / "spec.json").read_text())

    @property
    def create(self) -> str:
        """What made its tables and its logic."""
        return (FOLDER / self.name / "0001_create.sql").read_bytes().decode()

    async def install(self, admin: "asyncpg.Connection[asyncpg.Record]") -> None:
        """Make its tables in a database where that Sayso is all there ever was."""
        await admin.execute(OF_THE_FOUNDATION)
        await admin.execute((FOLDER / "0000_bootstrap.sql").read_text())
        await admin.execute(self.create)


SALON = Earlier("salon", "salon")
CASES = (SALON, Earlier("workshop", "work_shop"), Earlier("hostile", "hostile_app"))


async def install_today(database: TestDatabase, earlier: Earlier) -> None:
    """What today's Sayso makes of the same spec under the same prefix."""
    await (await database.admin()).execute(bootstrap_sql())
    await database.install(earlier.spec, earlier.prefix)
