"""Which bot, run or trigger a path speaks of, and whether the sender may see or change it."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy import ColumnElement

from sayso.bots.approvers import is_asked
from sayso.bots.overviews import Names, Overview
from sayso.bots.types import Bot
from sayso.errors import DeniedError
from sayso.identity.permissions import AgencyRole, Permission
from sayso.identity.principal import Principal, PrincipalKind
from sayso.web.ports import KnownBots
from sayso.web.v1.access import Known, Me

HIDDEN = "Its owner and administrators read what happened: it works with its owner's rights."


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Somebody of an agency who looks at bots.

    A bot acts with the rights of its owner, so only they and administrators say what it does, and read what
    its runs were given and gave, unless its owner shares that. Others who may write run it and stop it.
    What it asks is seen and decided by those alone whom it asks.
    """

    agency_id: UUID
    user_id: UUID
    is_admin: bool
    may_write: bool
    is_operator: bool = False

    @property
    def asked(self) -> ColumnElement[bool]:
        """Which questions they are asked."""
        return is_asked(self.user_id, is_operator=self.is_operator)

    def may_edit(self, overview: Overview) -> bool:
        """Whether they may say what a bot does."""
        owner = overview.owner
        is_theirs = owner is not None and owner.id == self.user_id
        return self.may_write and (is_theirs or self.is_admin)

    def may_read(self, bot_id: UUID, names: Names) -> bool:
        """Whether they may see what a bot's runs were given, gave and wrote."""
        is_theirs = names.owners.get(bot_id) == self.user_id
        return self.is_admin or is_theirs or bot_id in names.shared

    async def reads(self, services: Known, bot_id: UUID) -> bool:
        """The same, of a bot that nothing is known of yet."""
        return self.may_read(bot_id, await services.bots.names(self.agency_id, {bot_id}, ()))

    async def demand_read(self, services: Known, bot_id: UUID) -> None:
        """Refuse to show somebody what a bot of somebody else reads."""
        if not await self.reads(services, bot_id):
            raise DeniedError(HIDDEN, hint="Ask its owner to share what its runs do, in the bot's settings.")

    def demand_edit(self, overview: Overview) -> None:
        """Refuse to let somebody say what a bot of somebody else does."""
        if self.may_edit(overview):
            return
        if overview.owner is None:
            raise DeniedError("This bot has no owner any more.", hint="Take it over first.")
        raise DeniedError(
            f"This bot acts with the rights of {overview.owner.name}; they and administrators change it.",
            hint="Ask them, or ask for a bot of your own.",
        )


def onlooker_of(me: Me) -> Onlooker:
    """The sender as bots know them; an API key has to reach rows, since runs show some."""
    if me.kind is PrincipalKind.KEY:
        me.demand(Permission.DATA_READ)
    return _onlooker(me)


def _onlooker(me: Principal) -> Onlooker:
    is_admin = me.role is AgencyRole.ADMIN
    is_operator = me.kind is PrincipalKind.OPERATOR
    may_write = me.may(Permission.MODULES_WRITE)
    return Onlooker(me.home_agency.id, me.user_id, is_admin, may_write, is_operator)


Onlooking = Annotated[Onlooker, Depends(onlooker_of)]


@dataclass(frozen=True, slots=True)
class Addressed:
    """A bot with what stands around it, and who asks."""

    overview: Overview
    onlooker: Onlooker

    @property
    def bot(self) -> Bot:
        """The bot."""
        return self.overview.bot

    @property
    def agency_id(self) -> UUID:
        """Whose it is."""
        return self.bot.agency_id


async def seen_bot(services: Known, onlooker: Onlooking, bot_id: UUID) -> Addressed:
    """A bot of the agency; all others are like one that is not there."""
    return Addressed(await services.bots.overview(onlooker.agency_id, bot_id), onlooker)


async def edited_bot(seen: Annotated[Addressed, Depends(seen_bot)]) -> Addressed:
    """A bot of which the sender may say what it does."""
    seen.onlooker.demand_edit(seen.overview)
    return seen


async def removed_bot(bots: KnownBots, onlooker: Onlooking, bot_id: UUID) -> Addressed:
    """A bot that was removed and may be brought back by the sender."""
    found = Addressed(await bots.overview(onlooker.agency_id, bot_id, is_deleted=True), onlooker)
    onlooker.demand_edit(found.overview)
    return found


Seen = Annotated[Addressed, Depends(seen_bot)]
Edited = Annotated[Addressed, Depends(edited_bot)]
Removed = Annotated[Addressed, Depends(removed_bot)]
