"""What the origin of applications works with."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sayso.db.database import Database
from sayso.identity.authentication.sessions import Sessions
from sayso.identity.keys.service import Keys
from sayso.identity.people.admission import Admissions
from sayso.runtime.public import PublicAccess
from sayso.runtime.registry import Registry
from sayso.runtime.uploads import Uploads
from sayso.settings import Settings
from sayso.web.browser_session import SignIn
from sayso.web.limits import Limits

Changed = Callable[[str, Collection[str] | None], None]
"""Hears that rows of these entities of an application changed; of any, where it is none."""


@dataclass(frozen=True, slots=True)
class OriginServices:
    """Which modules run, who may enter them, and who hears of changed rows."""

    settings: Settings
    database: Database
    registry: Registry
    public: PublicAccess
    admissions: Admissions
    keys: Keys
    sessions: Sessions
    sign_in: SignIn
    limits: Limits
    uploads: Uploads
    changed: Changed
