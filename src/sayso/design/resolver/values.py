"""Values of a thing: their types, choices and limits, and its states."""

import itertools
import re
from typing import Any

from sayso.design.language.spelling import corrected
from sayso.design.name_lookup.likeness import key, likeness
from sayso.design.offline.build.flows import usual_moves
from sayso.design.offline.fields import FieldGuess, read_field
from sayso.kit.words import plural, sentence, singular, snake
from sayso.spec.edits import Kind, MakeFlow
from sayso.spec.model import (
    Computed,
    Entity,
    Field,
    FieldType,
    Flow,
    Relationship,
    RelationshipKind,
    State,
)

from .aspects import aspects, is_must, is_numeric, must_said, said_of, type_named, type_of
from .elements import Member, entity_in_focus, entity_of, member_of, owners_of, said_of_thing
from .formulas import put_formula
from .links import link
from .transitions import transition
from .vocabulary import listed
from .work import Work

_SIDES = frozenset(("left", "right", "top", "bottom", "above", "below"))
_COUNTED = re.compile(r"\s+of\s", re.IGNORECASE)
_ASKING = re.compile(r"^(?:what|which)\s+(?!(?:is|are|was|were|has|needs?|goes)\b)(?=\w)", re.IGNORECASE)
_SHORT = 5
_LEAST_STATES = 2
_TICKED = re.compile(r"\bseveral\b|\bmultiple\b|\bticks?\b|\bcheck ?box")
_STEPS = (("status",), ("state",), ("stage",), ("phase",))
_NUMBERS = frozenset((FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY))
_LISTED = {FieldType.ENUM, FieldType.MULTI_ENUM}


def owner_of(work: Work, at: int) -> Entity | None:  # noqa: C901 - one step for each place to look
    """Whose value a span is: the thing it hangs on, one beside it, the only one with it, or one in view."""
    above = list(work.above(at))
    for one in above:
        if (
            work.role(one) in {"thing", "one", "many", "actor"}
            and (entity := entity_of(work, one)) is not None
        ):
            work.use(one)
            return entity
    if any(work.role(one) == "thing" for one in above):
        return None
    said = work.owner_said(at, "thing")
    if said is not None and (entity := entity_of(work, said)) is not None:
        work.use(said)
        return entity
    words = work.text(at)
    beside = [
        (one, entity)
        for head in above
        for one in work.under(head, "thing")
        if (entity := entity_of(work, one)) is not None
    ]
    for one, entity in beside:
        if len(beside) == 1 or member_of(work, words, entity) is not None:
            work.use(one)
            return entity
    whole = re.sub(r"'s\b", "", words)
    for entity in work.spec.entities:
        name = key(entity.name)
        if key(whole)[: len(name)] == name and len(key(whole)) > len(name) and member_of(work, whole, entity):
            return entity
    having = owners_of(work, words)
    near = entity_in_focus(work)
    if near is not None and (not having or any(one.entity.id == near.id for one in having)):
        return near
    if len({one.entity.id for one in having}) == 1:
        return having[0].entity
    if having:
        work.fail(
            at,
            f"There is more than one “{words}”. Which one?",
            (said_of_thing(work, at, one.entity) for one in having),
        )
    else:
        choices = (f"Add {words} to {plural(one.display_name.lower())}" for one in work.spec.entities)
        work.fail(at, f"Which of your lists is “{words}” about?", choices)
    return None


def put_value(work: Work, at: int, entity: Entity) -> None:
    """A value of a thing: new, or as it is with other attributes."""
    work.use(at)
    found = member_of(work, work.text(at), entity)
    if work.under(at, "formula"):
        _put_formula(work, at, entity)
    elif found is not None and isinstance(found.element, Field):
        change_field(work, at, entity, found.element)
    elif found is not None and isinstance(found.element, Flow) and work.under(at, "option", "state"):
        put_states(work, work.under(at, "option", "state"), entity)
    elif found is not None and isinstance(found.element, Relationship) and work.under(at, "must", "type"):
        _change_link(work, at, found.element)
    elif found is not None:
        _mention(work, at, entity, found.element)
    elif work.under(at, "state") and key(work.text(at))[-1:] in _STEPS:
        put_states(work, work.under(at, "state"), entity)
    elif work.text(at).lower() in listed("flows") and work.under(at, "option", "state"):
        put_states(work, work.under(at, "option", "state"), entity)
    else:
        _add_value(work, at, entity)
    if found is not None:
        work.turn_to(entity, getattr(found.element, "id", None))


def _mention(work: Work, at: int, entity: Entity, element: Member) -> None:
    """A value that is only named, which is of use where something else is said of it."""
    work.mention(at, element.id, f"{sentence(entity.display_name)} has “{work.text(at)}” already.")


def _add_value(work: Work, at: int, entity: Entity) -> None:
    parent = entity_of(work, at)
    if parent is not None and parent.id != entity.id and not work.under(at, "type", "option", "formula"):
        several = work.text(at).lower() != singular(work.text(at).lower())
        link(work, entity, parent, several=several, at=at, required=is_must(work, at))
        return
    element = new_field(work, at, entity)
    if element is not None and work.do("add", Kind.FIELD, at, of=entity.name, element=element):
        made = next((one for e in work.spec.entities if e.id == entity.id for one in e.fields[-1:]), None)
        work.turn_to(entity, made.id if made else None)


