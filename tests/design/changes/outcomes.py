"""What must be true after a refinement, as small questions about it."""

from collections.abc import Callable, Iterator, Sequence

from sayso.design.types import Refinement
from sayso.spec.index import SpecIndex
from sayso.spec.model import Action, AppSpec, Container, Field, LayoutNode, Scope, Slot

Outcome = Callable[[Refinement, AppSpec], bool]


def entity(name: str) -> Outcome:
    """There is such an entity."""
    return lambda after, _: any(e.name == name for e in after.spec.entities)


def no_entity(name: str) -> Outcome:
    """There is no such entity."""
    return lambda after, _: all(e.name != name for e in after.spec.entities)


def _field(spec: AppSpec, owner: str, name: str) -> Field | None:
    return next(
        (f for e in spec.entities if e.name == owner for f in e.fields if f.name in name.split("|")), None
    )


def field(owner: str, name: str, kind: str | None = None, *, options: str = "", **traits: bool) -> Outcome:
    """The entity has the field, of this type, with at least these options and these traits."""

    def is_so(after: Refinement, _: AppSpec) -> bool:
        found = _field(after.spec, owner, name)
        if found is None or (kind is not None and found.type.value != kind):
            return False
        if not set(options.split()) <= {option.name for option in found.options}:
            return False
        return all(getattr(found, trait) == value for trait, value in traits.items())

    return is_so


def no_field(owner: str, name: str) -> Outcome:
    """The entity does not have the field."""
    return lambda after, _: _field(after.spec, owner, name) is None


def limited(owner: str, name: str, low: float | None, high: float | None) -> Outcome:
    """The field accepts values between these."""

    def is_so(after: Refinement, _: AppSpec) -> bool:
        found = _field(after.spec, owner, name)
        limits = found.validation if found else None
        return limits is not None and (limits.min, limits.max) == (low, high)

    return is_so


def computed(owner: str, name: str, expression: str) -> Outcome:
    """The entity calculates the value so."""
    return lambda after, _: any(
        value.name == name and value.expression == expression
        for e in after.spec.entities
        if e.name == owner
        for value in e.computed
    )


def linked(kind: str, one: str, other: str) -> Outcome:
    """The two are linked so."""
    return lambda after, _: any(
        r.kind.value == kind and (r.from_entity, r.to_entity) in {(one, other), (other, one)}
        and (kind == "many_to_many" or r.from_entity == one)
        for r in after.spec.relationships
    )  # fmt: skip


def state(owner: str, *names: str) -> Outcome:
    """The entity goes through these states, among others."""
    return lambda after, _: any(
        set(names) <= {s.name for s in flow.states} for flow in after.spec.flows if flow.entity == owner
    )


def no_state(owner: str, name: str) -> Outcome:
    """The entity has no such state."""
    return lambda after, _: all(
        s.name != name for flow in after.spec.flows if flow.entity == owner for s in flow.states
    )


def transition(owner: str, source: str, target: str) -> Outcome:
    """The entity can go from one state to the other."""
    return lambda after, _: any(
        (t.from_state, t.to_state) == (source, target)
        for flow in after.spec.flows
        if flow.entity == owner
        for t in flow.transitions
    )


def may(role: str, owner: str, actions: str, scope: str = "all") -> Outcome:
    """The role may do exactly this with the entity; no actions means nothing at all."""

    def is_so(after: Refinement, _: AppSpec) -> bool:
        index = SpecIndex(after.spec)
        for action in Action:
            scopes = {rule.scope for rule in index.grants(role, owner, action)}
            wanted = {Scope(scope)} if action.value in actions.split() else set()
            if scopes != wanted and not (action is Action.CREATE and scopes and wanted):
                return False
        return True

    return is_so


def role(name: str) -> Outcome:
    """There is such a role."""
    return lambda after, _: any(r.name == name for r in after.spec.permissions.roles)


def shows(kind: str, owner: str, variant: str | None = None, **props: object) -> Outcome:
    """A component of this kind shows the entity, on some page."""

    def is_so(after: Refinement, _: AppSpec) -> bool:
        placed = {name for page in after.spec.pages for name in _shown(page.layout)}
        return any(
            c.type.value == kind and c.entity == owner and c.name in placed
            and (variant is None or c.variant == variant)
            and all(c.props.get(key) == value for key, value in props.items())
            for c in after.spec.components
        )  # fmt: skip

    return is_so


def _shown(node: LayoutNode | None) -> Iterator[str]:
    if isinstance(node, Slot):
        yield node.component
    elif node is not None:
        for child in node.children:
            yield from _shown(child)


def arranged(direction: str, first: Sequence[str], second: Sequence[str]) -> Outcome:
    """In some box of this direction, one (kind, entity) comes before the other."""

    def is_so(after: Refinement, _: AppSpec) -> bool:
        about = {c.name: (c.type.value, c.entity) for c in after.spec.components}

        def holds(box: LayoutNode | None) -> bool:
            if not isinstance(box, Container):
                return False
            rows = [[about.get(name) for name in _shown(child)] for child in box.children]
            befores = [n for n, row in enumerate(rows) if tuple(first) in row]
            afters = [n for n, row in enumerate(rows) if tuple(second) in row]
            here = box.direction.value == direction and any(a < b for a in befores for b in afters)
            return here or any(holds(child) for child in box.children)

        return any(holds(page.layout) for page in after.spec.pages)

    return is_so


