"""What the web layer works with, made once per process."""

from dataclasses import dataclass

from sayso.db.database import Database
from sayso.identity.admission import Admissions
from sayso.identity.tokens import Tokens
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

    @classmethod
    def over(cls, settings: Settings, database: Database) -> "Services":
        """The services over an open database."""
        return cls(
            settings,
            database,
            Registry(database),
            Tokens.at(settings.home_path),
            Admissions(database),
            Uploads(settings.home_path, database.gate),
        )
