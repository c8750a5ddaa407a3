"""``track book series too``, ``we also have suppliers with name and phone``, ``add a role bookkeeper``."""

import re

from sayso.design.knowledge.known import is_person_word, is_talk, known_thing
from sayso.design.language.lemmas import readings
from sayso.design.offline.fields import FieldGuess, read_field, read_field_list
from sayso.design.offline.refine.likeness import key, likeness
from sayso.design.offline.refine.making import field_of, link_of, new_entity
from sayso.design.offline.refine.screens import main_entity
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern, words
from sayso.design.types import Decision
from sayso.kit.words import listed, sentence, singular, snake
from sayso.spec.edits import Edit, add
from sayso.spec.model import Entity, Field, FieldType

_THING = r"(?:the |a |an |our |all |all our |new |their )*(?P<what>[\w'-]+(?: [\w'-]+){0,2}?)"
_WITH = (
    r"(?:,? ?(?:with|and (?:their|its|the)|including|incl\.?|:|each with|each having|having|storing|that "
    r"(?:has|have)|which (?:has|have)) (?:a |an |the |its |their )*(?P<fields>.+))?"
)
_FOR = (
    r"(?:,? (?:used |needed |required |made |done |ordered |bought |given )?(?:for|per|of|on|in|to|at|from|"
    r"belonging to|linked to|by) (?:each |every |a |an |the |our |all "
    r")*(?P<owner>[\w'-]+(?: [\w'-]+)?))?"
)
_WAYS = (
    pattern(
        r"^(?:.*?, )?(?:(?:i|we|you|it|they|the app) )?(?:also )?(?:(?:should|must|want to|need to|would "
        rf"like to|have to|can|could) )?(?:also )?{{keep}} {_THING}{_FOR}(?:,? (?:too|as well|also|in here|"
        rf"here|in the app))?{_WITH}(?:,? (?:too|as well|also))?$"
    ),
    pattern(
        r"^(?:{add}|(?:we|i) (?:also )?(?:need|have|want)|there (?:are|is) also) (?:a |an |another |the "
        r")?(?:new |separate |extra )?(?:{thing}|place|page|section) (?:{called}|for|of|to (?:record|"
        rf"store|keep|track|manage)) {_THING}{_FOR}{_WITH}$"
    ),
    pattern(
        r"^(?:(?:we|i) (?:also )?(?:have|need|want|use|work "
        r"with|run|offer|organi[sz]e|host|hold|teach|sell|rent|"
        r"rent out|lend|do|give)|there (?:are|is)(?: also)?|{add}) "
        rf"(?:also )?{_THING}{_FOR}(?:,? (?:too|as well|also))?(?:,? ?(?:with|each with|:|having) (?:a |an "
        r"|the |its |their )*(?P<fields>.+))?$"
    ),
    pattern(
        rf"^{_THING}{_FOR}(?:,? (?:too|as well|also))?(?:,? ?(?:with|each with|having) (?:a |an |the "
        rf"|their )*(?P<fields>.+))$"
    ),
)
_PLACE_IN = pattern(
    r"\b(?:the )?(?P<sort>number|position|place|rank|order|part) of (?:the |a )?(?P<child>[\w-]+) (?:in|"
    r"within|on) (?:the |a )?(?P<parent>[\w-]+)"
)
_WHO = re.compile(r"\bwho\b", re.IGNORECASE)
_CAME = re.compile(
    r"(?:\s*,|\s+and)?\s*(?:a list of |a record of )?(?:who (?:was |were |is |are )?(?:there|present|"
    r"here|came|comes|attended|attends|took part|takes part|joined|joins|showed up|participated|went|goes)|"
    r"attendance|attendees|participants)\b",
    re.IGNORECASE,
)
_NOT_THINGS = frozenset(
    [
        "that",
        "this",
        "it",
        "everything",
        "something",
        "page",
        "button",
        "login",
        "way",
        "feature",
        "status",
        "state",
        "number",
        "calendar",
        "board",
        "chart",
        "report",
        "filter",
        "list",
        "note",
        "date",
        "time",
        "price",
        "field",
        "column",
        "option",
        "view",
    ]
)
_FIGURES = frozenset({"total", "sum", "number", "count", "average", "amount"})
_NO_KINDS = frozenset({"today", "tomorrow", "week", "month", "field", "column", "box", "button"})
_IN_PLACE = frozenset({FieldType.IMAGE, FieldType.FILE})


