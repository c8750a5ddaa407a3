"""``add genre and publication year``, ``walks should also have a pickup note and a price``."""

import re
from dataclasses import replace
from itertools import pairwise

from sayso.design.knowledge.known import known_thing
from sayso.design.offline.field_types import known_type
from sayso.design.offline.fields import FieldGuess, read_field_list
from sayso.design.offline.option_lists import options_of
from sayso.design.offline.refine.likeness import key, likeness
from sayso.design.offline.refine.making import LISTED, field_of, link_of
from sayso.design.offline.refine.screens import main_entity
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.design.types import Question
from sayso.kit.words import listed, plural, sentence
from sayso.spec.edits import Edit, Kind, Retype, add, change
from sayso.spec.model import Entity, Field, FieldType, Option

_WHERE = r"(?:the |each |every |all |all the |our |any |a |an )?(?P<where>[\w' -]+?)"
_TOO = r"(?:,? (?:too|as well|also))?$"
_KEEP = (
    r"(?:note|record|store|know|see|track|log|save|keep|enter|capture|write down|register|keep track of|"
    r"have|remember|add|put in|include)"
)
_WAYS = (
    pattern(
        rf"^(?:{{add}}|put|stick|have) (?P<what>.+) (?:to|for|on|onto|in|into|per) {_WHERE}(?: (?:form|"
        rf"table|list|page|records?))?{_TOO}"
    ),
    pattern(
        rf"^(?:for|on|in|to|with) {_WHERE},? (?:we |i |please |there )?(?:also |still )*(?:should be|"
        r"should have|must have|want|need|want to|need to|would like(?: to)?|have to|must|should)?(?: "
        rf"also)?(?: to)? ?(?:{_KEEP})?:? (?P<what>.+?){_TOO}"
    ),
    pattern(
        rf"^{_WHERE} (?:also |still |really )*(?P<must>should|must|needs?|has|have|gets?|can|could|may|"
        r"will|wants?)(?: also| always| still| really)?(?: to)?(?: also)? ?(?:have|get|include|contain|"
        rf"store|carry|hold|show|record)? (?P<what>.+?){_TOO}"
    ),
    pattern(
        r"^(?:we |i |one |you )?(?:also |still )*(?:want to |need to |should |must |would like to |like "
        rf"to |have to |can )?(?:also )?{_KEEP} (?P<what>.+?) (?:for|of|on|about|with|to|per|in) (?:the |"
        rf"each |every |all |our |any |a |an )(?P<where>[\w' -]+?){_TOO}"
    ),
    pattern(
        r"^(?:we |i )?(?:also |still )*(?:miss|lack|am missing|are missing|are lacking) (?P<what>.+?) "
        rf"(?:for|of|on|about|with|in|at) {_WHERE}{_TOO}"
    ),
    pattern(rf"^{_WHERE}: ?(?:please |also )*(?:{{add}}|{_KEEP}) (?P<what>.+?){_TOO}"),
    pattern(rf"^{_WHERE}: ?(?:please |also )*(?P<what>.+?){_TOO}"),
    pattern(rf"^(?P<what>[\w°%€$£/() -]+?) (?:for|on|per) (?:each|every|all) (?P<where>[\w' -]+?){_TOO}"),
    pattern(rf"^(?P<what>.+?) (?:is|are) (?:still )?missing (?:for|of|on|from|in|at) {_WHERE}{_TOO}"),
    pattern(rf"^{_WHERE} (?:is|are) (?:still )?missing (?P<what>.+?){_TOO}"),
    pattern(rf"^(?:{{add}}|(?:want|need) to {_KEEP}|{_KEEP}) (?P<what>.+?){_TOO}"),
)
_ANAPHOR = frozenset(["it", "them", "they", "those", "these", "that", "this", "he", "she"])
_COLUMN = re.compile(
    r"\b(?:(?:another|extra|additional|new|more|separate)\s+)?(?:fields?|columns?|attributes?|property|"
    r"properties)\b\s*(?:for|called|named|with|:)?\s*",
    re.IGNORECASE,
)
_GOVERNED = pattern(
    r"^(?:not|never|only|be|been|go|goes|belongs?|see|edit|delete|move|become|overlap|several|many|"
    r"multiple|more than|able|required|unique|optional|"
    r"(?:show|display|sort|filter|list|hide) (?:only|just|the|all|me|them|by))\b"
)
_DOES = pattern(
    r"^(?:leave|write|post|submit|rate|print|pay|search|log|sign|cancel|confirm|approve|book|choose|pick|order)\b"
)
_MODIFIED = frozenset(
    ["phone", "email", "address", "mobile", "name", "contact", "number", "date", "iban", "website"]
)
_OWNED = re.compile(r" of (?:the |an? |each |every |our )?(?P<owner>[\w-]+)$", re.IGNORECASE)
_VERBS = frozenset(("rename", "remove", "delete", "be", "report", "hide", "drop"))
_CLAUSE = frozenset(("have", "has", "is", "are", "can", "should", "must", "may", "will"))
_STUFF = pattern(
    r"\b(?:page|role|filters?|filter bar|calendar|board|kanban|chart|graph|diagram|bars|tiles|state|stage|"
    r"report|button|tabs?|export|login|app|dark mode)\b"
)


