"""Relationships connect entities that exist, and allow a first record to be created."""

from collections.abc import Iterator

from sayso.spec.diagnostics import Diagnostic
from sayso.spec.expressions import did_you_mean
from sayso.spec.index import Link, SpecIndex
from sayso.spec.model import OnDelete, RelationshipKind

from .cycles import cycles
from .findings import error


def check(index: SpecIndex) -> Iterator[Diagnostic]:
    """Unknown ends, contradictions and circles of required references."""
    for relationship in index.spec.relationships:
        path = f"relationships.{relationship.from_entity}.{relationship.name}"
        for end in dict.fromkeys((relationship.from_entity, relationship.to_entity)):
            if end not in index.entities:
                yield error(
                    "unknown-entity",
                    path,
                    f"The relationship “{relationship.name}” speaks of “{end}”, which does not exist.",
                    did_you_mean(end, index.entities),
                )
        is_single = relationship.kind is not RelationshipKind.MANY_TO_MANY
        if is_single and relationship.required and relationship.on_delete is OnDelete.SET_NULL:
            yield error(
                "required-set-null",
                path,
                f"“{relationship.name}” is required, but would be emptied when its record is deleted.",
                "Make it optional, or choose restrict or cascade.",
            )
    yield from _circles(index)


def _circles(index: SpecIndex) -> Iterator[Diagnostic]:
    required: dict[str, list[Link]] = {}
    for link in index.links:
        if link.required:
            required.setdefault(link.child, []).append(link)
    graph = {child: sorted({link.parent for link in links}) for child, links in required.items()}
    for cycle in cycles(graph):
        first, following = cycle[0], cycle[1 % len(cycle)]
        link = next(link for link in required[first] if link.parent == following)
        shown = " → ".join([*cycle, first])
        yield error(
            "circular-required",
            f"relationships.{first}.{link.name}",
            f"No {first} could ever be created: each needs another first ({shown}).",
            f"Make one of them optional, for example “{link.name}” of {first}.",
        )
