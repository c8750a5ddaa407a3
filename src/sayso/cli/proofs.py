"""Runs all proofs of a spec on a database of its own, and prints what was proved."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.db import embedded, external
from sayso.db.database import Database
from sayso.proofs.report import Report
from sayso.proofs.service import Proofs
from sayso.settings import Settings
from sayso.spec.model import AppSpec
from sayso.web.inprocess import InProcess


def prove(spec: AppSpec) -> Report:
    """All proofs of a spec: on the database of ``DATABASE_URL``, else on one that is thrown away after."""
    settings = Settings()
    with _somewhere() as home:
        if settings.database_url:
            dsn = asyncio.run(external.checked_dsn(settings.database_url))
            return asyncio.run(_examine(spec, settings.model_copy(update={"home": home}), dsn))
        with embedded.start(home) as server:
            return asyncio.run(_examine(spec, settings.model_copy(update={"home": home}), server.dsn))


async def _examine(spec: AppSpec, settings: Settings, dsn: str) -> Report:
    database = await Database.open(dsn)
    try:
        return await Proofs(database, InProcess(settings, database)).examine(spec)
    finally:
        await database.close()


@contextmanager
def _somewhere() -> Iterator[Path]:
    """A home folder for a moment, which the database's user may enter."""
    home = Path(tempfile.mkdtemp(prefix="sayso-proof-"))
    home.chmod(0o711)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)
