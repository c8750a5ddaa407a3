"""``interns can only see their own entries``, ``mechanics shouldn't be able to delete repairs``."""

import re

from sayso.design.knowledge.load import load
from sayso.design.offline.refine.mentions import Found
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.design.types import Decision, Question
from sayso.kit.words import listed, plural, singular
from sayso.spec.edits import Edit, Kind, Remove, add, change
from sayso.spec.model import Action, Entity, Field, PermissionRule, Role, Scope

from .grants import VERBS, Reading, lessened, person_of, way_to
from .saying_who import subject, who

_NEGATION = re.compile(
    r"\b(?:not|never|cannot|no longer|no|nothing|none|neither|without|stop|hide|forbid|nobody)\b|n't\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:(?:their|his|her|its|your|our|my) own|own|only theirs|theirs|only his|only hers|assigned to "
    r"(?:them|him|her|themselves)|they (?:created|made|entered|work on|are assigned to)|about themselves|"
    r"themselves|he (?:created|made)|she (?:created|made)|created by them)\b",
    re.IGNORECASE,
)
_ONLY_ROLE = pattern(
    r"^(?:only|just|nobody but|no one but|nobody except|no one except) (?:the |our |my |an? "
    r")*(?P<role>[\w' -]+?) (?:can|may|should|must|is allowed to|are allowed to|should be able to|may be "
    r"able to|gets? to|should be allowed to|is able to) (?P<rest>.+)$"
)
_PARTS = re.compile(
    r"\s*(?:;|,?\s+but\s+|,\s*(?:and\s+)?(?=(?:they|he|she|it|not|no|nothing|only|never|can|cannot|"
    r"can't)\b)|,\s+(?=nothing|not|no )|\s+and\s+(?=(?:nothing|not|no|only|cannot|can't|they|he|she)\b))\s*",
    re.IGNORECASE,
)
_GENERIC_ALL = re.compile(
    r"\b(?:everything|anything|all data|all of it|the whole (?:app|thing)|nothing|all records?|entries|"
    r"records|things|data|stuff)\b",
    re.IGNORECASE,
)


_NOT_SAID = re.compile(r"\b(?:don't|doesn't|do not|does not|not)\s*[.!]*$", re.IGNORECASE)
_NOTHING_ELSE = re.compile(
    r"(?:and |but )*(?:nothing|not anything|no) (?:else|more|other things?)", re.IGNORECASE
)
_ONLY = re.compile(
    r"\bonly (?:deals?|works?|handles?|manages?)\b|\bonly (?:be able to |get to |be allowed to )?"
    r"(?:see|view|have access to|access)s?\b(?! (?:everything|anything|all\b))",
    re.IGNORECASE,
)


_THEIRS = re.compile(r"\b(?:their|his|her)\s*$", re.IGNORECASE)


def permit(clause: str, situation: Situation) -> Change | None:
    """What a role may do; a role nobody spoke of before is made."""
    only = _ONLY_ROLE.match(clause)
    if only is not None and (role := situation.mentions.role(only["role"])):
        return _reserved(role, only["rest"], situation, clause)
    clause = who(clause, situation)
    said, role, fresh = subject(clause, situation)
    if role is None or said is None or _NOT_SAID.search(clause):
        return None
    base = list(situation.spec.permissions.rules)
    rules = list(base)
    entities: list[Entity] = []
    actions: set[Action] = set()
    said_all = []
    hidden = False
    exclusive = False
    reading: Reading | None = None
    granted: set[str] = set()
    for part in _PARTS.split(said):
        if reading is not None and _NOTHING_ELSE.fullmatch(part) and not reading.denied:
            exclusive = reading.only = True
            rules = reading.applied(rules, role, situation, clause)
            said_all.append("nothing else")
            continue
        found = _read(part, situation, role, entities, actions)
        if found is None:
            continue
        if not found.entities:
            return _unclear(role, found, situation)
        reading = found
        entities, actions = reading.entities, reading.actions
        rules = reading.applied(rules, role, situation, clause)
        hidden = hidden or bool(reading.fields)
        granted |= set() if reading.denied else {e.name for e in reading.entities}
        said_all.append(reading.told())
    if (exclusive or _ONLY.search(clause)) and not _OWN.search(clause) and not hidden and granted:
        rules = _confined(rules, role, granted, situation)
    if reading is None or (fresh and not any(rule.role == role.name for rule in rules)):
        return None
    edits = [*([add(role)] if fresh else []), *_edits(base, rules, situation)]
    told = f"{role.label}: {'; '.join(said_all)}."
    focus = Focus(entity=entities[0].id)
    if not edits:
        return Change(f"{told} That was so already.", focus=focus)
    decision = Decision.NEW_REQUIREMENT if fresh else Decision.REFINEMENT
    return Change(told, tuple(edits), decision=decision, focus=focus)