def report(owner: str, measure: str, *group_by: str) -> Outcome:
    """There is a report with this measure (``sum:amount``) and grouping."""

    def is_so(after: Refinement, _: AppSpec) -> bool:
        op, _sep, name = measure.partition(":")
        return any(
            r.entity == owner and r.group_by == group_by
            and any(m.op.value == op and (m.field or "") == name for m in r.measures)
            for r in after.spec.reports
        )  # fmt: skip

    return is_so


def rule(owner: str, text: str) -> Outcome:
    """A rule of the entity contains this."""
    return lambda after, _: any(
        text in r.expression for e in after.spec.entities if e.name == owner for r in e.rules
    )


def page(name: str) -> Outcome:
    """There is such a page."""
    return lambda after, _: any(p.name == name for p in after.spec.pages)


def setting(key: str, value: str) -> Outcome:
    """The setting has this value."""
    return lambda after, _: any(s.key == key and s.default == value for s in after.spec.settings)


def named(name: str) -> Outcome:
    """The application is called so."""
    return lambda after, _: after.spec.name == name


def unchanged(after: Refinement, before: AppSpec) -> bool:
    """Nothing was changed."""
    return after.spec == before and not after.edits


def decided(kind: str) -> Outcome:
    """The message was understood as this."""
    return lambda after, _: after.decision.value == kind


def says(text: str) -> Outcome:
    """The reply contains this."""
    return lambda after, _: text in after.reply


def asks(after: Refinement, _: AppSpec) -> bool:
    """A question with suggestions is asked."""
    return any(question.suggestions for question in after.questions)


def no_transition(owner: str, source: str, target: str) -> Outcome:
    """The entity cannot go from one state to the other directly."""
    return lambda after, before: not transition(owner, source, target)(after, before)


def initial(owner: str, name: str) -> Outcome:
    """New rows of the entity are in this state."""
    return lambda after, _: any(flow.initial == name for flow in after.spec.flows if flow.entity == owner)


def columns(owner: str, *present: str, without: str = "") -> Outcome:
    """The list of an entity begins with these columns and leaves out others."""

    def is_so(after: Refinement, _: AppSpec) -> bool:
        tables = [c for c in after.spec.components if c.entity == owner and c.type.value == "table"]
        shown = tables[0].props.get("columns") if tables else None
        names = shown if isinstance(shown, list) else []
        return tuple(names[: len(present)]) == present and not set(without.split()) & {str(n) for n in names}

    return is_so


def listed(owner: str, column: str) -> Outcome:
    """The list of an entity has this column, somewhere."""
    return lambda after, _: any(
        column in str(c.props.get("columns"))
        for c in after.spec.components
        if c.entity == owner and c.type.value == "table"
    )


def helped(owner: str, name: str, text: str) -> Outcome:
    """The field is explained so."""
    return lambda after, _: any(
        f.help == text for e in after.spec.entities if e.name == owner for f in e.fields if f.name == name
    )


def no_page(name: str) -> Outcome:
    """There is no such page."""
    return lambda after, _: all(p.name != name for p in after.spec.pages)


def grouped(owner: str, *groups: str, where: str = "", chart: str = "") -> Outcome:
    """There is such a report, of these rows, drawn so."""
    return lambda after, before: any(
        r.entity == owner
        and r.group_by == groups
        and (not where or any(f.field == where for f in r.filters))
        and (not chart or r.chart.value == chart)
        for r in after.spec.reports
        if r not in before.reports
    )


def summed(owner: str, name: str) -> Outcome:
    """A new report adds up this value."""
    return lambda after, before: any(
        (r.entity, r.measures[0].op.value, r.measures[0].field) == (owner, "sum", name)
        for r in after.spec.reports
        if r not in before.reports
    )


def box(page: str, direction: str) -> Outcome:
    """The page has a box of this kind."""
    return lambda after, _: any(
        f'"direction":"{direction}"' in p.model_dump_json() for p in after.spec.pages if p.name == page
    )


def no_move(owner: str, start: str, end: str) -> Outcome:
    """Records cannot go from one state to the other."""
    return lambda after, _: all(
        (t.from_state, t.to_state) != (start, end)
        for f in after.spec.flows
        if f.entity == owner
        for t in f.transitions
    )


def reserved(owner: str, target: str, role: str) -> Outcome:
    """Only the role may bring records into the state, and others keep their rights."""

    def is_so(after: Refinement, before: AppSpec) -> bool:
        flows = [flow for flow in after.spec.flows if flow.entity == owner]
        moves = [move for flow in flows for move in flow.transitions if move.to_state == target]
        kept = after.spec.permissions == before.permissions
        return bool(moves) and kept and all(move.roles == (role,) for move in moves)

    return is_so


def hidden(role: str, owner: str, name: str) -> Outcome:
    """The role sees rows of the entity without this value."""

    def is_so(after: Refinement, _: AppSpec) -> bool:
        index = SpecIndex(after.spec)
        rules = index.grants(role, owner, Action.READ)
        return bool(rules) and all(one.fields is not None and name not in one.fields for one in rules)

    return is_so


def scoped(role: str, owner: str, action: str, scope: str) -> Outcome:
    """The role may do this with all rows of the entity, or its own only."""
    return lambda after, _: (
        {one.scope for one in SpecIndex(after.spec).grants(role, owner, Action(action))} == {Scope(scope)}
    )


def filtered(owner: str, value: str) -> Outcome:
    """The list of the entity shows only rows of this value."""
    return lambda after, _: any(
        value in str(one.props.get("filters"))
        for one in after.spec.components
        if one.entity == owner and one.type.value == "table"
    )
