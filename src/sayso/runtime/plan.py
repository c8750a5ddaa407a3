"""What the data API needs to know about each entity, worked out once per revision."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from sayso.compiler.identifiers import reference
from sayso.identity.types import ModuleRoles
from sayso.kit.words import kebab, plural, sentence
from sayso.runtime.relations import Relations
from sayso.runtime.types import Module
from sayso.runtime.values.text import Writing
from sayso.spec.endpoints import ServedEndpoint, served
from sayso.spec.index import Link, SpecIndex
from sayso.spec.model import DAY_TYPES, TEXT_TYPES, Entity, Field, FieldType, Flow
from sayso.spec.public import PublicSurface, public_surface

FILE_TYPES = frozenset({FieldType.IMAGE, FieldType.FILE})


@dataclass(frozen=True, slots=True)
class Column:
    """A value of a row: its key in JSON is its name in the view.

    ``origin`` is ``field``, ``state`` (the column of the flow), ``reference`` (the id of a parent),
    ``computed`` or ``system``.
    """

    name: str
    label: str
    type: FieldType
    origin: str
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    field: Field | None = None
    link: Link | None = None

    @property
    def stored(self) -> str:
        """The column of the table; rows and views may call it otherwise."""
        return reference(self.link.name) if self.link is not None else self.name

    @property
    def is_written(self) -> bool:
        """Whether a request may give it."""
        return self.origin in {"field", "state", "reference"}


@dataclass(frozen=True, slots=True)
class SetRelation:
    """A many_to_many relation seen from one side."""

    name: str
    entity: str
    table: str
    own: str
    other: str


class CollectionPlan:
    """One entity's columns, links and names in the database."""

    def __init__(self, entity: Entity, index: SpecIndex, relations: Relations) -> None:
        self.entity = entity
        self.name = entity.name
        self.label = entity.display_name
        self.label_plural = sentence(plural(entity.name))
        self.collection = kebab(plural(entity.name))
        self.table = relations.table(entity.name)
        self.view = relations.view(entity.name)
        self.parents: dict[str, Link] = index.parents(entity.name)
        self.flow: Flow | None = index.flows.get(entity.name)
        self.sets: dict[str, SetRelation] = _sets(entity.name, index, relations)
        self.columns: dict[str, Column] = {
            column.name: column for column in _columns(entity, index, self.flow)
        }

    @cached_property
    def written(self) -> dict[str, Column]:
        """Columns a request may give."""
        return {name: column for name, column in self.columns.items() if column.is_written}

    def stored(self, name: str) -> str:
        """The column of the table that a row's key is kept in."""
        return self.columns[name].stored

    @cached_property
    def shown(self) -> dict[str, str]:
        """The row's key for each column of the table."""
        return {column.stored: name for name, column in self.columns.items()}

    @cached_property
    def default_date(self) -> str:
        """What a period refers to when nobody said: the first day or moment, else when the row was made."""
        return next((f.name for f in self.entity.fields if f.type in DAY_TYPES), "created_at")

    @cached_property
    def has_search(self) -> bool:
        """Whether the spec says what ``q`` looks into; otherwise it is texts and the titles of parents."""
        return any(field.searchable and field.type in TEXT_TYPES for field in self.entity.fields)

    @cached_property
    def searched(self) -> tuple[str, ...]:
        """Columns of its own that ``q`` looks into."""
        texts = (f for f in self.entity.fields if f.type in TEXT_TYPES and f.type is not FieldType.ENUM)
        if self.has_search:
            texts = (f for f in self.entity.fields if f.type in TEXT_TYPES and f.searchable)
        return tuple(field.name for field in texts)


def roles_of(index: SpecIndex) -> ModuleRoles:
    """What ``identity`` needs to know of a matrix to tell who has which role; nobody has the public one."""
    permissions = index.spec.permissions
    names = tuple(role.name for role in permissions.roles if role.name != permissions.public_role)
    return ModuleRoles(names, permissions.default_role, index.widest_role)