def new_field(work: Work, at: int, entity: Entity | None = None) -> dict[str, Any] | None:  # noqa: C901, PLR0912 - one step for each aspect of a field
    """A field in the words of models, from a span and what hangs on it."""
    words = work.text(at)
    if entity is not None:
        own = key(entity.name)
        said = re.sub(r"'s\b", "", words).split()
        if len(said) > len(own) and key(" ".join(said[: len(own)])) == own:
            words = " ".join(said[len(own) :])
    words = " ".join(map(_mended, words.split()))
    guess = read_field(words)
    name = re.sub(r"[^a-z0-9_]", "", snake(words))[:48].strip("_")
    if not name or not name[0].isalpha() or name in _SIDES or _ASKING.match(words):
        work.fail(at)
        return None
    element: dict[str, Any] = {
        "name": _name(guess, name), "label": sentence(words)[:160], "source": work.sentence(at),
    }  # fmt: skip
    kind: str | None = guess.type.value if guess.known else None
    spans = work.under(at, "option", "state")
    if is_range(work, spans):
        work.fail(spans[0], "Which choices are there one by one?")
        return None
    options = [work.text(one) for one in spans]
    for one in said_of(work, at, "type"):
        said_type = type_named(work.text(one), name)
        if _COUNTED.match(work.reading.text, work.reading.spans[one].end):
            work.fail(one)
        work.use(one)
        if said_type is None and not options:
            work.fail(one)
        elif said_type is None:
            pass
        elif not (
            kind in {"money", "decimal"}
            and said_type in {"integer", "decimal", "money"}
            and kind != said_type == "integer"
        ):
            kind = said_type
    work.use(*work.under(at, "option", "state"))
    if options:
        element["options"] = options
        is_ticked = any(_TICKED.search(work.text(one).lower()) for one in said_of(work, at, "type"))
        is_several = is_ticked or work.role(at) == "many"
        kind = "multi_enum" if kind == "multi_enum" or is_several else "enum"
    elif kind in {"enum", "multi_enum"}:
        if guess.options:
            element["options"] = list(guess.options)
        else:
            work.fail(at, f"Which choices are there for “{words}”?")
    if kind is None and any(is_numeric(work.text(one)) for one in work.under(at, "limit")):
        kind = "integer"
    element["type"] = kind or "text"
    if guess.validation is not None and guess.known:
        element["validation"] = {k: v for k, v in guess.validation.to_json().items() if v is not None}
    element |= aspects(work, at, element["type"])
    work.use(*work.under(at, "kind"))
    return element


def is_range(work: Work, spans: list[int]) -> bool:
    """Whether two choices are only the ends of a row: *Monday to Friday*."""
    between = [
        work.reading.text[work.reading.spans[a].end : work.reading.spans[b].start].strip().lower()
        for a, b in itertools.pairwise(spans)
    ]
    return any(one in {"to", "till", "until", "through", "-", "–"} for one in between)


def _mended(word: str) -> str:
    """A word without a slip of the fingers, where it is clear which one was meant."""
    other = corrected(word) if word.islower() else word
    return other if len(word) > _SHORT or sorted(word) == sorted(other) else word


def _name(guess: FieldGuess, name: str) -> str:
    """The usual name where what was read of the words is all of them."""
    is_whole = guess.name != "value" and len(guess.name) >= len(name) // 2 and guess.name.isascii()
    return guess.name if is_whole else name


def change_field(work: Work, at: int, entity: Entity, field: Field) -> None:
    """Other attributes of a field that is there: those that hang on a span."""
    options = said_of(work, at, "option", "state")
    if is_range(work, options):
        work.fail(options[0], "Which choices are there one by one?")
        return
    types = said_of(work, at, "type")
    target = f"{entity.name}.{field.name}"
    kind = field.type.value
    work.use(*options, *types, *work.under(at, "kind"))
    named = next((found for one in types if (found := type_of(work.text(one), field.name, field.type))), None)
    if types and named is None and any(is_numeric(work.text(one)) for one in said_of(work, at, "limit")):
        named = kind if field.type in _NUMBERS else "integer"
    if types and named is None and not options:
        work.fail(types[0])
    if options:
        kind = _put_options(work, at, target, field, [work.text(one) for one in options])
    elif named is not None and named != kind:
        if named in {"enum", "multi_enum"} and field.type not in _LISTED:
            work.fail(at, f"Which choices are there for “{field.label}”?")
            return
        extra = {"options": [o.label for o in field.options]} if named in {"enum", "multi_enum"} else {}
        work.do("retype", Kind.FIELD, at, target=target, type=named, **extra)
        kind = named
    count = len(work.edits)
    values = aspects(work, at, kind, entity)
    if values:
        work.do("set", Kind.FIELD, at, target=target, values=values)
    if not (options or types or values or len(work.edits) > count or entity.id in work.fresh):
        _mention(work, at, entity, field)


