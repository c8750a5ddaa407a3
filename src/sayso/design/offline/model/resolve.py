"""Make one model of a business out of all clues."""

from dataclasses import replace

from sayso.design.knowledge.known import is_person_word, known_thing, known_things
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import noun_lemma
from sayso.design.offline.extraction.evidence import DecisionClue, Evidence, FieldClue, GrantClue
from sayso.design.offline.field_types import MEASURES
from sayso.design.offline.fields import FieldGuess, read_field
from sayso.spec.model import FieldType

from .accept import Standing, accept
from .business import Business, Life, RolePart, Thing, ThingField
from .hours import as_hours
from .itself import tie_to_itself
from .kept import fields_of
from .loose import tie_loose_ends
from .names import Names
from .spoken import tie_by_sentences
from .ties import tie_by_clues, tie_by_custom, tie_by_fields

_USUAL = 4
_LEAST_TOLD = 1
_LEAST_TOLD_OF_KNOWN = 3
_ENDINGS = frozenset(("id", "number", "no", "code", "on", "at", "date"))
_BEGINS = frozenset(("starts_at", "ends_at", "start_date", "end_date", "date"))
_SAME = frozenset((("mobile", "phone"), ("reading", "value"), ("value", "weight"), ("amount", "quantity")))
_STATE_FIELDS = frozenset(("status", "state", "stage", "phase"))


def resolve(evidence: Evidence) -> Business:
    """The model that the evidence supports; no things when it supports none."""
    names, table = accept(evidence)
    business = Business(evidence.text, grants=evidence.grants, no_overlap=evidence.no_overlap)
    for name in sorted(
        names.accepted, key=lambda n: (evidence.text.lower().find(table[n].source.lower()[:12]), n)
    ):
        business.things[name] = _thing(name, table[name], _has_day(evidence, name))
    clues = fields_of(evidence, names)
    _options(evidence, clues)
    business.apart = {frozenset(filter(None, map(names.resolve, pair))) for pair in evidence.apart}
    tie_to_itself(business, names, evidence, clues)
    tie_by_fields(business, names, clues)
    _lives(business, evidence, names, clues)
    tie_by_clues(business, names, evidence)
    tie_by_sentences(business, names, evidence)
    pairs = {frozenset(t.parent for t in business.parents(n)) for n in business.things if "_" in n}
    business.ties = [
        t for t in business.ties if t.child == t.parent or frozenset((t.child, t.parent)) not in pairs
    ]
    tie_by_custom(business)
    tie_loose_ends(business, evidence, names)
    for name, thing in business.things.items():
        _stand_between(business, thing)
        _fields(business, thing, clues.get(name, []))
        as_hours(thing)
    _settle_grants(business, evidence, names)
    _roles(business, evidence, names)
    business.reports = evidence.reports
    business.hidden, business.decisions = evidence.hidden, evidence.decisions
    for grant in business.grants:
        grant.things = [names.resolve(thing) or thing for thing in grant.things]
    for decision in business.decisions:
        decision.things = [names.resolve(thing) or thing for thing in decision.things]
    return business


def _has_day(evidence: Evidence, name: str) -> bool:
    """Whether a day or time is kept about something, without a word for what happened then."""
    return any(clue.owner == name and clue.guess.name in {"date", "time", "day"} for clue in evidence.fields)


def _thing(name: str, standing: Standing, dated: bool) -> Thing:
    known = known_thing(name)
    unknown = "staff" if is_person_word(name) else "event" if dated else "thing"
    kind = known.kind if known else unknown
    return Thing(
        name,
        kind,
        known.icon if known else ("user-round" if kind == "staff" else "box"),
        standing.source or None,
        weight=standing.weight,
        person=is_person_word(name),
    )


def _stand_between(business: Business, thing: Thing) -> None:
    """A used part that is said to have a part is a line: so much of the one for the other."""
    known = known_thing(thing.name)
    parents = {tie.parent for tie in business.parents(thing.name)}
    if known is not None and known.name != thing.name and known.name in parents and len(parents) > 1:
        thing.kind = "line"