def _read(  # noqa: C901, PLR0912 - the parts of one sentence decide together
    part: str, situation: Situation, role: Role, before: list[Entity], acted: set[Action]
) -> Reading | None:
    found = [
        one for one in situation.mentions.entities_in(part) if not _is_role(part[one.start : one.end], role)
    ]
    named = list({one.entity.id: one.entity for one in found}.values())
    actions = actions_in(part)
    denied = bool(_NEGATION.search(re.sub(r"\bno matter\b|\bnot only\b|\bwithout asking\b", "", part)))
    own = bool(_OWN.search(part)) or any(_THEIRS.search(part[: one.start]) for one in found)
    reading = Reading(named or list(before), actions)
    reading.denied = denied and not re.search(r"\bnothing but\b", part)
    reading.own = own and not reading.denied
    reading.only = bool(
        re.search(r"\bonly\b|\bjust\b|\bnothing but\b|\bnot (?:more|other)\b", part, re.IGNORECASE)
    )
    reading.every = bool(re.search(r"\balso\b|\bas well\b|\btoo\b", part, re.IGNORECASE))
    fields = _fields(part, situation)
    if not named:
        if fields and denied and acted and not actions:
            reading.actions = actions = {Action.READ} & acted or acted
        if fields and actions:
            reading.entities = _whose([entity for entity, _ in fields], before, role, situation)
            named = reading.entities or [entity for entity, _ in fields]
            reading.fields = {entity.name: names for entity, names in fields if entity in named}
            if not reading.entities:
                return reading
        elif not before and (_GENERIC_ALL.search(part) or (own and actions)):
            reading.entities = _affected(situation, role, own=own)
        elif before and not actions and not denied and not own:
            return None
    elif (
        len(named) == 1
        and (own_names := next((names for entity, names in fields if entity.id == named[0].id), ()))
        and (
            re.search(r"\b(?:the|only) .*\b(?:of|and)\b", part)
            or (denied and re.search(r"\w (?:of|on|for) (?:the |all |any )*\w+\W*$", part))
        )
    ):
        reading.fields = {named[0].name: own_names}
    if denied and len(named) == 1 and not reading.fields and (of := _field_after(part, found[-1], situation)):
        reading.fields = {named[0].name: (of,)}
    if not reading.entities:
        return None
    if not actions:
        if denied:
            reading.actions = (
                set(Action)
                if re.search(r"\bat all\b|\bnothing\b|\bno access\b|\bnone\b", part) or not acted
                else acted
            )
            reading.actions = (
                reading.actions | {Action.READ} if not acted or "nothing" in part else reading.actions
            )
        elif re.search(r"\b(?:deals? with|works? (?:with|on)|handles?|manages?|full access)\b", part):
            reading.actions = {Action.CREATE, Action.READ, Action.UPDATE}
        elif own:
            reading.actions = {Action.READ} | acted
        elif re.search(r"\baccess\b", part):
            reading.actions = {Action.READ}
        else:
            return None
    return reading


def _field_after(part: str, owner: Found, situation: Situation) -> str | None:
    """``customer phone numbers``, ``the price of``: the field that stands behind the thing that has it."""
    rest = re.sub(r"^'s?\b|[.!?]+$", "", part[owner.end :]).strip()
    found = situation.mentions.member(rest, owner.entity, 0.84) if rest else None
    return found.name if found is not None and isinstance(found.element, Field) else None


def _is_role(phrase: str, role: Role) -> bool:
    return singular(phrase.lower()) == role.name


def actions_in(part: str) -> set[Action]:
    """What the verbs of a part of a sentence do with rows."""
    words = set(re.findall(r"[a-z]+", part.lower()))
    bases = words | {word.removesuffix("s") for word in words} | {word.removesuffix("ing") for word in words}
    found: set[Action] = set()
    for action in Action:
        if bases & set(str(load("talk")["actions"][action.value]).split()):
            found.add(action)
    if (
        (words & {"anything", "everything"} and not found)
        or words & {"manage", "administer", "manages"}
        or "full access" in part
    ):
        found |= set(Action)
    if words & {"touch", "modify"}:
        found |= {Action.CREATE, Action.UPDATE, Action.DELETE}
    if (
        found & {Action.CREATE, Action.UPDATE}
        and words & {"order", "orders"}
        and not words & {"create", "add", "edit", "change"}
    ):
        found -= {Action.CREATE}
    return found