def _put_options(work: Work, at: int, target: str, field: Field, labels: list[str]) -> str:
    """Choices of a field: more of them, or all that there are; gives its type."""
    said = [work.text(one) for one in said_of(work, at, "type")]
    named = next((found for one in said if (found := type_named(one, field.name))), None)
    kind = field.type.value
    if work.command(at) == "add" and field.type not in _LISTED:
        work.fail(at, f"“{field.label}” is no choice so far. Which choices are there?")
        return kind
    new = named if named in {"enum", "multi_enum"} else kind if kind in {"enum", "multi_enum"} else "enum"
    if named == "multi_enum" or work.role(at) == "many" or _TICKED.search(" ".join(said).lower()):
        new = "multi_enum"
    is_listed = field.type in _LISTED
    kept = [option.label for option in field.options] if is_listed and not _is_whole(work, at) else []
    kept = [one for one in kept if all(likeness(key(one), key(label)) < 0.95 for label in labels)]
    known = [option.label for option in field.options]
    labels = [next((k for k in known if likeness(key(k), key(label)) >= 0.95), label) for label in labels]
    work.do("retype", Kind.FIELD, at, target=target, type=new, options=[*kept, *labels])
    return new


def _is_whole(work: Work, at: int) -> bool:
    """Whether the choices that are named are all that shall be there: the field is changed into them."""
    return work.command(at) == "change" and bool(work.under(at, "type"))


def _change_link(work: Work, at: int, link_: Relationship) -> None:
    must, types = work.under(at, "must"), work.under(at, "type")
    work.use(*must, *types)
    for one in types:
        if type_named(work.text(one), "") != "multi_enum" or link_.kind is not RelationshipKind.BELONGS_TO:
            work.fail(one)
            continue
        values: dict[str, object] = {"kind": "many_to_many"}
        work.do("set", Kind.RELATIONSHIP, at, target=f"{link_.from_entity}.{link_.name}", values=values)
    for one in must:
        values = {**must_said(work.text(one))}
        if "required" not in values:
            work.fail(one)
        else:
            work.do("set", Kind.RELATIONSHIP, at, target=f"{link_.from_entity}.{link_.name}", values=values)


def _put_formula(work: Work, at: int, entity: Entity) -> None:
    formulas = work.under(at, "formula")
    work.use(*formulas)
    put_formula(work, formulas[0], at, " ".join(work.text(one) for one in formulas), entity)


def put_states(work: Work, spans: list[int], entity: Entity) -> None:
    """Steps of a life: of a thing that has none yet, or more of them."""
    work.use(*spans)
    labels = [sentence(work.text(one)) for one in spans]
    flow = next((one for one in work.spec.flows if one.entity == entity.name), None)
    if flow is None:
        field, choice = member_of(work, "status", entity), _choice_of(entity, labels)
        if choice is None and field is not None and isinstance(field.element, Field | Computed):
            work.fail(spans[0], f"{sentence(entity.display_name)} has a status already.")
            return
        if len(spans) < _LEAST_STATES and work.is_change:
            label = entity.display_name.lower()
            work.fail(spans[0], f"Which other states does one {label} go through?")
            return
        moves = _moves(work, spans)
        if choice is not None:
            work.take(
                [MakeFlow(target=choice.id, flow=_flow(work, spans[0], entity, choice, moves))], spans[0]
            )
            return
        element = {
            "entity": entity.name,
            "states": [{"name": snake(label)[:48], "label": label} for label in labels],
            "transitions": moves,
        }
        work.do("add", Kind.FLOW, spans[0], element=element)
        return
    from .flows import add_states

    add_states(work, spans, flow)


def _choice_of(entity: Entity, labels: list[str]) -> Field | None:
    """The only value that has been chosen from these states so far, which goes on as the state."""
    said = {snake(label) for label in labels}
    found = [one for one in entity.fields if said and said == {snake(option.label) for option in one.options}]
    return found[0] if len(found) == 1 else None


def _flow(work: Work, at: int, entity: Entity, choice: Field, moves: list[dict[str, str]]) -> Flow:
    """The flow whose states are the choices of a value."""
    names = {snake(option.label)[:48]: option for option in choice.options}
    first = names[moves[0]["from"]] if moves else choice.options[0]
    return Flow(
        id=work.ids.new("flw"), source=work.sentence(at), entity=entity.name, field=choice.name,
        initial=first.name,
        states=tuple(
            State(id=work.ids.new("sta"), name=option.name, label=option.label) for option in names.values()
        ),
        transitions=tuple(
            transition(names[move["from"]].name, names[move["to"]].name, work.situation) for move in moves
        ),
    )  # fmt: skip


def _moves(work: Work, spans: list[int]) -> list[dict[str, str]]:
    """From each to the next, and aside where a state ends things early."""
    names = [snake(sentence(work.text(one)))[:48] for one in spans]
    return [{"from": a, "to": b} for a, b in usual_moves(names)]
