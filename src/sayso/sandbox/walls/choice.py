"""Which walls of a machine are used: the strongest that stand, or those that an administrator named."""

from sayso.sandbox.types import Tier
from sayso.sandbox.walls.hints import OPT_DOWN, hint_for


class Choice:
    """The tiers to try, the one that was found to stand, and why others do not."""

    def __init__(self, wanted: str) -> None:
        self._wanted = wanted
        self._why_not: dict[Tier, str] = {}
        self.tier: Tier | None = None

    def candidates(self) -> tuple[Tier, ...]:
        """What to try, in turn; nothing else any more than what stood once."""
        if self._wanted == "auto":
            return (self.tier,) if self.tier else (Tier.BUBBLEWRAP, Tier.LANDLOCK)
        return (Tier(self._wanted),)

    def refuse(self, tier: Tier, why: str) -> None:
        """Note that a tier does not stand here."""
        self._why_not[tier] = why

    def hint(self) -> str:
        """The way to stronger walls, or to any."""
        if self._wanted not in {"auto", Tier.BUBBLEWRAP} and not self._why_not:
            return (
                f"SAYSO_SANDBOX_TIER={self._wanted} is set. Leave it out for the strongest walls there are."
            )
        said = self._why_not.get(Tier.BUBBLEWRAP) or next(iter(self._why_not.values()), "")
        said = said.splitlines()[-1] if said else ""
        return f"{said.rstrip('.')}. {hint_for(said)}".strip() if said else OPT_DOWN
