"""An installation that is saved while it runs comes back on an empty machine, and everything works there."""

import asyncio
from pathlib import Path

import pytest

from sayso.backup.full_backup import save
from sayso.backup.integrity import look_at
from sayso.backup.restoration import restore
from sayso.db import embedded
from sayso.settings import Settings
from sayso.spec.model import AppSpec
from tests.backup.conftest import silent
from tests.backup.installation import demand_all, fill
from tests.support.boards import KeptBoards, open_boards
from tests.support.office import open_office
from tests.support.postgres import TestDatabase
from tests.support.processes import open_folder
from tests.support.snapshots import Snapshot

WORDS = "four plain words here"


@pytest.mark.rotating(3, of="installations that end")
async def test_everything_comes_back_on_an_empty_machine(
    kept_boards: Snapshot[KeptBoards], database: TestDatabase, tmp_path: Path, salon: AppSpec
) -> None:
    file = tmp_path.parent / f"{tmp_path.name}.backup"
    async with open_boards(kept_boards.state, database.dsn, tmp_path, worker=True) as boards:
        kept = await fill(boards, salon)
        await save(tmp_path, database.dsn, file, silent, passphrase=WORDS)
    with open_folder() as new:
        await asyncio.to_thread(restore, new, None, file, silent, passphrase=WORDS)
        with embedded.start(new) as server:
            found = await look_at(Settings(home=new), server.dsn, silent)
            assert [one for one in found if one.level == "problem"] == []
            async with open_office(server.dsn, new, worker=True) as office:
                await demand_all(office, boards.ada.email, kept)
