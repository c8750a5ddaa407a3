"""Rights: what a message says of who may do what with which things and values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.design.language.lemmas import verb_lemma
from sayso.spec.edits import Kind
from sayso.spec.model import Action, Entity, Page

from .actors import Actors, actors_of, is_said_with, joined
from .elements import entity_of, page_named, page_of, role_of
from .objects import (
    OBJECTS,
    Objects,
    actions_of,
    objects_of,
    owners_beside,
    source_of,
    take_value,
    value_owner,
    verbs_of,
)
from .reach import Reach
from .vocabulary import listed
from .work import Work


def right(work: Work, at: int) -> None:
    """A statement of what a role may or may not do."""
    actions = verbs_of(work, at)
    if actions is None:
        work.fail(at)
    elif work.is_change and is_said_with(work, at, "conditional"):
        work.fail(at, "Rights that hold only sometimes are not possible yet.")
    else:
        state(work, at, actions, allowed=work.role(at) == "may")


def take_right(work: Work, at: int) -> None:
    """Take away what a verb says that is under a command to remove it: *may no longer delete*."""
    for one in work.under(work.head(at), "actor"):
        work.hang(one, at)
    actions = verbs_of(work, at)
    if actions is None or is_said_with(work, at, "conditional") or work.below(at, "only", "except", "own"):
        work.fail(at)
    else:
        state(work, at, actions, allowed=False)


def state(  # noqa: C901 - one step for each part that has to be clear
    work: Work, at: int, actions: list[Action], *, allowed: bool
) -> None:
    """Take in a statement of actions that are allowed or forbidden."""
    source = source_of(work, at)
    owns = _owns(work, at)
    if allowed and not owns and not work.under(at, *OBJECTS):
        owns = _owns(work, source)
    who = actors_of(work, at, owns)
    if who is None:
        return
    if pages := _pages_of(work, at, source):
        _pages(work, at, who, pages, allowed=allowed)
        return
    is_clear = not owns or not work.is_change or (allowed and _are_clear(work, owns, who))
    if not is_clear and not (allowed and not who.alone and _are_doing(work, owns)):
        work.fail(owns[0])
        return
    if not allowed and _are_new(work, who) and _is_nothing(work, at):
        work.use(at, *work.under(at, "all"))
        return
    objects = objects_of(work, source, who, owns)
    if objects is None:
        return
    if not is_clear and not _have_owners(work, at, who, objects):
        work.fail(owns[0])
        return
    exceptions = _taken_out(work, at, who, objects, _Deed(at, actions, allowed, owns))
    if exceptions is None:
        return
    before = work.spec
    deed = _Deed(at, actions, allowed, owns)
    for entity in objects.entities.values():
        _apply(work, who, entity, deed, objects.names.get(entity.id, []))
        work.turn_to(entity)
    _take_out(work, who, exceptions)
    work.use(at, *owns, *work.under(source, "all"))
    if work.spec == before:
        work.settle(at)


def _are_new(work: Work, who: Actors) -> bool:
    """Whether the message itself brings all who are spoken of, so that they may do nothing else anyway."""
    return bool(who.roles) and all(role.id in work.fresh for role in who.roles)


def _is_nothing(work: Work, at: int) -> bool:
    """Whether all is meant without a name: *touch nothing*, *not change anything*."""
    said = [work.text(at), *(work.text(one) for one in work.under(at, "all"))]
    is_all = any(word in listed("emptying") | {"anything"} for one in said for word in one.lower().split())
    return is_all and not work.under(at, *OBJECTS)


def _taken_out(
    work: Work, at: int, who: Actors, objects: Objects, deed: "_Deed"
) -> "list[_Exception] | None":
    """What is taken out of a right again; None, with a problem, where that is not clear."""
    excepts = _excepts(work, at, deed.owns, who)
    found = _exceptions(work, at, excepts, deed.actions, objects)
    is_apart = found is not None and not {one.entity.id for one in found} & set(objects.entities)
    if found is None or (excepts and (not deed.allowed or (deed.owns and not is_apart))):
        work.fail(excepts[0])
        return None
    return found


def _pages_of(work: Work, at: int, source: int) -> list[int]:
    """The pages that a statement is about, where it is about no thing or value."""
    is_seen = work.role(at) in {"hide", "show"}
    pages = [one for one in work.below(at, "page") if work.head(one) == at or is_seen]
    others = [one for one in work.under(source, *OBJECTS, "all") if not work.under(one, "page")]
    return [] if others else pages


def _are_clear(work: Work, owns: list[int], who: Actors) -> bool:
    """Whether words only say *their own*, and name nothing: not *of their own section*."""
    if any(_THEIRS.search(_gap_before(work, one)) for one in owns):
        return False
    said = {word for one in owns for word in re.findall(r"[a-z]+", work.text(one).lower())}
    return not who.alone and said <= listed("possessive")


def _gap_before(work: Work, at: int) -> str:
    start = work.reading.spans[at - 1].end if at else 0
    return work.reading.text[start : work.reading.spans[at].start].lower()


_THEIRS = re.compile(r"\b(?:them|it|those|these)\s+(?:for|of|in|at|within|on|from)\b")
"""Words between a verb and *their own tower* where the tower only says whose rows are meant."""


def _are_doing(work: Work, owns: list[int]) -> bool:
    """Whether words say of rows only that the actors do them: *garments they sew*; no state is named."""
    for one in owns:
        match = _DOING.match(work.text(one).lower())
        if match is None or any(
            verb_lemma(match["verb"]) == verb_lemma(word)
            for flow in work.spec.flows for state in flow.states for word in state.label.lower().split()
        ):  # fmt: skip
            return False
    return True


_DOING = re.compile(
    r"^(?:that |which )?(?:they|he|she)(?:'re|'s)?\s+(?:(?:are|is|have|has|were|was|been)\s+)*"
    r"(?P<verb>[a-z]+)"
    r"(?:\s+(?:to|on|for|at|themselves|himself|herself))?$"
)


def _have_owners(work: Work, at: int, who: Actors, objects: Objects) -> bool:
    """Whether every row says which of the actors it belongs to."""
    return all(
        Reach(work, at, role, entity).owner is not None
        for role in who.roles for entity in objects.entities.values()
    )  # fmt: skip


def _excepts(work: Work, at: int, owns: list[int], who: Actors) -> list[int]:
    """What is taken out of a right; *not those of others* beside *their own* only says that again.

    Nothing has to be taken from those whom the message itself brings: *but not change anything*.
    """
    is_new = _are_new(work, who)
    found: list[int] = []
    for one in [one for parent in (at, *work.under(at, "all")) for one in work.under(parent, "except")]:
        below = work.below(one)
        is_said_again = owns and below and all(work.role(inner) == "own" for inner in below)
        if is_said_again or (is_new and all(_is_denial(work, inner) for inner in below)):
            work.use(one, *below)
        elif one not in work.used:
            found.append(one)
    return found


def _is_denial(work: Work, at: int) -> bool:
    """Whether a span only says that nothing else is done: *but not [change] [anything]*."""
    return work.role(at) in {"all", "add", "remove", "change", "may", "maynot"}


def _owns(work: Work, at: int) -> list[int]:
    return [
        *work.under(at, "own"),
        *(one for thing in work.under(at, "thing", "attr") for one in work.below(thing, "own")),
    ]


@dataclass(frozen=True, slots=True)
class _Deed:
    """What is allowed or forbidden, and the words for whose rows are meant."""

    at: int
    actions: list[Action]
    allowed: bool
    owns: list[int]


def _apply(work: Work, who: Actors, entity: Entity, deed: _Deed, names: list[str]) -> None:
    if who.nobody and Action.READ in deed.actions:
        work.fail(deed.at, "Somebody has to see it.")
        return
    if who.nobody or (not deed.allowed and not who.alone):
        for role in who.roles:
            _take(Reach(work, deed.at, role, entity), deed.actions, names)
        return
    if deed.allowed and not deed.owns and _is_reserved(work, who, entity, deed, names):
        work.ask(deed.at, "Only some may do that, as it was said before. Who else?")
        return
    if deed.allowed:
        _grant(work, who, entity, deed, names)
    if who.alone:
        for role in work.spec.permissions.roles:
            if all(role.name != one.name for one in who.roles):
                _take(Reach(work, deed.at, role, entity), deed.actions, names)


def _grant(work: Work, who: Actors, entity: Entity, deed: _Deed, names: list[str]) -> None:
    for role in who.roles:
        reach = Reach(work, deed.at, role, entity)
        if deed.owns:
            _own(reach, deed, names)
        elif who.just:
            reach.confine(deed.actions, names)
        else:
            reach.grant(deed.actions, names)


def _is_reserved(work: Work, who: Actors, entity: Entity, deed: _Deed, names: list[str]) -> bool:
    """Whether the same message said before that only others may do this; notes what it says now."""
    roles, actions = frozenset(one.name for one in who.roles), frozenset(one.value for one in deed.actions)
    is_denied = any(
        of == entity.name and actions & theirs and not roles <= others and (not fields or fields & set(names))
        for others, of, theirs, fields in work.reserved
    )
    if who.alone:
        work.reserved.append((roles, entity.name, actions, frozenset(names)))
    return is_denied


def _own(reach: Reach, deed: _Deed, names: list[str]) -> None:
    """Their own rows only; with values named, that is only clear where others may not be changed so far."""
    work, role, entity = reach.work, reach.role, reach.entity
    if work.is_change and names and any(set(deed.actions) & set(rule.actions) for rule in reach.rules):
        work.fail(deed.at, f"{role.label} may change more than that so far. Shall that be all?")
    elif (
        work.is_change
        and reach.owner is None
        and any("assigned" in work.text(one).lower() for one in deed.owns)
    ):
        work.fail(
            deed.at,
            f"Nothing says which {role.label.lower()} has which {entity.display_name.lower()}.",
        )
    else:
        reach.narrow(deed.actions, names)


def _take(reach: Reach, actions: Iterable[Action], names: list[str]) -> None:
    if names:
        reach.withhold(names, actions)
    else:
        reach.deny(actions)


@dataclass(frozen=True, slots=True)
class _Exception:
    """What is taken out of a right again."""

    at: int
    entity: Entity
    actions: list[Action]
    names: list[str]


def _exceptions(
    work: Work, at: int, excepts: list[int], actions: list[Action], objects: Objects
) -> list[_Exception] | None:
    """All but something: but some things, some values, or some actions; None where one is not clear."""
    made: list[_Exception] = []
    beside = [one for verb in joined(work, at) for one in verbs_of(work, verb) or ()]
    for one in excepts:
        inner = work.below(one)
        verbs = [v for v in inner if work.role(v) in {"remove", "add", "change", "may", "maynot"}]
        gone = actions_of(" ".join(map(work.text, verbs))) if verbs else [*actions, *beside]
        if not gone or any(v not in verbs and work.role(v) not in {"thing", "attr", "kind"} for v in inner):
            return None
        found = Objects()
        for v in (v for v in inner if work.role(v) == "thing"):
            if (entity := entity_of(work, v)) is None:
                return None
            found.entities[entity.id] = entity
        for v in (v for v in inner if work.role(v) == "attr"):
            owners = [] if found.entities else owners_beside(work, v, objects)
            owners = owners or [value_owner(work, v, found if found.entities else objects)]
            if not all(owner is not None and take_value(work, v, owner, found) for owner in owners):
                return None
        if not verbs and not found.entities:
            return None
        made += [
            _Exception(one, entity, gone, found.names.get(entity.id, []))
            for entity in (found if found.entities else objects).entities.values()
        ]
        work.use(one, *inner)
    return made


def _take_out(work: Work, who: Actors, exceptions: Iterable[_Exception]) -> None:
    for one in exceptions:
        for role in who.roles:
            _take(Reach(work, one.at, role, one.entity), one.actions, one.names)


def _pages(work: Work, at: int, who: Actors, spans: list[int], *, allowed: bool) -> None:
    """Who finds pages in the menu."""
    if who.just or who.nobody:
        work.fail(at)
        return
    before = work.spec
    every = tuple(role.name for role in work.spec.permissions.roles)
    named = {role.name for role in who.roles}
    for one in spans:
        page = page_at(work, one)
        if page is None:
            work.fail(one, f"There is no page “{work.text(one)}”.")
            return
        seen = page.roles or every
        if who.alone:
            kept = [name for name in every if name in named] if allowed else [n for n in seen if n in named]
        elif allowed:
            kept = [name for name in every if name in seen or name in named]
        else:
            kept = [name for name in seen if name not in named]
        if not kept:
            work.fail(one, "Somebody has to see it.")
            return
        if set(kept) != set(seen):
            work.do("set", Kind.PAGE, one, target=page.path, values={"roles": kept})
        work.use(one, *work.under(one, "kind", "only", "thing"))
    work.use(at)
    if work.spec == before:
        work.settle(at)


def page_at(work: Work, at: int) -> Page | None:
    """The page that a span names, by its title or by the thing beside it: *the clients page*."""
    things = [*work.under(at, "thing"), *([head] if (head := work.head(at)) is not None else [])]
    words = [work.text(one) for one in things if work.role(one) == "thing"]
    return page_of(work, at) or next((page for one in words if (page := page_named(work, one))), None)


def seen_by(work: Work, at: int, *, shown: bool) -> None:
    """A command that lets something be seen by some roles, or hides it from them."""
    if work.below(at, "part", "where", "order", "cond", "measure", "group", "state", "looks") or (
        is_said_with(work, at, "conditional")
    ):
        work.fail(at)
        return
    for one in work.below(at, "actor"):
        if (
            work.head(one) != at
            and role_of(work, one) is not None
            and work.role(work.head(one) or at) != "except"
        ):
            work.hang(one, at)
    state(work, at, [Action.READ], allowed=shown)
