"""Objects: what a statement of rights is about, and which actions its verb means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.design.resolver.ownership import person_of
from sayso.kit.words import singular
from sayso.reader.types import COMMANDS
from sayso.spec.model import Action, Entity, Flow

from .actors import ACTS, Actors, joined
from .elements import entity_in_focus, entity_named, entity_of, member_of, owners_of, said_of_thing
from .vocabulary import listed
from .work import Work

_ACTIONS = (
    (
        Action.READ,
        r"\b(?:see|sees|seeing|read|view|look|access|know|gets?\b|brows|find|watch|check|inspect|visible|eyes\b)",
    ),
    (
        Action.CREATE,
        (
            r"\b(?:add|enter|creat|record|register|writ|book|put in|fil(?:e|ing)|submit|log|make new|new|"
            r"post|propos|upload|plac(?:e|ing)|request|report)"
        ),
    ),
    (
        Action.UPDATE,
        (
            r"\b(?:chang|edit|updat|correct|modif|touch|alter|fix|maintain|rewrit|adjust|overwrit|amend|"
            r"fiddl|tamper|tinker|mess(?:es|ing)? (?:with|around))"
        ),
    ),
    (Action.DELETE, r"\b(?:delet|remov|eras|throw|drop|destroy|discard)"),
)
_UNSEEN = re.compile(r"\b(?:hid|conceal|withh|eyes|business|concern|secret|private|visible|for)")
_SET = re.compile(r"\b(?:set|enter|fill|put in|touch|tick|note|notes|noting|clock|type|typed|types|jot)")
_ALL = re.compile(r"\b(?:everything|anything|all|manage|manages|full|free hand|handle|run|control)\b")
OBJECTS = ("thing", "one", "many", "attr")
_SEEN = ("page", "part", "report", "measure", "group")
_WRITES = (Action.CREATE, Action.UPDATE, Action.DELETE)


@dataclass(slots=True)
class Objects:
    """What a right is about: things, and the values of them that are named."""

    entities: dict[str, Entity] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)


def actions_of(words: str) -> list[Action]:
    """The actions that a verb means; none where it means none of them."""
    said = words.lower()
    found = [action for action, way in _ACTIONS if re.search(way, said)]
    return list(Action) if not found and _ALL.search(said) else found


def verbs_of(work: Work, at: int) -> list[Action] | None:
    """The actions of a verb; of the one said before where it only helps: *the boss can*."""
    words = set(re.findall(r"[a-z']+", work.text(at).lower()))
    if words <= listed("auxiliary"):
        if work.under(at, "all") or (words & {"do", "does"} and work.under(at, *OBJECTS)):
            return list(Action)
        before = next((one for one in reversed(range(at)) if work.role(one) in ACTS), None)
        if before is None or work.role(before) == "move":
            return [Action.READ] if before is None and "none" in words else None
        return verbs_of(work, before)
    found = actions_of(work.text(at))
    if (work.under(at, "page") or not work.is_change) and re.search(r"\bopen", work.text(at).lower()):
        return [Action.READ]
    is_denied = work.role(at) == "maynot"
    if is_denied and not found and _UNSEEN.search(work.text(at).lower()):
        found = [Action.READ]
    if _SET.search(work.text(at).lower()) and work.below(source_of(work, at), "attr"):
        found = [Action.CREATE, Action.UPDATE] if is_denied else found or [Action.UPDATE]
    elif is_denied and found == [Action.UPDATE] and re.search(r"touch|thing", work.text(at).lower()):
        found = [*_WRITES]
    return found or (list(Action) if work.under(at, "all") else None)


def source_of(work: Work, at: int) -> int:
    """The verb that has the objects: this one, else the next of the same breath, else the one before."""
    if work.under(at, *OBJECTS, "all", "page"):
        return at
    after = [*(one for one in joined(work, at) if one > at), *_rights_after(work, at)]
    before = [one for one in reversed(range(at)) if work.role(one) in ("may", "maynot", "hide", "show")]
    before = before if work.is_change else []
    having = [one for one in [*after, *before] if work.under(one, *OBJECTS, "all")]
    return having[0] if having else at


def _rights_after(work: Work, at: int) -> list[int]:
    """The verbs of rights that follow directly, of the same sign: *see and change orders*."""
    found: list[int] = []
    for one in range(at + 1, len(work.heads)):
        if work.role(one) in {"may", "maynot"}:
            if work.role(one) != work.role(at) or work.under(one, "actor"):
                break
            found.append(one)
        elif work.role(one) not in {"thing", "attr", "own", "only", "all"}:
            break
    return found


def objects_of(work: Work, at: int, who: Actors, owns: Sequence[int] = ()) -> Objects | None:
    """What the right is about; None, with a problem, where one is unknown or only some rows are meant."""
    found = Objects()
    for one in work.under(at, "thing", "one", "many"):
        if one in who.spans:
            continue
        entity = entity_of(work, one)
        if (
            entity is None
            or work.under(one, "state", "cond")
            or (work.is_change and work.below(one, "state", "cond", "option", "period"))
        ):
            work.fail(one)
            return None
        found.entities[entity.id] = entity
        work.use(one)
        for inner in work.under(one, "attr"):
            if not take_value(work, inner, entity, found):
                return None
    for one in work.under(at, "attr"):
        owners = _everywhere(work, one, found) or [
            _of_people(work, one, who, owns) or value_owner(work, one, found)
        ]
        if not all(owner is not None and take_value(work, one, owner, found) for owner in owners):
            return None
    alls = work.under(at, "all")
    if alls and not found.entities:
        named = _all_of(work, alls[0])
        found.entities = {entity.id: entity for entity in named or ()}
    if not found.entities:
        work.fail(at)
        return None
    return found


def _everywhere(work: Work, at: int, found: Objects) -> Sequence[Entity | None]:
    """All things with a value named in the plural, where no thing is named or in view: *the prices*."""
    words = work.text(at).lower()
    if not work.is_change or found.entities or words == singular(words) or work.under(at, "thing"):
        return []
    having = [one.entity for one in owners_of(work, words)]
    near = entity_in_focus(work)
    is_near = near is not None and any(one.id == near.id for one in having)
    return having if len(having) > 1 and not is_near else []


def _of_people(work: Work, at: int, who: Actors, owns: Sequence[int]) -> Entity | None:
    """The thing whose rows the actors themselves are, where a value is *their own*: *their own phone*."""
    if work.head(at) is None or not any(one < at and not work.under(at, "thing") for one in owns):
        return None
    people = {
        entity.id: entity for role in who.roles if (entity := person_of(role, work.situation)) is not None
    }
    found = [one for one in people.values() if member_of(work, work.text(at), one) is not None]
    return found[0] if len(found) == len(people) == 1 else None


def _all_of(work: Work, at: int) -> list[Entity] | None:
    """All things where nothing but *everything* is said, else the one that is named: *all about clients*."""
    rest = [word for word in re.findall(r"[\w'-]+", work.text(at).lower()) if word not in listed("universal")]
    if not rest:
        return list(work.spec.entities)
    entity = entity_named(work, " ".join(rest))
    return [entity] if entity is not None else None


def value_owner(work: Work, at: int, found: Objects) -> Entity | None:
    """Whose value is meant: of the thing named beside or under it, else the only one, or one in view."""
    inner = [entity for one in work.under(at, "thing") if (entity := entity_of(work, one)) is not None]
    if inner:
        work.use(*work.under(at, "thing"))
        return inner[0] if len(inner) == 1 else None
    having = owners_of(work, work.text(at))
    beside = [one for one in found.entities.values() if any(h.entity.id == one.id for h in having)]
    if len(beside) == 1 or (len(found.entities) == 1 and not having):
        return (beside or list(found.entities.values()))[0]
    near = entity_in_focus(work)
    owners = [h.entity for h in having if near is None or len(having) == 1 or h.entity.id == near.id]
    if len(owners) == 1:
        return owners[0]
    choices = (said_of_thing(work, at, h.entity) for h in having)
    work.fail(at, f"Whose “{work.text(at)}” is meant?", choices)
    return None


def owners_beside(work: Work, at: int, found: Objects) -> list[Entity | None]:
    """All things that a statement names with a value of that name: *pots and vases, but not the price*."""
    having = [one.entity for one in owners_of(work, work.text(at)) if one.entity.id in found.entities]
    return [*having] if len(having) > 1 and not work.under(at, "thing") else []


def take_value(work: Work, at: int, entity: Entity, found: Objects) -> bool:
    """Take in a value of a thing; false, with a problem, where there is none or only some rows are meant."""
    member = member_of(work, work.text(at), entity)
    is_partial = work.is_change and work.under(at, "cond", "value", "option", "state")
    if member is None or isinstance(member.element, Flow) or is_partial:
        work.fail(at)
        return False
    found.entities[entity.id] = entity
    found.names.setdefault(entity.id, []).append(member.name)
    work.use(at, *work.under(at, "kind"))
    return True


def adopt(work: Work) -> None:
    """Give rights without objects what stands free beside them: *the phone - only the boss sees it*."""
    for at in range(len(work.heads)):
        _free(work, at)
        if not _is_right(work, at) or work.under(at, *OBJECTS, *_SEEN, "all"):
            continue
        if any(
            work.under(one, *OBJECTS, "page", "all") for one in [*joined(work, at), *_rights_after(work, at)]
        ):
            continue
        free = [
            one
            for one in range(len(work.heads))
            if work.heads[one] is None and one not in {*work.above(at)} and _is_bare(work, one)
        ]
        before = [one for one in free if one < at and not _has_act(work, one, at)]
        after = [one for one in free if one > at and not _has_act(work, at + 1, one)]
        end = work.bounds(at)[1]
        for one in before or [one for one in after if work.reading.spans[one].start < end]:
            work.hang(one, at)


def _free(work: Work, at: int) -> None:
    """Let a right stand for itself that hangs on a command which only allows it: *let helpers edit tasks*."""
    head = work.head(at)
    if work.role(at) not in ACTS or head is None or work.role(head) not in {"add", "change", "show"}:
        return
    work.hang(at, None)
    for one in work.under(head, "actor"):
        work.hang(one, at)
    if not work.under(head):
        work.use(head)


def _is_right(work: Work, at: int) -> bool:
    """Whether a span says who may do something, or lets somebody see something."""
    return work.role(at) in {"may", "maynot"} or (
        work.role(at) in {"hide", "show"} and bool(work.under(at, "actor")) and not work.below(at, "where")
    )


def _has_act(work: Work, start: int, end: int) -> bool:
    return any(work.role(one) in {*ACTS, *COMMANDS} for one in range(start, end))


def _is_bare(work: Work, at: int) -> bool:
    """Whether a span names things or values and says nothing of them."""
    below = {work.role(one) for one in work.below(at)}
    return work.role(at) in {"thing", "attr"} and below <= {"thing", "attr", "kind"}
