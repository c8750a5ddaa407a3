"""Additions: values, choices, states, links, things, roles, parts, pages, reports."""

from sayso.spec.edits import Kind
from sayso.spec.model import (
    ComponentType,
    Entity,
    Field,
    FieldType,
    Flow,
)

from .actors import add_role
from .computations import work_out
from .elements import (
    entity_of,
    member_of,
    page_of,
    part_kind,
    parts_of,
    role_of,
)
from .flows import flow_for, state_in
from .kinds import kind_of
from .layouts import place, put_beside
from .listings import add_listing
from .reports import add_report
from .screens import add_page, add_part
from .things import describe, new_thing, put_link
from .tiles import add_tile
from .values import owner_of, put_value
from .work import Work


def add(work: Work, at: int) -> None:  # noqa: C901, PLR0912 - one line for each kind of thing
    """Something more: values, choices, states, links, things, roles, parts, pages, reports."""
    spans = [*work.under(at), *(one for kind in work.under(at, "kind") for one in work.under(kind))]
    everything = work.below(at)
    work.use(at)
    is_filter = any(part_kind(work.text(one)) is ComponentType.FILTERS for one in work.under(at, "part"))
    if not is_filter and any(work.role(one) in {"measure", "group", "period"} for one in everything):
        if not (add_report(work, at, everything) or add_tile(work, at, everything)):
            work.fail(at)
        elif any(work.role(one) == "where" for one in everything):
            put_beside(work, at, everything)
        return
    if {"state", "cond"} & {work.role(one) for one in everything} and add_listing(work, at, everything):
        return
    things = [one for one in spans if work.role(one) == "thing"]
    pages = [one for one in everything if work.role(one) == "page" and page_of(work, one) is None]
    known = all(entity_of(work, one) is not None for one in everything if work.role(one) == "thing")
    if len(pages) == 1 and known and add_page(work, pages[0], everything):
        return
    states = [one for one in everything if work.role(one) == "state"]
    if states and any(work.role(one) == "where" for one in everything):
        _add_states(work, states, at)
    for one in spans:
        if one in work.used or (pages and work.role(one) == "part"):
            continue
        match kind_of(work, one):
            case "thing":
                _add_thing(work, one, things)
            case "attr":
                _add_attr(work, one)
            case "one" | "many":
                _add_link(work, one, at)
            case "option":
                _add_option(work, one, at)
            case "new" if work.under(at, "attr") or _chosen_before(work, one):
                _add_option(work, one, at)
            case "state":
                _add_states(
                    work, [s for s in everything if work.role(s) == "state" and s not in work.used], at
                )
            case "role" | "actor":
                if role_of(work, one) is not None:
                    work.fail(one, f"There is a role “{work.text(one)}” already.")
                else:
                    add_role(work, one)
            case "part":
                _add_part(work, one, at)
            case _:
                pass
    if len(pages) == 1 and any(work.role(one) == "part" for one in spans) and not work.problems:
        add_page(work, pages[0], everything)


def _add_thing(work: Work, at: int, things: list[int]) -> None:
    entity = entity_of(work, at)
    if entity is not None:
        if describe(work, at, entity):
            return
        others = [one for one in things if one != at]
        if not others and not any(
            work.role(one) in {"attr", "option", "state", "part", "one", "many"}
            for one in work.under(work.head(at))
        ):
            work.fail(at, f"There are {entity.display_name.lower()} records already.")
        return
    new_thing(work, at)


def _add_attr(work: Work, at: int) -> None:
    formulas = work.under(at, "formula")
    if formulas:
        work.use(at, *formulas)
        work_out(work, formulas[0], at, " ".join(work.text(one) for one in formulas))
        return
    owner = owner_of(work, at)
    if owner is not None:
        put_value(work, at, owner)


def _add_link(work: Work, at: int, command: int) -> None:
    owners = [entity for one in work.under(command, "thing") if (entity := entity_of(work, one)) is not None]
    head = work.head(at)
    if head is not None and work.role(head) == "thing" and (entity := entity_of(work, head)) is not None:
        owners = [entity]
    if len(owners) == 1:
        work.use(*work.under(command, "thing"))
        put_link(work, at, owners[0])
    else:
        work.fail(at)


