"""``hide cancelled bookings``, ``show only open jobs``: which rows a list shows; none is deleted."""

from sayso.design.offline.refine.screens import components_for, main_entity
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.spec.edits import Kind, change
from sayso.spec.model import ComponentType, Entity, Flow, State

from .narrowing import rows_said

_LISTED = r"(?: (?:in|from|on) (?:the |our )?(?:[\w' -]+? )?(?:list|table|overview)s?)?"
_WHICH = r"(?:the |all |any |our |me )*(?P<which>[\w'-]+(?: [\w'-]+){0,2}?)"
_OWNER = r"(?P<owner>[\w'-]+(?: [\w'-]+)?)"
_LESS = (
    pattern(
        rf"^(?:hide|leave out|filter out|do not show|don't show|never show|do not list|don't list) {_WHICH} "
        rf"{_OWNER}{_LISTED}$"
    ),
    pattern(
        rf"^{_WHICH} {_OWNER} (?:should not|shouldn't|must not|mustn't|need not|needn't|should no longer) "
        rf"(?:be (?:shown|listed|visible)|appear|show(?: up)?){_LISTED}$"
    ),
)
_ONLY = (
    pattern(
        rf"^(?:only (?:show|list|display)|(?:show|list|display) (?:me )?only|just show) {_WHICH} "
        rf"{_OWNER}{_LISTED}$"
    ),
    pattern(
        rf"^(?:the )?(?:(?:list|table) of {_OWNER}|(?P<of>[\w'-]+) (?:list|table)) (?:should|must) "
        rf"(?:only|just) "
        rf"(?:show|have|list|contain) {_WHICH}(?: ones| (?P=owner)| (?P=of))?$"
    ),
    pattern(rf"^{_OWNER}: (?:show|list|display) only (?:the ones|those) (?:that|which) are {_WHICH}$"),
)


def filter_rows(clause: str, situation: Situation) -> Change | None:
    """A list that leaves rows out, or shows only some."""
    for shown, ways in ((False, _LESS), (True, _ONLY)):
        for match in filter(None, (way.match(clause) for way in ways)):
            groups = match.groupdict()
            entity = _spoken_of(groups["owner"] or groups.get("of") or "", situation)
            if entity is not None and (made := _filtered(entity, match["which"], situation, shown=shown)):
                return made
    return None


def _spoken_of(said: str, situation: Situation) -> Entity | None:
    """The kind of record; ``ones`` are those that were spoken of before."""
    if said.lower() not in {"ones", "entries", "records", "rows", "items"}:
        return situation.mentions.entity(said)
    near = next((e for e in situation.spec.entities if e.id == situation.focus.entity), None)
    return near or main_entity(situation)


def _filtered(entity: Entity, which: str, situation: Situation, *, shown: bool) -> Change | None:
    kept = _rows(entity, which, situation, shown=shown)
    tables = components_for(situation.spec, ComponentType.TABLE, entity.name)
    if not kept or not tables:
        return None
    table, names = tables[0], {str(row["field"]) for row in kept}
    known = table.props.get("filters")
    known = known if isinstance(known, list) else []
    others = [row for row in known if isinstance(row, dict) and row.get("field") not in names]
    edit = change(Kind.COMPONENT, table.id, props={**table.props, "filters": [*others, *kept]})
    told = f"shows only {which} ones now. All others" if shown else f"no longer shows {which} ones. They"
    said = f"The list of {many(entity)} {told} are kept."
    return Change(said, (edit,), focus=Focus(entity=entity.id, component=table.id))


def _rows(entity: Entity, which: str, situation: Situation, *, shown: bool) -> list[dict[str, object]]:
    """The conditions that rows meet which are to be seen."""
    flow = situation.index.flows.get(entity.name)
    state = situation.mentions.state(which, entity) if flow is not None else None
    if state is not None:
        return [_in_state(*state, shown=shown)]
    narrowed, word = rows_said(which, entity, situation)
    if not shown or word != which.lower():
        return []
    return [row.model_dump(mode="json", exclude_none=True) for row in narrowed]


def _in_state(flow: Flow, state: State, *, shown: bool) -> dict[str, object]:
    return {"field": flow.field, "op": "eq" if shown else "ne", "value": state.name}
