"""Edits with real targets, so that most of them apply and some clash."""

from typing import Any

from hypothesis import strategies as st

from sayso.spec.edits import (
    EDITS,
    Edit,
    MergeFields,
    Move,
    Part,
    Remove,
    Rename,
    Retype,
    SetLayout,
    SplitEntity,
    SplitField,
    add,
    change,
    change_spec,
)
from sayso.spec.edits.kinds import SHAPES, Kind
from sayso.spec.edits.tree import Spot, walk
from sayso.spec.model import (
    AppSpec,
    Assumption,
    Component,
    Computed,
    Container,
    Element,
    Endpoint,
    Entity,
    Field,
    FieldType,
    Flow,
    Index,
    Measure,
    Option,
    Page,
    PermissionRule,
    Relationship,
    RelationshipKind,
    Report,
    Role,
    Rule,
    Setting,
    Slot,
    State,
    Transition,
)

WORDS = ["client", "visit", "room", "price", "note", "tag", "stylist", "service", "status", "total", "kind"]
names = st.sampled_from(WORDS)
Draw = Any


def ids(prefix: str) -> st.SearchStrategy[str]:
    """Mostly fresh."""
    return st.integers(0, 10**8 - 1).map(lambda number: f"{prefix}_{number:08d}")


@st.composite
def options(draw: Draw) -> tuple[Option, ...]:
    """None or a few, of different names."""
    chosen = draw(st.lists(names, max_size=3, unique=True))
    return tuple(Option(id=draw(ids("opt")), name=name, label=name.title()) for name in chosen)


@st.composite
def fields(draw: Draw) -> Field:
    """A field of any type."""
    kind = draw(st.sampled_from(FieldType))
    name = draw(names)
    listed = kind in {FieldType.ENUM, FieldType.MULTI_ENUM}
    return Field(
        id=draw(ids("fld")),
        name=name,
        label=name.title(),
        type=kind,
        required=draw(st.booleans()),
        options=draw(options()) if listed else (),
    )


@st.composite
def entities(draw: Draw) -> Entity:
    """An entity with a name and perhaps more."""
    name = draw(names)
    rest = draw(st.lists(fields(), max_size=3, unique_by=lambda field: field.name))
    title = Field(id=draw(ids("fld")), name="name", label="Name")
    return Entity(id=draw(ids("ent")), name=name, display_name=name.title(), fields=(title, *rest))


def _pick(draw: Draw, spec: AppSpec, kind: Kind) -> Any:
    found = [spot.element for spot in walk(spec) if spot.kind is kind]
    return draw(st.sampled_from(found)) if found else None


def _member(draw: Draw, spec: AppSpec, entity: Entity) -> str:
    links = [link.name for link in spec.relationships if link.from_entity == entity.name]
    return str(draw(st.sampled_from([*(field.name for field in entity.fields), *links, "status"])))


@st.composite
def elements(draw: Draw, spec: AppSpec) -> tuple[Element, str | None]:  # noqa: C901, PLR0912
    """A new element and the id of its parent."""
    entity: Entity | None = _pick(draw, spec, Kind.ENTITY)
    if entity is None:
        return draw(entities()), None
    other: Entity = _pick(draw, spec, Kind.ENTITY)
    flow: Flow | None = _pick(draw, spec, Kind.FLOW)
    role: Role | None = _pick(draw, spec, Kind.ROLE)
    field: Field | None = _pick(draw, spec, Kind.FIELD)
    name = draw(names)
    label = name.title()
    match draw(st.sampled_from(Kind)):
        case Kind.ENTITY:
            return draw(entities()), None
        case Kind.FIELD:
            return draw(fields()), entity.id
        case Kind.OPTION if field:
            return Option(id=draw(ids("opt")), name=name, label=label), field.id
        case Kind.COMPUTED:
            text = _member(draw, spec, entity)
            return Computed(
                id=draw(ids("cmp")), name=name, label=label, type=FieldType.TEXT, expression=text
            ), entity.id
        case Kind.INDEX:
            return Index(id=draw(ids("idx")), fields=(_member(draw, spec, entity),)), entity.id
        case Kind.RULE:
            text = f"{_member(draw, spec, entity)} is not None"
            return Rule(
                id=draw(ids("rul")), name=name, expression=text, message="It has to be given."
            ), entity.id
        case Kind.RELATIONSHIP:
            kind = draw(st.sampled_from(["belongs_to", "has_many", "many_to_many"]))
            return Relationship(
                id=draw(ids("rel")), kind=kind, from_entity=entity.name, to_entity=other.name,
                name=draw(st.sampled_from([other.name, name])), inverse=f"{entity.name}s",
            ), None  # fmt: skip
        case Kind.FLOW:
            states = (
                State(id=draw(ids("sta")), name="open", label="Open"),
                State(id=draw(ids("sta")), name="shut", label="Shut"),
            )
            step = Transition(id=draw(ids("trn")), name="close", from_state="open", to_state="shut")
            return Flow(
                id=draw(ids("flw")), entity=entity.name, states=states, initial="open", transitions=(step,)
            ), None
        case Kind.STATE if flow:
            return State(id=draw(ids("sta")), name=name, label=label), flow.id
        case Kind.TRANSITION if flow:
            ends = [draw(st.sampled_from(flow.states)).name for _ in "ft"]
            return Transition(id=draw(ids("trn")), name=name, from_state=ends[0], to_state=ends[1]), flow.id
        case Kind.ROLE:
            return Role(id=draw(ids("rol")), name=name, label=label), None
        case Kind.PERMISSION if role:
            return PermissionRule(
                id=draw(ids("prm")), role=role.name, entity=entity.name, actions=("read",)
            ), None
        case Kind.COMPONENT:
            props = {"columns": [_member(draw, spec, entity)]}
            wanted = draw(st.sampled_from([f"{entity.name.title().replace('_', '')}List", label]))
            return Component(
                id=draw(ids("com")), name=wanted, type="table", entity=entity.name, props=props
            ), None
        case Kind.PAGE:
            component: Component | None = _pick(draw, spec, Kind.COMPONENT)
            shown = (component.name,) if component else ()
            return Page(id=draw(ids("pag")), name=name, title=label, path=f"/{name}", components=shown), None
        case Kind.ENDPOINT:
            return Endpoint(id=draw(ids("end")), path=f"/{name}", method="GET", entity=entity.name), None
        case Kind.REPORT:
            group = (_member(draw, spec, entity),)
            count = (Measure(op="count"),)
            return Report(
                id=draw(ids("rep")),
                name=name,
                title=label,
                entity=entity.name,
                group_by=group,
                measures=count,
            ), None
        case Kind.ASSUMPTION:
            return Assumption(id=draw(ids("asm")), text=f"{label} is wanted.", elements=(entity.id,)), None
        case _:
            return Setting(id=draw(ids("set")), key=name, type="string", label=label), None