def add_fields(clause: str, situation: Situation) -> Change | None:
    """New fields, or what was said of those that are there already."""
    for way in _WAYS:
        match = way.match(clause)
        if match is None:
            continue
        groups = match.groupdict()
        what, where = groups["what"].strip(" :"), groups.get("where")
        if _GOVERNED.match(what) or _STUFF.search(what) or not what or len(what.split()) > 40:
            continue
        if (groups.get("must") or "").lower() in {"can", "could", "may"} and _DOES.match(what):
            continue
        owner = _owner(where, what, situation)
        if owner is None:
            continue
        entity, sure = owner
        must = (groups.get("must") or "").lower() in {"must", "has", "have"} and " to have " in f" {clause} "
        must = must or bool(re.search(r"\bmust(?: always)? have\b", clause, re.IGNORECASE))
        made = _fields(what, entity, situation, clause, must=must)
        if made is not None:
            return _unsure(made, entity, situation) if not sure else made
    return None


def _owner(where: str | None, what: str, situation: Situation) -> tuple[Entity, bool] | None:
    """The entity that gets the fields and whether that was said."""
    mentions = situation.mentions
    if where is not None:
        if set(where.lower().split()) <= _ANAPHOR:
            focused = next((e for e in situation.spec.entities if e.id == situation.focus.entity), None)
            return (focused, True) if focused else None
        entity = mentions.entity(where)
        if entity is not None:
            return entity, True
        role = mentions.role(where)
        return None if role is None else _of_role(role.name, situation)
    if len(situation.spec.entities) == 1:
        return situation.spec.entities[0], True
    owned = _OWNED.search(what)
    if owned is not None and (of := mentions.entity(owned["owner"])):
        return of, True
    said = [guess.name for guess in read_field_list(_COLUMN.sub("", what))]
    fitting = [e for e in situation.spec.entities if (t := known_thing(e.name)) and set(said) & set(t.fields)]
    focused = next((e for e in situation.spec.entities if e.id == situation.focus.entity), None)
    chosen = focused or (fitting[0] if len(fitting) == 1 else None) or main_entity(situation)
    return (chosen, focused is not None or len(fitting) == 1) if chosen else None


def _of_role(role: str, situation: Situation) -> tuple[Entity, bool] | None:
    entity = next((e for e in situation.spec.entities if e.person_role == role), None)
    return (entity, True) if entity else None


def _unsure(made: Change, entity: Entity, situation: Situation) -> Change:
    others = [other.display_name for other in situation.spec.entities if other.id != entity.id]
    question = Question(f"Does that belong to {many(entity)}?", (entity.display_name, *others[:3]))
    return Change(made.said, made.edits, made.instead, made.decision, (question,), made.focus)


def _fields(what: str, entity: Entity, situation: Situation, source: str, *, must: bool) -> Change | None:
    what = _COLUMN.sub(
        "", re.sub(r"^(?:also|their|its|his|her|another|an additional|an extra|extra|a new|new)\s+", "", what)
    )
    what = re.sub(
        r"^(?:an? )?(?:check ?box|tick ?box|toggle|switch)(?: for| called| named)? (.+)$", r"\1 yes/no", what
    )
    guesses = _distributed(read_field_list(what), what)
    edits: list[Edit] = []
    named: list[str] = []
    known: list[str] = []
    last: str | None = None
    for said_ in guesses:
        guess = _of_it(said_, entity)
        if not re.match(r"[a-z]", guess.name) or guess.name in _ANAPHOR:
            continue
        if _is_sentence(guess, situation):
            return None
        linked = (
            None
            if guess.known and guess.type is not FieldType.TEXT
            else situation.mentions.entity(" ".join(guess.words))
        )
        if (
            linked is not None
            and linked.id != entity.id
            and likeness(key(" ".join(guess.words)), key(linked.name)) >= 0.96
        ):
            made = _link(situation, entity, linked, source)
            edits += made
            (named if made else known).append(linked.display_name.lower())
            continue
        there = _there(guess, entity)
        if there is not None:
            updates = _updated(there, guess, situation, must=must)
            edits += updates
            known.append(guess.label.lower())
            last = there.id
            continue
        field = field_of(guess, situation.ids, source)
        if must and field.type is not FieldType.BOOLEAN:
            field = field.model_copy(update={"required": True})
        edits.append(add(field, parent=entity.id))
        named.append(field.label.lower())
        last = field.id
    if not named and not known:
        return None
    said = []
    if named:
        said.append(f"{sentence(many(entity))} now have {listed(named)}.")
    if known:
        said.append(
            f"{sentence(listed(known))} {'was' if len(known) == 1 else 'were'} there "
            f"already{'; I updated it' if edits and not named else ''}."
        )
    return Change(" ".join(said), tuple(edits), focus=Focus(entity=entity.id, field=last))


