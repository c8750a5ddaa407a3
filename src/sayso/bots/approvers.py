"""Whom the questions of a bot are asked: those whom its policy names, by default its owner.

A question may hold values of rows that the bot read as its owner, so nobody else sees or decides it.
"""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.tables import ApprovalRow, BotRow
from sayso.bots.types import Bot
from sayso.identity.permissions import AgencyRole
from sayso.identity.tables import MembershipRow, UserRow


def is_asked(user_id: UUID, *, is_operator: bool = False) -> ColumnElement[bool]:
    """Which rows of ``ApprovalRow`` this person is asked; the operator of the machine is asked all."""
    if is_operator:
        return true()
    of_bot = and_(BotRow.agency_id == ApprovalRow.agency_id, BotRow.id == ApprovalRow.bot_id)
    return exists().where(of_bot, _reaches(user_id))


async def askees_of(session: AsyncSession, bot: Bot) -> list[UUID]:
    """The active people of the agency whom a bot asks."""
    query = (
        select(MembershipRow.user_id)
        .join(UserRow, UserRow.id == MembershipRow.user_id)
        .where(MembershipRow.agency_id == bot.agency_id, MembershipRow.is_active, UserRow.is_active)
        .order_by(MembershipRow.created_at, MembershipRow.user_id)
    )
    if bot.policy.deciders:
        named = list(bot.policy.deciders)
        query = query.where(or_(func.lower(UserRow.email).in_(named), MembershipRow.role.in_(named)))
    else:
        query = query.where(UserRow.id == bot.user_id)
    found = list((await session.scalars(query)).all())
    return found or ([] if bot.user_id is None else [bot.user_id])


def _reaches(user_id: UUID) -> ColumnElement[bool]:
    deciders = BotRow.policy["deciders"]
    has_named = func.coalesce(func.jsonb_array_length(deciders), 0) > 0
    belongs = and_(
        MembershipRow.agency_id == BotRow.agency_id, MembershipRow.user_id == user_id, MembershipRow.is_active
    )
    is_named = (
        select(UserRow.id)
        .where(
            belongs,
            UserRow.id == MembershipRow.user_id,
            or_(deciders.has_key(func.lower(UserRow.email)), deciders.has_key(MembershipRow.role)),
        )
        .exists()
    )
    is_admin = exists().where(belongs, MembershipRow.role == AgencyRole.ADMIN.value)
    has_owner = exists().where(
        MembershipRow.agency_id == BotRow.agency_id,
        MembershipRow.user_id == BotRow.user_id,
        MembershipRow.is_active,
    )
    of_admins = func.coalesce(BotRow.policy["admins_decide"].as_boolean(), False)
    return or_(
        and_(not_(has_named), BotRow.user_id == user_id),
        and_(has_named, is_named),
        and_(is_admin, or_(of_admins, and_(not_(has_named), not_(has_owner)))),
    )