class ModulePlan:
    """One revision of a module, ready to be served."""

    def __init__(self, module: Module, index: SpecIndex) -> None:
        self.module = module
        self.index = index
        self.relations = Relations(module.prefix, index)
        self.by_entity: dict[str, CollectionPlan] = {
            entity.name: CollectionPlan(entity, index, self.relations) for entity in index.spec.entities
        }
        self.by_collection: dict[str, CollectionPlan] = {p.collection: p for p in self.by_entity.values()}
        self.reports = {report.name: report for report in index.spec.reports}
        self.roles = {role.name: role.label for role in index.spec.permissions.roles}
        self.module_roles = roles_of(index)

    @cached_property
    def endpoints(self) -> tuple[ServedEndpoint, ...]:
        """Endpoints of the spec at addresses that the data API does not have by itself."""
        found = (served(self.index, endpoint) for endpoint in self.index.spec.endpoints)
        return tuple(one for one in found if one is not None and not one.is_own)

    @cached_property
    def settings(self) -> Mapping[str, object]:
        """The module's settings: those of the spec, then what an administrator changed."""
        base: dict[str, object] = {"currency": "USD", "time_zone": "UTC", "locale": "en"}
        base |= {
            setting.key: setting.default
            for setting in self.index.spec.settings
            if setting.default is not None
        }
        return base | self.module.settings

    @cached_property
    def public_surface(self) -> PublicSurface:
        """What becomes public of it, once a person confirmed that."""
        return public_surface(self.index)

    @cached_property
    def time_zone(self) -> ZoneInfo:
        """Where the people of the site look at the clock; UTC when the setting names no known zone."""
        try:
            return ZoneInfo(str(self.settings["time_zone"]))
        except (KeyError, ValueError, OSError):
            return ZoneInfo("UTC")

    @cached_property
    def writing(self) -> Writing:
        """How people write numbers, amounts and days here: by the settings of language, currency and zone."""
        return Writing(self.time_zone, str(self.settings["locale"]), str(self.settings["currency"]))

    def title(self, entity: str, alias: str, depth: int = 0) -> str:
        """SQL for what a row of ``entity`` at ``alias`` is called, through its parents where need be."""
        plan = self.by_entity[entity]
        name = self.index.title_field(entity)
        if name == "first_name" and "last_name" in plan.columns:
            return f"concat_ws(' ', {alias}.first_name, {alias}.last_name)"
        if name is not None:
            return f'{alias}."{name}"::text'
        relation = self.index.title_relation(entity)
        if relation is not None and depth < 3:
            return self.parent_title(plan.parents[relation], alias, depth + 1)
        return f"left({alias}.id::text, 8)"

    def parent_title(self, link: Link, alias: str, depth: int = 0) -> str:
        """SQL for the title of the parent that the row at ``alias`` refers to."""
        inner = f"{alias}_{link.name}"[-50:]
        view = self.by_entity[link.parent].view
        return (
            f"(select {self.title(link.parent, inner, depth)} from {view} {inner} "
            f'where {inner}.id = {alias}."{link.name}_id")'
        )


def _columns(entity: Entity, index: SpecIndex, flow: Flow | None) -> list[Column]:
    columns = [Column("id", "Id", FieldType.UUID, "system")]
    columns += [_of_field(field) for field in entity.fields]
    columns += [
        Column(f"{name}_id", sentence(name), FieldType.UUID, "reference", link.required, link=link)
        for name, link in index.parents(entity.name).items()
    ]
    if flow is not None:
        states = tuple((state.name, state.label) for state in flow.states)
        columns.append(Column(flow.field, sentence(flow.field), FieldType.ENUM, "state", options=states))
    columns += [Column(value.name, value.label, value.type, "computed") for value in entity.computed]
    if entity.person_role is not None and "member" not in index.parents(entity.name):
        columns.append(Column("member_id", "Member", FieldType.UUID, "system"))
    columns += [
        Column("version", "Version", FieldType.INTEGER, "system"),
        Column("created_at", "Created", FieldType.DATETIME, "system"),
        Column("updated_at", "Changed", FieldType.DATETIME, "system"),
    ]
    return columns


def _of_field(field: Field) -> Column:
    options = tuple((option.name, option.label) for option in field.options)
    return Column(field.name, field.label, field.type, "field", field.required, options, field=field)


def _sets(entity: str, index: SpecIndex, relations: Relations) -> dict[str, SetRelation]:
    found: dict[str, SetRelation] = {}
    for junction in index.junctions:
        table, left, right = relations.junction(junction)
        if junction.left == entity:
            found[junction.name] = SetRelation(junction.name, junction.right, table, left, right)
        if junction.right == entity:
            found[junction.inverse] = SetRelation(junction.inverse, junction.left, table, right, left)
    return found
