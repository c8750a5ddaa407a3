"""Random changes as people ask for them; the same numbers give the same changes."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from sayso.spec.edits import (
    Edit,
    MergeFields,
    Remove,
    Rename,
    Retype,
    SplitEntity,
    add,
    apply,
    change,
)
from sayso.spec.edits.kinds import Kind
from sayso.spec.model import (
    AppSpec,
    Entity,
    Field,
    FieldType,
    Flow,
    Index,
    Option,
    PermissionRule,
    Relationship,
    State,
    Transition,
    Validation,
)

WORDS = (
    "amount", "author", "batch", "city", "color", "deadline", "detail", "effort", "goal", "grade", "label",
    "level", "limit", "mood", "origin", "owner", "phase", "place", "prize", "reason", "season", "shelf",
    "size", "source", "stage", "target", "theme", "topic", "unit", "weight",
)  # fmt: skip
LISTED = (FieldType.ENUM, FieldType.MULTI_ENUM)
_TRIES = 60

Maker = Callable[["Changes", AppSpec], "Sequence[Edit] | None"]


class Changes:
    """Draws the next change of a spec."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._numbers = 0

    def draw(self, spec: AppSpec) -> tuple[tuple[Edit, ...], AppSpec]:
        """Edits that apply, and the spec that comes of them."""
        for _ in range(_TRIES):
            maker = self._random.choices([m for m, _ in _MAKERS], [w for _, w in _MAKERS])[0]
            edits = maker(self, spec)
            if not edits:
                continue
            try:
                result = apply(spec, edits)
            except ValueError:
                continue
            if result.ok and result.spec != spec:
                return tuple(edits), result.spec
        raise AssertionError("no change fits this spec")

    def id(self, kind: str) -> str:
        """A fresh id."""
        self._numbers += 1
        return f"{kind}_{self._random.randrange(16**4):04x}{self._numbers:04}"

    def word(self, taken: Sequence[str] = ()) -> str:
        """A name that is free."""
        free = [word for word in WORDS if word not in taken]
        self._numbers += 1
        return self._random.choice(free) if free else f"thing_{self._numbers}"

    def entity(self, spec: AppSpec) -> Entity:
        """Any entity."""
        return self._random.choice(spec.entities)

    def field(self, spec: AppSpec, *types: FieldType) -> Field | None:
        """Any field, of one of these types."""
        found = [f for e in spec.entities for f in e.fields if not types or f.type in types]
        return self._random.choice(found) if found else None

    def pick(self, items: Sequence[Any]) -> Any:
        """Any of them; none of nothing."""
        return self._random.choice(items) if items else None

    def toss(self, share: float = 0.5) -> bool:
        """True so often."""
        return self._random.random() < share

    def options(self, count: int) -> tuple[Option, ...]:
        """Options of different names."""
        names = self._random.sample(WORDS, count)
        return tuple(Option(id=self.id("opt"), name=name, label=name.title()) for name in names)

    def new_field(self, name: str, *, plain: bool = False) -> Field:
        """A field of any type."""
        kind = self._random.choice([t for t in FieldType if t not in {FieldType.IMAGE, FieldType.FILE}])
        options = self.options(3) if kind in LISTED else ()
        default: Any = None
        if not plain and self.toss(0.3):
            default = _DEFAULTS.get(kind)
            if kind is FieldType.ENUM:
                default = options[0].name
        required = not plain and default is not None and self.toss()
        return Field(
            id=self.id("fld"), name=name, label=name.title(), type=kind, options=options, default=default,
            required=required, indexed=self.toss(0.2),
        )  # fmt: skip


_DEFAULTS: dict[FieldType, Any] = {
    FieldType.TEXT: "none", FieldType.LONG_TEXT: "nothing", FieldType.INTEGER: 7, FieldType.DECIMAL: 1.5,
    FieldType.MONEY: 2, FieldType.BOOLEAN: False,
}  # fmt: skip


def _names(entity: Entity, spec: AppSpec) -> list[str]:
    links = [link.name for link in spec.relationships] + [link.inverse for link in spec.relationships]
    return [*(f.name for f in entity.fields), *(c.name for c in entity.computed), *links, "status"]


def _add_field(draw: Changes, spec: AppSpec) -> Sequence[Edit]:
    entity = draw.entity(spec)
    return [add(draw.new_field(draw.word(_names(entity, spec))), parent=entity.id)]


def _remove_field(draw: Changes, spec: AppSpec) -> Sequence[Edit] | None:
    field = draw.field(spec)
    return [Remove(kind=Kind.FIELD, target=field.id)] if field else None


