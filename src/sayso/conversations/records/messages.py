"""Queries on what was said in a session; each names its agency."""

from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.conversations.tables import MessageRow
from sayso.conversations.types import Message, NewMessage, Session, Speaker
from sayso.db.keyset import Part, Window, part_of_query
from sayso.identity.tables import UserRow

_SPOKEN = (Speaker.USER.value, Speaker.ASSISTANT.value)


async def add_message(session: AsyncSession, known: Session, said: NewMessage) -> int:
    """Keep something that was said; its number. The session is locked."""
    number = (
        select(func.coalesce(func.max(MessageRow.number), 0) + 1)
        .where(MessageRow.agency_id == known.agency_id, MessageRow.session_id == known.id)
        .scalar_subquery()
    )
    inserted = (
        insert(MessageRow)
        .values(
            agency_id=known.agency_id,
            session_id=known.id,
            number=number,
            author_id=said.author_id,
            role=said.role.value,
            text=said.text,
            key=said.key,
            turn=said.turn,
            model=said.model,
            tokens_in=said.tokens_in,
            tokens_out=said.tokens_out,
            cost=said.cost,
            payload=said.payload,
        )
        .returning(MessageRow.number)
    )
    return (await session.execute(inserted)).scalar_one()


async def messages_of(session: AsyncSession, known: Session, window: Window) -> Part[Message]:
    """What was said, the newest first."""
    part = await part_of_query(session, _messages(known), window, MessageRow.number, descending=True)
    return part.map(_message)


async def message_of(session: AsyncSession, known: Session, number: int) -> Message | None:
    """One message."""
    row = (await session.execute(_messages(known).where(MessageRow.number == number))).one_or_none()
    return None if row is None else _message(row)


async def message_with_key(session: AsyncSession, known: Session, key: str) -> Message | None:
    """The message that was sent with this key."""
    row = (await session.execute(_messages(known).where(MessageRow.key == key))).one_or_none()
    return None if row is None else _message(row)


async def said_before(session: AsyncSession, known: Session, turn: int, limit: int) -> list[Message]:
    """The last of what people and assistants said before a turn, in order; without its own message."""
    query = (
        _messages(known)
        .where(MessageRow.role.in_(_SPOKEN), MessageRow.turn < turn)
        .order_by(MessageRow.number.desc())
        .limit(limit)
    )
    return [_message(row) for row in (await session.execute(query)).all()][::-1]


async def feedback_of(session: AsyncSession, known: Session, turn: int, heard: int) -> list[Message]:
    """What was said into the windows of a turn behind message ``heard``."""
    query = (
        _messages(known)
        .where(MessageRow.turn == turn, MessageRow.number > heard, MessageRow.payload.has_key("feedback_on"))
        .order_by(MessageRow.number)
    )
    return [_message(row) for row in (await session.execute(query)).all()]


async def last_reply(session: AsyncSession, known: Session) -> Message | None:
    """What the assistant said last."""
    query = (
        _messages(known)
        .where(MessageRow.role == Speaker.ASSISTANT.value)
        .order_by(MessageRow.number.desc())
        .limit(1)
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _message(row)


def _messages(known: Session) -> Select[*tuple[Any, ...]]:
    return (
        select(MessageRow, UserRow.name.label("author"))
        .outerjoin(UserRow, UserRow.id == MessageRow.author_id)
        .where(MessageRow.agency_id == known.agency_id, MessageRow.session_id == known.id)
    )


def _message(found: Row[*tuple[Any, ...]]) -> Message:
    row: MessageRow = found[0]
    said = NewMessage(
        role=Speaker(row.role),
        text=row.text,
        author_id=row.author_id,
        turn=row.turn,
        key=row.key,
        model=row.model,
        tokens_in=row.tokens_in,
        tokens_out=row.tokens_out,
        cost=row.cost,
        payload=dict(row.payload),
    )
    return Message(row.number, said, found[1], row.created_at)
