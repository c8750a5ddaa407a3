"""``an album can have several artists``, ``authors should be separate``, ``a tool can belong to a
toolbox``."""

import re

from sayso.design.offline.fields import read_field_list
from sayso.design.offline.refine.likeness import key
from sayso.design.offline.refine.making import field_of, link_of, new_entity
from sayso.design.offline.refine.screens import main_entity
from sayso.design.offline.refine.speaking import a, many, one
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.design.types import Decision
from sayso.kit.words import plural, sentence, singular, snake
from sayso.spec.edits import Edit, Kind, Rename, SplitEntity, add, apply, change
from sayso.spec.model import Entity, Field, Relationship, RelationshipKind

_ONE = r"(?:the |a |an |each |every |one |some |any )?"
_SEVERAL = (
    pattern(
        rf"^(?:.*?\b(?:so|because|since|as|,|and) )?{_ONE}(?P<one>[\w'-]+(?: [\w'-]+){{0,2}}?) (?:can|"
        r"could|may|might|should be able to|must be able to|is allowed to|sometimes|often)? ?(?:also |"
        r"have to |sometimes |often |usually |now )*(?:[\w'-]+ ){0,2}?(?:to |at |in |on |with |for |from |"
        r"by |"
        r"up )?{several}(?: (?P<other>[\w'-]+(?: [\w'-]+){0,2}?))?(?: (?:too|as well|possible|at once|"
        r"at the same time|each|allowed|though|instead of (?:just )?one))*$"
    ),
    pattern(
        r"^(?:there (?:can|may|could) be |there are (?:sometimes |often )?)?{several} (?P<other>[\w'-]+(?: "
        r"[\w'-]+){0,2}?) (?:per|for (?:a|an|one|each|the)|on (?:a|an|one|the)|in (?:a|an|one|the)) "
        r"(?P<one>[\w' -]+?)(?: (?:(?:should|must|can|could) be |is |are )?(?:possible|allowed|too))?$"
    ),
)
_SHARED = pattern(
    r"^(?:{several}|two|three) (?P<other>[\w'-]+(?: [\w'-]+)??) "
    r"(?:(?:can|may|could|often|sometimes|should|must|"
    r"usually|be able to|also) )*(?:share|works? on|work together on|be on|are on|be assigned to|are "
    r"assigned "
    r"to|belong to|take part in|attend|use|join|do|drive|be in|are in|go on|play in|help with|handle|teach|"
    r"lead|look after) (?:an?|the same|one|each|the|every)(?: single| same)? (?P<one>[\w'-]+(?: [\w'-]+)?)"
    r"(?: together| at once| at the same time)?$"
)
_JUST_ONE = pattern(
    rf"^{_ONE}(?P<child>[\w'-]+(?: [\w'-]+){{0,2}}?) (?:should |must |can |may |will )?(?:only |just )?"
    r"(?:have|has|belongs? to|needs?|gets?|takes?) (?:only |just |exactly |at most |no more than )*"
    r"(?:one|a single|1) (?P<parent>[\w'-]+(?: [\w'-]+){0,2}?)(?: (?:only|each|now|any ?more|after all))*$"
)
_BELONGS = pattern(
    rf"^{_ONE}(?P<child>[\w'-]+(?: [\w'-]+){{0,2}}?)s? (?:(?:can|may|should|must|always|could|will|also|"
    r"now|has to|have to|needs to|need to) )*"
    r"(?P<verb>belongs? to|be (?:part|linked|connected|assigned|attached|tied) (?:of|to|with)|(?:is|are) "
    r"(?:part of|linked to|connected to|assigned to|attached to|tied to|for|from)|be for|be from|"
    rf"references?|points? to|link to|refer to) {_ONE}(?P<parent>[\w'-]+(?: [\w'-]+){{0,2}}?)$"
)
_HAS = pattern(
    rf"^{_ONE}(?P<parent>[\w'-]+(?: [\w'-]+){{0,2}}?) (?:has|have) many (?P<child>[\w'-]+(?: "
    r"[\w'-]+){0,2}?)$"
)
_LINK = pattern(
    r"^(?:link|connect|attach|tie|relate|assign) (?:the |all |each |every )?(?P<child>[\w' -]+?) (?:to|"
    rf"with) {_ONE}(?P<parent>[\w' -]+?)$"
)
_SEPARATE = (
    pattern(
        r"^(?:the )?(?P<what>[\w' -]+?) (?:should|must|need to|needs to|has to|have to|ought to|can|could) "
        r"(?:really |actually |rather |also )?(?:be|become|get|have) (?:kept |stored |tracked |managed |"
        r"listed |a |an |in |as |on )*(?:{separate})(?: (?:{thing}))?(?:s)?$"
    ),
    pattern(
        r"^(?:{make}|keep|store|manage|track|split|separate|pull|move) (?:the |out )*(?P<what>[\w' -]+?) "
        r"(?:as |in |into |to |out |a |an )*(?:separately|{separate})(?: (?:{thing}))?$"
    ),
    pattern(
        r"^(?:we |i )?(?:also )?(?:need|want|would like) (?:a |an )?separate (?:{thing}) (?:for|of) (?:the "
        r")?(?P<what>[\w' -]+?)$"
    ),
    pattern(
        r"^(?:split|pull|move|take) (?:out )?(?:the )?(?P<what>[\w' -]+?)(?: out)?(?: (?:of|from) "
        r"[\w' -]+?)? (?:into|to|as|in) (?:a |an |its |their )*(?:separate |own |new )*(?:{thing})$"
    ),
    pattern(r"^(?P<what>[\w' -]+?) (?:is|are) (?:actually |really )?(?:a |an )?(?:{separate}) (?:{thing})$"),
)
_PRONOUNS = frozenset(["of", "them", "ones", "at", "once", "possible", "those", "these", "things"])


