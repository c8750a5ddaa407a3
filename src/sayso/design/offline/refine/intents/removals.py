"""``forget the passes``, ``remove the contact person``, ``hide the calendar``."""

import re

from sayso.design.offline.refine.arranging import without
from sayso.design.offline.refine.likeness import key, likeness
from sayso.design.offline.refine.mentions import FoundMember
from sayso.design.offline.refine.screens import component_kinds, components_for
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.design.types import Decision, Question
from sayso.kit.words import listed
from sayso.spec.edits import Edit, Kind, Remove, SetLayout
from sayso.spec.model import Component, Computed, Entity, Field, Flow, Page, Relationship

_REMOVE = pattern(
    r"^(?:and )?(?:{remove}|take)(?: the| all the| all| our| any| that| those| a| an)? (?P<what>.+?)"
    r"(?: any ?more| any longer)?"
    r"(?:,? (?:because|since|as (?:we|it|they)|it's|its|it is|they're|they are|we |i |nobody|no one|that's|"
    r"which|not needed)\b.*)?$"
)
_LATER = pattern(
    r"^(?:the |our )?(?P<what>[\w /\"'-]+?) (?:is|are|isn't|aren't|is not|are not) "
    r"(?:not |no longer )?(?:needed|"
    r"necessary|useful|wanted|relevant|used)?"
    r"(?:needed|necessary|superfluous|unnecessary|redundant|obsolete)?(?: any ?more| any longer)?$|"
    r"^(?:the |our )?(?P<gone>[\w /\"'-]+?) (?:can|should|may|must) (?:be (?:removed|deleted|dropped|left "
    r"out)|go(?: away)?|disappear)$|"
    r"^(?:nobody|no one|noone) (?:uses|needs|wants|cares about) (?:the |our )?(?P<unused>[\w /\"'-]+?)(?: "
    r"any ?more)?$"
)
_NEGATIVE = re.compile(
    r"\bno longer\b|n't\b|\bnot\b|superfluous|unnecessary|redundant|obsolete|any ?more", re.IGNORECASE
)
_FROM = re.compile(
    r"^(?P<what>.+?) (?:from|of|on|in|for|off|out of|away from) (?:the |our |all |each |every "
    r")?(?P<where>.+)$",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"\s+(?:field|column|entity|table|option|state|status|stage|step|phase|role|page|completely|"
    r"entirely|again|"
    r"altogether|thing|part)s?$",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"^(?P<name>[\w' -]+?)(?:'s?)? (?:page|screen|menu (?:item|entry)|tab in the menu)$|"
    r"^(?:page|screen) (?:of |for |with |about )?(?:the |all )?(?P<of>[\w' -]+)$",
    re.IGNORECASE,
)
_PAIRED = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+)(?:the\s+)?", re.IGNORECASE)


def remove(clause: str, situation: Situation) -> Change | None:
    """Take out what is named; a list of things is taken out one by one."""
    match = _REMOVE.match(clause)
    what = match["what"] if match else ""
    hidden = re.match(r"hide .+ from (?:the |our )?(?P<role>[\w -]+)$", clause, re.IGNORECASE)
    if hidden and situation.mentions.role(hidden["role"]):
        return None
    if not what:
        later = _LATER.match(clause)
        if later is None or (later["what"] and not _NEGATIVE.search(clause)):
            return None
        what = later["what"] or later["gone"] or later["unused"]
    what = what.strip().strip('"')
    if re.match(r"take\b", clause, re.IGNORECASE) and not re.search(r"\b(?:off|out|away|from)\b", clause):
        return None
    place = _FROM.match(what)
    parts = _PAIRED.split(place["what"] if place else what)
    if len(parts) < 2:
        return _one(what, situation)
    changes = [_one(f"{part} of {place['where']}" if place else part, situation) for part in parts]
    found = [change for change in changes if change is not None]
    if len(found) < len(parts):
        return _one(what, situation) or (_one(what.split(",")[0], situation) if "," in what else None)
    return Change(
        " ".join(c.said for c in found), tuple(e for c in found for e in c.edits), focus=found[-1].focus
    )


def _one(what: str, situation: Situation) -> Change | None:
    mentions = situation.mentions
    bare = _SUFFIX.sub("", what)
    about_state = bool(re.search(r"\b(?:state|status|stage|step)s?\b", what, re.IGNORECASE))
    named = mentions.member(what, least=0.9)
    shown = _page(what, situation) or (_component(what, situation) if named is None else None)
    if shown is not None:
        return shown
    place = _FROM.match(what)
    owner = mentions.entity(_SUFFIX.sub("", place["where"])) if place else None
    if place is not None and owner is not None:
        found = _member(_SUFFIX.sub("", place["what"]).strip('"'), situation, owner)
        if found is not None:
            return found
    listing = mentions.member(_SUFFIX.sub("", place["where"]), least=0.9) if place else None
    if (
        place is not None
        and listing is not None
        and (gone := _option(place["what"], situation, listing.entity))
    ):
        return gone
    entity = mentions.entity(bare)
    entity = entity if entity is not None and _is_all(bare, entity) else None
    member = mentions.member(bare)
    state = mentions.state(bare.strip('"'))
    if state is not None and (about_state or (entity is None and (member is None or member.score < 0.9))):
        return _state(state[0], state[1].id, state[1].label)
    if entity is not None and not (member is not None and member.score > 0.98 and not re.search(r"s$", bare)):
        edit = Remove(kind=Kind.ENTITY, target=entity.id)
        pages = tuple(
            Remove(kind=Kind.PAGE, target=page.id)
            for page in situation.spec.pages
            if page.components
            and {c.entity for c in situation.spec.components if c.name in page.components} == {entity.name}
        )
        return Change(f"I removed {many(entity)} with all that showed them.", (*pages, edit), (edit,))
    role = mentions.role(bare)
    if role is not None and (member is None or member.score < 0.9):
        return Change(f"I removed the role {role.label.lower()}.", (Remove(kind=Kind.ROLE, target=role.id),))
    if member is not None:
        return _member(bare, situation, None)
    return _other(bare, situation)


