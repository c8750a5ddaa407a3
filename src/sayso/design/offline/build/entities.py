"""Entities with their fields, and the relationships between them."""

import re

from sayso.design.offline.fields import FieldGuess
from sayso.design.offline.model.business import Business, Thing, ThingField, Tie
from sayso.design.offline.option_lists import options_of
from sayso.kit.words import plural, sentence
from sayso.spec.model import (
    Entity,
    Field,
    FieldType,
    OnDelete,
    Option,
    Relationship,
    RelationshipKind,
    Validation,
)

from .parts import DATES, Parts

_TAKEN = frozenset(
    [
        "id",
        "site_id",
        "created_at",
        "updated_at",
        "created_by",
        "version",
        "member_id",
        "ctid",
        "xmin",
        "xmax",
        "cmin",
        "cmax",
        "tableoid",
        "and",
        "or",
        "not",
        "in",
        "is",
        "if",
        "else",
        "true",
        "false",
        "none",
        "null",
    ]
)
_TAKEN_ENTITIES = {
    "file": "stored_file",
    "session": "booked_session",
    "history": "history_entry",
    "member_input": "member_entry",
}
_TITLES = ("name", "title", "full_name", "number", "code", "subject")
_SHORT_TYPES = frozenset((FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE))
_DEPTH = {
    "line": 5,
    "event": 4,
    "document": 3,
    "thing": 2,
    "catalogue": 1,
    "place": 1,
    "staff": 1,
    "customer": 0,
    "group": 0,
}
_MAX = 48


def rename_taken(business: Business) -> None:
    """Give things whose names every module needs for itself a more exact name."""
    for name, better in _TAKEN_ENTITIES.items():
        if name not in business.things:
            continue
        ties = sorted(business.parents(name), key=lambda tie: business.things[tie.parent].kind != "catalogue")
        parent = next((tie.parent for tie in ties), None)
        said = re.search(rf"\b([a-z]+ing)\s+{name}s?\b", business.text.lower())
        if said and (parent is None or business.things[parent].kind != "catalogue"):
            _rename(business, name, f"{said[1]}_{name}"[:_MAX])
            continue
        new = f"{parent}_{name}" if parent and f"{parent}_{name}" not in business.things else better
        _rename(business, name, new[:_MAX])


def _rename(business: Business, old: str, new: str) -> None:
    business.things = {(new if n == old else n): t for n, t in business.things.items()}
    business.things[new].name = new
    for tie in business.ties:
        tie.child = new if tie.child == old else tie.child
        tie.parent = new if tie.parent == old else tie.parent
        tie.name = new if tie.name == old else tie.name
    for life in business.lives:
        life.owner = new if life.owner == old else life.owner
    for grant in business.grants:
        grant.things = [new if t == old else t for t in grant.things]
    for decision in business.decisions:
        decision.things = [new if t == old else t for t in decision.things]
    for report in business.reports:
        report.measure = [new if w == old else w for w in report.measure]


def build_entities(parts: Parts) -> None:
    """Add every thing as an entity and every tie as a relationship."""
    taken: dict[str, set[str]] = {name: set(_TAKEN) for name in parts.business.things}
    for name, life in ((life.owner, life) for life in parts.business.lives):
        taken[name].add("status")
        del life
    place = list(parts.business.things)
    for tie in sorted(parts.business.ties, key=lambda t: (place.index(t.child), _nearness(parts, t))):
        _relationship(parts, tie, taken)
    for name, thing in parts.business.things.items():
        parts.entities[name] = _entity(parts, thing, taken[name])


def _nearness(parts: Parts, tie: Tie) -> int:
    """Whom a record is for stands before what it is about, and that before who does it and where."""
    order = {"customer": 0, "document": 1, "event": 1, "thing": 1, "catalogue": 2, "group": 3, "staff": 4}
    return order.get(parts.thing(tie.parent).kind, 5)


def _entity(parts: Parts, thing: Thing, taken: set[str]) -> Entity:
    fields: list[Field] = []
    for value in thing.fields:
        field = _field(parts, thing, value, taken)
        if field is not None:
            fields.append(field)
    display = sentence(thing.name)
    return Entity(
        id=parts.ids.new("ent"),
        name=thing.name,
        display_name=display,
        icon=thing.icon,
        fields=tuple(fields),
        source=_cut(thing.source),
        assumed=None if thing.source else thing.assumed or "It follows from the description.",
    )