def link(clause: str, situation: Situation) -> Change | None:
    """How things belong together, or what becomes a thing of its own."""
    return (
        _separate(clause, situation)
        or _several(clause, situation)
        or _just_one(clause, situation)
        or _belongs(clause, situation)
    )


def _separate(clause: str, situation: Situation) -> Change | None:
    head, _, extra = clause.partition(" with ")
    if extra and (split := _separate(head, situation)) and split.edits:
        return _with_fields(split, extra, situation, clause)
    for way in _SEPARATE:
        match = way.match(clause)
        if match is None:
            continue
        what = match["what"].strip()
        entity = situation.mentions.entity(what)
        if entity is not None and set(key(what)) & set(key(entity.name)):
            return Change(
                f"{sentence(many(entity))} are a list of their own already.", focus=Focus(entity=entity.id)
            )
        found = situation.mentions.member(what)
        if found is not None and isinstance(found.element, Field):
            edit = SplitEntity(target=found.element.id)
            said = (
                f"{sentence(plural(singular(found.name)))} are a list of their own now, linked to "
                f"{many(found.entity)}."
            )
            return Change(said, (edit,), focus=Focus(entity=found.entity.id), decision=Decision.REFINEMENT)
        if found is None and len(what.split()) <= 3:
            return _new(what, situation, clause)
    return None


def _with_fields(split: Change, text: str, situation: Situation, source: str) -> Change:
    """What became a thing of its own, with more fields."""
    known = set(situation.index.entities)
    entity = next((e for e in apply(situation.spec, split.edits).spec.entities if e.name not in known), None)
    if entity is None:
        return split
    names = {field.name for field in entity.fields}
    fields = [
        field_of(guess, situation.ids, source) for guess in read_field_list(text) if guess.name not in names
    ]
    edits = (*split.edits, *(add(field, parent=entity.id) for field in fields))
    return Change(split.said, edits, decision=split.decision, focus=Focus(entity=entity.id))


def _new(what: str, situation: Situation, source: str) -> Change | None:
    from .things import is_thing

    near = next((e for e in situation.spec.entities if e.id == situation.focus.entity), None) or main_entity(
        situation
    )
    if near is None or not is_thing(what):
        return None
    entity, edits = new_entity(situation, what, [], source, near.name)
    said = f"{sentence(many(entity))} are a list of their own now."
    return Change(said, tuple(edits), focus=Focus(entity=entity.id), decision=Decision.REFINEMENT)


def _several(clause: str, situation: Situation) -> Change | None:
    for way in (_SHARED, *_SEVERAL):
        match = way.match(clause)
        if match is None:
            continue
        owner = situation.mentions.entity(match["one"])
        other = (match["other"] or "").strip()
        if owner is None:
            continue
        if not other or set(other.lower().split()) <= _PRONOUNS:
            target = next(
                (e for e in situation.spec.entities if e.id == situation.focus.entity and e.id != owner.id),
                None,
            )
        else:
            target = situation.mentions.entity(other)
        if target is not None and target.id != owner.id:
            return _many_to_many(owner, target, situation, clause)
        member = situation.mentions.member(other, owner) if other else None
        if member is not None and isinstance(member.element, Field):
            edit = SplitEntity(target=member.element.id, multiple=True)
            return Change(
                f"{a(owner, capital=True)} can have several {plural(singular(member.name))} now.",
                (edit,),
                focus=Focus(entity=owner.id),
            )
        if other and target is None:
            from .things import is_thing

            if is_thing(other):
                entity, edits = new_entity(situation, other, [], clause, owner.name)
                edits.append(add(link_of(situation, entity.name, owner.name, clause, required=True)))
                said = f"{a(owner, capital=True)} can have several {many(entity)} now."
                return Change(
                    said, tuple(edits), decision=Decision.NEW_REQUIREMENT, focus=Focus(entity=entity.id)
                )
    return None


