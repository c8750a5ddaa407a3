"""What is said of changes that move no row: elements that come, go, return or are called otherwise."""

from sayso.kit.words import sentence
from sayso.spec.edits.element_labels import Speaker
from sayso.spec.edits.kinds import Kind
from sayso.spec.edits.tree import Spot, walk
from sayso.spec.model import AppSpec, Element, Flow, Relationship

from .archive_schema import archived_column
from .draft import Draft
from .probes import examples
from .types import Probe

_CHOICES = frozenset({Kind.OPTION, Kind.STATE})
"""Taken back where rows may have them, and said there."""
_KINDS = (Kind.ENTITY, Kind.FIELD, Kind.OPTION, Kind.RELATIONSHIP, Kind.FLOW, Kind.STATE)

_HELD = {Kind.ENTITY: "rows", Kind.RELATIONSHIP: "links", Kind.FLOW: "states"}
"""What returns with an element, where that is not called values."""


def say_changes(draft: Draft) -> None:
    """A step for each that no other step speaks of."""
    said = {element for step in draft.steps for element in step.elements}
    old, new = _spots(draft.before), _spots(draft.after)
    was, now = Speaker(draft.before), Speaker(draft.after)
    for id_, spot in old.items():
        if id_ not in new and id_ not in said and spot.kind not in _CHOICES and not _goes_along(spot, new):
            stay = (
                "rows stay in the archive and return with undo"
                if spot.kind is Kind.ENTITY
                else ("its values stay in the archive and return with undo")
            )
            told = f"Remove {was.full(spot)}; {stay}."
            draft.say(f"remove_{spot.kind}", told, id_, probes=_leaving(draft, id_))
    for id_, spot in new.items():
        before = old.get(id_)
        if before is not None:
            renamed = _renamed(before.element, spot.element, was, now)
            if renamed is not None:
                draft.say(f"rename_{spot.kind}", f"Rename {renamed}; all rows stay.", id_)
        elif id_ in said or _goes_along(spot, old):
            continue
        elif _is_archived(draft, id_):
            kind = "return_link" if spot.kind is Kind.RELATIONSHIP else f"return_{spot.kind}"
            held = _HELD.get(spot.kind, "values")
            draft.say(kind, f"Bring back {now.full(spot)} with its {held}.", id_)
        else:
            draft.say(f"add_{spot.kind}", f"Add {now.full(spot)}.", id_)


def _renamed(before: Element, after: Element, was: Speaker, now: Speaker) -> str | None:
    """From what to what, if people see it; a relationship is called by its names at both ends."""
    if isinstance(after, Flow):
        return None
    if not (isinstance(before, Relationship) and isinstance(after, Relationship)):
        names = was.name(before), now.name(after)
        return None if names[0] == names[1] else f"“{names[0]}” to “{names[1]}”"
    ends = (
        (before.name, after.name, now.entity(after.from_entity)),
        (before.inverse, after.inverse, now.entity(after.to_entity)),
    )
    links = [f"the link “{_words(a)}” of {owner} to “{_words(b)}”" for a, b, owner in ends if a != b]
    return ", and ".join(links) or None


def _words(name: str) -> str:
    return sentence(name).lower()


def _is_archived(draft: Draft, key: str) -> bool:
    """Whether what an element held lies in the archive."""
    archive = draft.archive
    return (
        key in archive.tables
        or any(held == key for _, held in archive.columns)
        or any(
            not table.columns.keys().isdisjoint((key, archived_column(key)))
            for table in archive.tables.values()
        )
    )


def _leaving(draft: Draft, key: str) -> tuple[Probe, ...]:
    """How much leaves the live rows, so that a person confirms it."""
    if key in draft.old.tables:
        count = f"select count(*) from {draft.old.tables[key].qualified}"
        return (Probe("Rows that go to the archive", count, loses=True),)
    for table in draft.old.tables.values():
        if key in table.columns:
            column = f"t.{table.columns[key].name}"
            some = f"from {table.qualified} as t where {column} is not null"
            rows = examples(draft, table.key, [key], f"select t.id {some} order by t.created_at, t.id")
            return (Probe("Values that go to the archive", f"select count(*) {some}", rows, loses=True),)
    return ()


def _spots(spec: AppSpec) -> dict[str, Spot]:
    return {spot.element.id: spot for spot in walk(spec) if spot.kind in _KINDS}


def _goes_along(spot: Spot, others: dict[str, Spot]) -> bool:
    """Whether what it is part of comes or goes as well, which is said once."""
    return spot.parent is not None and spot.parent.element.id not in others