def _field(parts: Parts, thing: Thing, value: ThingField, taken: set[str]) -> Field | None:
    guess = value.guess
    name = guess.name[:_MAX].strip("_")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        return None
    if name in _TAKEN:
        name = f"{thing.name}_{name}"[:_MAX]
    if name in taken:
        return None
    taken.add(name)
    is_title = name in _TITLES or (name == thing.fields[0].guess.name and guess.type is FieldType.TEXT)
    when = (
        guess.type in DATES
        and thing.kind == "event"
        and not any(f.guess.type in DATES for f in thing.fields[: thing.fields.index(value)])
    )
    return Field(
        id=parts.ids.new("fld"),
        name=name,
        label=_label(guess, name)[:160],
        type=guess.type,
        required=guess.required or is_title or when,
        unique=guess.unique and guess.type in _SHORT_TYPES,
        indexed=guess.type in DATES and when,
        searchable=guess.type in _SHORT_TYPES and (is_title or guess.type is not FieldType.PHONE),
        options=_options(parts, guess),
        validation=_validation(guess),
        help=guess.help,
        default=guess.default,
        source=_cut(guess.source) if value.assumed is None else None,
        assumed=value.assumed,
    )


def _label(guess: FieldGuess, name: str) -> str:
    label = guess.label if guess.name == name else sentence(name)
    words = [
        w.upper()
        if w.lower()
        in {"id", "vat", "isbn", "sku", "url", "vin", "iban", "mot", "dob", "cv", "ph", "pdf", "ip", "gps"}
        else w
        for w in label.split()
    ]
    return " ".join(words) or "Value"


def _validation(guess: FieldGuess) -> Validation | None:
    if guess.type in {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY}:
        return guess.validation
    return None


def _options(parts: Parts, guess: FieldGuess) -> tuple[Option, ...]:
    if guess.type not in {FieldType.ENUM, FieldType.MULTI_ENUM}:
        return ()
    return options_of(guess.options, parts.ids)


def _relationship(parts: Parts, tie: Tie, taken: dict[str, set[str]]) -> None:
    name = _free(tie.name, taken[tie.child], f"{tie.name}_{tie.parent}")
    taken[tie.child].add(name)
    wanted = plural(tie.child)
    role = "" if tie.name in {tie.parent, plural(tie.parent)} else f"{tie.name}_"
    inverse = _free(wanted, taken[tie.parent], f"{role or tie.child + '_'}{wanted}")
    taken[tie.parent].add(inverse)
    child, parent = parts.thing(tie.child), parts.thing(tie.parent)
    deeper = _DEPTH.get(child.kind, 2) > _DEPTH.get(parent.kind, 2)
    line = child.kind == "line"
    parts.relationships.append(
        Relationship.model_validate(
            {
                "id": parts.ids.new("rel"),
                "kind": RelationshipKind.MANY_TO_MANY if tie.many else RelationshipKind.BELONGS_TO,
                "from": tie.child,
                "to": tie.parent,
                "name": name,
                "inverse": inverse,
                "required": not tie.many and deeper and (tie.assumed is None or _is_for(parts, tie)),
                "on_delete": OnDelete.CASCADE
                if line and deeper and not tie.many and parent.kind in {"document", "event"}
                else OnDelete.RESTRICT,
                "source": _cut(tie.source),
                "assumed": tie.assumed,
            }
        )
    )


def _is_for(parts: Parts, tie: Tie) -> bool:
    """Whether an event takes place for this customer alone, so that it makes no sense without."""
    others = [t for t in parts.business.parents(tie.child) if t is not tie]
    reached = {t.parent for other in others for t in parts.business.parents(other.parent)}
    customers = [t for t in others if parts.thing(t.parent).kind == "customer"]
    kinds = (parts.thing(tie.child).kind, parts.thing(tie.parent).kind)
    return kinds == ("event", "customer") and not customers and tie.parent not in reached


def _free(name: str, taken: set[str], other: str) -> str:
    for candidate in (name, other, *(f"{name}_{n}" for n in range(2, 20))):
        short = candidate[:_MAX].strip("_")
        if short and short not in taken and short[0].isalpha():
            return short
    return name


def _cut(text: str | None) -> str | None:
    return text[:400] if text else None
