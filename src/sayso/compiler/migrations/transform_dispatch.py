"""What the edits between two revisions say about rows, in their order."""

from collections.abc import Mapping, Sequence

from sayso.compiler.targets.sql.scopes import module_time_zone
from sayso.spec.expressions import sql_text
from sayso.spec.index import SpecIndex

from .casts import Caster
from .draft import Draft
from .entity_split import split_off, take_in
from .field_transforms import from_state, join, part, to_state
from .moves import TableMove
from .transforms import FromState, Join, Part, SplitOff, TakeIn, ToState, Transform


def transform(draft: Draft, moves: Mapping[str, TableMove], transforms: Sequence[Transform]) -> None:
    """Each changes where values come from; one whose table is not in both revisions says nothing."""
    caster = Caster(sql_text(module_time_zone(SpecIndex(draft.after))))
    for one in transforms:
        move = moves.get(one.owner)
        if move is None:
            continue
        match one:
            case SplitOff():
                split_off(draft, move, one, caster)
            case TakeIn():
                take_in(draft, move, one, caster)
            case Join():
                join(draft, move, one, caster)
            case Part():
                part(draft, move, one, caster)
            case ToState():
                to_state(draft, move, one)
            case FromState():
                from_state(draft, move, one)