@st.composite
def edits(draw: Draw, spec: AppSpec) -> Edit:  # noqa: C901 - one line for each edit
    """Any edit that could be made of ``spec``; not every one fits."""
    spots = list(walk(spec))
    texts = [spot for spot in spots if spot.kind is Kind.FIELD and spot.element.type == "text"]  # type: ignore[attr-defined]
    op = draw(
        st.sampled_from(
            [
                "add",
                "add",
                "remove",
                "rename",
                "rename",
                "set",
                "move",
                "retype",
                "layout",
                "spec",
                "split",
                "merge",
                "part",
            ]
        )
    )
    if op == "add" or not spots:
        element, parent = draw(elements(spec))
        if SHAPES[add(element, parent=parent).kind].parent is None or parent:
            return add(element, parent=parent, position=draw(st.none() | st.integers(0, 3)))
    if op == "spec" or not spots:
        return change_spec(
            **draw(
                st.sampled_from(
                    [{"name": "Other"}, {"tier": "pro"}, {"default_role": None}, {"public_role": None}]
                )
            )
        )
    spot: Spot = draw(st.sampled_from(spots))
    if op == "rename":
        word = draw(names)
        name = word.title() if spot.kind is Kind.COMPONENT else word
        return Rename(
            kind=spot.kind, target=spot.element.id, name=name, label=draw(st.none() | st.just("Said"))
        )
    if op == "move":
        return Move(kind=spot.kind, target=spot.element.id, position=draw(st.integers(0, 5)))
    if op == "retype" and texts:
        target = draw(st.sampled_from(texts)).element.id
        return Retype(
            target=target, type=draw(st.sampled_from(FieldType)), options=draw(st.none() | options())
        )
    if op == "split" and texts:
        return SplitEntity(target=draw(st.sampled_from(texts)).element.id, multiple=draw(st.booleans()))
    if op == "merge" and len(texts) > 1:
        chosen = draw(
            st.lists(st.sampled_from(texts), min_size=2, max_size=3, unique_by=lambda s: s.element.id)
        )
        return MergeFields(targets=tuple(text.element.id for text in chosen), name=draw(names))
    if op == "part" and texts:
        chosen = draw(st.lists(names, min_size=2, max_size=3))
        return SplitField(
            target=draw(st.sampled_from(texts)).element.id, parts=tuple(Part(name=name) for name in chosen)
        )
    if op == "layout" and spec.pages and spec.components:
        layout = Container(children=(Slot(component=draw(st.sampled_from(spec.components)).name),))
        return SetLayout(
            target=draw(st.sampled_from(spec.pages)).id, layout=draw(st.none() | st.just(layout))
        )
    if op == "set":
        changed: Edit = draw(_changes(spot))
        return changed
    return Remove(kind=spot.kind, target=spot.element.id)


@st.composite
def _changes(draw: Draw, spot: Spot) -> Edit:
    values: dict[str, Any] = {"source": draw(st.none() | st.just("as they said"))}
    match spot.kind:
        case Kind.FIELD:
            values["required"] = draw(st.booleans())
        case Kind.PAGE | Kind.ENTITY:
            values["icon"] = draw(st.none() | st.just("star"))
        case Kind.RELATIONSHIP:
            values["on_delete"] = draw(st.sampled_from(["restrict", "cascade"]))
            values["kind"] = draw(st.sampled_from(RelationshipKind))
        case Kind.COMPONENT:
            values["entity"] = draw(st.none() | names)
        case _:
            pass
    return change(spot.kind, spot.element.id, **values)


def round_trip(written: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """The edits as they come back from JSON."""
    return EDITS.validate_python([edit.to_json() for edit in written])
