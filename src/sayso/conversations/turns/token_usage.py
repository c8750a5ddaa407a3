"""Models that count what a turn takes."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.types import Ask, Models, Reply, Role, Shown


@dataclass(slots=True)
class Count:
    """Tokens and cost of a turn; ``cost`` is none once the price of a call was not known."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: Decimal | None = None
    models: list[str] = field(default_factory=list)
    has_unknown: bool = False

    def add(self, reply: Reply) -> None:
        """Count a reply; a remembered one costs nothing."""
        self.calls += 1
        if reply.model not in self.models:
            self.models.append(reply.model)
        if reply.is_remembered:
            return
        self.tokens_in += reply.usage.input
        self.tokens_out += reply.usage.output
        if reply.cost is None:
            self.has_unknown = True
        else:
            self.cost = (self.cost or Decimal(0)) + reply.cost

    @property
    def known_cost(self) -> Decimal | None:
        """The cost, if all of it is known."""
        return None if self.has_unknown else self.cost

    @property
    def model(self) -> str | None:
        """Which models answered."""
        return ", ".join(self.models) or None

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "calls": self.calls,
            "tokens_in": self.tokens_in,
            "tokens_out": self.tokens_out,
            "cost": None if self.cost is None else str(self.cost),
            "models": self.models,
            "has_unknown": self.has_unknown,
        }

    @classmethod
    def of(cls, data: dict[str, Any]) -> "Count":
        """From plain data."""
        cost = data["cost"]
        return cls(
            **{**data, "models": list(data["models"]), "cost": None if cost is None else Decimal(cost)}
        )


class CountedModels:
    """The models of a turn; without any, no role has one."""

    def __init__(self, models: Models | None, count: Count) -> None:
        self._models = models
        self._count = count

    def has(self, role: Role) -> bool:
        """Whether a model is set up for this role."""
        return self._models is not None and self._models.has(role)

    def may_see_rows(self, role: Role) -> bool:
        """Whether whatever answers for this role may see values of rows."""
        return self._models is not None and self._models.may_see_rows(role)

    async def ask(self, ask: Ask, shown: Shown | None = None) -> Reply:
        """The reply, counted."""
        if self._models is None:
            raise ModelsUnavailableError("No model is set up.")
        reply = await self._models.ask(ask, shown)
        self._count.add(reply)
        return reply
