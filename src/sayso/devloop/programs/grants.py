"""What programs may do with rows of modules, at most: never more than the person they work for."""

from collections.abc import Set as AbstractSet

from pydantic import BaseModel, ConfigDict

from sayso.errors import DeniedError
from sayso.spec.model import Action


class ModuleRead(BaseModel):
    """A module whose rows a program reads; all entities where none is named."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: str
    entities: tuple[str, ...] = ()


class ModuleGrant(ModuleRead):
    """A module whose rows a program reads, and may change as far as ``actions`` say.

    Transitions are updates.
    """

    actions: tuple[Action, ...] = (Action.READ,)


_VERBS = {
    Action.READ: "read",
    Action.CREATE: "create rows of",
    Action.UPDATE: "change rows of",
    Action.DELETE: "delete rows of",
}


def demand_granted(
    grant: ModuleRead, module: str, shown: str, names: AbstractSet[str], action: Action
) -> None:
    """Refuse what a program did not say it does; ``names`` are those that an entity goes by.

    Raises:
        DeniedError: with what it does.
    """
    granted = grant.actions if isinstance(grant, ModuleGrant) else (Action.READ,)
    if action not in granted:
        known = ", ".join(_VERBS[one].removesuffix(" rows of") for one in granted)
        raise DeniedError(
            f"This program does not {_VERBS[action]} “{shown}” of {module}.",
            hint=f"It may {known} there." if known else "It was granted nothing there.",
        )
    if grant.entities and not names & set(grant.entities):
        raise DeniedError(
            f"This program does not {_VERBS[action]} “{shown}” of {module}.",
            hint=f"It uses {', '.join(grant.entities)}."
            if action is not Action.READ
            else f"It reads {', '.join(grant.entities)}.",
        )
