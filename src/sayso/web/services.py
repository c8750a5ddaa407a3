"""What the web layer works with, made once per process."""

from dataclasses import dataclass

from sayso.conversations.service import Conversations
from sayso.db.database import Database
from sayso.events.stream import Events
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
from sayso.identity.signing_in.passwords import Passwords
from sayso.identity.signing_in.recovery import Recovery
from sayso.identity.signing_in.sessions import Sessions
from sayso.identity.signing_in.tokens import SIGNING_KEY, AccessTokens, secret_at
from sayso.jobs.queue import Jobs
from sayso.llm.service import LanguageModels
from sayso.mail import Mail
from sayso.publishing.changes import Changes
from sayso.publishing.previews import Previews
from sayso.publishing.service import Publisher
from sayso.publishing.types import Prover
from sayso.runtime.public import PublicAccess
from sayso.runtime.registry import Registry
from sayso.runtime.uploads import Uploads
from sayso.settings import Settings
from sayso.web.limits import Limits
from sayso.web.local import LOCAL_TOKEN


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
    mail: Mail
    recovery: Recovery
    uploads: Uploads
    publisher: Publisher
    changes: Changes
    previews: Previews
    jobs: Jobs
    events: Events
    languages: LanguageModels
    conversations: Conversations

    @classmethod
    def over(cls, settings: Settings, database: Database, prover: Prover) -> "Services":
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
        registry = Registry(database)
        publisher = Publisher(database, prover, registry.forget)
        uploads = Uploads(settings.home_path, database.gate)
        jobs, events, languages = Jobs(database), Events(database), LanguageModels(database, settings)
        sites = Sites(database)
        return cls(
            settings,
            database,
            registry,
            admissions,
            Agencies(database, forget),
            sites,
            People(database, forget),
            Members(database, forget),
            invitations,
            Providers(settings, signing_key),
            OpenIdUsers(database, invitations),
            PublicAccess(database),
            Operators(database, secret_at(settings.home_path / LOCAL_TOKEN)),
            keys,
            Users(database, settings, sessions, passwords, forget),
            Limits.of(settings),
            sessions,
            mail,
            Recovery(database, settings, mail, sessions, passwords),
            uploads,
            publisher,
            Changes(database, publisher),
            Previews(database, publisher, uploads),
            jobs,
            events,
            languages,
            Conversations.over(
                database,
                jobs=jobs,
                events=events,
                languages=languages,
                publisher=publisher,
                sites=sites,
                uploads=uploads,
            ),
        )
