"""A first description: its reading becomes an application of what was stated."""

import re
from dataclasses import dataclass, field

from sayso.catalogue.lexicon import profile_of, thing_named
from sayso.catalogue.senses import Sense
from sayso.design.agents.language.short import short_form
from sayso.design.knowledge.load import load
from sayso.design.language.lemmas import verb_lemma
from sayso.design.name_lookup.situation import Focus
from sayso.kit.ids import IdSource
from sayso.kit.words import sentence, singular, snake
from sayso.reader.types import Reading
from sayso.spec.edits import Kind, empty_spec
from sayso.spec.model import AppSpec, Entity

from . import moves, rights
from .actors import add_role, is_in
from .elements import entity_named, entity_of, role_of
from .figures import computed, report_of_text
from .links import link
from .values import new_field, put_states, put_value
from .work import Work

_THINGS = ("thing", "one", "many")
_MOST_THINGS, _MOST_FIELDS, _CORE = 40, 30, 3
_FEW, _MOST_KEPT, _LEAST = 7, 12, 2
_WHY = "Usual for such records."


@dataclass
class _Thing:
    """A kind of record with all places of the text that speak of it."""

    name: str
    label: str
    spans: list[int] = field(default_factory=list)


def described(reading: Reading, ids: IdSource, least: float = 0.0) -> AppSpec:
    """What a description states, without pages; spans below a sureness of ``least`` are left out."""
    work = Work(reading, empty_spec(), ids, Focus(), _WHY)
    things = _things(work, least)
    for thing in things.values():
        _add(work, thing, things, least)
    for thing in things.values():
        _link(work, thing)
    for thing in things.values():
        _flow(work, thing)
    _acts(work)
    _attach(work, things)
    _roles(work, least)
    _formulas(work, things)
    _reports(work)
    return work.spec


def _things(work: Work, least: float) -> dict[str, _Thing]:
    """Everything that records are kept of, by name, in the order of the text."""
    found: dict[str, _Thing] = {}
    spans = work.reading.spans
    for at, span in enumerate(spans):
        if span.role not in _THINGS or span.sureness < least or _is_denied(work, at):
            continue
        name = _name_of(work.text(at))
        if not name or len(found) >= _MOST_THINGS:
            continue
        label = sentence(
            singular(work.text(at).lower())
            if work.text(at).islower() or work.text(at).istitle()
            else singular(work.text(at))
        )
        found.setdefault(name, _Thing(name, label)).spans.append(at)
    return _kept(work, _joined(found))


def _kept(work: Work, things: dict[str, _Thing]) -> dict[str, _Thing]:
    """Those of which more is told than that another thing has one, and of the rest those that are well known.

    What is left out is a value of the thing that has it. More than a dozen things are too many to begin with.
    """
    few = len(things) <= _FEW

    def weight(thing: _Thing) -> int:
        told = sum(len(work.under(at, "attr", "state", "one", "many")) for at in thing.spans)
        heads = {work.head(at) for at in thing.spans if work.role(at) != "thing"}
        return (
            2 * told + len(thing.spans) + 2 * any(work.role(at) == "thing" for at in thing.spans) + len(heads)
        )

    def is_kept(thing: _Thing) -> bool:
        is_named = any(work.role(at) == "thing" or work.under(at, "attr", "state") for at in thing.spans)
        return (
            is_named
            or len(thing.spans) > 1
            or (few and thing_named(thing.name.replace("_", " ")) is not None)
        )

    kept = [thing for thing in things.values() if is_kept(thing)] or list(things.values())
    best = sorted(kept, key=weight, reverse=True)[:_MOST_KEPT]
    return {thing.name: thing for thing in kept if thing in best}


def _joined(things: dict[str, _Thing]) -> dict[str, _Thing]:
    """Two names of one thing are one: *order* for *purchase order* where there is no other order."""
    for name in list(things):
        longer = [one for one in things if one != name and one.endswith(f"_{name}")]
        if len(longer) == 1 and name in things:
            other = things.pop(name)
            things[longer[0]].spans += other.spans
    return things


def _name_of(words: str) -> str:
    name = re.sub(r"[^a-z0-9_]", "", singular(snake(words)))[:40].strip("_")
    return name if name and name[0].isalpha() and len(name.split("_")) <= 4 else ""


def _is_denied(work: Work, at: int) -> bool:
    return any(work.role(one) == "neg" for one in work.above(at))


