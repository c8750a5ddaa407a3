"""Tables: columns, constraints, references, indexes."""

from sayso.compiler.identifiers import ModuleNames, quote, reference
from sayso.spec.expressions import NoOverlap, Path, parse, to_sql
from sayso.spec.index import Junction, Link
from sayso.spec.model import Entity, Field, FieldType, OnDelete

from . import ir
from .literals import text
from .scopes import RowScope, is_stored
from .types import check_of, column_type, default_of, is_text

_RESTRICT = "on delete no action"
"""Not ``restrict``: that reports 23001 from PostgreSQL 18 on, 23503 before; this is 23503 everywhere."""


def generated(names: ModuleNames, entity: Entity) -> tuple[ir.GeneratedColumn, ...]:
    """Computed values that are stored with the row."""
    row = RowScope(names, entity.name, "", has_stored=False)
    return tuple(
        ir.GeneratedColumn(
            quote(value.name),
            column_type(value.type),
            f"({to_sql(parse(value.expression), row)})::{column_type(value.type)}",
            value.id,
        )
        for value in entity.computed
        if is_stored(names.index, entity.name, value.name)
    )


def columns(names: ModuleNames, entity: Entity) -> tuple[ir.Column, ...]:
    """Identity first, then what the row refers to, its values, and what is kept about each row."""
    index = names.index
    found = [
        ir.Column("id", "uuid", "not null default gen_random_uuid()"),
        ir.Column("site_id", "uuid", "not null default apps.current_site()"),
    ]
    if entity.person_role:
        found.append(ir.Column("member_id", "uuid"))
    found += [
        ir.Column(quote(reference(link.name)), "uuid", "not null" if link.required else "", link.element)
        for link in index.parents(entity.name).values()
    ]
    found += [_field(field) for field in entity.fields]
    flow = index.flows.get(entity.name)
    if flow:
        found.append(ir.Column(quote(flow.field), "text", f"not null default {text(flow.initial)}", flow.id))
    found += [
        ir.Column("created_at", "timestamptz", "not null default now()"),
        ir.Column("updated_at", "timestamptz", "not null default now()"),
        ir.Column("created_by", "uuid", "default apps.current_member()"),
        ir.Column("version", "integer", "not null default 1"),
    ]
    return tuple(found)


def _field(field: Field) -> ir.Column:
    default = default_of(field)
    rest = [*(["not null"] if field.required else []), *([f"default {default}"] if default else [])]
    return ir.Column(quote(field.name), column_type(field.type), " ".join(rest), field.id)


def constraints(names: ModuleNames, entity: Entity) -> tuple[ir.Constraint, ...]:
    """What a row has to meet by itself, and what must be unique within a site."""
    table = names.table(entity.name)

    def named(*parts: str) -> str:
        return quote(names.constraint(table, *parts))

    found = [
        ir.Constraint(named("pkey"), "primary key (id)"),
        ir.Constraint(named("site_id", "id", "key"), "unique (site_id, id)"),
    ]
    if entity.person_role:
        found.append(ir.Constraint(named("member_id", "key"), "unique (site_id, member_id)"))
    found += [
        ir.Constraint(named(field.name, "key"), f"unique (site_id, {quote(field.name)})")
        for field in entity.fields
        if field.unique and field.type not in {FieldType.EMAIL, FieldType.JSON}
    ]
    found += [
        ir.Constraint(named(field.name, "check"), f"check ({condition})")
        for field in entity.fields
        if (condition := check_of(field))
    ]
    flow = names.index.flows.get(entity.name)
    if flow:
        states = ", ".join(text(state.name) for state in flow.states)
        found.append(ir.Constraint(named(flow.field, "check"), f"check ({quote(flow.field)} in ({states}))"))
    return tuple(found)


def references(names: ModuleNames, entity: Entity) -> tuple[ir.Constraint, ...]:
    """Foreign keys that carry the site, so that no row can point into another."""
    table = names.table(entity.name)
    return tuple(
        ir.Constraint(
            quote(names.constraint(table, reference(link.name), "fkey")),
            f"foreign key (site_id, {quote(reference(link.name))}) "
            f"references {names.qualified(names.table(link.parent))} (site_id, id) {_on_delete(link)}",
        )
        for link in names.index.parents(entity.name).values()
    )


def _on_delete(link: Link) -> str:
    if link.on_delete is OnDelete.CASCADE:
        return "on delete cascade"
    if link.on_delete is OnDelete.SET_NULL and not link.required:
        return f"on delete set null ({quote(reference(link.name))})"
    return _RESTRICT