def is_thing(phrase: str) -> bool:
    """Whether a phrase can name a kind of record."""
    words_ = key(phrase)
    if "'s" in phrase or not phrase[:1].isalpha() or set(words_) & _NO_KINDS:
        return False
    if not words_ or len(words_) > 3 or (len(words_) > 1 and words_[0] in _FIGURES):
        return False
    last = words_[-1]
    if known_thing("_".join(words_)) is not None:
        return True
    return (
        not is_talk(last)
        and last not in _NOT_THINGS
        and bool(readings(last) & {"NOUN"} or not readings(last))
        and last.isalpha()
    )


def add_thing(clause: str, situation: Situation) -> Change | None:
    """A new kind of record, with its fields, its links and a page; one that is there gets what is said
    of it."""
    for number, way in enumerate(_WAYS):
        match = way.match(clause)
        if match is None:
            continue
        groups = match.groupdict()
        what = groups["what"].strip()
        weak = number >= 2
        present = situation.mentions.entity(what)
        exact = present is not None and likeness(key(what), key(present.name)) >= 0.93
        if exact and present is not None:
            made = _extended(present, groups.get("fields"), clause, situation)
            if made is not None:
                return made
            continue
        if not is_thing(what) or (weak and not _is_kept(what, groups)) or situation.mentions.role(what):
            continue
        owner = situation.mentions.entity(groups["owner"]) if groups.get("owner") else None
        noted = _IN_PLACE | ({FieldType.LONG_TEXT} if weak and not groups.get("fields") else set())
        if owner is not None and read_field(what).type in noted:
            continue
        if groups.get("owner") and owner is None:
            continue
        return new_thing(what, owner, groups.get("fields"), clause, situation)
    return None


def is_usual(phrase: str, situation: Situation) -> bool:
    """Whether a phrase names a kind of record that businesses usually keep, not a role or a part of one."""
    said = phrase.strip().lower()
    return (
        is_thing(said)
        and known_thing(snake(singular(said))) is not None
        and not situation.mentions.role(said)
    )


def _is_kept(what: str, groups: dict[str, str | None]) -> bool:
    """Whether *we also have X* means records: a well-known thing in the plural, or one with fields."""
    thing = known_thing(snake(singular(what.lower())))
    plural_ = singular(what.lower()) != what.lower()
    return (bool(groups.get("fields")) and thing is not None) or (plural_ and thing is not None)


def _extended(entity: Entity, fields: str | None, clause: str, situation: Situation) -> Change | None:
    if not fields:
        return None
    edits: list[Edit] = [
        add(field_of(guess, situation.ids, clause), parent=entity.id)
        for guess in _guesses(fields, situation)
        if not any(likeness(key(guess.name), key(f.name)) >= 0.93 for f in entity.fields)
    ]
    edits += _relations(entity, None, situation, clause)
    said = f"{sentence(many(entity))} are kept with that now."
    return Change(said, tuple(edits), decision=Decision.NEW_REQUIREMENT, focus=Focus(entity=entity.id))


