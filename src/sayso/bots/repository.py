"""Bots, their versions and what is said about them, as SQL; each query names its agency."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, cast
from uuid import UUID

from pydantic import BaseModel, TypeAdapter
from sqlalchemy import func, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.details import BotDetails, Question, Requirements
from sayso.bots.run_queue.counters import counters_of
from sayso.bots.tables import KEPT_DAYS, BotRow, MessageRow, VersionRow
from sayso.bots.types import Bot, BotStatus, Message, Policy, Report, RunState, Stage, Version, VersionStatus
from sayso.db.keyset import Part, Window, part_of_query
from sayso.identity.tables import MembershipRow, UserRow

MOST_MESSAGES = 400
"""Lines of one conversation that are read."""
_POLICY: TypeAdapter[Policy] = TypeAdapter(Policy)
_REPORT: TypeAdapter[Report] = TypeAdapter(Report)
_USUAL, _NOTHING = Policy(), Requirements()
_STATUSES = {one.value: one for one in BotStatus}
_STAGES = {one.value: one for one in Stage}
_NUMBER = select(func.coalesce(func.max(VersionRow.number), 0) + 1)
_SWEEP = text("delete from bots where deleted_at < now() - make_interval(days => :days)")


async def add_bot(session: AsyncSession, agency_id: UUID, values: Mapping[str, Any]) -> Bot:
    """A new bot."""
    added = insert(BotRow).values(agency_id=agency_id, **_all_kept(values)).returning(BotRow)
    return _bot((await session.execute(added)).scalar_one())


async def bot_of(
    session: AsyncSession, agency_id: UUID, bot_id: UUID, *, locks: bool = False, is_deleted: bool = False
) -> Bot | None:
    """A bot; with ``locks`` it is ours until the transaction ends."""
    query = select(BotRow).where(
        BotRow.agency_id == agency_id,
        BotRow.id == bot_id,
        BotRow.deleted_at.is_not(None) if is_deleted else BotRow.deleted_at.is_(None),
    )
    query = query.execution_options(populate_existing=True)
    row = (await session.execute(query.with_for_update() if locks else query)).scalar_one_or_none()
    return None if row is None else _bot(row)


async def set_bot(session: AsyncSession, bot: Bot, **values: Any) -> Bot:
    """Change columns of a bot; the bot as it is then."""
    changed = (
        update(BotRow)
        .where(BotRow.agency_id == bot.agency_id, BotRow.id == bot.id)
        .values(updated_at=func.now(), **_all_kept(values))
        .returning(BotRow)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return _bot((await session.execute(changed)).scalar_one())


async def page_of(
    session: AsyncSession,
    agency_id: UUID,
    window: Window,
    *,
    statuses: Sequence[BotStatus] = (),
    q: str = "",
) -> Part[Bot]:
    """Bots of the agency, the newest first; those whose name or words hold ``q``."""
    query = select(BotRow).where(BotRow.agency_id == agency_id, BotRow.deleted_at.is_(None))
    if statuses:
        query = query.where(BotRow.status.in_([status.value for status in statuses]))
    if q:
        told = (BotRow.name, BotRow.description, BotRow.asked)
        query = query.where(or_(*(column.icontains(q, autoescape=True) for column in told)))
    part = await part_of_query(session, query, window, BotRow.created_at, BotRow.id, descending=True)
    return part.map(lambda row: _bot(row[0]))


async def version_of(session: AsyncSession, bot: Bot, number: int) -> Version | None:
    """One version of a bot."""
    query = select(VersionRow).where(*_of(bot), VersionRow.number == number)
    row = (await session.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    return None if row is None else _version(row)


async def versions_of(session: AsyncSession, bot: Bot, window: Window) -> Part[Version]:
    """Versions of a bot, the newest first."""
    query = select(VersionRow).where(*_of(bot)).execution_options(populate_existing=True)
    part = await part_of_query(session, query, window, VersionRow.number, descending=True)
    return part.map(lambda row: _version(row[0]))


async def candidate_of(session: AsyncSession, bot: Bot) -> Version | None:
    """The newest version that waits for a person, if it is newer than the active one."""
    query = select(VersionRow).where(
        *_of(bot),
        VersionRow.status == VersionStatus.CANDIDATE.value,
        VersionRow.number > (bot.version or 0),
    )
    query = query.order_by(VersionRow.number.desc()).limit(1).execution_options(populate_existing=True)
    row = (await session.execute(query)).scalar_one_or_none()
    return None if row is None else _version(row)


async def add_version(session: AsyncSession, bot: Bot, values: Mapping[str, Any]) -> Version:
    """A new version of a bot that is locked, with the next number."""
    number = (await session.execute(_NUMBER.where(*_of(bot)))).scalar_one()
    added = insert(VersionRow).values(
        agency_id=bot.agency_id, bot_id=bot.id, number=number, **_all_kept(values)
    )
    return _version((await session.execute(added.returning(VersionRow))).scalar_one())


async def set_version(session: AsyncSession, bot: Bot, number: int, **values: Any) -> None:
    """Change where a version stands, or what became of its cases."""
    await session.execute(
        update(VersionRow)
        .where(*_of(bot), VersionRow.number == number)
        .values(_all_kept(values))
        .execution_options(synchronize_session=False)
    )


async def messages_of(session: AsyncSession, bot: Bot) -> list[Message]:
    """The conversation about a bot, the first line first; of a very long one the end."""
    query = select(MessageRow).where(MessageRow.agency_id == bot.agency_id, MessageRow.bot_id == bot.id)
    query = query.order_by(MessageRow.id.desc()).limit(MOST_MESSAGES)
    rows = await session.scalars(query.execution_options(populate_existing=True))
    return [_message(row) for row in reversed(rows.all())]


async def add_message(
    session: AsyncSession,
    bot: Bot,
    role: Literal["user", "assistant"],
    text: str,
    questions: Sequence[Question] = (),
    *,
    user_id: UUID | None = None,
) -> Message:
    """A new line of the conversation."""
    values = {"role": role, "text": text, "questions": questions, "user_id": user_id}
    added = insert(MessageRow).values(agency_id=bot.agency_id, bot_id=bot.id, **_all_kept(values))
    return _message((await session.execute(added.returning(MessageRow))).scalar_one())


async def answer(session: AsyncSession, bot: Bot, message_id: int, answers: Mapping[str, str]) -> None:
    """Keep answers beside the questions of a line; those given before stay where no new ones are."""
    await session.execute(
        update(MessageRow)
        .where(
            MessageRow.agency_id == bot.agency_id,
            MessageRow.bot_id == bot.id,
            MessageRow.id == message_id,
        )
        .values(answers=MessageRow.answers.concat(dict(answers)))
        .execution_options(synchronize_session=False)
    )


async def name_of(session: AsyncSession, agency_id: UUID, user_id: UUID) -> str:
    """What a person of the agency is called."""
    query = select(UserRow.name).join(MembershipRow, MembershipRow.user_id == UserRow.id)
    found = await session.scalar(query.where(MembershipRow.agency_id == agency_id, UserRow.id == user_id))
    return found or ""


async def email_of(session: AsyncSession, agency_id: UUID, user_id: UUID) -> str:
    """Where a person of the agency reads letters."""
    query = select(UserRow.email).join(MembershipRow, MembershipRow.user_id == UserRow.id)
    found = await session.scalar(query.where(MembershipRow.agency_id == agency_id, UserRow.id == user_id))
    return found or ""


async def names_of_bots(session: AsyncSession, agency_id: UUID, most: int) -> list[tuple[UUID, str]]:
    """What bots there are, the newest first."""
    query = select(BotRow.id, BotRow.name).where(BotRow.agency_id == agency_id, BotRow.deleted_at.is_(None))
    rows = await session.execute(query.order_by(BotRow.created_at.desc(), BotRow.id).limit(most))
    return [(row.id, row.name) for row in rows]


async def sweep(session: AsyncSession) -> None:
    """Let go of bots that were deleted long ago, in all agencies."""
    await session.execute(_SWEEP, {"days": KEPT_DAYS})


def _of(bot: Bot) -> tuple[Any, ...]:
    return (VersionRow.agency_id == bot.agency_id, VersionRow.bot_id == bot.id)


def _all_kept(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _kept(value) for name, value in values.items()}


def _kept(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Policy):
        return _POLICY.dump_python(value, mode="json")
    if isinstance(value, Report):
        return _REPORT.dump_python(value, mode="json")
    if isinstance(value, BotStatus | Stage | VersionStatus | RunState):
        return value.value
    return [_kept(one) for one in value] if isinstance(value, tuple | list) else value


def _bot(row: BotRow) -> Bot:
    return Bot(
        id=row.id,
        agency_id=row.agency_id,
        user_id=row.user_id,
        name=row.name,
        description=row.description,
        asked=row.asked,
        status=_STATUSES[row.status],
        stage=_STAGES[row.stage],
        notice=row.notice,
        version=row.version,
        config=row.config,
        policy=_POLICY.validate_python(row.policy) if row.policy else _USUAL,
        created_at=row.created_at,
        progress=row.progress,
        suggestions=tuple(row.suggestions),
        requirements=Requirements.model_validate(row.requirements) if row.requirements else _NOTHING,
        time_zone=row.time_zone,
        failures=row.failures,
        counters=counters_of(row),
        updated_at=row.updated_at,
        deleted_at=row.deleted_at,
    )


def _version(row: VersionRow) -> Version:
    return Version(
        bot_id=row.bot_id,
        number=row.number,
        status=VersionStatus(row.status),
        code=row.code,
        details=BotDetails.model_validate(row.details),
        note=row.note,
        author=row.author,
        created_at=row.created_at,
        report=None if row.report is None else _REPORT.validate_python(row.report),
        user_id=row.user_id,
    )


def _message(row: MessageRow) -> Message:
    return Message(
        id=row.id,
        role=cast("Literal['user', 'assistant']", row.role),
        text=row.text,
        questions=tuple(Question.model_validate(one) for one in row.questions),
        answers=row.answers,
        at=row.at,
    )
