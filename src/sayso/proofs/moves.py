"""Every move between two states, legal or not, by everybody: tried on the database and through the API."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.compiler.identifiers import quote
from sayso.proofs.attempts import Attempt, Outcome, change, insertion, make_attempts
from sayso.proofs.cells import API, DATABASE
from sayso.proofs.guards import Guards, read_guards, vary_rows
from sayso.proofs.reach import may_reach, new_row
from sayso.proofs.scene import Scene
from sayso.proofs.truth import StoredRow
from sayso.proofs.types import Actor, Reply
from sayso.spec.expressions import sql_text
from sayso.spec.model import Action, Flow, Scope, Transition

KIND = "transitions"


@dataclass(frozen=True, slots=True)
class Move:
    """One actor, one row, one pair of states, and the transitions that the flow has between the two."""

    actor: Actor
    entity: str
    flow: Flow
    row: StoredRow
    start: str
    end: str
    transitions: tuple[Transition, ...]

    @property
    def path(self) -> str:
        """The transition, or the state it would leave where there is none."""
        if self.transitions:
            return f"flows.{self.entity}.transitions.{self.transitions[0].name}"
        return f"flows.{self.entity}.states.{self.start}"


async def prove_moves(scene: Scene, entities: Sequence[str]) -> None:
    """Bring rows into each state in turn, and try to move them from there to every other."""
    flows = {name: flow for name, flow in scene.index.flows.items() if name in entities}
    await _prove_starts(scene, flows)
    made: set[str] = set()
    for number in range(max((len(flow.states) for flow in flows.values()), default=0)):
        starts = {name: flow.states[number].name for name, flow in flows.items() if number < len(flow.states)}
        async with scene.stage.gate.trial():
            await vary_rows(scene, starts)
            await _bring(scene, starts)
            state = _FromState(scene, await read_guards(scene, starts), made)
            for actor in (*scene.people.acting, scene.people.outsider()):
                for name, start in starts.items():
                    state.add(actor, name, start)
                await state.try_all(actor)
    for flow in flows.values():
        for transition in flow.transitions:
            if transition.id not in made:
                scene.findings.open[f"flows.{flow.entity}.transitions.{transition.name}"] = (
                    "No sample row met what this transition asks for, or no role may make it."
                )


async def _prove_starts(scene: Scene, flows: Mapping[str, Flow]) -> None:
    """A row starts at the beginning, except for who may do everything with it."""
    for actor in scene.people.acting:
        attempts = []
        for name, flow in flows.items():
            others = [state.name for state in flow.states if state.name != flow.initial]
            for family in range(len(scene.people.members)):
                values = new_row(scene, actor, name, family)
                if others and scene.truth.may(actor, Action.CREATE, name, values):
                    sql = insertion(scene.plan.by_entity[name].table, values | {flow.field: others[0]})
                    allowed = _is_unlimited(scene, actor, name)
                    attempts.append(Attempt(sql, _judge_start(scene, actor, name, allowed=allowed)))
                    break
        await make_attempts(scene.stage, actor.scope, attempts)


def _is_unlimited(scene: Scene, actor: Actor, entity: str) -> bool:
    return all(
        any(
            rule.scope is Scope.ALL and rule.fields is None
            for rule in scene.index.grants(actor.role, entity, action)
        )
        for action in (Action.CREATE, Action.UPDATE)
    )


def _judge_start(scene: Scene, actor: Actor, entity: str, *, allowed: bool) -> Callable[[Outcome], None]:
    def judge(outcome: Outcome) -> None:
        scene.findings.expect(
            KIND,
            allowed=allowed,
            was_allowed=_has_moved(outcome, entity),
            code="proof-transition",
            path=f"flows.{entity}.initial",
            message=f"“{actor.role}” {'could not' if allowed else 'could'} start a "
            f"{scene.label(entity).lower()} in another state than the first. {outcome.message}",
        )

    return judge


async def _bring(scene: Scene, starts: Mapping[str, str]) -> None:
    """Put every row of these entities into a state, past the triggers."""
    lines = ["set local role sayso_mover;", "set local sayso.migrating = 'on';"]
    for name, state in starts.items():
        field = quote(scene.index.flows[name].field)
        lines.append(f"update {scene.plan.by_entity[name].table} set {field} = {sql_text(state)};")
    lines.append("set local sayso.migrating = '';")
    await scene.stage.run("\n".join(lines))
    await scene.stage.gate.leave()


class _FromState:
    """The moves out of one state of each entity."""

    def __init__(self, scene: Scene, guards: Guards, made: set[str]) -> None:
        self._scene = scene
        self._guards = guards
        self._made = made
        self._moves: list[Move] = []
        self._called: set[tuple[str, str, str]] = set()

    def add(self, actor: Actor, entity: str, start: str) -> None:
        """The moves of one actor; a guarded one with every row, as it may be open for some only."""
        flow = self._scene.index.flows[entity]
        rows = list(self._rows(actor, entity))
        for state in flow.states:
            if state.name == start:
                continue
            between = tuple(t for t in flow.transitions if (t.from_state, t.to_state) == (start, state.name))
            tried = rows if any(t.guard for t in between) else rows[:1]
            self._moves += [Move(actor, entity, flow, row, start, state.name, between) for row in tried]

    def _rows(self, actor: Actor, entity: str) -> Iterator[StoredRow]:
        """Rows that the actor may change; where there is none, one that is out of reach."""
        rows = self._scene.truth.stored[entity].values()
        open_rows = [row for row in rows if may_reach(self._scene, actor, Action.UPDATE, entity, row)]
        yield from open_rows or list(rows)[:1]

    async def try_all(self, actor: Actor) -> None:
        """Try what was added on the database, then what differs between routes through the API."""
        moves, self._moves = self._moves, []
        attempts = [
            Attempt(
                change(self._scene.plan.by_entity[move.entity].table, str(move.row["id"]), _sets(move)),
                self._judge(move),
            )
            for move in moves
        ]
        await make_attempts(self._scene.stage, actor.scope, attempts)
        for move in self._worth_calling(moves):
            await self._call(move)

    def _is_open(self, move: Move) -> bool:
        """What the spec says: the row in reach, the field open, a transition of the role, its guard met."""
        scene, actor, entity, row = self._scene, move.actor, move.entity, move.row
        if not may_reach(scene, actor, Action.UPDATE, entity, row):
            return False
        if not scene.truth.may_field(actor, Action.UPDATE, entity, row, move.flow.field):
            return False
        return any(self._is_passing(move, transition) for transition in move.transitions)

    def _is_passing(self, move: Move, transition: Transition) -> bool:
        is_role = not transition.roles or move.actor.role in transition.roles
        return is_role and self._guards.get((transition.id, str(move.row["id"]))) is not False

    def _judge(self, move: Move) -> Callable[[Outcome], None]:
        def judge(outcome: Outcome) -> None:
            if outcome.state is not None and not outcome.state.startswith(("23", "42501")):
                self._scene.findings.fail("proof-broken", move.path, f"{outcome.message} ({outcome.state})")
                return
            self._expect(move, DATABASE, outcome.message, was_allowed=_has_moved(outcome, move.entity))

        return judge

    def _expect(self, move: Move, where: str, said: str, *, was_allowed: bool) -> None:
        allowed = self._is_open(move)
        labels = {state.name: state.label for state in move.flow.states}
        role = move.actor.role
        word = "could not" if allowed else "could"
        self._scene.findings.expect(
            KIND,
            allowed=allowed,
            was_allowed=was_allowed,
            code="proof-transition",
            path=move.path,
            message=f"“{role}” {word} move a {self._scene.label(move.entity).lower()} from "
            f"“{labels[move.start]}” to “{labels[move.end]}” {where}. {said}".rstrip(),
        )
        if allowed and was_allowed:
            self._made.update(t.id for t in move.transitions if self._is_passing(move, t))

    def _worth_calling(self, moves: Sequence[Move]) -> Iterator[Move]:
        """Illegal moves by the first who could change the row at all; legal ones by each role."""
        for move in moves:
            by = move.actor.role if move.transitions else ""
            key = (move.entity, move.end, by)
            is_refused_anyway = not move.transitions and not may_reach(
                self._scene, move.actor, Action.UPDATE, move.entity, move.row
            )
            if key not in self._called and not is_refused_anyway:
                self._called.add(key)
                yield move

    async def _call(self, move: Move) -> None:
        scene, address = self._scene, f"{self._scene.collection(move.entity)}/{move.row['id']}"
        reply = await scene.ask(move.actor, "PATCH", address, _sets(move))
        self._judge_reply(move, reply)
        for transition in {t.name: t for t in move.flow.transitions if t.to_state == move.end}.values():
            meant = tuple(t for t in move.transitions if t.name == transition.name)
            named = Move(move.actor, move.entity, move.flow, move.row, move.start, move.end, meant)
            reply = await scene.ask(move.actor, "POST", f"{address}/transitions/{transition.name}")
            if not meant and any(
                t.name == transition.name and t.from_state == move.start for t in move.flow.transitions
            ):
                continue  # the name leads somewhere else from here, which is another move
            self._judge_reply(named, reply)

    def _judge_reply(self, move: Move, reply: Reply) -> None:
        if reply.status >= 500:
            self._scene.findings.fail(
                "proof-broken", move.path, f"The API broke ({reply.status}): {reply.detail}"
            )
            return
        code = reply.data.get("code") if isinstance(reply.data, dict) else None
        moved = reply.is_done or (reply.status == 409 and code != "transition_refused")
        self._expect(move, API, reply.detail, was_allowed=moved)


def _sets(move: Move) -> dict[str, object]:
    return {move.flow.field: move.end}


def _has_moved(outcome: Outcome, entity: str) -> bool:
    """Whether the flow let it pass, even where a rule or limit stopped it after that."""
    if outcome.state is None:
        return outcome.count != 0
    return outcome.state.startswith("23") and outcome.constraint != f"{entity}_transition"