def _add_option(work: Work, at: int, command: int) -> None:
    """A choice more of a value that is there."""
    head = work.owner_said(at, "attr")
    spans = work.under(command, "attr") if head is None else [head]
    if len(spans) == 1:
        owner = owner_of(work, spans[0])
        found = member_of(work, work.text(spans[0]), owner) if owner else None
        is_text = found is not None and isinstance(found.element, Field) and not found.element.options
        if is_text:
            work.fail(at, f"“{work.text(spans[0])}” is no choice so far. Which choices are there?")
            return
        if owner is not None and found is not None and isinstance(found.element, Field):
            work.use(at, spans[0])
            _more_options(work, [at], owner, found.element)
            return
    fields = (
        _chosen_before(work, at)
        or _in_view(work)
        or [
            (entity, field)
            for entity in work.spec.entities
            for field in entity.fields
            if field.type is FieldType.ENUM
        ]
    )
    if len(fields) == 1:
        work.use(at)
        _more_options(work, [at], *fields[0])
    else:
        work.fail(at, f"Of which value is “{work.text(at)}” a choice?")


def _chosen_before(work: Work, at: int) -> list[tuple[Entity, Field]]:
    """The values with choices that were only named before a span, of which it may be one more."""
    only = {element for one, element, _ in work.mentions_only if one < at}
    return [
        (entity, field) for entity in work.spec.entities for field in entity.fields
        if field.id in only and field.type is FieldType.ENUM
    ]  # fmt: skip


def _in_view(work: Work) -> list[tuple[Entity, Field]]:
    """The value with choices that was spoken of last."""
    return [
        (entity, field) for entity in work.spec.entities for field in entity.fields
        if field.id == work.focus.field and field.type is FieldType.ENUM
    ]  # fmt: skip


def _more_options(work: Work, spans: list[int], entity: Entity, field: Field) -> None:
    labels = [work.text(one) for one in spans]
    kept = [option.label for option in field.options]
    work.do(
        "retype", Kind.FIELD, spans[0], target=f"{entity.name}.{field.name}",
        type=field.type.value if field.options else "enum", options=[*kept, *labels],
    )  # fmt: skip


def _add_states(work: Work, spans: list[int], command: int) -> None:
    from .flows import add_states

    things = work.below(command, "thing")
    flow = flow_for(work, things, [])
    if flow is None and len(work.spec.flows) == 1:
        flow = work.spec.flows[0]
    work.use(*things)
    wheres = work.below(command, "where")
    anchors = [a for w in wheres for a in work.under(w, "state")]
    if flow is None and anchors:
        flow = flow_for(work, things, anchors)
    if flow is None:
        work.fail(spans[0], f"Of what is “{work.text(spans[0])}” a state?")
        return
    if wheres:
        _placed_state(work, [one for one in spans if one not in anchors], wheres, anchors, flow)
        return
    add_states(work, spans, flow)


def _placed_state(work: Work, spans: list[int], wheres: list[int], anchors: list[int], flow: Flow) -> None:
    """New states before, after or between others of their flow."""
    from sayso.design.resolver.state_positions import insert_states

    known = [state.label for one in anchors if (state := state_in(flow, work.text(one))) is not None]
    said = work.text(wheres[0]).lower()
    where = next((word for word in ("between", "after", "before") if word in said), "")
    if len(wheres) != 1 or not spans or len(known) != len(anchors) or len(known) != 1 + (where == "between"):
        work.fail(spans[0] if spans else wheres[0])
        return
    before = known[:1] if where != "before" else []
    after = known[-1] if where != "after" else None
    edits = insert_states(flow, before, [work.text(one) for one in spans], after, work.situation)
    if not where or not edits:
        work.fail(wheres[0])
        return
    work.use(*spans, *wheres, *anchors)
    for one in spans:
        work.use(*work.under(one, "kind"))
    work.take(edits, spans[0])


def _add_part(work: Work, at: int, command: int) -> None:
    pages = [page for one in work.under(command, "page") if (page := page_of(work, one)) is not None]
    page = pages[0] if len(pages) == 1 else None
    if work.under(command, "where"):
        _add_placed(work, at, command)
        return
    if add_part(work, at, page):
        work.use(at, *work.below(at), *work.under(command, "thing"))
        work.use(*(work.under(command, "page") if page is not None else ()))
    elif not work.problems:
        work.fail(at)


def _add_placed(work: Work, at: int, command: int) -> None:
    pages = [page for one in work.under(command, "page") if (page := page_of(work, one)) is not None]
    known = parts_of(work, at) if work.below(at, "thing", "report") else []
    if len(known) != 1 and not add_part(work, at, pages[0] if pages else None):
        if not work.problems:
            work.fail(at)
        return
    made = known or [one for one in work.spec.components if one.id == work.focus.component]
    place(work, command, {at: made[0]})