def _options(evidence: Evidence, clues: dict[str, list[FieldClue]]) -> None:
    """Choices that were listed apart go to the field they were listed for."""
    for name, options in evidence.options.items():
        for fields in clues.values():
            for clue in fields:
                if name in (clue.guess.name, clue.guess.head):
                    clue.guess = replace(clue.guess, type=FieldType.ENUM, options=options)


def _lives(business: Business, evidence: Evidence, names: Names, clues: dict[str, list[FieldClue]]) -> None:
    for clue in evidence.states:
        owner = names.resolve(clue.owner) if clue.owner else _stateful(clues)
        if owner is None:
            continue
        life = business.life_of(owner)
        if life is None:
            life = Life(owner, list(clue.states), clue.source)
            business.lives.append(life)
        else:
            life.states.extend(s for s in clue.states if s not in life.states)
        life.instead |= clue.instead
        life.until |= clue.until
        life.aside += clue.aside
        life.back += [move for move in clue.back if move not in life.back]
    for owner, fields in clues.items():
        for field in list(fields):
            if field.guess.name.rpartition("_")[2] in _STATE_FIELDS:
                fields.remove(field)
                if field.guess.options and business.life_of(owner) is None:
                    business.lives.append(
                        Life(owner, [o.lower() for o in field.guess.options], field.guess.source)
                    )
                elif business.life_of(owner) is None:
                    usual = ["open", "in_progress", "done", "cancelled"]
                    business.lives.append(Life(owner, usual, field.guess.source))


def _stateful(clues: dict[str, list[FieldClue]]) -> str | None:
    """The thing whose states are spoken of without naming it: the one with a status, else the fullest."""
    for owner, fields in clues.items():
        if any(f.guess.name.rpartition("_")[2] in _STATE_FIELDS for f in fields):
            return owner
    return max(sorted(clues), key=lambda owner: len(clues[owner]), default=None)


def _fields(business: Business, thing: Thing, clues: list[FieldClue]) -> None:
    life = business.life_of(thing.name)
    tied = {tie.name for tie in business.ties if tie.child == thing.name}
    for clue in clues:
        guess = _of_its_kind(_without_prefix(clue.guess, thing.name), thing)
        if thing.has(guess.name) or guess.name in tied:
            continue
        if life is not None and guess.name in life.states and guess.type is FieldType.BOOLEAN:
            continue
        thing.fields.append(ThingField(guess))
    _usual_fields(thing, tied, life.states if life is not None else [])


def _of_its_kind(guess: FieldGuess, thing: Thing) -> FieldGuess:
    """A level where nobody named any: of people and courses it is how far they are, of a place a floor."""
    said = any(option in guess.source.lower() for option in guess.options)
    if guess.name == "level" and thing.kind in {"place", "thing"} and not said:
        return replace(guess, type=FieldType.TEXT, options=())
    known = known_thing(thing.name)
    if guess.name == "amount" and known is not None and "quantity" in known.fields:
        return replace(guess, type=FieldType.DECIMAL)
    if guess.name == "value" and known is not None and known.kind == "event" and not _costs(known.fields):
        return replace(guess, type=FieldType.DECIMAL)
    return guess


def _costs(usual: tuple[str, ...]) -> bool:
    told = (read_field(name.replace("_", " ")) for name in usual if name != "value")
    return any(guess.type is FieldType.MONEY for guess in told)


def _without_prefix(guess: FieldGuess, owner: str) -> FieldGuess:
    short = guess.name.removeprefix(f"{owner}_")
    if short != guess.name and short in {
        "name",
        "title",
        "email",
        "phone",
        "address",
        "description",
        "notes",
    }:
        return replace(guess, name=short, label=short.capitalize())
    return guess


