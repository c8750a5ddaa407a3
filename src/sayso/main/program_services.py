"""Puts blocks and bots together: the sandbox, the loop in which programs are written, and who writes them."""

from collections.abc import Sequence

from sayso.blocks.offline import OfflineBlockWriter
from sayso.blocks.service import Blocks
from sayso.bots.details import BotDetails, Case
from sayso.bots.dry_run.service import try_cases
from sayso.bots.offline.writer import OfflineBotWriter
from sayso.bots.registry_import.service import Importer
from sayso.bots.service import Bots
from sayso.bots.triggers.service import Triggers
from sayso.bots.types import Report
from sayso.db.database import Database
from sayso.devloop.programs.facts import ModuleFacts
from sayso.devloop.programs.loop import Programs
from sayso.devloop.programs.ports import ModuleRows, WritableRows
from sayso.devloop.programs.program_check import check_program
from sayso.devloop.programs.types import Writer
from sayso.devloop.programs.writers.model import ModelWriter
from sayso.events.stream import Events
from sayso.identity.people.admission import Admissions
from sayso.identity.people.people import People
from sayso.jobs.lanes import Lanes
from sayso.jobs.queue import Jobs
from sayso.kit.offload import Aside
from sayso.llm.service import LanguageModels
from sayso.llm.types import Caller, Role
from sayso.notices.service import Notices
from sayso.runtime.registry import Registry
from sayso.sandbox.service import parallel
from sayso.sandbox.slots import Slots
from sayso.sandbox.types import Sandbox
from sayso.schedules.service import Schedules
from sayso.secrets.requests import RequestLog
from sayso.secrets.service import Secrets
from sayso.settings import Settings


def blocks_over(
    settings: Settings,
    database: Database,
    *,
    jobs: Jobs,
    events: Events,
    schedules: Schedules,
    languages: LanguageModels,
    sandbox: Sandbox,
    rows: ModuleRows,
    secrets: Secrets,
    requests: RequestLog,
    aside: Aside,
) -> Blocks:
    """Blocks as a server has them: models write where there are some, rules wherever they can."""

    async def writers_of(caller: Caller) -> Sequence[Writer]:
        models = await languages.of(caller)
        offline = OfflineBlockWriter(aside)
        return [ModelWriter(models), offline] if models.has(Role.CODE) else [offline]

    return Blocks.over(
        database,
        jobs=jobs,
        events=events,
        schedules=schedules,
        sandbox=sandbox,
        programs=Programs(database, sandbox, note=requests.note),
        writers_of=writers_of,
        rows=rows,
        secrets=secrets,
        requests=requests,
        check=check_program,
        lanes=_lanes(settings),
    )


def bots_over(
    settings: Settings,
    database: Database,
    *,
    jobs: Jobs,
    events: Events,
    languages: LanguageModels,
    sandbox: Sandbox,
    rows: WritableRows,
    secrets: Secrets,
    requests: RequestLog,
    notices: Notices,
    schedules: Schedules,
    registry: Registry,
    people: People,
    admissions: Admissions,
    aside: Aside,
) -> Bots:
    """Bots as a server has them: models write where there are some, rules wherever they can."""

    async def writers_of(caller: Caller) -> Sequence[Writer]:
        models = await languages.of(caller)
        offline = OfflineBotWriter(aside)
        return [ModelWriter(models), offline] if models.has(Role.CODE) else [offline]

    async def trying(
        code: str,
        details: BotDetails,
        cases: Sequence[Case],
        *,
        modules: Sequence[ModuleFacts],
        time_zone: str = "UTC",
    ) -> Report:
        return await try_cases(sandbox, code, details, cases, modules=modules, time_zone=time_zone)

    return Bots.over(
        database,
        jobs=jobs,
        events=events,
        sandbox=sandbox,
        programs=Programs(database, sandbox, note=requests.note),
        writers_of=writers_of,
        models_of=languages.of,
        rows=rows,
        secrets=secrets,
        requests=requests,
        notices=notices,
        triggers_over=lambda runs: Triggers.over(
            database,
            settings,
            jobs=jobs,
            schedules=schedules,
            runs=runs,
            registry=registry,
            people=people,
            admissions=admissions,
        ),
        trying=trying,
        check=check_program,
        importer=Importer(database, secrets),
        lanes=_lanes(settings),
        slots=Slots.share_of(parallel(settings)),
        aside=aside,
    )


def _lanes(settings: Settings) -> Lanes:
    """How many programs run at a time."""
    at_once = parallel(settings)
    return Lanes(quick=at_once, slow=max(1, at_once // 2))
