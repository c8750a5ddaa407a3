"""The step *state-flow*: the states that records go through, and who may move them."""

from collections.abc import Iterator

from pydantic import Field as Described

from sayso.kit.words import sentence
from sayso.spec.edits import Kind, MakeFlow, Rename
from sayso.spec.edits.tree import changed
from sayso.spec.model import AppSpec, Entity, Field, FieldType, Flow, State, Transition
from sayso.spec.model.base import ExpressionText, ShortText, SnakeName

from .element_match import by_name, known, matched, merged, paired, renames, unnamed
from .sheet import Sheet
from .types import Part, StepShape, Was, given, halved

_USUAL = ("status", "stage", "state", "phase")
_CHOSEN = frozenset({FieldType.ENUM, FieldType.TEXT})


class StatePart(Part):
    """A state; ``name`` is stored, ``label`` is shown."""

    name: SnakeName
    was: Was = None
    label: ShortText | None = None
    color: str | None = Described(
        default=None, description="neutral, info, accent, success, warning or danger."
    )


class TransitionPart(Part):
    """A move that may be made: from any of these states to that one."""

    name: SnakeName = Described(description="What one does, such as confirm or mark_won.")
    label: ShortText | None = None
    from_states: tuple[SnakeName, ...] = Described(
        default=(), alias="from", description="Every other state where none is given."
    )
    to_state: SnakeName = Described(alias="to")
    roles: tuple[SnakeName, ...] = Described(
        default=(), description="Who may do it; everybody who may change the record where none is given."
    )
    guard: ExpressionText | None = Described(
        default=None, description="A condition that the record has to meet: amount > 0."
    )


class FlowPart(Part):
    """The states of one kind of record. The flow owns its field, which is not among the entity's fields."""

    entity: SnakeName
    field: SnakeName = "status"
    states: tuple[StatePart, ...] = ()
    initial: SnakeName | None = Described(default=None, description="The first state where none is given.")
    transitions: tuple[TransitionPart, ...] = ()


class StateFlow(StepShape):
    """The state flows of the application, at most one for an entity."""

    flows: tuple[FlowPart, ...] = ()


def shape_of(spec: AppSpec) -> StateFlow:
    """The state flows of a spec; moves of one name to one state are said once."""
    return StateFlow(complete=True, flows=tuple(_flow_part(flow) for flow in spec.flows))


def _flow_part(flow: Flow) -> FlowPart:
    starts: dict[tuple[object, ...], list[str]] = {}
    for move in flow.transitions:
        key = (move.name, move.label, move.to_state, move.roles, move.guard)
        starts.setdefault(key, []).append(move.from_state)
    return FlowPart(
        entity=flow.entity,
        field=flow.field,
        states=tuple(StatePart(name=one.name, label=one.label, color=one.color) for one in flow.states),
        initial=flow.initial,
        transitions=tuple(
            TransitionPart.model_validate(
                {"name": name, "label": label, "from": tuple(froms), "to": to, "roles": roles, "guard": guard}
            )
            for (name, label, to, roles, guard), froms in starts.items()
        ),
    )


def pieces(shape: StateFlow) -> Iterator[StateFlow]:
    """Shapes that say less each: flows, then their states and single moves."""
    if len(shape.flows) != 1:
        yield from (StateFlow(flows=some) for some in halved(shape.flows))
        return
    (flow,) = shape.flows
    if flow.transitions and (flow.states or len(flow.transitions) > 1):
        yield StateFlow(flows=(flow.model_copy(update={"transitions": ()}),))
        for some in halved(flow.transitions) or (flow.transitions,):
            yield StateFlow(flows=(FlowPart(entity=flow.entity, transitions=some),))


def roles_named(shape: StateFlow) -> tuple[str, ...]:
    """The roles that moves are for."""
    return tuple(role for flow in shape.flows for move in flow.transitions for role in move.roles)


def put(sheet: Sheet, shape: StateFlow) -> None:
    """Work the flows into the spec; a choice of the same name carries on as the flow's column."""
    sheet.ensure_roles(roles_named(shape))
    names: list[Rename] = []
    for part, flow in known(_pairs(shape, sheet.spec)):
        if "field" in part.model_fields_set and part.field != flow.field:
            names.append(Rename(kind=Kind.FLOW, target=flow.id, name=part.field))
        names += renames(Kind.STATE, by_name(part.states, flow.states), "label")
    sheet.rename(names)
    for part in shape.flows:
        if part.states and all(part.entity != flow.entity for flow in sheet.spec.flows):
            _begin(sheet, part)
    spec = sheet.spec
    settled = [_flow(sheet, part, flow, complete=shape.complete) for part, flow in known(_pairs(shape, spec))]
    sheet.become(changed(spec, flows=merged(spec.flows, settled, complete=False)))


