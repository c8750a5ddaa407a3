"""PgQueuer's loop, asked for no more than this worker has hands for."""

import dataclasses
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from datetime import timedelta
from functools import partial

from pgqueuer.adapters.persistence import qb
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.qm import QueueManager
from pgqueuer.domain import models
from pgqueuer.domain.settings import DBSettings, Durability
from pgqueuer.domain.types import QueueEntrypoint
from pgqueuer.ports.driver import Driver
from pgqueuer.ports.repository import EntrypointExecutionParameter

from sayso.jobs.types import Kind

SCHEMA = "sayso_queue"
_NAMES = {
    "prefix": "",
    "db_schema": SCHEMA,
    "channel": SCHEMA,
    "durability": Durability.balanced,
    "widen_id": False,
    "function": "fn_pgqueuer_changed",
    "statistics_table": "pgqueuer_statistics",
    "queue_status_type": "pgqueuer_status",
    "queue_table": "pgqueuer",
    "queue_table_log": "pgqueuer_log",
    "trigger": "tg_pgqueuer_changed",
    "schedules_table": "pgqueuer_schedules",
}
Perform = Callable[[Kind, int], Awaitable[None]]


def queue_settings() -> DBSettings:
    """Where PgQueuer finds its tables, whatever the environment says."""
    return DBSettings.model_validate(_NAMES)


@dataclasses.dataclass
class Dispatcher(QueueManager):
    """Takes entries of the queue while there are hands for their kind, and hands them to ``perform``."""

    hands: dict[str, int] = dataclasses.field(default_factory=dict)

    async def fetch_jobs(
        self, batch_size: int, _: int | None, heartbeat_timeout: timedelta
    ) -> AsyncGenerator[models.Job, None]:
        """Entries that can be begun at once."""
        while not self.shutdown.is_set():
            free = {QueueEntrypoint(kind): hands for kind, hands in self.hands.items() if hands > 0}
            if not free:
                return
            entries = await self.queries.dequeue(
                batch_size=min(batch_size, *free.values()),
                entrypoints=dict.fromkeys(free, EntrypointExecutionParameter(concurrency_limit=0)),
                queue_manager_id=self.queue_manager_id,
                global_concurrency_limit=None,
                heartbeat_timeout=heartbeat_timeout,
            )
            if not entries:
                return
            for entry in entries:
                if entry.id not in self.job_context:
                    self.hands[entry.entrypoint] -= 1
                    yield entry


def dispatcher_over(driver: Driver, kinds: Mapping[str, Kind], perform: Perform) -> Dispatcher:
    """A loop on the connection of this driver."""
    settings = queue_settings()
    queries = Queries(
        driver,
        qb.QueryBuilderEnvironment(settings),
        qb.QueryQueueBuilder(settings),
        qb.QuerySchedulerBuilder(settings),
    )
    dispatcher = Dispatcher(queries, settings.channel)
    for kind in kinds.values():
        dispatcher.hands[kind.name] = kind.concurrency
        dispatcher.entrypoint(kind.name, accepts_context=False)(partial(_handed, dispatcher, kind, perform))
    return dispatcher


async def _handed(dispatcher: Dispatcher, kind: Kind, perform: Perform, entry: models.Job) -> None:
    try:
        await perform(kind, entry.id)
    finally:
        dispatcher.hands[kind.name] += 1