def _rename_field(draw: Changes, spec: AppSpec) -> Sequence[Edit] | None:
    field = draw.field(spec)
    return [Rename(kind=Kind.FIELD, target=field.id, name=draw.word())] if field else None


def _swap_names(draw: Changes, spec: AppSpec) -> Sequence[Edit] | None:
    entity = draw.entity(spec)
    if len(entity.fields) < 2:
        return None
    one, other = draw.pick(entity.fields[:1]), draw.pick(entity.fields[1:])
    return [
        Rename(kind=Kind.FIELD, target=one.id, name="swapped_meanwhile"),
        Rename(kind=Kind.FIELD, target=other.id, name=one.name),
        Rename(kind=Kind.FIELD, target=one.id, name=other.name),
    ]


def _retype(draw: Changes, spec: AppSpec) -> Sequence[Edit] | None:
    field = draw.field(spec)
    if field is None:
        return None
    wanted = draw.pick([t for t in FieldType if t not in {field.type, FieldType.IMAGE, FieldType.FILE}])
    return [Retype(target=field.id, type=wanted, options=draw.options(3) if wanted in LISTED else None)]


def _set_field(draw: Changes, spec: AppSpec) -> Sequence[Edit] | None:
    field = draw.field(spec)
    if field is None:
        return None
    what = draw.pick(["required", "unique", "indexed", "searchable", "default", "validation", "help"])
    value: Any = None
    if what in {"required", "unique", "indexed", "searchable"}:
        value = not getattr(field, what)
    elif what == "default":
        value = None if field.default is not None else _DEFAULTS.get(field.type)
    elif what == "validation" and field.validation is None:
        if field.type in {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY}:
            value = Validation(min=draw.pick([0, 5, 10]))
        elif field.type in {FieldType.TEXT, FieldType.LONG_TEXT}:
            value = Validation(max_length=draw.pick([3, 6, 200]))
    elif what == "help":
        value = "Say more."
    return [change(Kind.FIELD, field.id, **{what: value})]


def _options(draw: Changes, spec: AppSpec) -> Sequence[Edit] | None:
    field = draw.field(spec, *LISTED)
    if field is None:
        return None
    option = draw.pick(field.options)
    word = draw.word([o.name for o in field.options])
    how = draw.pick(["add", "remove", "rename"])
    if how == "add" or option is None:
        return [add(Option(id=draw.id("opt"), name=word, label=word.title()), parent=field.id)]
    if how == "remove":
        return [Remove(kind=Kind.OPTION, target=option.id)] if len(field.options) > 1 else None
    return [Rename(kind=Kind.OPTION, target=option.id, name=word)]


def _add_entity(draw: Changes, spec: AppSpec) -> Sequence[Edit]:
    name = draw.word([e.name for e in spec.entities])
    title = Field(id=draw.id("fld"), name="name", label="Name", required=draw.toss())
    word = draw.word(["name", "status"])
    entity = Entity(
        id=draw.id("ent"), name=name, display_name=name.title(),
        fields=(title, draw.new_field(word, plain=True)),
    )  # fmt: skip
    role = spec.permissions.roles[0].name
    rule = PermissionRule(
        id=draw.id("prm"), role=role, entity=name, actions=("create", "read", "update", "delete")
    )
    made: list[Edit] = [add(entity)]
    if not any(r.role == role and r.entity == name for r in spec.permissions.rules):
        made.append(add(rule))
    if draw.toss() and spec.entities:
        made.append(add(_link(draw, spec, name, draw.entity(spec).name)))
    return made


def _link(draw: Changes, spec: AppSpec, one: str, other: str) -> Relationship:
    taken = [n for link in spec.relationships for n in (link.name, link.inverse)]
    taken += [f.name for e in spec.entities for f in e.fields]
    name = draw.word([*taken, *(e.name for e in spec.entities)])
    return Relationship(
        id=draw.id("rel"), kind=draw.pick(["belongs_to", "belongs_to", "many_to_many"]),
        from_entity=one, to_entity=other, name=name, inverse=f"{name}_of",
        on_delete=draw.pick(["restrict", "set_null", "cascade"]),
    )  # fmt: skip


def _add_link(draw: Changes, spec: AppSpec) -> Sequence[Edit]:
    return [add(_link(draw, spec, draw.entity(spec).name, draw.entity(spec).name))]


def _remove_entity(draw: Changes, spec: AppSpec) -> Sequence[Edit] | None:
    if len(spec.entities) < 3:
        return None
    return [Remove(kind=Kind.ENTITY, target=draw.entity(spec).id)]