def new_thing(
    what: str, owner: Entity | None, fields: str | None, clause: str, situation: Situation
) -> Change:
    """A new kind of record with fields, links, a page and access."""
    edits: list[Edit] = []
    text = fields or ""
    placed = _PLACE_IN.search(text)
    placing: list[Edit] = []
    if placed is not None and (child := situation.mentions.entity(placed["child"])):
        field = Field(
            id=situation.ids.new("fld"), source=clause, name=snake(f"{placed['parent']}_{placed['sort']}"),
            label=sentence(f"{placed['parent']} {placed['sort']}"), type=FieldType.INTEGER,
        )  # fmt: skip
        placing.append(add(field, parent=child.id))
        text = (text[: placed.start()] + text[placed.end() :]).strip(" ,")
    guesses = _guesses(text, situation)
    parts = what.split()
    modifier = situation.mentions.entity(" ".join(parts[:-1])) if len(parts) > 1 else None
    gathers = singular(parts[-1].lower()) in words("collective", "words")
    name = parts[-1] if modifier is not None and gathers else what
    if situation.mentions.entity(name) is not None and name != what:
        name = what
    near = owner or modifier or main_entity(situation)
    entity, made = new_entity(situation, name, guesses, clause, near.name if near else None)
    edits += [*made, *placing]
    if modifier is not None and gathers:
        edits.append(add(link_of(situation, modifier.name, entity.name, clause)))
    else:
        edits += _relations(entity, owner or modifier, situation, clause)
    said = f"{sentence(many(entity))} are new, with {_told(entity)} and a page of their own."
    return Change(said, tuple(edits), decision=Decision.NEW_REQUIREMENT, focus=Focus(entity=entity.id))


def _told(entity: Entity) -> str:
    return listed([field.label.lower() for field in entity.fields])


def _guesses(text: str, situation: Situation) -> list[FieldGuess]:
    text = _CAME.sub("", text).strip(" ,")
    guesses = [g for g in read_field_list(text) if re.match(r"[a-z]", g.name)] if text else []
    return [g for g in guesses if g.known or situation.mentions.entity(" ".join(g.words)) is None]


def _relations(entity: Entity, owner: Entity | None, situation: Situation, clause: str) -> list[Edit]:
    """What a new thing belongs to: what was named beside it, who did it, and what its kind usually
    belongs to."""
    wanted: list[Entity] = [owner] if owner else []
    said = f"{situation.before} {clause}"
    own = set(key(entity.name))
    named = situation.mentions.entities_in(said)
    wanted += [one.entity for one in named if not own & set(key(said[one.start : one.end]))]
    thing = known_thing(entity.name)
    usual = set(thing.parents) if thing else set()
    for other in situation.spec.entities:
        known = known_thing(other.name)
        if other.name in usual or (known is not None and (known.name in usual or f"@{known.kind}" in usual)):
            wanted.append(other)
    if _WHO.search(said):
        wanted += [other for other in situation.spec.entities if is_person_word(other.name)][:1]
    if not wanted and (main := main_entity(situation)):
        wanted.append(main)
    if (
        _WHO.search(said)
        and all(is_person_word(other.name) for other in wanted)
        and (event := _event(situation))
    ):
        wanted.append(event)
    linked = {frozenset((r.from_entity, r.to_entity)) for r in situation.spec.relationships}
    present = _attending(entity, situation) if _CAME.search(clause) else None
    if present is not None and frozenset((present, entity.name)) not in linked:
        wanted = [other for other in wanted if other.name != present]
        wanted = [other for other in wanted if not is_person_word(other.name)]
        shared: list[Edit] = [add(link_of(situation, entity.name, present, clause, many=True))]
    else:
        shared = []
    return shared + [
        add(link_of(situation, entity.name, name, clause))
        for name in dict.fromkeys(other.name for other in wanted)
        if name != entity.name and frozenset((name, entity.name)) not in linked
    ]


def _attending(entity: Entity, situation: Situation) -> str | None:
    """The people of whom several come: those of whom most is kept, rather than staff with a role."""
    roles = {role.name for role in situation.spec.permissions.roles}
    people = [e for e in situation.spec.entities if is_person_word(e.name) and e.id != entity.id]
    people.sort(key=lambda e: (e.name in roles, -len(e.fields) - len(situation.index.children(e.name))))
    return people[0].name if people else None


def _event(situation: Situation) -> Entity | None:
    """The thing that happens at a date and is not a person: what is logged belongs to it."""
    dated = [
        e
        for e in situation.spec.entities
        if not is_person_word(e.name)
        and any(f.type in {FieldType.DATE, FieldType.DATETIME} for f in e.fields)
    ]
    return max(dated, key=lambda e: len(situation.index.children(e.name)), default=None)
