"""Works on messages: from the words to what is kept."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.compiler.three_way_merge import StoredDraft
from sayso.conversations.line import Contents
from sayso.conversations.publication import SessionPublishing
from sayso.conversations.rebase import Overtaking
from sayso.conversations.records import turns
from sayso.conversations.session_events import Telling
from sayso.conversations.session_lookup import hold
from sayso.conversations.turns.compilation import Product, product_of, session_files
from sayso.conversations.turns.control_listener import Hearing
from sayso.conversations.turns.event_buffer import LONGEST_CODE, Speaker
from sayso.conversations.turns.progress import Progress
from sayso.conversations.turns.start import Start, UnsettledError, begin
from sayso.conversations.turns.token_usage import Count, CountedModels
from sayso.conversations.turns.turn_completion import Ending, TurnEndedError, handwork_of
from sayso.conversations.turns.windows import Windows
from sayso.conversations.types import Session, TurnStatus
from sayso.db.actor import Actor, acting
from sayso.db.database import Database
from sayso.design.registry import DesignerName, pick_designing
from sayso.errors import AppError, InputError, NotFoundError
from sayso.jobs.queue import JobEndedError, Jobs
from sayso.jobs.types import Job
from sayso.kit.offload import Aside, in_thread
from sayso.llm.types import Caller, Models


class ModelsOf(Protocol):
    """Gives the models that somebody may ask."""

    def __call__(self, caller: Caller, warned: Callable[[str], None] | None = None) -> Awaitable[Models]:
        """The models for this caller; ``warned`` takes warnings of budgets."""
        ...


GIVEN_UP = (
    "This message could not be worked on, although it was tried more than once. Everything is as it was "
    "before it. Send it again to try once more."
)
MOST_LISTED = 200


class Turns:
    """Does the jobs in which messages are worked on."""

    def __init__(
        self,
        database: Database,
        jobs: Jobs,
        *,
        telling: Telling,
        contents: Contents,
        publishing: SessionPublishing,
        overtaking: Overtaking,
        models_of: ModelsOf,
        aside: Aside = in_thread,
    ) -> None:
        self._database = database
        self._telling = telling
        self._contents = contents
        self._overtaking = overtaking
        self._models_of = models_of
        self._aside = aside
        self._ending = Ending(database, jobs, telling, publishing, contents)

    async def work(self, job: Job) -> None:
        """Work on a message, or go on where an earlier attempt was broken off."""
        try:
            start = await self._begin(job, is_settled=False)
        except UnsettledError:
            await self._take_over(job)
            start = await self._begin(job, is_settled=True)
        if start is None:
            return
        turn = start.turn
        kind = "person" if turn.key_id is None else "key"
        author = Actor(kind, turn.author_id, turn.author or "", key_id=turn.key_id)
        with acting(author):
            await self._until_stopped(job, start)

    async def give_up(self, job: Job, reason: str) -> None:
        """Say that nothing came of a message."""
        del reason  # the log has it; people are told what it means for them
        try:
            await self._ending.fail(job, int(job.data["turn"]), GIVEN_UP, UUID(job.data["session"]))
        except NotFoundError:
            return

    async def _take_over(self, job: Job) -> None:
        """See what was published elsewhere, before the first attempt starts from it."""
        try:
            await self._overtaking.settle(job.agency_id, UUID(job.data["session"]), strict=False)
        except NotFoundError:
            return

    async def _begin(self, job: Job, *, is_settled: bool) -> Start | None:
        return await begin(self._database, self._telling, self._contents, job, is_settled=is_settled)

    async def _until_stopped(self, job: Job, start: Start) -> None:
        known, turn = start.present.known, start.turn
        hearing = Hearing(self._telling, known, turn.number, start.told, is_paused=turn.is_paused)
        async with hearing:
            doing = asyncio.create_task(self._do(job, start, hearing))
            stopped = asyncio.create_task(hearing.stopped.wait())
            try:
                await asyncio.wait({doing, stopped}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (doing, stopped):
                    if not task.done():
                        task.cancel()
                await asyncio.wait({doing, stopped})
            if not doing.cancelled():
                error = doing.exception()
                if error is not None and not isinstance(error, (TurnEndedError, JobEndedError)):
                    raise error

    async def _do(self, job: Job, start: Start, hearing: Hearing) -> None:
        known = start.present.known
        async with Speaker(self._database, self._telling, known, start.turn.number) as speaker:
            try:
                await self._work(job, start, hearing, speaker)
            except InputError as error:
                if isinstance(error, JobEndedError):
                    raise
                await speaker.flush()
                text = " ".join(filter(None, [error.message, error.hint]))
                await self._ending.fail(job, start.turn.number, text, known.id)

    async def _work(self, job: Job, start: Start, hearing: Hearing, speaker: Speaker) -> None:
        turn, spec = start.turn, start.present.spec
        warnings: list[str] = []
        progress = Progress.read(turn.progress, spec) if turn.progress else None
        count = progress.count if progress else Count()
        models = CountedModels(await self._models(start, warnings.append), count)
        designing = pick_designing(DesignerName(start.present.known.designer), models, self._aside)
        if progress is None:
            outcome = await designing.work(start.wish(turn.text, spec, turn.about), speaker.tell)
            progress = Progress(outcome, count)
            if count.calls:
                await self._keep(start, progress)

        async def write() -> None:
            await self._write(start, progress, models, speaker)

        await write()
        product = await asyncio.to_thread(
            product_of, start.present, progress.outcome.spec, handwork_of(start, progress)
        )
        if product.components:
            windows = Windows(
                self._database,
                self._telling,
                start=start,
                hearing=hearing,
                speaker=speaker,
            )
            product = await windows.show(product, progress, designing, write)
        progress.note(*warnings)
        _tell_files(product, speaker)
        await speaker.flush()
        await self._ending.end(job, start, progress, product.diagnostics)

    async def _models(self, start: Start, warned: Callable[[str], None]) -> Models | None:
        known = start.present.known
        if known.designer == DesignerName.OFFLINE:
            return None
        caller = Caller(known.agency_id, known.id, start.turn.author_id)
        return await self._models_of(caller, warned)

    async def _write(self, start: Start, progress: Progress, models: CountedModels, speaker: Speaker) -> None:
        """Have the code of components written that was asked for."""
        from sayso.devloop import ComponentWriter

        while progress.outcome.components:
            component, asked = next(iter(progress.outcome.components.items()))
            handwork = handwork_of(start, progress)
            files = await asyncio.to_thread(session_files, progress.outcome.spec, handwork)
            present = {one.path: one.text for one in files if one.is_edited and component in one.elements}
            try:
                written = await ComponentWriter(models).write(
                    progress.outcome.spec,
                    component,
                    asked,
                    drafts=[one.as_draft() for one in files],
                    present=next(iter(present.values()), None),
                    tell=lambda text: speaker.say("notice", text=text),
                )
            except AppError as error:
                progress.note(error.message)
            else:
                progress.note(*written.notices)
                base = next((one for one in files if one.path == written.path), None)
                if written.ok and base is not None:
                    progress.files[written.path] = StoredDraft(
                        written.path, written.text, base.generated, base.elements
                    )
            progress.tried(component)
            await self._keep(start, progress)

    async def _keep(self, start: Start, progress: Progress) -> None:
        """Keep what was worked out, so that nobody has to ask a model for it again."""
        known = start.present.known
        async with self._database.unit(known.agency_id) as session:
            held = await hold(session, known.agency_id, known.id)
            await _demand_running(session, held, start)
            await turns.change_turn(session, held, start.turn.number, progress=progress.to_json())


async def _demand_running(session: AsyncSession, known: Session, start: Start) -> None:
    turn = await turns.turn_of(session, known, start.turn.number)
    if turn is None or turn.status is not TurnStatus.RUNNING:
        raise TurnEndedError


def _tell_files(product: Product, speaker: Speaker) -> None:
    """Tell of files beside the components, and of what the checks found."""
    for file in product.files[:MOST_LISTED]:
        is_short = len(file.text) <= LONGEST_CODE
        speaker.say(
            "file", path=file.path, text=file.text if is_short else None, elements=list(file.elements[:50])
        )
    for path in product.gone[:MOST_LISTED]:
        speaker.say("file", path=path, text=None, is_gone=True)
    if product.components or product.files or product.diagnostics:
        found = [one.to_json() for one in product.diagnostics[:50]]
        speaker.say("verification", diagnostics=found)