def _usual_fields(thing: Thing, tied: set[str], states: list[str]) -> None:
    known = known_thing(thing.name)
    usual = known.fields if known else (("name", "email", "phone") if thing.person else ("name", "notes"))
    if known is not None and known.name != thing.name and thing.fields and known.name not in known_things():
        usual = usual[:2]
    if known is not None and known.name != thing.name and known.name in tied:
        usual = ()
    present = {f.guess.name for f in thing.fields}
    types = [f.guess.type for f in thing.fields]
    for name in usual:
        if len(thing.fields) >= _USUAL and name not in {"name", "title"} and len(present) > 1:
            break
        guess = _of_its_kind(read_field(name.replace("_", " ")), thing)
        if (
            name in present
            or guess.name in present
            or name in tied
            or name in states
            or (guess.type in {FieldType.DATE, FieldType.DATETIME, FieldType.MONEY} and guess.type in types)
        ):
            continue
        if name in {"name", "title"} and (_is_told_by_its_day(thing, tied) or _is_called(thing, present)):
            continue
        if name in _BEGINS and "from" in present:
            continue
        if (name == "date" and FieldType.DATETIME in types) or any(
            p.endswith(f"_{name}") or name.endswith(f"_{p}") or _is_measured(p, name) for p in present
        ):
            continue
        place = 0 if name in {"name", "title"} else len(thing.fields)
        thing.fields.insert(
            place, ThingField(replace(guess, source=""), f"Usual for {thing.name.replace('_', ' ')}.")
        )
    if not thing.fields and not tied:
        thing.fields.append(ThingField(read_field("name"), "It needs a name."))


def _is_called(thing: Thing, present: set[str]) -> bool:
    """Whether something is told by its number or code; people have a name besides."""
    calling = ("name",) if thing.person else ("name", "title", "number", "code", "plate")
    return any(told.endswith(calling) for told in present)


def _is_measured(told: str, name: str) -> bool:
    """Whether a value is said with its unit, or under another of its names: ``length_m``, ``mobile``."""
    unit = told.removeprefix(f"{name}_")
    stems = told.rpartition("_")[0], name.rpartition("_")[0]
    same = "" != stems[0] == stems[1] and {told.rpartition("_")[2], name.rpartition("_")[2]} <= _ENDINGS
    begins = any(told.startswith(part) and name.startswith(part) for part in ("start", "end"))
    return unit in MEASURES or same or begins or (told, name) in _SAME


def _is_told_by_its_day(thing: Thing, tied: set[str]) -> bool:
    """Dues of a member for a year and a treatment of an animal on a day need no name."""
    known = known_thing(thing.name)
    if not tied or thing.person or (known is not None and known.kind not in {"event", "line"}):
        return False
    least = _LEAST_TOLD if known is None else _LEAST_TOLD_OF_KNOWN
    told = [f.guess.name for f in thing.fields if f.assumed is None]
    when = {
        "date",
        "day",
        "year",
        "month",
        "week",
        "paid_on",
        "due_date",
        "starts_at",
        "from",
        "start_date",
        "end_date",
    }
    return len(told) >= least and bool(when & set(told))


def _settle_grants(business: Business, evidence: Evidence, names: Names) -> None:
    """Who writes diagnoses works on the visits that have one, who approves leave on the leave requests."""
    clues: list[GrantClue | DecisionClue] = [*business.grants, *evidence.decisions]
    for clue in clues:
        if len(clue.things) != 1 or names.resolve(clue.things[0]) is not None:
            continue
        asked = f"{clue.things[0]}_request"
        having = [
            thing.name
            for thing in business.things.values()
            if any(clue.things[0] in (f.guess.name, noun_lemma(f.guess.name)) for f in thing.fields)
        ]
        if asked in business.things:
            clue.things = [asked]
        elif isinstance(clue, GrantClue) and len(having) == 1 and not clue.denied:
            clue.things, clue.keeps = having, False
            clue.actions = tuple(a for a in clue.actions if a in {"read", "update"})


def _roles(business: Business, evidence: Evidence, names: Names) -> None:
    never = word_set("talk", "roles", "not_people")
    for clue in evidence.roles:
        mine = [thing for grant in evidence.grants if grant.role == clue.name for thing in grant.things]
        works_here = clue.told or any(names.resolve(thing) for thing in mine)
        if works_here and clue.name not in never:
            business.roles.append(RolePart(clue.name, clue.source))
