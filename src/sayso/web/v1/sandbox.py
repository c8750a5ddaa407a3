"""Which walls stand between programs and this machine."""

from typing import Literal

from pydantic import BaseModel

from sayso.web.guard import api_routes
from sayso.web.ports import KnownSandbox

router = api_routes("/sandbox")


class SandboxView(BaseModel):
    """The walls in force: `walls` and `gaps` in sentences, and what to do for more walls as `hint`."""

    tier: Literal["bubblewrap", "landlock", "none"]
    is_safe: bool
    walls: list[str]
    gaps: list[str]
    hint: str


@router.get("")
async def show_sandbox(sandbox: KnownSandbox) -> SandboxView:
    """The walls that programs run behind on this machine, found out by running one."""
    found = await sandbox.standing()
    return SandboxView(
        tier=found.tier.value,
        is_safe=found.is_safe,
        walls=list(found.walls),
        gaps=list(found.gaps),
        hint=found.hint,
    )