def indexes(names: ModuleNames, entity: Entity) -> tuple[ir.Index, ...]:
    """The default order, what the spec asks for, each reference, and what is searched and sorted by."""
    found = _Indexes(names, entity)
    found.add("(site_id, created_at, id)", "created_at")
    for index in entity.indexes:
        found.on(index.fields, unique=index.unique)
    for rule in entity.rules:
        node = parse(rule.expression)
        if isinstance(node, NoOverlap) and node.by:
            found.on((node.by.names[0], *_stored_start(names, entity, node)))
    for link in names.index.parents(entity.name).values():
        found.on((link.name,), unless_leading=True)
    flow = names.index.flows.get(entity.name)
    if flow:
        found.on((flow.field,))
    for field in entity.fields:
        _of_field(found, field)
    return found.all()


def link_columns(names: ModuleNames, junction: Junction) -> tuple[ir.Column, ...]:
    """The two rows that go with each other, and what is kept about the link."""
    left, right = names.junction_columns(junction)
    return (
        ir.Column("site_id", "uuid", "not null default apps.current_site()"),
        ir.Column(left, "uuid", "not null", "left_id"),
        ir.Column(right, "uuid", "not null", "right_id"),
        ir.Column("created_at", "timestamptz", "not null default now()"),
        ir.Column("created_by", "uuid", "default apps.current_member()"),
    )


def link_constraints(names: ModuleNames, junction: Junction) -> tuple[ir.Constraint, ...]:
    """No link twice, and none that outlives one of its rows."""
    table = names.junction(junction)
    left, right = names.junction_columns(junction)
    found = [ir.Constraint(quote(names.constraint(table, "pkey")), f"primary key (site_id, {left}, {right})")]
    for column, entity in ((left, junction.left), (right, junction.right)):
        to = names.qualified(names.table(entity))
        found.append(
            ir.Constraint(
                quote(names.constraint(table, column, "fkey")),
                f"foreign key (site_id, {column}) references {to} (site_id, id) on delete cascade",
            )
        )
    return tuple(found)


def link_indexes(names: ModuleNames, junction: Junction) -> tuple[ir.Index, ...]:
    """The way back; the primary key is the way there."""
    right = names.junction_columns(junction)[1]
    return (ir.Index(quote(names.constraint(names.junction(junction), right, "idx")), f"(site_id, {right})"),)


def _of_field(found: "_Indexes", field: Field) -> None:
    column = quote(field.name)
    if field.unique and field.type is FieldType.EMAIL:
        found.add(f"(site_id, lower({column}))", field.name, unique=True)
    if field.type is FieldType.MULTI_ENUM:
        if field.indexed:
            found.add(f"using gin ({column})", field.name)
        return
    if field.searchable and is_text(field):
        found.add(f"(site_id, lower({column}) text_pattern_ops)", field.name, "search")
    if field.indexed and not field.unique and field.type is not FieldType.JSON:
        found.add(f"(site_id, {column}, id)", field.name)


class _Indexes:
    """Indexes of one table: none twice, no two of the same name."""

    def __init__(self, names: ModuleNames, entity: Entity) -> None:
        self._names = names
        self._entity = entity.name
        self._taken = {constraint.name for constraint in constraints(names, entity)}
        self._found: dict[str, ir.Index] = {}

    def on(self, fields: tuple[str, ...], *, unique: bool = False, unless_leading: bool = False) -> None:
        """Index fields or relations in this order, ``unless_leading`` when another index begins with them."""
        columns = [self._names.column(self._entity, name) for name in fields]
        body = f"(site_id, {', '.join(map(quote, columns))}"
        if not unless_leading or not any(known.startswith((f"{body})", f"{body},")) for known in self._found):
            self.add(f"{body})", *columns, unique=unique)

    def add(self, body: str, *parts: str, unique: bool = False) -> None:
        """Index what ``body`` says; ``parts`` go into the name."""
        if body in self._found:
            return
        suffix = "key" if unique else "idx"
        table = self._names.table(self._entity)
        name = quote(self._names.constraint(table, *parts, suffix))
        number = 1
        while name in self._taken:
            number += 1
            name = quote(self._names.constraint(table, *parts, str(number), suffix))
        self._taken.add(name)
        self._found[body] = ir.Index(name, body, unique)

    def all(self) -> tuple[ir.Index, ...]:
        """In the order in which they were asked for."""
        return tuple(self._found.values())


def _stored_start(names: ModuleNames, entity: Entity, node: NoOverlap) -> tuple[str, ...]:
    if not isinstance(node.start, Path) or len(node.start.names) > 1:
        return ()
    return node.start.names if node.start.names[0] in names.index.fields(entity.name) else ()