def _is_sentence(guess: FieldGuess, situation: Situation) -> bool:
    """Whether a name is rather a piece of a sentence, of which a field would make nonsense."""
    words = guess.name.split("_")
    if len(words) > 5 or (len(words) > 3 and any(word.isdigit() for word in words)):
        return True
    if _CLAUSE & set(words[1:]) or words[0] in _VERBS or words[-1] in {"to", "of", "be", "it"}:
        return True
    spoken = {noun for entity in situation.spec.entities for noun in (entity.name, plural(entity.name))}
    spoken |= {field.name for entity in situation.spec.entities for field in entity.fields}
    return any(before in {"of", "to"} and after in spoken for before, after in pairwise(words[1:]))


def _of_it(guess: FieldGuess, entity: Entity) -> FieldGuess:
    """The colour of the boat is just the colour where it is kept for boats."""
    short = re.sub(rf"_(?:of|to|for|on)_(?:{entity.name}|{plural(entity.name)})$", "", guess.name)
    return replace(guess, name=short, label=sentence(short)) if short != guess.name else guess


def _distributed(guesses: list[FieldGuess], what: str) -> list[FieldGuess]:
    """``guarantor name and phone`` is a guarantor name and a guarantor phone; an article would part them."""
    spread: list[FieldGuess] = []
    prefix: str | None = None
    for said in guesses:
        guess = said
        head, _, last = guess.name.rpartition("_")
        if (
            head
            and last in _MODIFIED
            and known_type([head]) is None
            and head
            not in {
                "first",
                "last",
                "full",
                "serial",
                "phone",
                "next",
                "invoice",
                "order",
                "due",
                "start",
                "end",
            }
        ):
            prefix = head
        elif (
            prefix
            and not head
            and last in _MODIFIED
            and re.search(rf"(?:and|,|&)\s+{guess.words[-1] if guess.words else last}\b", what, re.IGNORECASE)
        ):
            name = f"{prefix}_{guess.name}"
            guess = replace(guess, name=name, label=sentence(name), words=(prefix, *guess.words))
        spread.append(guess)
    return spread


def _there(guess: FieldGuess, entity: Entity) -> Field | None:
    for field in entity.fields:
        if (
            likeness(key(guess.name), key(field.name)) >= 0.93
            or likeness(key(guess.label), key(field.label)) >= 0.96
        ):
            return field
    own = key(entity.name)
    return next((f for f in entity.fields if key(f.name) == (*own, *key(guess.name))), None)


def _updated(field: Field, guess: FieldGuess, situation: Situation, *, must: bool) -> list[Edit]:
    """What was said anew of a field that is there."""
    edits: list[Edit] = []
    if guess.options and guess.type in LISTED:
        options = _merged(field, guess, situation)
        edits.append(Retype(target=field.id, type=guess.type, options=options))
    elif guess.type is FieldType.BOOLEAN and field.type is not FieldType.BOOLEAN and guess.known:
        edits.append(Retype(target=field.id, type=guess.type))
    if (must or guess.required) and not field.required and field.type is not FieldType.BOOLEAN:
        edits.append(change(Kind.FIELD, field.id, required=True))
    return edits


def _merged(field: Field, guess: FieldGuess, situation: Situation) -> tuple[Option, ...]:
    present = {option.name: option for option in field.options}
    return tuple(present.get(option.name, option) for option in options_of(guess.options, situation.ids))


def _link(situation: Situation, child: Entity, parent: Entity, source: str) -> list[Edit]:
    for link in situation.spec.relationships:
        if {link.from_entity, link.to_entity} == {child.name, parent.name}:
            return []
    return [add(link_of(situation, child.name, parent.name, source))]
