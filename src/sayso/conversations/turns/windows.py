"""Shows components one after the other, and lets people speak about each before the next."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from sayso.conversations.records import messages, turns
from sayso.conversations.session_events import Telling
from sayso.conversations.session_lookup import hold
from sayso.conversations.turns.compilation import Made, Product, product_of
from sayso.conversations.turns.control_listener import Hearing
from sayso.conversations.turns.event_buffer import LONGEST_CODE, Speaker
from sayso.conversations.turns.progress import Progress
from sayso.conversations.turns.start import Start
from sayso.conversations.turns.turn_completion import TurnEndedError, handwork_of
from sayso.conversations.types import Message, TurnStatus
from sayso.db.database import Database
from sayso.design.types import Designing

Write = Callable[[], Awaitable[None]]
"""Has components written whose code feedback asked for."""


class Windows:
    """The feedback windows of one turn."""

    def __init__(
        self,
        database: Database,
        telling: Telling,
        *,
        start: Start,
        hearing: Hearing,
        speaker: Speaker,
    ) -> None:
        self._database = database
        self._telling = telling
        self._start = start
        self._hearing = hearing
        self._speaker = speaker

    async def show(self, product: Product, progress: Progress, designing: Designing, write: Write) -> Product:
        """Show every component; what is said about one refines it before the next is shown."""
        seconds = self._start.present.known.feedback_seconds
        while True:
            made = next((one for one in product.components if one.id not in progress.shown), None)
            if made is None:
                return product
            if seconds > 0 and not self._hearing.is_skipped:
                product = await self._window(made, product, progress, designing=designing, write=write)
            else:
                self._speaker.say("component", **component(made), seconds=0, round=1)
            progress.shown.append(made.id)

    async def _window(
        self,
        made: Made,
        product: Product,
        progress: Progress,
        *,
        designing: Designing,
        write: Write,
    ) -> Product:
        turn, known = self._start.turn.number, self._start.present.known
        seconds = known.feedback_seconds
        await self._speaker.flush()
        number = 1
        while True:
            async with self._database.unit(known.agency_id) as session:
                await hold(session, known.agency_id, known.id)
                values = {"waiting_for": made.id, "progress": progress.to_json()}
                await turns.change_turn(session, known, turn, **values)
                said = {**component(made), "seconds": seconds, "round": number}
                await self._telling.tell(session, known, "component", turn=turn, **said)
            await self._hearing.window(seconds)
            heard = await self._heard(made)
            if not heard:
                return product
            for message in heard:
                await self._refine(message, made, progress, designing)
            await write()
            await self._speaker.flush()
            product = await asyncio.to_thread(
                product_of, self._start.present, progress.outcome.spec, handwork_of(self._start, progress)
            )
            again = next((one for one in product.components if one.id == made.id), None)
            if again is None:
                return product
            made, number = again, number + 1

    async def _heard(self, made: Made) -> list[Message]:
        """What was said into the window; where nothing was, it is closed."""
        turn, known = self._start.turn.number, self._start.present.known
        async with self._database.unit(known.agency_id) as session:
            held = await hold(session, known.agency_id, known.id)
            present = await turns.turn_of(session, held, turn)
            if present is None or present.status is not TurnStatus.RUNNING:
                raise TurnEndedError
            found = await messages.feedback_of(session, held, turn, present.heard)
            self._hearing.has_feedback = False
            if found:
                await turns.change_turn(session, held, turn, heard=found[-1].number)
            else:
                await turns.change_turn(session, held, turn, waiting_for=None, is_paused=False)
                await self._telling.tell(
                    session, held, "window", turn=turn, component=made.id, state="closed"
                )
        return found

    async def _refine(self, message: Message, made: Made, progress: Progress, designing: Designing) -> None:
        before = progress.outcome.spec
        wish = self._start.wish(message.said.text, before, made.id)
        outcome = await designing.work(wish, self._speaker.tell)
        progress.refined(self._start.present.spec, outcome)
        said = list(dict.fromkeys(outcome.said))
        progress.replies.append({"to": message.number, "text": outcome.reply, "sentences": said})


def component(made: Made) -> dict[str, Any]:
    """A component as events tell of it; code that is too long is fetched as a file."""
    return {
        "component": made.id,
        "name": made.name,
        "type": made.kind,
        "page": made.page,
        "path": made.path,
        "code": made.code if len(made.code) <= LONGEST_CODE else None,
    }
