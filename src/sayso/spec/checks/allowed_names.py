"""Which names of an entity a component, report or permission may mention."""

from sayso.spec.diagnostics import Diagnostic
from sayso.spec.expressions import ValueType, did_you_mean, many, many_names, member, members
from sayso.spec.index import SpecIndex

from .findings import error


def type_of_name(index: SpecIndex, entity: str, name: str) -> ValueType | None:
    """The type of a single-valued name of an entity."""
    found = member(index, entity, name)
    return None if found is None else found.type


def unknown_name(
    index: SpecIndex, entity: str, name: str, path: str, *, lists: bool = False
) -> Diagnostic | None:
    """The problem with a name that ``entity`` does not have; with ``lists`` its lists count too."""
    if entity not in index.entities or member(index, entity, name) is not None:
        return None
    if lists and many(index, entity, name) is not None:
        return None
    if many(index, entity, name) is not None:
        return error(
            "unknown-name", path, f"“{name}” of {entity} is a list and cannot stand here.", "Use a field."
        )
    known = [*members(index, entity), *(many_names(index, entity) if lists else ())]
    return error("unknown-name", path, f"{entity} has no “{name}”.", did_you_mean(name, known))
