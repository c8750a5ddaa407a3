"""What a preview's data API needs beyond the entity definitions: values, rules and rights as TypeScript."""

from sayso.compiler.targets.typescript.typescript_printer import Raw, Value, show
from sayso.spec.expressions import parse, to_typescript
from sayso.spec.index import SpecIndex
from sayso.spec.model import TEXT_TYPES, Action, Entity, FieldType, OnDelete, PermissionRule, Scope

_HEAD = 'import { expr } from "@sayso/app-kit";\nexport const model = (rows) => ('


class LiveScope:
    """A row that knows its parents, its children and its own computed values: ``row.client?.name``."""

    def __init__(self, index: SpecIndex, entity: str, variable: str = "row") -> None:
        self.index = index
        self.entity = entity
        self.variable = variable

    def value(self, names: tuple[str, ...]) -> str:
        """A member access; a belongs_to stands for the id of the related row."""
        *relations, last = names
        entity = self.entity
        for relation in relations:
            entity = self.index.parents(entity)[relation].parent
        key = f"{last}_id" if last in self.index.parents(entity) else last
        if not relations:
            return f"{self.variable}.{key}"
        return "?.".join([f"{self.variable}.{relations[0]}", *relations[1:], key])

    def items(self, relation: str) -> "LiveScope":
        """One of the rows behind a has_many or many_to_many name."""
        children = self.index.children(self.entity)
        if relation in children:
            return LiveScope(self.index, children[relation].child, "item")
        for junction in self.index.junctions:
            if (junction.left, junction.name) == (self.entity, relation):
                return LiveScope(self.index, junction.right, "item")
            if (junction.right, junction.inverse) == (self.entity, relation):
                return LiveScope(self.index, junction.left, "item")
        raise KeyError(relation)


def model_of(index: SpecIndex) -> str:
    """A module whose ``model`` gives, for aggregates over ``rows``, all that the data API decides by."""
    spec = index.spec
    whole: dict[str, Value] = {
        "entities": {entity.name: _entity(index, entity) for entity in spec.entities},
        "reports": {report.name: _plain(report.model_dump(mode="json")) for report in spec.reports},
    }
    return f"{_HEAD}{show(whole)});\n"


def _entity(index: SpecIndex, entity: Entity) -> Value:
    flow = index.flows.get(entity.name)
    facts: dict[str, Value] = {
        "title": _title(index, entity),
        "searched": _searched(entity),
        "parents": {
            name: {"entity": link.parent, "required": link.required, "onDelete": link.on_delete.value}
            for name, link in index.parents(entity.name).items()
            if link.on_delete is not OnDelete.RESTRICT or link.required
        },
        "computed": {one.name: _of_row(index, entity, one.expression) for one in entity.computed},
        "rules": [
            {"name": one.name, "message": one.message, "holds": _of_row(index, entity, one.expression)}
            for one in entity.rules
        ],
        "unique": _unique(index, entity),
        "guards": {
            f"{one.from_state} {one.name}": _of_row(index, entity, one.guard)
            for one in (flow.transitions if flow else ())
            if one.guard
        },
        "grants": {
            role.name: _grants(index, role.name, entity.name) for role in index.spec.permissions.roles
        },
    }
    if entity.person_role is not None:
        facts["personRole"] = entity.person_role
    return {name: value for name, value in facts.items() if value not in ({}, [])}


def _of_row(index: SpecIndex, entity: Entity, expression: str) -> Value:
    return Raw(f"(row) => {to_typescript(parse(expression), LiveScope(index, entity.name))}")


def _title(index: SpecIndex, entity: Entity) -> Value:
    """Fields whose values together name a row, or the relation that does."""
    name = index.title_field(entity.name)
    if name == "first_name" and "last_name" in index.fields(entity.name):
        return {"fields": ["first_name", "last_name"]}
    if name is not None:
        return {"fields": [name]}
    relation = index.title_relation(entity.name)
    return {"relation": relation} if relation else {}


def _searched(entity: Entity) -> Value:
    texts = [one for one in entity.fields if one.type in TEXT_TYPES]
    named = [one.name for one in texts if one.searchable]
    return {
        "fields": named or [one.name for one in texts if one.type is not FieldType.ENUM],
        "parents": not named,
    }


def _unique(index: SpecIndex, entity: Entity) -> list[Value]:
    parents = index.parents(entity.name)
    sets = [[one.name] for one in entity.fields if one.unique]
    sets += [list(one.fields) for one in entity.indexes if one.unique]
    return [[f"{name}_id" if name in parents else name for name in names] for names in sets]


def _grants(index: SpecIndex, role: str, entity: str) -> dict[str, Value]:
    return {
        action.value: [_grant(index, rule) for rule in index.grants(role, entity, action)]
        for action in Action
        if index.grants(role, entity, action)
    }


def _grant(index: SpecIndex, rule: PermissionRule) -> dict[str, Value]:
    grant: dict[str, Value] = {}
    if rule.scope is Scope.OWN:
        grant["owner"] = _owner(rule)
    if rule.fields is not None:
        parents = index.parents(rule.entity)
        grant["fields"] = [f"{name}_id" if name in parents else name for name in rule.fields]
    return grant


def _owner(rule: PermissionRule) -> Value:
    """Who owns a row: whoever made it, the member it is, or the member of a row it belongs to."""
    if rule.owner == "created_by":
        return Raw("(row) => row.created_by")
    if rule.owner == "self":
        return Raw("(row) => row.member_id")
    path = f"row.{rule.owner}.member_id".replace(".", "?.").replace("row?.", "row.", 1)
    return Raw(f"(row) => {path}")


def _plain(value: object) -> Value:
    """Plain data as a value to print."""
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool) else None
