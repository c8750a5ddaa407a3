"""The services of a running application, each for routes that need one; what needs more takes ``Known``."""

from dataclasses import fields
from typing import Annotated, Any

from fastapi import Depends, Request

from sayso.blocks.dashboards.service import Dashboards
from sayso.blocks.dashboards.share_links import Shares
from sayso.blocks.service import Blocks
from sayso.bots.service import Bots
from sayso.conversations.service import Conversations
from sayso.db.database import Database
from sayso.events.stream import Events
from sayso.identity.authentication.recovery import Recovery
from sayso.identity.authentication.sessions import Sessions
from sayso.identity.keys.service import Keys
from sayso.identity.openid.users import OpenIdUsers
from sayso.identity.people.agencies import Agencies
from sayso.identity.people.invitations import Invitations
from sayso.identity.people.members import Members
from sayso.identity.people.people import People
from sayso.identity.people.sites import Sites
from sayso.identity.people.users import Users
from sayso.llm.service import LanguageModels
from sayso.notices.service import Notices
from sayso.preview.service import SessionPreviews
from sayso.publishing.changes import Changes
from sayso.publishing.service import Publisher
from sayso.sandbox.service import OsSandbox
from sayso.secrets.requests import RequestLog
from sayso.secrets.service import Secrets
from sayso.settings import Settings
from sayso.templates.service import AgencyTemplates
from sayso.templates.suggestions import Suggestions
from sayso.templates.takeover import TakeOvers
from sayso.web.services import Services


def _the(kind: type) -> Any:
    """Depends on the service of this kind."""
    [name] = (field.name for field in fields(Services) if field.type is kind)

    async def service(request: Request) -> Any:
        return getattr(request.app.state.services, name)

    return Depends(service)


KnownAgencies = Annotated[Agencies, _the(Agencies)]
KnownBlocks = Annotated[Blocks, _the(Blocks)]
KnownBots = Annotated[Bots, _the(Bots)]
KnownChanges = Annotated[Changes, _the(Changes)]
KnownConversations = Annotated[Conversations, _the(Conversations)]
KnownDashboards = Annotated[Dashboards, _the(Dashboards)]
KnownDatabase = Annotated[Database, _the(Database)]
KnownEvents = Annotated[Events, _the(Events)]
KnownInvitations = Annotated[Invitations, _the(Invitations)]
KnownKeys = Annotated[Keys, _the(Keys)]
KnownLanguages = Annotated[LanguageModels, _the(LanguageModels)]
KnownMembers = Annotated[Members, _the(Members)]
KnownNotices = Annotated[Notices, _the(Notices)]
KnownOpenidUsers = Annotated[OpenIdUsers, _the(OpenIdUsers)]
KnownPeople = Annotated[People, _the(People)]
KnownPublisher = Annotated[Publisher, _the(Publisher)]
KnownRecovery = Annotated[Recovery, _the(Recovery)]
KnownRequests = Annotated[RequestLog, _the(RequestLog)]
KnownSandbox = Annotated[OsSandbox, _the(OsSandbox)]
KnownSecrets = Annotated[Secrets, _the(Secrets)]
KnownSessionPreviews = Annotated[SessionPreviews, _the(SessionPreviews)]
KnownSessions = Annotated[Sessions, _the(Sessions)]
KnownSettings = Annotated[Settings, _the(Settings)]
KnownShares = Annotated[Shares, _the(Shares)]
KnownSites = Annotated[Sites, _the(Sites)]
KnownSuggestions = Annotated[Suggestions, _the(Suggestions)]
KnownTakeOvers = Annotated[TakeOvers, _the(TakeOvers)]
KnownTemplates = Annotated[AgencyTemplates, _the(AgencyTemplates)]
KnownUsers = Annotated[Users, _the(Users)]
