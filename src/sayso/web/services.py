"""What the web layer works with, made once per process."""

from dataclasses import dataclass

from sayso.db.database import Database
from sayso.identity.admission import Admissions
from sayso.identity.tokens import Tokens
from sayso.publishing.changes import Changes
from sayso.publishing.previews import Previews
from sayso.publishing.service import Publisher
from sayso.publishing.types import Prover
from sayso.runtime.registry import Registry
from sayso.runtime.uploads import Uploads
from sayso.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """Settings, database and everything that stands on them."""

    settings: Settings
    database: Database
    registry: Registry
    tokens: Tokens
    admissions: Admissions
    uploads: Uploads
    publisher: Publisher
    changes: Changes
    previews: Previews

    @classmethod
    def over(cls, settings: Settings, database: Database, prover: Prover) -> "Services":
        """The services over an open database; ``prover`` tries every revision before it is published."""
        registry = Registry(database)
        publisher = Publisher(database, prover, registry.forget)
        uploads = Uploads(settings.home_path, database.gate)
        return cls(
            settings,
            database,
            registry,
            Tokens.at(settings.home_path),
            Admissions(database),
            uploads,
            publisher,
            Changes(database, publisher),
            Previews(database, publisher, uploads),
        )
