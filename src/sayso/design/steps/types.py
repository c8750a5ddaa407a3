"""What all steps of a definition share."""

from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import Field as Described

from sayso.llm.types import Role
from sayso.spec.model.base import Model, SnakeName

T = TypeVar("T")


class Step(StrEnum):
    """The steps in which an application is defined, in the order in which a wizard asks for them."""

    OBJECT_MODEL = "object-model"
    RELATIONSHIPS = "relationships"
    STATE_FLOW = "state-flow"
    PAGES = "pages"
    PERMISSIONS = "permissions"
    REPORTS = "reports"


def role_of(step: Step) -> Role:
    """The role whose models read the words of a step."""
    return Role.LAYOUT if step is Step.PAGES else Role.SCHEMA


Was = Annotated[SnakeName | None, Described(description="The name it had so far, where it is renamed.")]
"""With it a renamed part is known again, so that its data stays."""


class Part(Model):
    """A part of a shape; attributes that are not given stay as they are, or are what is usual."""


class StepShape(Part):
    """What a step says; one part of an AppSpec in names and words, without ids."""

    complete: bool = Described(
        default=False,
        description="Whether this is all there is, so that what it leaves out goes. Otherwise that stays.",
    )


def halved(items: tuple[T, ...]) -> tuple[tuple[T, ...], ...]:
    """Two halves of several items, so that a faulty one is found without trying every single one."""
    middle = len(items) // 2
    return (items[:middle], items[middle:]) if len(items) > 1 else ()


def given(part: Part, *names: str) -> dict[str, Any]:
    """The attributes of these that were given, by name."""
    return {name: getattr(part, name) for name in names if name in part.model_fields_set}
