"""Answers bots while they run."""

from dataclasses import replace

from sayso.bots.details import Reaches
from sayso.bots.host import repository
from sayso.bots.host.attempt import AttemptKeeping
from sayso.bots.host.messenger import Messenger
from sayso.bots.host.ports import Telling
from sayso.bots.host.request_handler import Answering
from sayso.bots.types import Bot, Run
from sayso.db.database import Database
from sayso.events.stream import Events
from sayso.sandbox.types import Service, ServiceAnswer, ServiceRequest

_READING = frozenset(("GET", "HEAD"))
_LOST = ServiceAnswer(
    409,
    b'{"detail": "This run is over, waits, or was taken up elsewhere; nothing was changed.", "code": "lost"}',
)


class BotHost:
    """Makes what answers one attempt of a run at ``bot.sayso``."""

    def __init__(self, database: Database, events: Events, telling: Telling) -> None:
        self._database = database
        self._events = events
        self._telling = telling

    def service(self, run: Run, bot: Bot, reaches: Reaches) -> Service:
        """What answers this attempt; it is lost as soon as the run is over, or another attempt has it."""
        told = replace(bot, name=bot.name or "A bot")
        messenger = Messenger(self._telling, run, told, reaches)
        return Answering(AttemptKeeping(self._database, self._events, messenger, run, told)).answer

    def fenced(self, run: Run, service: Service) -> Service:
        """A service that changes nothing for an attempt that counts no more, or waits for a person."""

        async def answer(request: ServiceRequest) -> ServiceAnswer:
            if request.method not in _READING:
                async with self._database.unit(run.agency_id) as session:
                    if not await repository.goes_on(session, run) or await repository.waits(session, run):
                        return _LOST
            return await service(request)

        return answer
