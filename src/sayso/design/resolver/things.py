"""Things: what a message says of one, new or there already."""

import re
from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz

from sayso.catalogue.senses import is_noun
from sayso.design.name_lookup.likeness import key
from sayso.design.resolver.rule_phrases import restrict
from sayso.kit.words import plural, sentence, singular, snake
from sayso.spec.edits import Kind
from sayso.spec.model import Entity, RelationshipKind

from .aspects import is_must, must_said
from .comparisons import order_of
from .elements import entity_named, entity_of, member_of
from .flows import state_in
from .links import link, says
from .separations import separated
from .spans import lasting_of
from .values import new_field, put_states, put_value
from .vocabulary import listed
from .work import Work

_NEAR = 60
_THEM = frozenset(("them", "these", "those"))
_ANY_NUMBER = re.compile(r"^(?:one or more|at least one|several|any number|one or several|many)$")


def describe(work: Work, at: int, entity: Entity) -> bool:
    """Take in what hangs on a mention of an existing thing; whether anything did."""
    work.use(at)
    work.turn_to(entity)
    states = [one for one in work.under(at, "state") if not _only_qualifies(work, one, at, entity)]
    others = _alike(work, at)
    done = False
    for one in work.under(at):
        if one in work.used:
            continue
        done = _take_in(work, one, (entity, *others)) or done
    if states and states[0] not in work.used:
        put_states(work, states, entity)
        done = True
    for one in work.under(at, "must"):
        done = _put_must(work, one, entity) or done
    for one in work.under(at, "limit"):
        done = _put_rule(work, one, entity) or done
    return done


def _take_in(work: Work, at: int, entities: Sequence[Entity]) -> bool:
    """A value or a link that is said of things named in one breath; whether it is either."""
    role = work.role(at)
    is_chosen = role == "many" and bool(work.under(at, "option")) and entity_of(work, at) is None
    is_person = role in {"role", "actor"} and work.command(at) == "add"
    if role == "attr" or is_chosen or is_person or (role == "option" and work.under(at, "type")):
        for each in entities:
            put_value(work, at, each)
    elif role in {"one", "many"}:
        for each in entities:
            put_link(work, at, each)
    else:
        return False
    return True


def _put_must(work: Work, at: int, entity: Entity) -> bool:
    """What has to be so of the value that the words themselves name: *no email twice*."""
    said, words = must_said(work.text(at)), set(key(work.text(at)))
    named = [one for one in entity.fields if set(key(one.name)) <= words or set(key(one.label)) <= words]
    most = max((len(key(one.label)) for one in named), default=0)
    named = [one for one in named if len(key(one.label)) == most]
    if not said or len(named) != 1 or work.under(at):
        return False
    work.use(at)
    return work.do("set", Kind.FIELD, at, target=f"{entity.name}.{named[0].name}", values=said)


def _alike(work: Work, at: int) -> list[Entity]:
    """Things named in one breath with one, of which the same is said: *desks and rooms have a location*."""
    row = [at]
    for one in range(at + 1, len(work.heads)):
        gap = work.reading.text[work.reading.spans[one - 1].end : work.reading.spans[one].start].lower()
        if work.role(one) != "thing" or work.head(one) is not None or not _JOINED.fullmatch(gap):
            break
        row.append(one)
    others = [entity_of(work, one) for one in row[1:]]
    if work.head(at) is not None or any(one < row[-1] for one in work.under(at)) or None in others:
        return []
    if any(work.under(one) for one in row[1:]):
        return []
    work.use(*row[1:])
    return [one for one in others if one is not None]


_JOINED = re.compile(r"\s*(?:,|&|and|,\s*and|as well as)\s*(?:(?:the|every|each|all|our|an?)\s+)*")


def _only_qualifies(work: Work, state: int, at: int, entity: Entity) -> bool:
    """Whether a state only says on which rows a new value is filled in: *cancelled orders get a reason*."""
    flow = next((one for one in work.spec.flows if one.entity == entity.name), None)
    gap = work.reading.text[work.reading.spans[state].end : work.reading.spans[at].start]
    values = work.under(at, "attr")
    is_new = bool(values) and not any(
        member_of(work, work.text(one), entity) is not None or work.under(one, "must") for one in values
    )
    if (
        state != at - 1
        or gap.strip()
        or not is_new
        or flow is None
        or state_in(flow, work.text(state)) is None
    ):
        return False
    work.use(state)
    return True


def _put_rule(work: Work, at: int, entity: Entity) -> bool:
    """A condition that every row has to meet."""
    rule = order_of(work, at, entity)
    if rule is not None:
        work.use(at)
        return work.do("add", Kind.RULE, at, of=entity.name, element=rule)
    rule = lasting_of(work, at, entity)
    if rule is not None:
        work.use(at)
        return work.do("add", Kind.RULE, at, of=entity.name, element=rule)
    edits = restrict(f"{entity.display_name.lower()} {work.text(at)}", work.situation)
    if not edits:
        return False
    work.use(at)
    return work.take(edits, at)