def remove_unnamed(sheet: Sheet, shape: StateFlow) -> None:
    """Take out what complete flows leave out."""
    pairs = _pairs(shape, sheet.spec)
    for flow in unnamed(pairs, sheet.spec.flows):
        sheet.remove(Kind.FLOW, flow)
    for part, flow in known(pairs):
        for state in unnamed(paired(part.states, flow.states), flow.states):
            sheet.remove(Kind.STATE, state)
        for move in unnamed(_moves(part, flow), flow.transitions):
            sheet.remove(Kind.TRANSITION, move)


def _pairs(shape: StateFlow, spec: AppSpec) -> list[tuple[FlowPart, Flow | None]]:
    return matched(shape.flows, spec.flows, lambda part, flow: part.entity == flow.entity)


def _begin(sheet: Sheet, part: FlowPart) -> None:
    """A flow without moves, in place of the choice that it was so far, if there was one."""
    entity = next((one for one in sheet.spec.entities if one.name == part.entity), None)
    field = _carrying_on(part, entity) if entity else None
    flow = Flow(
        id=sheet.ids.new("flw"),
        entity=part.entity,
        field=field.name if field and "field" not in part.model_fields_set else part.field,
        states=tuple(_state(sheet, one, None) for one in part.states),
        initial=part.initial or part.states[0].name,
    )
    if field is not None:
        sheet.do(MakeFlow(target=field.id, flow=flow))
    else:
        sheet.become(changed(sheet.spec, flows=(*sheet.spec.flows, flow)))


def _carrying_on(part: FlowPart, entity: Entity) -> Field | None:
    """The choice or text that says the state so far."""
    names = {state.was or state.name for state in part.states}
    fields = {field.name: field for field in entity.fields if field.type in _CHOSEN}
    if "field" in part.model_fields_set:
        return fields.get(part.field)
    usual = [fields[name] for name in _USUAL if name in fields]
    return next((one for one in usual if not one.options or names & {o.name for o in one.options}), None)


def _flow(sheet: Sheet, part: FlowPart, flow: Flow, *, complete: bool) -> Flow:
    states = [_state(sheet, one, old) for one, old in paired(part.states, flow.states)]
    every = merged(flow.states, states, complete=complete and bool(states))
    whole = changed(flow, states=every)
    moves = [_move(sheet, wanted, old) for wanted, old in _moves(part, whole)]
    initial = part.initial or (part.states[0].name if complete and part.states else flow.initial)
    return changed(whole, initial=initial, transitions=merged(flow.transitions, moves, complete=False))


def _state(sheet: Sheet, part: StatePart, old: State | None) -> State:
    base = old or State(id=sheet.ids.new("sta"), name=part.name, label=part.label or sentence(part.name))
    return changed(base, **given(part, "color"))


def _moves(part: FlowPart, flow: Flow) -> list[tuple[TransitionPart, Transition | None]]:
    """Moves from one state each, with those that are there."""
    every = [state.name for state in flow.states]
    single = [
        move.model_copy(update={"from_states": (start,)})
        for move in part.transitions
        for start in move.from_states or (one for one in every if one != move.to_state)
    ]

    def exactly(move: TransitionPart, one: Transition) -> bool:
        return named(move, one) and (move.roles, move.guard) == (one.roles, one.guard)

    def named(move: TransitionPart, one: Transition) -> bool:
        return move.name == one.name and same_way(move, one)

    def same_way(move: TransitionPart, one: Transition) -> bool:
        return (move.from_states[0], move.to_state) == (one.from_state, one.to_state)

    return matched(single, flow.transitions, exactly, named, same_way)


def _move(sheet: Sheet, part: TransitionPart, old: Transition | None) -> Transition:
    base = old or Transition(
        id=sheet.ids.new("trn"),
        name=part.name,
        label=sentence(part.name),
        from_state=part.from_states[0],
        to_state=part.to_state,
    )
    return changed(base, name=part.name, **given(part, "label", "roles", "guard"))
