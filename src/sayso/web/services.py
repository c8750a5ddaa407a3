"""What the web layer works with, made once per process."""

from dataclasses import dataclass

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
from sayso.identity.openid.provider import Providers
from sayso.identity.openid.users import OpenIdUsers
from sayso.identity.people.admission import Admissions
from sayso.identity.people.agencies import Agencies
from sayso.identity.people.invitations import Invitations
from sayso.identity.people.members import Members
from sayso.identity.people.operator import Operators
from sayso.identity.people.people import People
from sayso.identity.people.sites import Sites
from sayso.identity.people.users import Users
from sayso.jobs.queue import Jobs
from sayso.llm.service import LanguageModels
from sayso.mail import Mail
from sayso.notices.service import Notices
from sayso.preview.service import SessionPreviews
from sayso.publishing.approvals import ReachApprovals
from sayso.publishing.changes import Changes
from sayso.publishing.previews import Previews
from sayso.publishing.service import Publisher
from sayso.runtime.public import PublicAccess
from sayso.runtime.registry import Registry
from sayso.runtime.uploads import Uploads
from sayso.sandbox.bounded import BoundedWork
from sayso.sandbox.service import OsSandbox
from sayso.schedules.service import Schedules
from sayso.secrets.requests import RequestLog
from sayso.secrets.service import Secrets
from sayso.settings import Settings
from sayso.templates.service import AgencyTemplates
from sayso.templates.suggestions import Suggestions
from sayso.templates.takeover import TakeOvers
from sayso.web.browser_session import SignIn
from sayso.web.limits import Limits
from sayso.web.origin.app import ModuleOrigin
from sayso.web.programs.rows import ProgramModules


@dataclass(frozen=True, slots=True)
class Services:
    """Settings, database and everything that stands on them."""

    settings: Settings
    database: Database
    registry: Registry
    admissions: Admissions
    agencies: Agencies
    sites: Sites
    people: People
    members: Members
    invitations: Invitations
    providers: Providers
    openid_users: OpenIdUsers
    public: PublicAccess
    operators: Operators
    keys: Keys
    users: Users
    limits: Limits
    sessions: Sessions
    sign_in: SignIn
    origin: ModuleOrigin
    mail: Mail
    recovery: Recovery
    uploads: Uploads
    publisher: Publisher
    changes: Changes
    previews: Previews
    approvals: ReachApprovals
    templates: AgencyTemplates
    take_overs: TakeOvers
    suggestions: Suggestions
    jobs: Jobs
    events: Events
    schedules: Schedules
    secrets: Secrets
    requests: RequestLog
    sandbox: OsSandbox
    languages: LanguageModels
    conversations: Conversations
    session_previews: SessionPreviews
    program_modules: ProgramModules
    blocks: Blocks
    dashboards: Dashboards
    shares: Shares
    notices: Notices
    bots: Bots
    aside: BoundedWork
    files_aside: BoundedWork
