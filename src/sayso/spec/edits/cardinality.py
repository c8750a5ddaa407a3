"""A link that changes its kind: what counted on one row, or on several, at its end cannot be any more."""

from collections.abc import Iterator

from sayso.spec.model import (
    AppSpec,
    Component,
    Entity,
    Index,
    PermissionRule,
    Relationship,
    RelationshipKind,
    Report,
)

from .mentions import mentions
from .names import Name, member_name
from .props import rewrite_props
from .references import Rewriter
from .removal import without_dangling
from .tree import changed

_EITHER = frozenset({"columns", "fields"})


def with_other_kind(spec: AppSpec, old: Relationship, new: Relationship) -> AppSpec:
    """``spec``, in which ``new`` stands for ``old`` already, without what its kind rules out.

    Expressions go that mention an end of which there are several now, or only one; so do indexes and paths
    of ownership through it. Screens keep the link: they show one or several alike.
    """
    turned = {name for (name, many), (_, now) in zip(_ends(old), _ends(new), strict=True) if many != now}
    return without_dangling(spec, _Turned(spec, turned).spec()) if turned else spec


def _ends(link: Relationship) -> Iterator[tuple[Name, bool]]:
    """Both names of a link, and whether several rows are behind each."""
    kind = link.kind
    yield member_name(link.from_entity, link.name), kind is not RelationshipKind.BELONGS_TO
    yield member_name(link.to_entity, link.inverse), kind is not RelationshipKind.HAS_MANY


class _Turned(Rewriter):
    """One pass that changes no name, but leaves out what stands on the ends that turned."""

    def __init__(self, spec: AppSpec, turned: set[Name]) -> None:
        super().__init__(spec, {})
        self._turned = turned

    def expression(self, entity: str, text: str) -> str | None:
        """An expression says of one end whether it is one row or several."""
        through = any(mention.name in self._turned for mention in mentions(text, entity, self.targets))
        return None if through else text

    def path(self, entity: str | None, path: str) -> str | None:
        """A path leads through single rows; its last step may be a list."""
        return None if self._leads_through(entity, path.split(".")[:-1]) else path

    def _permission(self, rule: PermissionRule) -> PermissionRule | None:
        """Who owns a row is one row at every step."""
        return None if self._leads_through(rule.entity, rule.owner.split(".")) else super()._permission(rule)

    def _component(self, component: Component) -> Component | None:
        """Columns and fields show one or several alike; other props mean one of the two."""
        without = rewrite_props(Rewriter(self._spec, dict.fromkeys(self._turned)), component)
        if without is None:
            return None
        kept = {key: value for key, value in component.props.items() if key in _EITHER}
        return super()._component(changed(component, props={**without, **kept}))

    def _report(self, report: Report) -> Report | None:
        """Rows are grouped by one value each."""
        stays = tuple(
            path for path in report.group_by if not self._leads_through(report.entity, path.split("."))
        )
        if report.group_by and not stays:
            return None
        return super()._report(changed(report, group_by=stays))

    def _leads_through(self, entity: str | None, steps: list[str]) -> bool:
        for step in steps:
            if entity and member_name(entity, step) in self._turned:
                return True
            entity = self.targets.get((entity, step)) if entity else None
        return False

    def _entity(self, entity: Entity) -> Entity | None:
        """Several rows cannot be a column of an index."""

        def stays(index: Index) -> bool:
            return not any(member_name(entity.name, field) in self._turned for field in index.fields)

        return super()._entity(changed(entity, indexes=tuple(filter(stays, entity.indexes))))
