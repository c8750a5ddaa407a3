"""An older registry becomes bots: all of it or nothing, the same again without harm, and nothing is lost."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import sayso.identity.tables  # noqa: F401 - tables of bots refer to people
from sayso.bots import repository as bots
from sayso.bots.details import ByCron, ByInterval
from sayso.bots.registry_import.service import Importer
from sayso.bots.registry_import.types import ImportReport
from sayso.bots.registry_import.wrapper import original_of
from sayso.bots.types import Bot, BotStatus, Version
from sayso.db.database import Database
from sayso.db.keyset import Window
from sayso.errors import OperationError
from sayso.secrets.service import Secrets
from sayso.settings import Settings
from tests.bots.registry_import.registries import ENTRIES, FILES, KEY, WEATHER, one, source
from tests.support.postgres import TestDatabase


@dataclass
class Place:
    """An agency with a person who imports."""

    database: Database
    admin: Any
    secrets: Secrets
    importer: Importer
    agency: UUID
    user: UUID

    async def take(self, given: Any = None) -> ImportReport:
        return await self.importer.take(self.agency, self.user, given or source())

    async def bots(self) -> dict[str, tuple[Bot, list[Version]]]:
        """All bots by their names, with their versions, the newest first."""
        async with self.database.unit(self.agency) as session:
            found = (await bots.page_of(session, self.agency, Window())).items
            return {bot.name: (bot, (await bots.versions_of(session, bot, Window())).items) for bot in found}

    async def count(self) -> int:
        count: int = await self.admin.fetchval("select count(*) from bots")
        return count


@pytest.fixture
async def place(database: TestDatabase, tmp_path: Path) -> AsyncIterator[Place]:
    opened = await Database.open(database.dsn)
    admin = await database.admin()
    agency = await admin.fetchval("insert into agencies (name, slug) values ('a', 'a') returning id")
    user = await admin.fetchval(
        "insert into users (name, email) values ('Ada', 'ada@a.example') returning id"
    )
    secrets = Secrets(opened, Settings(home=tmp_path))
    yield Place(opened, admin, secrets, Importer(opened, secrets), agency, user)
    await opened.close()


async def test_a_dry_run_says_what_would_be_and_changes_nothing(place: Place) -> None:
    report = await place.importer.dry_run(place.agency, source())
    weather, adder = report.bots
    assert (report.is_dry_run, report.new, report.skipped) == (True, 2, 0)
    assert (weather.outcome, weather.status, adder.status) == ("new", "paused", "draft")
    assert weather.triggers == ("every 15 minutes (Europe/Berlin)",)
    assert weather.secrets == ("WEATHER_WATCH_API_KEY",)
    assert "colour: not known here" in weather.left
    assert await place.count() == 0
    assert await place.secrets.list(place.agency) == []


async def test_bots_keep_their_code_counters_dates_and_what_sets_them_off(place: Place) -> None:
    report = await place.take()
    assert report.check is not None
    assert (report.check.ok, report.check.expected, report.check.found) == (True, 2, 2)
    found = await place.bots()
    bot, (version,) = found["Weather watch"]
    assert (bot.status, bot.version, bot.user_id) == (BotStatus.PAUSED, None, place.user)
    assert (bot.counters.runs, bot.counters.successes, bot.counters.errors) == (120, 110, 10)
    assert bot.counters.average_seconds == pytest.approx(0.5)
    assert bot.created_at.isoformat() == "2024-03-01T08:00:00+00:00"
    assert bot.description == "Tells when it freezes. Tags: weather, ops."
    assert version.details.triggers == (ByCron(cron="*/15 * * * *", time_zone="Europe/Berlin"),)
    assert version.details.reaches.hosts == ("api.weather.example",)
    assert (version.author, version.status, version.number) == ("import", "candidate", 1)
    assert WEATHER in version.code
    original = original_of(version.code)
    assert original is not None
    assert original.is_whole

    adder, (drafted,) = found["Adder"]
    assert adder.status is BotStatus.DRAFT
    assert drafted.details.triggers == (ByInterval(seconds=300),)
    assert [(field.name, field.default) for field in drafted.details.config] == [("step", 2)]


async def test_secrets_of_the_configuration_are_moved_and_never_shown(place: Place) -> None:
    report = await place.take()
    bot, (version,) = (await place.bots())["Weather watch"]
    (secret,) = await place.secrets.list(place.agency)
    assert (secret.name, secret.hosts) == ("WEATHER_WATCH_API_KEY", ("api.weather.example",))
    opened = await place.secrets.of(place.agency, ["WEATHER_WATCH_API_KEY"])
    assert opened["WEATHER_WATCH_API_KEY"].value.get_secret_value() == KEY
    config = {field.name: field.default for field in version.details.config}
    assert config == {"api_key": "{{secret:WEATHER_WATCH_API_KEY}}", "limit": 0}
    everything = report.model_dump_json() + version.code + json.dumps(bot.config) + str(version.details)
    assert KEY not in everything


async def test_the_same_again_changes_nothing(place: Place) -> None:
    await place.take()
    before = await place.bots()
    report = await place.take()
    assert (report.new, report.changed, report.unchanged) == (0, 0, 2)
    assert await place.bots() == before


async def test_a_changed_file_makes_a_new_version_and_leaves_what_the_owner_did(place: Place) -> None:
    await place.take()
    await place.admin.execute("update bots set name = 'Frost', config = '{\"limit\": -5}', runs = 130")
    report = await place.take(source(files={**FILES, "bots/weather/bot.py": WEATHER.replace("now", "today")}))
    assert (report.changed, report.unchanged) == (1, 1)
    assert report.bots[0].version == 2
    bot, versions = next(
        found for found in (await place.bots()).values() if found[0].id == report.bots[0].bot_id
    )
    assert [version.number for version in versions] == [2, 1]
    assert (bot.name, bot.config, bot.counters.runs) == ("Frost", {"limit": -5}, 130)


async def test_a_bot_that_was_removed_stays_away_until_it_is_brought_back(place: Place) -> None:
    await place.take()
    await place.admin.execute("update bots set deleted_at = now() where name = 'Adder'")
    report = await place.take()
    assert [line.outcome for line in report.bots] == ["unchanged", "skipped"]
    assert "removed" in report.bots[1].why


async def test_nothing_is_kept_when_anything_goes_wrong(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = bots.add_version

    async def fails_at_the_second(session: Any, bot: Bot, values: Any) -> Any:
        if bot.name == "Adder":
            raise RuntimeError("the disk is full")
        return await added(session, bot, values)

    monkeypatch.setattr(bots, "add_version", fails_at_the_second)
    with pytest.raises(RuntimeError):
        await place.take()
    assert await place.count() == 0
    assert await place.secrets.list(place.agency) == []


async def test_an_import_that_does_not_match_the_folder_is_undone(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = bots.add_version

    async def spoils(session: Any, bot: Any, values: Any) -> Any:
        return await added(session, bot, {**values, "code": values["code"].replace("requests", "urllib")})

    monkeypatch.setattr(bots, "add_version", spoils)
    with pytest.raises(OperationError, match="not the original"):
        await place.take()
    assert await place.count() == 0


async def test_the_check_finds_what_was_changed_or_is_gone(place: Place) -> None:
    assert (await place.importer.verify(place.agency, source())).found == 0
    await place.take()
    assert (await place.importer.verify(place.agency, source())).ok
    await place.admin.execute("update bot_versions set code = replace(code, 'freezes', 'thaws')")
    await place.admin.execute("delete from bots where name = 'Adder'")
    check = await place.importer.verify(place.agency, source())
    assert (check.ok, check.expected, check.found) == (False, 2, 1)
    assert check.problems == (
        "The code of Weather watch is not the original any more.",
        "Adder is not there.",
    )


async def test_another_agency_imports_the_same_registry_for_itself(place: Place) -> None:
    await place.take()
    other = await place.admin.fetchval("insert into agencies (name, slug) values ('b', 'b') returning id")
    report = await place.importer.take(other, place.user, source())
    assert report.new == 2
    assert await place.count() == 4


async def test_a_secret_that_is_there_already_stays_as_it_is(place: Place) -> None:
    from pydantic import SecretStr

    await place.secrets.put(place.agency, "WEATHER_WATCH_API_KEY", SecretStr("mine"), ["my.example"])
    report = await place.take()
    assert any("already" in warning for warning in report.bots[0].warnings)
    (secret,) = await place.secrets.list(place.agency)
    assert secret.hosts == ("my.example",)


async def test_a_bot_whose_file_is_missing_is_skipped_and_the_others_are_taken(place: Place) -> None:
    report = await place.take(source(files={"bots/adder/bot.py": FILES["bots/adder/bot.py"]}))
    assert [(line.outcome, line.why) for line in report.bots] == [
        ("skipped", "Its file is not there."),
        ("new", ""),
    ]
    assert set(await place.bots()) == {"Adder"}


async def test_five_hundred_bots_are_taken_at_once(place: Place) -> None:
    entries = [{"name": f"Bot {number}", "file": f"bots/b{number}/bot.py"} for number in range(500)]
    files: dict[str, str | bytes] = {f"bots/b{number}/bot.py": "def run(): return 1" for number in range(500)}
    report = await place.take(source(entries, files))
    assert (report.new, await place.count()) == (500, 500)


async def test_bots_with_one_name_are_told_apart_by_their_files(place: Place) -> None:
    entries = [{**ENTRIES["adder"], "file": f"bots/{name}/bot.py"} for name in ("x", "y")]
    files: dict[str, str | bytes] = {f"bots/{name}/bot.py": FILES["bots/adder/bot.py"] for name in ("x", "y")}
    report = await place.take(source([*entries, entries[0]], files))
    assert [line.outcome for line in report.bots] == ["new", "new", "skipped"]
    assert "Another bot has the same name." in report.bots[1].warnings
    assert report.bots[2].why == "It is in the registry twice."


async def test_texts_that_no_database_takes_are_taken_all_the_same(place: Place) -> None:
    given = one({"description": "a\0b \ud800", "config": {"who": "x\0y", "many": [1, {"k\0": "v"}]}})
    report = await place.take(given)
    bot, (version,) = (await place.bots())["A"]
    assert report.new == 1
    assert bot.config == {"many": [1, {"k\ufffd": "v"}]}
    assert version.details.config[0].default == "x\ufffdy"
    assert (await place.take(replace(given))).unchanged == 1
