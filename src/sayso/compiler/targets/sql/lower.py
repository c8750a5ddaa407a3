"""From a spec to what the templates print."""

from sayso.compiler.identifiers import SCHEMA, SYSTEM_COLUMNS, ModuleNames, quote
from sayso.spec.model import Entity

from . import guards, ir, policies, rules, tables, views
from .history import history
from .literals import remark
from .matrix import Matrix


def lower(names: ModuleNames) -> ir.Module:
    """Decide every name and expression of a module."""
    matrix = Matrix(names)
    spec = names.index.spec
    found = tuple(_table(matrix, entity) for entity in spec.entities)
    links = tuple(policies.link_table(matrix, junction) for junction in names.index.junctions)
    asked = policies.link_functions(matrix)
    kept = history(matrix)
    own = [policies.own_function(matrix, ownership) for ownership in matrix.ownerships]
    return ir.Module(
        title=remark(spec.name),
        prefix=names.prefix,
        tables=found,
        links=links,
        own=(*own, *asked),
        history=kept,
    )


def _table(matrix: Matrix, entity: Entity) -> ir.Table:
    names = matrix.names
    bare = names.table(entity.name)
    columns = tables.columns(names, entity)
    generated = tables.generated(names, entity)
    stored = [column.name for column in columns]
    readable = views.system_columns(entity)
    if not views.is_masked(matrix, entity):
        readable = (*stored, *(column.name for column in generated))
    return ir.Table(
        entity=entity.name,
        element=entity.id,
        comment=remark(
            " ".join((entity.display_name, f"({entity.description})" if entity.description else ""))
        ),
        name=f"{SCHEMA}.{quote(bare)}",
        bare=bare,
        columns=columns,
        generated=generated,
        constraints=tables.constraints(names, entity),
        references=tables.references(names, entity),
        indexes=tables.indexes(names, entity),
        policies=policies.policies(matrix, entity),
        readable=", ".join(readable),
        insertable=", ".join(stored),
        writable=", ".join(name for name in stored if name not in SYSTEM_COLUMNS),
        everything=names.qualified(names.everything(entity.name)),
        view=names.qualified(names.view(entity.name)),
        view_columns=views.view_columns(matrix, entity),
        field_guard=guards.field_guard(matrix, entity),
        flow=guards.flow(matrix, entity),
        rules_function=names.qualified(names.constraint(bare, "check_rules")),
        rules=rules.rules(names, entity),
        dependents_function=names.qualified(names.constraint(bare, "check_dependents")),
        dependents=rules.dependents(names, entity),
    )
