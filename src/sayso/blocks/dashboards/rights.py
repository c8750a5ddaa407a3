"""Whose rights the data of a dashboard comes with, in words for whoever is about to share it."""

from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID

from sayso.blocks.types import Displayed
from sayso.devloop.programs.ports import ModuleRows

GONE = "somebody who left"


class Entering(ModuleRows, Protocol):
    """Knows applications as people may read them, and who is what there."""

    async def role(self, agency_id: UUID, user_id: UUID | None, slug: str) -> tuple[str, str | None]:
        """What an application is called, and the role that this person has there, if any."""
        ...


def readers(blocks: Sequence[Displayed]) -> dict[UUID | None, list[str]]:
    """The applications that blocks read, by who made the block."""
    found: dict[UUID | None, list[str]] = {}
    for one in blocks:
        for read in one.version.reads.modules if one.version else ():
            slugs = found.setdefault(one.block.user_id, [])
            if read.slug not in slugs:
                slugs.append(read.slug)
    return found


async def confirmation(
    entering: Entering,
    agency_id: UUID,
    names: Mapping[UUID | None, str],
    reading: Mapping[UUID | None, Sequence[str]],
) -> str | None:
    """What a person has to know before others see these blocks; none where they read no application.

    ``names`` says whose rights those of each person are, such as “your rights”.
    """
    sentences = []
    for user_id, slugs in reading.items():
        parts = []
        for slug in slugs:
            name, role = await entering.role(agency_id, user_id, slug)
            parts.append(f"{name} (as {role})" if role else name)
        whose = names.get(user_id, f"the rights of {GONE}")
        sentences.append(f"It shows rows of {_listed(parts)}, read with {whose}.")
    if not sentences:
        return None
    end = "Whoever it is shared with sees them, whatever their own rights are."
    return " ".join([*sentences, end])


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
