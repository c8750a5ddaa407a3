"""Revisions that are to be published."""

from dataclasses import dataclass, field

from sayso.compiler.migrations.transforms import Transform
from sayso.compiler.migrations.types import Choices
from sayso.spec.model import AppSpec


@dataclass(frozen=True)
class Candidate:
    """A revision that is to be published."""

    before: AppSpec | None
    after: AppSpec
    transforms: tuple[Transform, ...] = ()
    known: frozenset[str] = frozenset()
    reverse: tuple[Transform, ...] = ()
    choices: Choices = field(default_factory=dict)


def with_remark(spec: AppSpec, entity: str) -> AppSpec:
    """The same spec with one more field."""
    data = spec.to_json()
    for found in data["entities"]:
        if found["name"] == entity:
            found["fields"].append(
                {"id": "fld_remark22", "name": "remark", "label": "Remark", "type": "text"}
            )
    return AppSpec.model_validate(data)
