"""What the names of a spec become in one pass over it."""

from functools import cached_property

from sayso.spec.model import AppSpec

from .mentions import rewrite_expression
from .names import (
    Changes,
    component_name,
    entity_name,
    member_name,
    relation_targets,
    report_name,
    role_name,
    value_name,
)


class NewNames:
    """Every method takes an old name and gives the new one; none when it is gone."""

    def __init__(self, spec: AppSpec, changes: Changes) -> None:
        self._spec = spec
        self._changes = changes

    @cached_property
    def targets(self) -> dict[tuple[str, str], str]:
        """The entity to which each relation leads."""
        return relation_targets(self._spec)

    def entity(self, name: str) -> str | None:
        """An entity."""
        return self._changes.get(entity_name(name), name)

    def member(self, entity: str | None, name: str) -> str | None:
        """A field, computed value, flow column or relation."""
        return self._changes.get(member_name(entity, name), name) if entity else name

    def value(self, entity: str | None, member: str, value: str) -> str | None:
        """An option or state."""
        return self._changes.get(value_name(entity, member, value), value) if entity else value

    def role(self, name: str) -> str | None:
        """A role."""
        return self._changes.get(role_name(name), name)

    def component(self, name: str) -> str | None:
        """A component."""
        return self._changes.get(component_name(name), name)

    def report(self, name: str) -> str | None:
        """A report."""
        return self._changes.get(report_name(name), name)

    def path(self, entity: str | None, path: str) -> str | None:
        """Relations and a last member, with dots between."""
        steps: list[str] = []
        for step in path.split("."):
            new = self.member(entity, step)
            if new is None:
                return None
            steps.append(new)
            entity = self.targets.get((entity, step)) if entity else None
        return ".".join(steps)

    def expression(self, entity: str, text: str) -> str | None:
        """An expression over rows of ``entity``."""
        return self.rewritten(entity, text, self._changes)

    def rewritten(self, entity: str, text: str, changes: Changes) -> str | None:
        """An expression under these new names."""
        return rewrite_expression(text, entity, self.targets, changes)
