"""State flows name what exists, and every state can be reached."""

from collections.abc import Iterator

from sayso.spec.diagnostics import Diagnostic
from sayso.spec.expressions import did_you_mean
from sayso.spec.index import SpecIndex
from sayso.spec.model import Flow

from .findings import error, suggestion, warning


def check(index: SpecIndex) -> Iterator[Diagnostic]:
    """Unknown entities, states and roles; states without a way in or out."""
    seen: set[str] = set()
    for flow in index.spec.flows:
        if flow.entity in seen:
            yield error(
                "duplicate-flow",
                f"flows.{flow.entity}",
                f"{flow.entity} has two state flows.",
                "Join them, or make one of them an enum field.",
            )
        seen.add(flow.entity)
        if flow.entity not in index.entities:
            yield error(
                "unknown-entity",
                f"flows.{flow.entity}",
                f"There is a state flow for “{flow.entity}”, which does not exist.",
                did_you_mean(flow.entity, index.entities),
            )
        yield from _references(index, flow)
        yield from _ways(flow)


def _references(index: SpecIndex, flow: Flow) -> Iterator[Diagnostic]:
    states = [state.name for state in flow.states]
    if flow.initial not in states:
        yield error(
            "unknown-state",
            f"flows.{flow.entity}.initial",
            f"{flow.entity} begins as “{flow.initial}”, which is not among its states.",
            did_you_mean(flow.initial, states),
        )
    roles = [role.name for role in index.spec.permissions.roles]
    for transition in flow.transitions:
        path = f"flows.{flow.entity}.transitions.{transition.name}"
        for key, state in (("from", transition.from_state), ("to", transition.to_state)):
            if state not in states:
                yield error(
                    "unknown-state",
                    f"{path}.{key}",
                    f"“{transition.name}” leads {key} “{state}”, which is not a state of {flow.entity}.",
                    did_you_mean(state, states),
                )
        for role in transition.roles:
            if role not in roles:
                yield error(
                    "unknown-role",
                    f"{path}.roles",
                    f"“{transition.name}” is for the role “{role}”, which does not exist.",
                    did_you_mean(role, roles),
                )


def _ways(flow: Flow) -> Iterator[Diagnostic]:
    states = [state.name for state in flow.states]
    if flow.initial not in states or len(states) == 1:
        return
    ways: dict[str, set[str]] = {state: set() for state in states}
    for transition in flow.transitions:
        if transition.from_state in ways and transition.to_state in ways:
            ways[transition.from_state].add(transition.to_state)
    if not ways[flow.initial] - {flow.initial}:
        yield warning(
            "stuck-initial",
            f"flows.{flow.entity}.states.{flow.initial}",
            f"Every {flow.entity} stays “{flow.initial}” for ever: no transition leads out of it.",
            f"Add a transition from {flow.initial}.",
        )
        return
    reached, waiting = {flow.initial}, [flow.initial]
    while waiting:
        fresh = ways[waiting.pop()] - reached
        reached |= fresh
        waiting += sorted(fresh)
    for state in states:
        if state not in reached:
            yield warning(
                "unreachable-state",
                f"flows.{flow.entity}.states.{state}",
                f"No {flow.entity} can ever become “{state}”.",
                f"Add a transition to {state}, or remove it.",
            )
        elif not ways[state] - {state}:
            yield suggestion(
                "dead-end",
                f"flows.{flow.entity}.states.{state}",
                f"“{state}” is final: nothing leads out of it.",
                f"Add a transition from {state} if that is not meant.",
            )