def _rename_entity(draw: Changes, spec: AppSpec) -> Sequence[Edit]:
    return [Rename(kind=Kind.ENTITY, target=draw.entity(spec).id, name=draw.word())]


def _change_link(draw: Changes, spec: AppSpec) -> Sequence[Edit] | None:
    link = draw.pick(spec.relationships)
    if link is None:
        return None
    match draw.pick(["remove", "rename", "kind", "on_delete", "required"]):
        case "remove":
            return [Remove(kind=Kind.RELATIONSHIP, target=link.id)]
        case "rename":
            return [Rename(kind=Kind.RELATIONSHIP, target=link.id, name=draw.word())]
        case "kind":
            wanted = "belongs_to" if link.kind == "many_to_many" else "many_to_many"
            values: dict[str, Any] = {"kind": wanted}
            if wanted == "many_to_many":
                values["required"] = False
            return [change(Kind.RELATIONSHIP, link.id, **values)]
        case "required":
            return [change(Kind.RELATIONSHIP, link.id, required=not link.required)]
        case _:
            wanted = draw.pick(["restrict", "cascade", "set_null"])
            return [change(Kind.RELATIONSHIP, link.id, on_delete=wanted)]


def _split(draw: Changes, spec: AppSpec) -> Sequence[Edit] | None:
    field = draw.field(spec, FieldType.TEXT, FieldType.ENUM, FieldType.MULTI_ENUM)
    if field is None:
        return None
    name = draw.word([e.name for e in spec.entities])
    return [SplitEntity(target=field.id, name=name, multiple=draw.toss())]


def _merge(draw: Changes, spec: AppSpec) -> Sequence[Edit] | None:
    entity = draw.entity(spec)
    texts = [f for f in entity.fields if f.type in {FieldType.TEXT, FieldType.LONG_TEXT}]
    if len(texts) < 2:
        return None
    return [MergeFields(targets=(texts[0].id, texts[1].id), name=draw.word(_names(entity, spec)))]


def _add_flow(draw: Changes, spec: AppSpec) -> Sequence[Edit] | None:
    bare = [e for e in spec.entities if e.name not in {flow.entity for flow in spec.flows}]
    entity = draw.pick(bare)
    if entity is None:
        return None
    states = tuple(State(id=draw.id("sta"), name=n, label=n.title()) for n in ("open", "busy", "shut"))
    moves = tuple(
        Transition(id=draw.id("trn"), name=n, from_state=a, to_state=b)
        for n, a, b in (("begin", "open", "busy"), ("close", "busy", "shut"), ("drop", "open", "shut"))
    )
    flow = Flow(id=draw.id("flw"), entity=entity.name, states=states, initial="open", transitions=moves)
    return [add(flow)]


def _change_flow(draw: Changes, spec: AppSpec) -> Sequence[Edit] | None:
    flow = draw.pick(spec.flows)
    if flow is None:
        return None
    state = draw.pick(flow.states)
    word = draw.word([s.name for s in flow.states])
    match draw.pick(["remove flow", "add", "rename", "remove"]):
        case "remove flow":
            return [Remove(kind=Kind.FLOW, target=flow.id)]
        case "add":
            return [add(State(id=draw.id("sta"), name=word, label=word.title()), parent=flow.id)]
        case "rename":
            return [Rename(kind=Kind.STATE, target=state.id, name=word)]
        case _:
            return [Remove(kind=Kind.STATE, target=state.id)] if state.name != flow.initial else None


def _index(draw: Changes, spec: AppSpec) -> Sequence[Edit] | None:
    entity = draw.entity(spec)
    if entity.indexes and draw.toss():
        return [Remove(kind=Kind.INDEX, target=draw.pick(entity.indexes).id)]
    names = [f.name for f in entity.fields if f.type not in {FieldType.JSON, FieldType.MULTI_ENUM}]
    if not names:
        return None
    return [add(Index(id=draw.id("idx"), fields=(draw.pick(names),)), parent=entity.id)]


_MAKERS: tuple[tuple[Maker, int], ...] = (
    (_add_field, 10), (_remove_field, 8), (_rename_field, 8), (_swap_names, 3), (_retype, 16),
    (_set_field, 12),
    (_options, 8), (_add_entity, 5), (_remove_entity, 3), (_rename_entity, 4), (_add_link, 6),
    (_change_link, 9),
    (_split, 5), (_merge, 5), (_add_flow, 4), (_change_flow, 5), (_index, 4),
)  # fmt: skip
