"""Puts together what a run needs: the program, what it may reach, and who answers it there."""

from dataclasses import dataclass

from sayso.bots.host.service import BotHost
from sayso.bots.triggers.depths import WrittenBy
from sayso.bots.types import Bot, Run, Version
from sayso.devloop.programs.ports import Secrets, WritableRows
from sayso.sandbox.types import Entry, Limits, Network, Program, Reach

BOT_HOST = "bot.sayso"
MODULES_HOST = "modules.sayso"


@dataclass(frozen=True, slots=True)
class Preparing:
    """Prepares runs."""

    host: BotHost
    rows: WritableRows
    secrets: Secrets

    async def __call__(self, bot: Bot, version: Version, run: Run) -> tuple[Program, Network, Limits]:
        """What is run, and what it may reach: no more than its version says, with the rights of its owner."""
        reaches = version.details.reaches
        services = {BOT_HOST: self.host.service(run, bot, reaches)}
        if reaches.modules:
            cause = WrittenBy(bot.id, run.cause.depth).as_cause()
            rows = self.rows.service(bot.agency_id, bot.user_id, reaches.modules, agent="bot", cause=cause)
            services[MODULES_HOST] = self.host.fenced(run, rows)
        secrets = await self.secrets.of(bot.agency_id, reaches.secrets) if reaches.secrets else {}
        network = Network(Reach(reaches.reach), reaches.hosts, secrets, services)
        program = Program(version.code, Entry.BOT, name=f"{_slug(bot.name)}.py", time_zone=bot.time_zone)
        return program, network, Limits()


def _slug(name: str) -> str:
    """A name as files have it; tracebacks show it."""
    kept = "".join(one if one.isascii() and one.isalnum() else "_" for one in name.lower())
    return "_".join(filter(None, kept.split("_")))[:40] or "bot"
