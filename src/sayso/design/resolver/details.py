"""Details: values that cards and boards show of each record, or no longer."""

from collections.abc import Sequence

from sayso.spec.edits import Kind, change
from sayso.spec.model import ComponentType, Json

from .elements import member_of, part_kind, parts_of
from .work import Work

_WITH_VALUES = frozenset((ComponentType.CARDS, ComponentType.KANBAN))


def is_of_cards(work: Work, places: Sequence[int]) -> bool:
    """Whether cards or a board are meant, and nothing else."""
    kinds = {part_kind(work.text(one)) for one in places if work.role(one) == "part"}
    return len(kinds) == 1 and kinds <= _WITH_VALUES


def show_details(work: Work, at: int, attrs: Sequence[int], places: Sequence[int], *, shown: bool) -> None:
    """Values shown on the cards or the board that is named, or no longer.

    Where such a part shows what is usual, nobody said yet which values those are; then it is asked.
    """
    parts = [one for one in places if work.role(one) == "part"]
    found = parts_of(work, parts[0]) if len(parts) == 1 else []
    owner = next((one for one in work.spec.entities if found and one.name == found[0].entity), None)
    members = [member_of(work, work.text(one), owner) for one in attrs] if owner is not None else []
    names = [one.name for one in members if one is not None]
    listed = found[0].props.get("fields") if len(found) == 1 else None
    known = [str(one) for one in listed] if isinstance(listed, list) else []
    if owner is None or len(names) < len(attrs) or not known:
        work.fail(parts[0], "It shows what is usual. Which values shall it show?" if len(found) == 1 else "")
        return
    fields: list[Json] = [one for one in known if shown or one not in names]
    fields += [one for one in names if shown and one not in known]
    if fields == known:
        work.settle(at)
    elif not fields or not work.take(
        [change(Kind.COMPONENT, found[0].id, props={**found[0].props, "fields": fields})], at
    ):
        work.fail(parts[0])
        return
    work.use(at, *attrs, *places, *work.below(at, "thing", "kind"))
    work.turn_to(owner, component=found[0].id)