def _just_one(clause: str, situation: Situation) -> Change | None:
    """One where there could be several."""
    match = _JUST_ONE.match(clause)
    child = situation.mentions.entity(match["child"]) if match else None
    parent = situation.mentions.entity(match["parent"]) if match else None
    if child is None or parent is None or child.id == parent.id:
        return None
    focus = Focus(entity=child.id)
    for known in _between(child, parent, situation):
        if known.kind is not RelationshipKind.MANY_TO_MANY:
            continue
        own, other = known.name, known.inverse
        if known.from_entity == child.name:
            kind, names = RelationshipKind.BELONGS_TO, (singular(own), other)
        else:
            kind, names = RelationshipKind.HAS_MANY, (own, singular(other))
        edits = (
            change(Kind.RELATIONSHIP, known.id, kind=kind),
            Rename(kind=Kind.RELATIONSHIP, target=known.id, name=names[0], inverse=names[1]),
        )
        return Change(f"{a(child, capital=True)} has one {one(parent)} now.", edits, focus=focus)
    return None


def _between(one_: Entity, other: Entity, situation: Situation) -> list[Relationship]:
    pair = {one_.name, other.name}
    return [link_ for link_ in situation.spec.relationships if {link_.from_entity, link_.to_entity} == pair]


def _many_to_many(owner: Entity, target: Entity, situation: Situation, source: str) -> Change:
    """Several of ``target`` for one ``owner``: nothing to do where each target belongs to one owner."""
    said = f"{a(owner, capital=True)} can have several {many(target)} now."
    focus = Focus(entity=owner.id)
    links = _between(owner, target, situation)
    if any(link_.kind is RelationshipKind.MANY_TO_MANY for link_ in links):
        return Change(f"{a(owner, capital=True)} can have several {many(target)} already.", focus=focus)
    single = [link_ for link_ in links if _child(link_) == owner.name]
    if links and not single:
        return Change(f"{a(owner, capital=True)} can have several {many(target)} already.", focus=focus)
    if not single:
        return Change(
            said, (add(link_of(situation, owner.name, target.name, source, many=True)),), focus=focus
        )
    old = single[0]
    name, inverse = plural(old.name), old.inverse
    if old.kind is RelationshipKind.HAS_MANY:
        name, inverse = old.name, plural(old.inverse)
    kept: tuple[Edit, ...] = (
        change(Kind.RELATIONSHIP, old.id, kind=RelationshipKind.MANY_TO_MANY, required=False),
        Rename(kind=Kind.RELATIONSHIP, target=old.id, name=name, inverse=inverse),
    )
    return Change(said, kept, focus=focus)


def _child(link_: Relationship) -> str:
    return link_.from_entity if link_.kind is RelationshipKind.BELONGS_TO else link_.to_entity


def _belongs(clause: str, situation: Situation) -> Change | None:
    match = _BELONGS.match(clause) or _LINK.match(clause) or _HAS.match(clause)
    if match is None:
        return None
    child = situation.mentions.entity(match["child"])
    parent = situation.mentions.entity(match["parent"])
    if child is None:
        return None
    if parent is None:
        from .things import is_thing

        verb = match.groupdict().get("verb") or "belongs to"
        if not is_thing(match["parent"]) or re.search(r"\b(?:for|from)$", verb):
            return None
        entity, edits = new_entity(situation, match["parent"], [], clause, child.name)
        edits.append(add(link_of(situation, child.name, entity.name, clause)))
        said = f"{sentence(many(entity))} are new; {a(child)} can belong to one."
        return Change(said, tuple(edits), decision=Decision.NEW_REQUIREMENT, focus=Focus(entity=entity.id))
    if child.id == parent.id and snake(match["child"]) != snake(match["parent"]):
        return None
    if _between(child, parent, situation):
        return Change(
            f"{sentence(many(child))} and {many(parent)} are linked already.", focus=Focus(entity=child.id)
        )
    edit = add(link_of(situation, child.name, parent.name, clause))
    return Change(
        f"{a(child, capital=True)} belongs to {a(parent)} now.", (edit,), focus=Focus(entity=child.id)
    )