def put_link(work: Work, at: int, entity: Entity) -> None:
    """A thing that each has one or several of."""
    work.use(at, *(one for one in work.under(at, "limit") if _ANY_NUMBER.search(work.text(one).lower())))
    several = work.role(at) == "many"
    parent = (
        _spoken_of(work, at) if work.text(at).lower().removeprefix("of ") in _THEM else entity_of(work, at)
    )
    required = is_must(work, at)
    if parent is not None and parent.id == entity.id and _is_way_back(work, at, entity):
        return
    if parent is None and (made := separated(work, at, entity, several=several)) is not None:
        _fill(work, at, made)
        return
    if parent is None:
        parent = new_thing(work, at)
    if parent is None:
        return
    for one in work.under(at, "attr"):
        put_value(work, one, parent)
    if says(work, entity, parent, "one") and says(work, entity, parent, "many"):
        words = f"one or several {plural(parent.display_name.lower())}"
        work.fail(at, f"Has each {entity.display_name.lower()} {words}?")
        return
    link(work, entity, parent, several=several, at=at, required=required)


def _is_way_back(work: Work, at: int, entity: Entity) -> bool:
    """Whether a thing that hangs on itself says the other way of a link: *and it goes to many events*."""
    beside = [entity_of(work, one) for one in work.under(work.head(at), "many") if one < at]
    ends = {one.id: one.name for one in beside if one is not None and one.id != entity.id}
    return len(ends) == 1 and any(
        {link_.from_entity, link_.to_entity} == {entity.name, *ends.values()}
        and link_.kind is RelationshipKind.MANY_TO_MANY
        for link_ in work.spec.relationships
    )


def _spoken_of(work: Work, at: int) -> Entity | None:
    """The thing that was named last before the one that a pronoun hangs on."""
    head = work.head(at)
    before = [one for one in range(head or 0) if work.role(one) in {"thing", "one", "many"}]
    return entity_of(work, before[-1]) if before else None


def _fill(work: Work, at: int, entity: Entity) -> None:
    """What hangs on a mention of a list that was a value before."""
    for one in work.under(at, "attr"):
        put_value(work, one, entity)
    for one in work.under(at, "one", "many"):
        put_link(work, one, entity)


def new_thing(work: Work, at: int) -> Entity | None:  # noqa: C901 - one step for each thing that is said
    """An entity that is not there yet, with what the span says of it."""
    if work.under(at, "attr", "one", "many") and (made := separated(work, at)) is not None:
        _fill(work, at, made)
        return made
    words = work.text(at)
    name = singular(snake(words))[:40].strip("_")
    if not _is_name(name):
        work.fail(at)
        return None
    near = next(
        (one for one in work.spec.entities if fuzz.ratio(one.name, name) >= _NEAR and not is_noun(words)),
        None,
    )
    if near is not None:
        work.fail(at, f"Is “{words}” your {near.display_name.lower()}?")
        return None
    work.use(at)
    fields: list[dict[str, Any]] = []
    later: list[int] = []
    for one in work.under(at, "attr"):
        other = entity_named(work, work.text(one))
        if work.under(one, "formula") or (other is not None and not work.under(one, "type", "option")):
            later.append(one)
            continue
        field = new_field(work, one)
        work.use(one)
        if field is not None:
            fields.append(field)
    if not any(made["name"] in {"name", "title", "label", "number", "subject", "code"} for made in fields):
        fields = _usual_title(name, fields) + fields
    element = {
        "name": name,
        "display_name": sentence(words if words == singular(words) else singular(words.lower())),
        "fields": fields,
    }
    if not work.do("add", Kind.ENTITY, at, element=element):
        return None
    made_entity = next((one for one in work.spec.entities if one.name == name), None)
    if made_entity is None:
        work.fail(at)
        return None
    work.fresh.add(made_entity.id)
    work.turn_to(made_entity)
    for one in later:
        put_value(work, one, made_entity)
    for one in work.under(at, "one", "many"):
        put_link(work, one, made_entity)
    states = work.under(at, "state")
    if states:
        put_states(work, states, made_entity)
    return next((one for one in work.spec.entities if one.id == made_entity.id), made_entity)


def _is_name(name: str) -> bool:
    """Whether a new thing can be called so; the application itself is none."""
    words = name.split("_")
    is_short = bool(name) and name[0].isalpha() and len(words) < _MOST_WORDS
    return is_short and not set(words) & _THEM and name not in listed("itself")


_MOST_WORDS = 5


def _usual_title(name: str, fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What such a thing is known by where nothing of it was said; nothing where values were."""
    if any(made["type"] == "text" for made in fields):
        return []
    from sayso.catalogue.lexicon import profile_of

    core = profile_of(name).core
    title = next(
        (one.partition(":")[0].strip("!*") for one in core if one.partition(":")[2] in {"text", ""}), "name"
    )
    if (
        fields
        and title == "name"
        and any(made["type"] in {"long_text", "date", "datetime"} for made in fields)
    ):
        return []
    assumed = "Something has to say which one it is."
    return [{"name": title, "label": sentence(title), "type": "text", "required": True, "assumed": assumed}]
