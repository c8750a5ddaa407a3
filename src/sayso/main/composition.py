"""Makes the services of a process and wires them."""

from collections.abc import Collection

from sayso.blocks.dashboards.service import Dashboards
from sayso.blocks.dashboards.share_links import Shares
from sayso.conversations.service import Conversations
from sayso.db.database import Database
from sayso.events.stream import Events
from sayso.identity.authentication.known_browsers import KnownBrowsers
from sayso.identity.authentication.passwords import Passwords
from sayso.identity.authentication.recovery import Recovery
from sayso.identity.authentication.sessions import Sessions
from sayso.identity.authentication.tokens import SIGNING_KEY, AccessTokens, secret_at
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
from sayso.main.local import LOCAL_TOKEN
from sayso.main.program_services import blocks_over, bots_over
from sayso.main.warmup import OF_FILES, READERS
from sayso.notices.service import Notices
from sayso.notices.webhook_delivery import Webhooks
from sayso.preview.service import SessionPreviews
from sayso.publishing.approvals import ReachApprovals
from sayso.publishing.changes import Changes
from sayso.publishing.previews import Previews
from sayso.publishing.service import Publisher
from sayso.publishing.types import Prover
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
from sayso.web.origin.services import OriginServices
from sayso.web.pauses import Pauses
from sayso.web.programs.rows import ProgramModules
from sayso.web.services import Services


def compose(settings: Settings, database: Database, prover: Prover) -> Services:
    """The services over an open database; ``prover`` tries every revision before it is published."""
    signing_key = secret_at(settings.home_path / SIGNING_KEY)
    tokens = AccessTokens(signing_key, settings.platform_origin)
    passwords = Passwords()
    sessions, mail = Sessions(database, tokens, passwords), Mail(settings)
    admissions, keys = Admissions(database), Keys(database)

    def forget() -> None:
        for one in (sessions, keys, admissions):
            one.forget()

    invitations = Invitations(database, passwords, forget)
    registry, people = Registry(database), People(database, forget)

    def changed(slug: str, entities: Collection[str] | None = None) -> None:
        blocks.noticing.changes.heard(slug, entities)
        bots.triggers.heard(slug)

    def switched(slug: str) -> None:
        registry.forget(slug)
        changed(slug)

    publisher = Publisher(database, prover, switched)
    changes = Changes(database, publisher)
    uploads = Uploads(settings.home_path, database, settings.max_files_bytes)
    jobs, events, languages = Jobs(database), Events(database), LanguageModels(database, settings)
    sites = Sites(database)
    public, limits = PublicAccess(database), Limits.of(settings)
    sign_in = SignIn(settings, sessions, KnownBrowsers(signing_key), limits, Pauses.of(settings))
    origin = ModuleOrigin(
        OriginServices(
            settings=settings,
            database=database,
            registry=registry,
            public=public,
            admissions=admissions,
            keys=keys,
            sessions=sessions,
            sign_in=sign_in,
            limits=limits,
            uploads=uploads,
            changed=changed,
        )
    )
    program_modules = ProgramModules(origin, people)
    aside = BoundedWork(READERS)
    files_aside = BoundedWork(READERS, at_once=1, budget=OF_FILES)
    schedules, sandbox = Schedules(database), OsSandbox.of(settings)
    secrets, requests = Secrets(database, settings), RequestLog(database)
    blocks = blocks_over(
        settings,
        database,
        jobs=jobs,
        events=events,
        schedules=schedules,
        languages=languages,
        sandbox=sandbox,
        rows=program_modules,
        secrets=secrets,
        requests=requests,
        aside=aside,
    )
    blocks.noticing.agency_of = registry.agency_of
    dashboards = Dashboards(database, events, blocks, program_modules)
    notices = Notices(database, events, mail, Webhooks.of(settings))
    bots = bots_over(
        settings,
        database,
        jobs=jobs,
        events=events,
        languages=languages,
        sandbox=sandbox,
        rows=program_modules,
        secrets=secrets,
        requests=requests,
        notices=notices,
        schedules=schedules,
        registry=registry,
        people=people,
        admissions=admissions,
        aside=aside,
    )
    return Services(
        settings=settings,
        database=database,
        registry=registry,
        admissions=admissions,
        agencies=Agencies(database, forget),
        sites=sites,
        people=people,
        members=Members(database, forget),
        invitations=invitations,
        providers=Providers(settings, signing_key),
        openid_users=OpenIdUsers(database, invitations),
        public=public,
        operators=Operators(database, secret_at(settings.home_path / LOCAL_TOKEN)),
        keys=keys,
        users=Users(database, settings, sessions, passwords, forget),
        limits=limits,
        sessions=sessions,
        sign_in=sign_in,
        origin=origin,
        mail=mail,
        recovery=Recovery(database, settings, mail, sessions, passwords),
        uploads=uploads,
        publisher=publisher,
        changes=changes,
        previews=Previews(database, publisher, uploads),
        approvals=ReachApprovals(database, notices),
        templates=AgencyTemplates(database, publisher.rights),
        take_overs=TakeOvers(database, publisher),
        suggestions=Suggestions(database, changes),
        jobs=jobs,
        events=events,
        schedules=schedules,
        secrets=secrets,
        requests=requests,
        sandbox=sandbox,
        languages=languages,
        conversations=Conversations.over(
            database,
            jobs=jobs,
            events=events,
            languages=languages,
            publisher=publisher,
            sites=sites,
            uploads=uploads,
            aside=aside,
            files_aside=files_aside,
        ),
        session_previews=SessionPreviews(database, events),
        program_modules=program_modules,
        blocks=blocks,
        dashboards=dashboards,
        shares=Shares(database, events, dashboards),
        notices=notices,
        bots=bots,
        aside=aside,
        files_aside=files_aside,
    )
