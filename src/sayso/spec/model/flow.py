"""State flows: the states a row goes through and who may move it."""

from pydantic import Field as Described

from .base import Element, ExpressionText, ShortText, SnakeName


class State(Element):
    """One state of a flow; ``color`` is a token of the app kit (neutral, info, success, ...)."""

    name: SnakeName
    label: ShortText
    color: str | None = None


class Transition(Element):
    """A legal move from one state to another; no roles means every role that may update."""

    name: SnakeName
    label: ShortText | None = None
    from_state: SnakeName = Described(alias="from")
    to_state: SnakeName = Described(alias="to")
    roles: tuple[SnakeName, ...] = ()
    guard: ExpressionText | None = None


class Flow(Element):
    """The state flow of an entity. The flow owns its column: ``field`` is not among the entity's fields."""

    entity: SnakeName
    field: SnakeName = "status"
    states: tuple[State, ...] = Described(min_length=1)
    initial: SnakeName
    transitions: tuple[Transition, ...] = ()
