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

_STEPS = ((60, 60, "minute"), (3_600, 24, "hour"), (86_400, 14, "day"))


def ago(moment: datetime) -> str:
    """How long ago this was: "5 minutes ago", or the date where it is longer."""
    seconds = (datetime.now(UTC) - moment).total_seconds()
    if seconds < 60:
        return "just now"
    for unit, most, word in _STEPS:
        count = int(seconds // unit)
        if count < most:
            return f"{count} {word}{'' if count == 1 else 's'} ago"
    return date(moment)


def date(moment: datetime) -> str:
    """The day, such as "3 May 2027"."""
    return f"{moment.day} {moment:%B %Y}"


def exact(moment: datetime) -> str:
    """The moment to the minute."""
    return f"{date(moment)}, {moment.astimezone(UTC):%H:%M} UTC"


def initials(name: str) -> str:
    """One or two letters that stand for a person."""
    words = [word for word in name.replace("@", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"
