"""What holds in an application once a message is done, as small functions by name.

``{field: [film, language|spoken_language, text|enum]}`` in a file of messages calls ``field(application,
"film", "language|spoken_language", "text|enum")``; a list becomes arguments, a mapping keywords. Names may
be several, of which one has to fit.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sayso.spec.model import Action, Component, Report

from .application import Application, is_named

Check = Callable[..., bool]
CHECKS: dict[str, Check] = {}


def check(function: Check) -> Check:
    """Makes a function a check under its own name."""
    CHECKS[function.__name__] = function
    return function


@check
def entity(app: Application, name: str) -> bool:
    """The application keeps such things."""
    return app.entity(name) is not None


@check
def no_entity(app: Application, name: str) -> bool:
    """It keeps none of them."""
    return app.entity(name) is None


@check
def field(app: Application, of: str, name: str, types: str = "*") -> bool:
    """An entity has a stored value of one of these types."""
    found = app.field(of, name)
    return found is not None and is_named(found.type.value, types)


@check
def no_field(app: Application, of: str, name: str) -> bool:
    """An entity, which is there, has no such value."""
    return app.entity(of) is not None and app.field(of, name) is None


@check
def attribute(app: Application, of: str, name: str, key: str, value: object) -> bool:
    """Something about a field is so: ``required``, ``unique``, ``default``, ``validation.max``, …"""
    found: Any = app.field(of, name)
    for part in key.split("."):
        found = getattr(found, part, None)
    return bool(found == value)


@check
def option(app: Application, of: str, name: str, label: str) -> bool:
    """A field has a choice of this label."""
    found = app.field(of, name)
    return found is not None and any(is_named(one.label, label) for one in found.options)


@check
def no_option(app: Application, of: str, name: str, label: str) -> bool:
    """A field has other choices, but not this one."""
    found = app.field(of, name)
    return found is not None and bool(found.options) and not option(app, of, name, label)


@check
def computed(app: Application, of: str, words: str, uses: Sequence[str] = ()) -> bool:
    """A value of which the name has one of these words is worked out, of other values."""
    return any(
        any(word in one.name for word in words.split("|")) and all(used in one.expression for used in uses)
        for one in app.computed(of)
    )


@check
def rule(app: Application, of: str, *uses: str) -> bool:
    """Rows have to meet a condition on these values."""
    found = app.entity(of)
    return found is not None and any(all(used in one.expression for used in uses) for one in found.rules)


@check
def link(app: Application, one: str, other: str, many: str = "one", through: str = "") -> bool:
    """Rows of one entity belong to one row of another, or to ``many``, maybe ``through`` a thing between."""
    if many == "one":
        return bool(app.links(one, other))
    return bool(app.junctions(one, other) or (app.links(through, one) and app.links(through, other)))


@check
def no_link(app: Application, one: str, other: str) -> bool:
    """Rows of one entity belong to no row of the other, and not to many."""
    both = app.entity(one) and app.entity(other)
    return both is not None and not app.links(one, other) and not app.junctions(one, other)


@check
def link_required(app: Application, one: str, other: str, value: bool = True) -> bool:
    """Whether a row has to belong to one of the other entity."""
    return any(link.required is value for link in app.links(one, other))


@check
def state(app: Application, of: str, name: str) -> bool:
    """An entity has this state."""
    flow = app.flow(of)
    return flow is not None and any(
        is_named(one.name, name) or is_named(one.label, name) for one in flow.states
    )


@check
def no_state(app: Application, of: str, name: str) -> bool:
    """An entity has states, but not this one."""
    return app.flow(of) is not None and not state(app, of, name)


@check
def initial(app: Application, of: str, name: str) -> bool:
    """Rows begin in this state."""
    flow = app.flow(of)
    return flow is not None and is_named(flow.initial, name)


@check
def transition(app: Application, of: str, before: str, after: str) -> bool:
    """There is a move from one state to another."""
    return bool(app.transitions(of, before, after))


@check
def no_transition(app: Application, of: str, before: str, after: str) -> bool:
    """There are states, but no such move."""
    return app.flow(of) is not None and not app.transitions(of, before, after)


@check
def limited(app: Application, of: str, before: str, after: str, roles: Sequence[str]) -> bool:
    """A move is for these roles and no other."""
    moves = app.transitions(of, before, after)
    allowed = [name for move in moves for name in move.roles]
    return all(
        (
            bool(moves),
            all(move.roles for move in moves),
            all(any(is_named(name, role) for role in roles) for name in allowed),
            all(any(is_named(name, role) for name in allowed) for role in roles),
        )
    )


@check
def role(app: Application, name: str) -> bool:
    """There is such a role."""
    return app.role(name) is not None


@check
def no_role(app: Application, name: str) -> bool:
    """There is none."""
    return app.role(name) is None


@check
def may(app: Application, who: str, of: str, actions: Sequence[str], scope: str = "*") -> bool:
    """A role may do all this, with all rows or its own."""
    return all(
        any(scope in {"*", one} for one in app.scopes(who, of, Action(action))) for action in actions
    ) and not (scope == "own" and any("all" in app.scopes(who, of, Action(action)) for action in actions))


@check
def may_not(app: Application, who: str, of: str, actions: Sequence[str]) -> bool:
    """A role, which is there, may do nothing of this."""
    return role(app, who) and not any(app.scopes(who, of, Action(action)) for action in actions)


@check
def hidden(app: Application, who: str, of: str, name: str) -> bool:
    """A role sees the rows of an entity without this value."""
    return (
        app.field(of, name) is not None
        and bool(app.scopes(who, of, Action.READ))
        and not app.scopes(who, of, Action.READ, name)
    )


@check
def page(app: Application, title: str) -> bool:
    """There is a page of this title."""
    return app.page(title) is not None


@check
def no_page(app: Application, title: str) -> bool:
    """There is none."""
    return app.page(title) is None


@check
def pages_in_order(app: Application, *titles: str) -> bool:
    """Pages stand in this order in the navigation."""
    found = [
        next((n for n, one in enumerate(app.spec.pages) if is_named(one.title, t)), None) for t in titles
    ]
    places = [place for place in found if place is not None]
    return len(places) == len(titles) and places == sorted(places)


@check
def component(app: Application, of: str, kind: str) -> bool:
    """An entity is shown so (``table``, ``calendar``, …) on a page."""
    return any(app.pages_of(one) for one in app.components(of, kind))


@check
def no_component(app: Application, of: str, kind: str) -> bool:
    """An entity is not shown so."""
    return not component(app, of, kind)


@check
def before(app: Application, first: str, second: str) -> bool:
    """On a page with both, one part stands before the other; a part is its name or ``table film``."""
    for one in app.spec.pages:
        row = app.order(one)
        places = [
            [n for n, part in enumerate(row) if _is_part(app, part, wanted)] for wanted in (first, second)
        ]
        if all(places):
            return places[0][0] < places[1][0]
    return False


@check
def column_hidden(app: Application, of: str, name: str) -> bool:
    """The tables of an entity have columns, of which this value is none."""
    tables = [one.props.get("columns") for one in app.components(of, "table")]
    return bool(tables) and all(
        isinstance(columns, list) and columns and not any(is_named(str(one), name) for one in columns)
        for columns in tables
    )


@check
def report(app: Application, of: str, by: str, *, op: str = "*", value: str = "*", chart: str = "*") -> bool:
    """Rows of an entity are counted or measured by a value, relation or period, and drawn as a chart."""
    return any(_is_report(one, of, by, (op, value), chart) for one in app.spec.reports)


@check
def no_report(
    app: Application, of: str, by: str, *, op: str = "*", value: str = "*", chart: str = "*"
) -> bool:
    """No report is like that."""
    return not report(app, of, by, op=op, value=value, chart=chart)


@check
def theme(app: Application, key: str, values: str = "*") -> bool:
    """A value of the looks is chosen."""
    chosen = getattr(app.spec.theme, key, None)
    return chosen is not None and (values == "*" or str(chosen) in values.split("|"))


def _is_report(one: Report, of: str, by: str, measure: tuple[str, str], chart: str) -> bool:
    op, value = measure
    groups = [path.rpartition(".")[2] for path in one.group_by] or ["nothing"]
    return (
        is_named(one.entity, of)
        and any(is_named(group, by) for group in groups)
        and any(is_named(each.op.value, op) and is_named(each.field or "", value) for each in one.measures)
        and is_named(one.chart.value, chart)
    )


def _is_part(app: Application, part: Component, wanted: str) -> bool:
    kind, _, of = wanted.partition(" ")
    if not of:
        return part.name == wanted
    return part.type.value == kind and is_named(app.shown_by(part), of)
