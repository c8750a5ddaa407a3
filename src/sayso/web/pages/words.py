"""Times and names in the words of pages."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from sayso.identity.permissions import AgencyRole

ROLES: Mapping[AgencyRole, str] = MappingProxyType(
    {
        AgencyRole.ADMIN: "Administrator",
        AgencyRole.USER: "User",
        AgencyRole.VIEWER: "Viewer",
        AgencyRole.API_USER: "For programs",
    }
)


def exact(moment: datetime) -> str:
    """The moment to the minute, such as "3 May 2027, 09:30 UTC"."""
    return f"{moment.day} {moment:%B %Y}, {moment.astimezone(UTC):%H:%M} UTC"
