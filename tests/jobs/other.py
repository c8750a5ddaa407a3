"""A worker in a process of its own, for tests: ``python -m tests.jobs.other DSN NAME``."""

import asyncio
import signal
import sys

from sqlalchemy import text

from sayso.db.database import Database
from sayso.jobs.queue import Jobs
from sayso.jobs.types import Job
from tests.jobs.place import QUICK


async def main(dsn: str, name: str) -> None:
    """Do jobs of the kind ``work``: say the beginning, sleep as long as the data says, say the end."""
    database = await Database.open(dsn)
    jobs = Jobs(database, QUICK)
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)

    async def say(job: Job, said: str) -> None:
        async with database.system() as session:
            await session.execute(
                text("insert into told (job, said) values (:job, :said)"), {"job": job.id, "said": said}
            )

    async def work(job: Job) -> None:
        await say(job, f"{name} begins {job.key} {job.data['number']} {job.attempt}")
        try:
            await asyncio.sleep(job.data["seconds"] if job.attempt == 1 or "always" in job.data else 0)
        except asyncio.CancelledError:
            await say(job, f"{name} is cancelled {job.data['number']}")
            raise
        await say(job, f"{name} ends {job.key} {job.data['number']}")

    async def given_up(job: Job, reason: str) -> None:
        await say(job, f"given up: {reason}")

    jobs.handle("work", work, given_up=given_up, concurrency=4)
    async with jobs.working():
        await stopped.wait()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