def _add(work: Work, thing: _Thing, things: dict[str, _Thing], least: float) -> None:
    """The entity with its values."""
    fields: dict[str, dict[str, object]] = {}
    for at in thing.spans:
        work.use(at)
        linked = [one for one in work.under(at, "one", "many") if _name_of(work.text(one)) not in things]
        for one in [*work.under(at, "attr"), *linked, *_stray(work, at)]:
            if work.reading.spans[one].sureness < least or one in work.used:
                continue
            other = _name_of(work.text(one))
            if other in things and other != thing.name and not work.under(one, "option", "type", "formula"):
                continue
            if work.under(one, "formula") or len(fields) >= _MOST_FIELDS:
                continue
            made = new_field(work, one, None)
            if made is not None:
                work.use(one)
                fields.setdefault(
                    _without(str(made["name"]), thing.name),
                    {**made, "name": _without(str(made["name"]), thing.name)},
                )
    work.problems.clear()
    usual = _usual(thing.name, fields)
    element = {
        "name": thing.name, "display_name": thing.label, "fields": [*usual, *fields.values()],
        "source": work.sentence(thing.spans[0]),
    }  # fmt: skip
    if not work.do("add", Kind.ENTITY, thing.spans[0], element=element):
        bare = usual or _usual(thing.name, {})
        if work.do("add", Kind.ENTITY, thing.spans[0], element={**element, "fields": bare}):
            for value in fields.values():
                work.do("add", Kind.FIELD, None, of=thing.name, element=value)
    work.problems.clear()


def _without(name: str, owner: str) -> str:
    """*name* for the *client name* of a client."""
    rest = name.removeprefix(f"{owner}_")
    return rest if rest and rest[0].isalpha() else name


def _stray(work: Work, at: int) -> list[int]:
    """Values without a head that follow a thing before the next one is spoken of."""
    nearest: list[int] = []
    for one in range(at + 1, len(work.reading.spans)):
        if work.role(one) in _THINGS:
            break
        if work.role(one) == "attr" and work.head(one) is None:
            nearest.append(one)
    return nearest


def _usual(name: str, told: dict[str, dict[str, object]]) -> list[dict[str, object]]:
    """What is usually kept of such a thing, where little was said of it; first of all what names a row."""
    profile = profile_of(name)
    known = [short_form(Kind.FIELD, text) for text in (*profile.core, *profile.usual)]
    fresh = [{**data, "assumed": _WHY} for data in known if data.get("name") not in told]
    fresh = fresh or [{"name": "name", "type": "text", "required": True, "assumed": _WHY}]
    titles = [one for one in fresh if one.get("type") in {"text", None}]
    if not told:
        return fresh[:_CORE]
    has_title = any(one["type"] in {"text", "email"} for one in told.values())
    first = [] if has_title else titles[:1]
    more = [one for one in fresh if one not in first]
    return [*first, *more[: max(0, _LEAST - len(told) - len(first))]]


def _link(work: Work, thing: _Thing) -> None:
    entity = entity_named(work, thing.name.replace("_", " "))
    if entity is None:
        return
    for at in thing.spans:
        for one in work.under(at, "one", "many", "attr"):
            other = entity_named(work, work.text(one))
            if (
                other is None
                or other.id == entity.id
                or (work.role(one) == "attr" and one in work.used and work.under(one, "option", "type"))
            ):
                continue
            if work.role(one) == "attr" and _name_of(work.text(one)) != other.name:
                continue
            several = work.role(one) == "many" or (
                work.role(one) == "attr" and singular(work.text(one).lower()) != work.text(one).lower()
            )
            link(work, entity, other, several=several, at=one)
            work.use(one)
    work.problems.clear()


def _flow(work: Work, thing: _Thing) -> None:
    """The steps of a life, in the order in which they are said."""
    entity = entity_named(work, thing.name.replace("_", " "))
    if entity is None:
        return
    spans: list[int] = []
    for at in thing.spans:
        for one in [
            *work.under(at, "state"),
            *(s for a in work.under(at, "attr") for s in work.under(a, "state")),
        ]:
            if all(snake(work.text(one)) != snake(work.text(other)) for other in spans):
                spans.append(one)
    spans.sort()
    steps = profile_of(thing.name).flow
    if len(spans) >= 2:
        put_states(work, spans, entity)
    elif steps and thing_named(thing.name.replace("_", " ")) is not None:
        pairs = [tuple(part.strip() for part in step.split(">")) for step in steps]
        element = {
            "entity": thing.name, "states": list(dict.fromkeys(name for pair in pairs for name in pair)),
            "transitions": [{"from": pair[0], "to": pair[-1]} for pair in pairs], "assumed": _WHY,
        }  # fmt: skip
        work.do("add", Kind.FLOW, None, element=element)
    work.problems.clear()