def _other(bare: str, situation: Situation) -> Change | None:
    """A choice, a report with its charts, or a page."""
    option = _option(bare.strip('"'), situation, None)
    if option is not None:
        return option
    for report in situation.spec.reports:
        if bare.lower() in report.title.lower():
            charts = [c for c in situation.spec.components if c.props.get("report") == report.name]
            edits = [Remove(kind=Kind.COMPONENT, target=c.id) for c in charts]
            return Change(
                f"I removed the report {report.title}.", (*edits, Remove(kind=Kind.REPORT, target=report.id))
            )
    page = situation.mentions.page(bare)
    return _without_page(page) if page else None


def _is_all(phrase: str, entity: Entity) -> bool:
    """Whether all of a kind are meant: not for ``cancelled bookings``, which are only some."""
    return len(key(phrase)) <= max(len(key(entity.name)), len(key(entity.display_name)))


def _page(what: str, situation: Situation) -> Change | None:
    """``the customers page``: only where they are shown goes, not the customers."""
    match = _PAGE.match(what)
    page = situation.mentions.page(match["name"] or match["of"]) if match else None
    return _without_page(page) if page else None


def _without_page(page: Page) -> Change:
    said = f"I removed the page {page.title}. What it showed is kept."
    return Change(said, (Remove(kind=Kind.PAGE, target=page.id),))


def _member(phrase: str, situation: Situation, owner: object) -> Change | None:
    entity = owner if isinstance(owner, Entity) else None
    found = situation.mentions.member(phrase, entity)
    state = situation.mentions.state(phrase, entity) if entity else None
    if state is not None and (found is None or found.score < 0.9):
        return _state(state[0], state[1].id, state[1].label)
    if found is None:
        return _option(phrase, situation, entity)
    if not _is_meant(phrase, found):
        owner_, name = many(found.entity), found.name.replace("_", " ")
        said = f"There is no {phrase.strip()}. Did you mean the {name} of {owner_}?"
        return Change(said, focus=Focus(entity=found.entity.id), decision=Decision.QUESTION)
    match found.element:
        case Field():
            kind = Kind.FIELD
        case Computed():
            kind = Kind.COMPUTED
        case Flow():
            kind = Kind.FLOW
        case Relationship():
            kind = Kind.RELATIONSHIP
    said = f"I removed {found.name.replace('_', ' ')} from {many(found.entity)}."
    return Change(said, (Remove(kind=kind, target=found.element.id),), focus=Focus(entity=found.entity.id))


def _is_meant(phrase: str, found: FoundMember) -> bool:
    """Nothing is taken out that shares only a word with what was named."""
    said = set(key(phrase))
    return found.score >= 0.9 or said <= {*key(found.name), *key(found.entity.name)}


def _option(phrase: str, situation: Situation, entity: object) -> Change | None:
    for owner in situation.spec.entities:
        if entity is not None and owner is not entity:
            continue
        for field in owner.fields:
            for option in field.options:
                if likeness(key(phrase), key(option.label)) >= 0.9 and len(field.options) > 1:
                    said = f"{option.label} is no longer a choice for {field.label.lower()}."
                    edit = Remove(kind=Kind.OPTION, target=option.id)
                    return Change(said, (edit,), focus=Focus(entity=owner.id, field=field.id))
    return None


def _state(flow: Flow, target: str, label: str) -> Change | None:
    if len(flow.states) < 2:
        return None
    edits: list[Edit] = []
    state = next(s for s in flow.states if s.id == target)
    if flow.initial == state.name:
        from sayso.spec.edits import change

        following = next((s.name for s in flow.states if s.id != target), state.name)
        edits.append(change(Kind.FLOW, flow.id, initial=following))
    edits.append(Remove(kind=Kind.STATE, target=target))
    return Change(f"I removed the state {label.lower()}.", tuple(edits))


def _which(kind: str, found: list[Component], situation: Situation) -> Change:
    """There are several such parts: one has to be named."""
    titles = {report.name: report.title for report in situation.spec.reports}
    about = {entity.name: many(entity) for entity in situation.spec.entities}
    names = [
        titles.get(str(c.props.get("report"))) or f"the one of {about.get(c.entity or '', '')}" for c in found
    ]
    text = f"There are {len(found)} of that kind: {listed(names)}. Which one should go?"
    question = Question(text, tuple(f"Remove the {kind} {name}" for name in names[:4]))
    return Change(text, decision=Decision.QUESTION, questions=(question,))


def _component(what: str, situation: Situation) -> Change | None:
    kinds = component_kinds(what)
    if len(kinds) != 1:
        return None
    found = situation.mentions.entities_in(what)
    entity = found[0].entity if found else None
    named = [c for c in components_for(situation.spec, kinds[0]) if entity is None or c.entity == entity.name]
    if entity is None and len(named) > 1:
        return _which(kinds[0].value, named, situation)
    if not named:
        return None
    edits: list[Edit] = []
    for component in named:
        edits += [
            SetLayout(target=page.id, layout=without(page.layout, component.name))
            for page in situation.spec.pages
            if component.name in page.components and page.layout is not None
        ]
        edits.append(Remove(kind=Kind.COMPONENT, target=component.id))
    return Change(f"I removed the {kinds[0].value}.", tuple(edits))