def _fields(part: str, situation: Situation) -> list[tuple[Entity, tuple[str, ...]]]:
    """Fields named without their entity: those of the entities that know most of them."""
    text = re.sub(r"^.*?\b(?:see|view|read|know|access|edit|change)\b", "", part, flags=re.IGNORECASE)
    found = []
    for entity in situation.spec.entities:
        members = situation.mentions.members_in(text, entity)
        names = tuple(one.name for one in members if isinstance(one.element, Field))
        found.append((entity, names))
    most = max((len(names) for _, names in found), default=0)
    return [(entity, names) for entity, names in found if names and len(names) == most]


def _whose(having: list[Entity], before: list[Entity], role: Role, situation: Situation) -> list[Entity]:
    """Whose value is meant: of what was named before, else of the only thing of the role; none if unclear."""
    near = [one for one in having if one in before]
    held = {rule.entity for rule in situation.spec.permissions.rules if rule.role == role.name}
    seen = having if len(having) == 1 else [one for one in having if one.name in held]
    return near or (seen if len(seen) == 1 else [])


def _confined(
    rules: list[PermissionRule], role: Role, granted: set[str], situation: Situation
) -> list[PermissionRule]:
    """The rules where a role has to do with nothing but what is granted, and with its own person."""
    named = granted | ({person.name} if (person := person_of(role, situation)) else set())
    return [rule for rule in rules if rule.role != role.name or rule.entity in named]


def _edits(base: list[PermissionRule], rules: list[PermissionRule], situation: Situation) -> list[Edit]:
    """What makes the rules of these out of those of before."""
    gone = [Remove(kind=Kind.PERMISSION, target=rule.id) for rule in base if rule not in rules]
    return [*gone, *_owned(rules, base, situation), *(add(rule) for rule in rules if rule not in base)]


def _unclear(role: Role, reading: Reading, situation: Situation) -> Change:
    """The question whose value is meant."""
    names = listed([name.replace("_", " ") for name in next(iter(reading.fields.values()))])
    may = "may not" if reading.denied else "may"
    verb = "see" if Action.READ in reading.actions else "change"
    things = [many(entity) for entity in situation.spec.entities if entity.name in reading.fields]
    options = tuple(f"{plural(role.label)} {may} {verb} the {names} of {thing}" for thing in things[:4])
    text = f"Whose {names} is meant: that of {listed(things, 'or')}?"
    return Change(text, decision=Decision.QUESTION, questions=(Question(text, options),))


def _affected(situation: Situation, role: Role, *, own: bool) -> list[Entity]:
    held = {rule.entity for rule in situation.spec.permissions.rules if rule.role == role.name}
    entities = [entity for entity in situation.spec.entities if not held or entity.name in held]
    if own:
        owned = [e for e in entities if way_to(role, e, situation) not in {None, "self"}]
        return owned or entities
    return entities


def _owned(rules: list[PermissionRule], base: list[PermissionRule], situation: Situation) -> list[Edit]:
    """Who owns by being a person has to be known as one who signs in."""
    edits: list[Edit] = []
    for rule in rules:
        if rule not in base and rule.scope is Scope.OWN and rule.owner != "created_by":
            person = next((e for e in situation.spec.entities if e.name == rule.role), None)
            if person is not None and person.person_role is None and not edits:
                edits.append(change(Kind.ENTITY, person.id, person_role=rule.role))
    return edits


def _reserved(role: Role, rest: str, situation: Situation, source: str) -> Change | None:
    """``only the owner can delete repairs``: the others lose it."""
    actions = actions_in(rest)
    entities = [one.entity for one in situation.mentions.entities_in(rest)] or (
        list(situation.spec.entities) if _GENERIC_ALL.search(rest) else []
    )
    if not entities and re.search(r"\b(?:it|them|those|these|that)\b", rest):
        entities = [e for e in situation.spec.entities if e.id == situation.focus.entity]
    if not actions or not entities:
        return None
    rules = list(situation.spec.permissions.rules)
    for entity in entities:
        gone = set(Action) if Action.READ in actions else actions
        kept: list[PermissionRule] = []
        for rule in rules:
            other = rule.entity == entity.name and rule.role != role.name
            less = lessened(rule, gone, situation) if other else rule
            kept += [less] if less else []
        reading = Reading([entity], actions)
        reading.every = True
        rules = reading.applied(kept, role, situation, source)
    base = situation.spec.permissions.rules
    edits: list[Edit] = [Remove(kind=Kind.PERMISSION, target=r.id) for r in base if r not in rules]
    edits += [add(rule) for rule in rules if rule not in base]
    verbs = listed([VERBS[action] for action in Action if action in actions])
    said = f"Only {role.label.lower()} may {verbs} {listed([many(e) for e in entities])} now."
    return Change(said, tuple(edits), focus=Focus(entity=entities[0].id))