def _acts(work: Work) -> None:
    """What people do with things is a record of its own where the verb says so, or values of it were told."""
    events = {str(verb): str(noun) for verb, noun in load("events")["verbs"].items()}
    for at in work.reading.all("act"):
        head = work.head(at)
        noun = events.get(verb_lemma(work.text(at).split()[0].lower()))
        objects = [entity for one in work.under(at, *_THINGS) if (entity := entity_of(work, one)) is not None]
        doer = entity_of(work, head) if head is not None else None
        work.use(at)
        if noun is None or not objects:
            continue
        same = [one for one in objects if one.name == noun or one.name.endswith(f"_{noun}")]
        event = same[0] if same else _event(work, at, noun)
        if event is None:
            continue
        parents = [one for one in (doer, *objects) if one is not None and one.id != event.id]
        for parent in parents:
            link(work, event, parent, several=False, at=at)
        for one in work.under(at, "attr"):
            if entity_of(work, one) is None:
                put_value(work, one, event)
    work.problems.clear()


def _event(work: Work, at: int, noun: str) -> Entity | None:
    known = next(
        (one for one in work.spec.entities if one.name == noun or one.name.endswith(f"_{noun}")), None
    )
    if known is not None:
        return known
    fields = [{**short_form(Kind.FIELD, text), "assumed": _WHY} for text in profile_of(noun).core[:_CORE]]
    element = {"name": noun, "display_name": sentence(noun), "fields": fields, "source": work.sentence(at)}
    work.do("add", Kind.ENTITY, at, element=element)
    return next((one for one in work.spec.entities if one.name == noun), None)


def _attach(work: Work, things: dict[str, _Thing]) -> None:
    """What hangs together with nothing is joined to what it usually belongs to, or is spoken of with."""
    for thing in things.values():
        joined = {name for one in work.spec.relationships for name in (one.from_entity, one.to_entity)}
        entity = next((one for one in work.spec.entities if one.name == thing.name), None)
        if entity is None or thing.name in joined or len(work.spec.entities) < 2:
            continue
        names = {one.name: one for one in work.spec.entities if one.id != entity.id}
        usual = [names[parent] for parent in profile_of(thing.name).parents if parent in names]
        beside = [other for at in thing.spans for other in _in_sentence(work, at) if other.id != entity.id]
        for other in [*usual, *beside][:1]:
            is_person = profile_of(thing.name).sense is Sense.PERSON
            child, parent = (other, entity) if is_person and not usual else (entity, other)
            element = {"kind": "belongs_to", "from": child.name, "to": parent.name, "assumed": _WHY}
            work.do("add", Kind.RELATIONSHIP, thing.spans[0], element=element)
    work.problems.clear()


def _in_sentence(work: Work, at: int) -> list[Entity]:
    """The things that a sentence names, in its order."""
    said = work.sentence(at)
    return [
        entity for one in work.reading.all(*_THINGS)
        if one != at and work.sentence(one) == said and (entity := entity_of(work, one)) is not None
    ]  # fmt: skip


def _roles(work: Work, least: float) -> None:
    """Who works with it and what they may do."""
    for at in work.reading.all("may", "maynot", "move"):
        if work.reading.spans[at].sureness < least:
            continue
        actors = [one for one in work.under(at, "actor") if _is_role(work, one)]
        for one in actors:
            if role_of(work, one) is None:
                add_role(work, one)
            work.use(one)
        if actors:
            (moves.move if work.role(at) == "move" else rights.right)(work, at)
        work.problems.clear()
    for at in work.reading.all("role"):
        add_role(work, at)
        work.problems.clear()


def _is_role(work: Work, at: int) -> bool:
    words = work.text(at).lower()
    return (
        len(words.split()) <= 3
        and not is_in(words, "everybody")
        and not is_in(words, "nobody")
        and words
        not in {
            "i",
            "we",
            "they",
            "he",
            "she",
            "you",
            "people",
            "somebody",
            "someone",
            "who",
            "users",
            "user",
            "visitors",
        }
    )


def _formulas(work: Work, things: dict[str, _Thing]) -> None:
    for at in work.reading.all("formula"):
        head = work.head(at)
        if head is None or work.role(head) != "attr":
            continue
        owner = next(
            (entity for one in work.above(head) if (entity := entity_of(work, one)) is not None), None
        )
        if owner is None:
            owner = next(
                (
                    entity_named(work, t.name.replace("_", " "))
                    for t in reversed(things.values())
                    if t.spans[0] < at
                ),
                None,
            )
        if owner is not None and computed(work, at, work.text(head), work.text(at), owner):
            work.use(at, head)
        work.problems.clear()


def _reports(work: Work) -> None:
    """Figures that were asked for."""
    seen: set[int] = set()
    for at in work.reading.all("measure", "group", "period", "report"):
        root = next(
            (one for one in reversed([at, *work.above(at)]) if work.role(one) not in {"may", "show"}), at
        )
        if root in seen:
            continue
        seen.add(root)
        report_of_text(work, root, [root, *work.below(root)])
        work.problems.clear()
