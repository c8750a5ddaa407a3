"""What passes between the parts of a refinement."""

from dataclasses import dataclass, field
from functools import cached_property

from sayso.design.name_lookup.mentions import Mentions
from sayso.kit.ids import IdSource
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec


@dataclass(frozen=True, slots=True)
class Focus:
    """What was spoken of last, by id: the *that* of the next wish."""

    entity: str | None = None
    field: str | None = None
    component: str | None = None


@dataclass(frozen=True)
class Situation:
    """Where a wish stands: the spec so far, what was said before it, and what is in focus."""

    spec: AppSpec
    ids: IdSource
    message: str = ""
    before: str = ""
    focus: Focus = field(default_factory=Focus)

    @cached_property
    def index(self) -> SpecIndex:
        """Look-ups over the spec."""
        return SpecIndex(self.spec)

    @cached_property
    def mentions(self) -> Mentions:
        """Finds the elements that words speak of."""
        return Mentions(self.index, self.focus.entity)
