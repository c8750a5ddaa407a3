"""Actors: the roles that a statement speaks of, and whether it is said of nobody else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.catalogue.lexicon import profile_of
from sayso.catalogue.senses import Sense
from sayso.kit.words import sentence, singular, snake
from sayso.spec.edits import Kind
from sayso.spec.model import Role

from .elements import entity_named, entity_of, role_of
from .vocabulary import listed
from .work import Work

ACTS = ("may", "maynot", "move")
_SPEAKER = re.compile(r"\b(?:and|or|but|except|besides|than)\s+(?:me|myself|us|i)\b|\b(?:me|i)\s+and\b")
_SOMEBODY = re.compile(
    r"^(?:any ?one|anybody|every ?one|everybody|people|those|somebody|someone|staff) "
    r"(?:in|from|at|of) (?:the )?"
)
_BEFORE = re.compile(r"\b(?:only|just|solely|merely|exclusively)\s+(?:(?:to|by|for|the|our|an?)\s+)*$")
_BY = re.compile(r"\bby\s+(?:the\s+|an?\s+|our\s+)?$")
_AFTER = re.compile(r"^[\s,]*(?:only|alone|exclusively|and (?:no one|nobody))\b")


@dataclass(frozen=True, slots=True)
class Actors:
    """The roles of a statement; with ``alone`` nobody else, with ``nobody`` none of them at all.

    With ``just`` they do nothing else with what is spoken of.
    """

    roles: tuple[Role, ...]
    spans: tuple[int, ...]
    alone: bool = False
    nobody: bool = False
    just: bool = False


def actors_of(work: Work, at: int, owns: Sequence[int] = ()) -> Actors | None:
    """Who acts in a statement; None, with a problem, where that is not said for sure."""
    spans = actor_spans(work, at)
    breath = [one for one in joined(work, at) if any(work.head(span) == one for span in spans)]
    onlys = [one for parent in (at, *breath, *spans, *owns) for one in work.under(parent, "only")]
    kinds = {one: _restriction(work, one, at, spans) for one in onlys}
    unclear = next((one for one, kind in kinds.items() if kind is None), None)
    if unclear is not None or not spans or _is_vague(work, at) or _is_read_only(work, at):
        work.fail(at if unclear is None else unclear)
        return None
    if any(is_in(work.text(one), name) for one in spans for name in ("everybody", "nobody")):
        found = _sweeping(work, at, spans)
    else:
        alone = "role" in kinds.values() or _is_alone(work, at) or _is_loosely_alone(work, at, spans)
        just = "deed" in kinds.values() or _is_loosely_just(work, at, spans)
        found = _named(work, at, spans, alone=alone, just=just)
    if found is not None:
        work.use(*spans, *onlys)
    return found


def _sweeping(work: Work, at: int, spans: Sequence[int]) -> Actors | None:
    """All people, or none of them, or only those who are excepted: *nobody but the boss*."""
    excepts = [
        one for parent in (at, *spans) for one in work.under(parent, "except") if work.under(one, "actor")
    ]
    words, allowed = work.text(spans[0]), work.role(at) in {"may", "move", "show"}
    is_none = is_in(words, "nobody")
    if len(spans) > 1 or (is_none != allowed and (excepts or not is_in(words, "all_people"))):
        work.fail(spans[0])
        return None
    if excepts:
        work.use(*excepts)
        left = [one for part in excepts for one in work.under(part, "actor")]
        work.use(*left)
        return _named(work, at, left, alone=True, just=False)
    return Actors(_members(work), tuple(spans), nobody=is_none == allowed)


def _named(work: Work, at: int, spans: Sequence[int], *, alone: bool, just: bool) -> Actors | None:
    """The roles that are named; whoever speaks of *me* beside them is none of them."""
    if alone and _SPEAKER.search(work.sentence(at).lower()):
        work.fail(spans[0])
        return None
    roles = [role for one in spans if (role := _role(work, one, at)) is not None]
    if len(roles) < len(spans):
        return None
    return Actors(tuple(dict.fromkeys(roles)), tuple(spans), alone, just=just)


def _members(work: Work) -> tuple[Role, ...]:
    """All roles of people who sign in."""
    permissions = work.spec.permissions
    return tuple(one for one in permissions.roles if one.name != permissions.public_role)


def is_in(words: str, name: str) -> bool:
    """Whether words are, as a whole, an entry of a word list."""
    return re.sub(r"[\s-]+", "_", words.lower().strip()) in listed(name)


def is_said_with(work: Work, at: int, name: str) -> bool:
    """Whether a sentence has words of a list outside of what was read: *until*, *once*."""
    text, spans = work.reading.text, work.reading.spans
    start, end = work.bounds(at)
    edges = [start, *(x for one in spans if start <= one.start < end for x in (one.start, one.end)), end]
    said = " ".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    return any(word in listed(name) for word in re.findall(r"[a-z]+", said.lower()))


def actor_spans(work: Work, at: int) -> list[int]:
    """The spans that say who acts: at the verb, else at one that it is joined with, else said before."""
    found = (
        work.under(at, "actor")
        or [one for one in work.under(at, "thing", "role") if _acts(work, one, at)][:1]
    )
    if found:
        return found
    if work.role(at) not in ACTS:
        return actor_before(work, at)
    for one in joined(work, at):
        if found := work.under(one, "actor"):
            return found
    for one in reversed(range(at)):
        if work.role(one) == "actor" and work.head(one) is None:
            return [one]
        if work.role(one) in ACTS and (found := work.under(one, "actor")):
            return found
        if work.role(one) == "role" and (work.head(one) is None or work.command(one) == "add"):
            return [one]
    return []


def actor_before(work: Work, at: int) -> list[int]:
    """Who was named before a command that hides from *them*, or shows to *them*."""
    end = work.bounds(at)[1]
    if not _THEM.search(work.reading.text[work.reading.spans[at].end : end].lower()):
        return []
    before = [one for one in range(at) if work.role(one) == "actor" and role_of(work, one) is not None]
    head = work.head(before[-1]) if before else None
    beside = work.under(head, "actor") if head is not None else before
    return before[-1:] if len(beside) < 2 else []


_THEM = re.compile(r"\b(?:from|to|for|by) (?:them|him|her)\b")


def _acts(work: Work, at: int, verb: int) -> bool:
    """Whether a thing is the role that does what a verb says: *students book*, *booked by students*."""
    start = work.reading.spans[at].start
    return role_of(work, at) is not None and (at < verb or _BY.search(_gap(work, 0, start)) is not None)


def joined(work: Work, at: int) -> list[int]:
    """The verbs that are said in one breath with this one: *confirm, cancel and move lessons*."""
    found: list[int] = []
    for step in (1, -1):
        one = at
        while 0 <= one + step < len(work.heads) and work.role(one + step) == work.role(at):
            left, right = min(one, one + step), max(one, one + step)
            between = work.reading.text[work.reading.spans[left].end : work.reading.spans[right].start]
            if not re.fullmatch(
                r"\s*(?:,|&|/|,?\s*(?:and|or|nor)(?:\s+(?:to|also|then))?)\s*", between.lower()
            ):
                break
            one += step
            found.append(one)
    return found


def _restriction(work: Work, only: int, at: int, actors: Sequence[int]) -> str | None:
    """What a word like *only* restricts: who does it (role), what is done (deed), which things (rest)."""
    words = set(re.findall(r"[a-z']+", work.text(only).lower()))
    if not words <= listed("exclusive"):
        return None if work.is_change else "deed"
    if words & listed("emptying"):
        return ("rest" if _are_new(work, actors) else None) if work.is_change else "deed"
    if words & listed("excluding"):
        return "role"
    head = work.head(only)
    if head is not None and work.role(head) not in ACTS and head != at:
        if head in actors:
            return None if work.is_change and max(actors) < only < at else "role"
        return "own"
    following = work.role(only + 1) if only + 1 < len(work.heads) else ""
    if following in {"actor", "role"} or (only > at and work.role(only - 1) == "actor"):
        return "role"
    if only < at:
        return "deed"
    if "own" in {following, work.role(only - 1)}:
        return "own"
    if not work.is_change:
        return "deed"
    return "rest" if following in {"thing", "attr"} and _are_new(work, actors) else None


def _are_new(work: Work, actors: Sequence[int]) -> bool:
    """Whether the message itself brings all these roles, so that they may do nothing else yet."""
    roles = [role for one in actors if (role := _role(work, one, one)) is not None]
    return len(roles) == len(actors) and all(role.id in work.fresh for role in roles)


def _is_alone(work: Work, at: int) -> bool:
    """Whether the verb itself says that nobody else does it: *only visible to the boss*."""
    words = set(re.findall(r"[a-z']+", work.text(at).lower()))
    return bool(words & {"only", "just"}) and all(one > at for one in work.under(at, "actor"))


def _gap(work: Work, start: int, end: int) -> str:
    return work.reading.text[start:end].lower()


def _is_loosely_alone(work: Work, at: int, actors: Sequence[int]) -> bool:
    """Whether words right beside the actors, which the reading passed over, say that nobody else does it."""
    for one in actors:
        span = work.reading.spans[one]
        before = work.reading.spans[one - 1].end if one else 0
        after = work.reading.spans[one + 1].start if one + 1 < len(work.heads) else len(work.reading.text)
        if _BEFORE.search(_gap(work, before, span.start)):
            return True
        if one > at and _AFTER.match(_gap(work, span.end, after)):
            return True
    return False


def _is_loosely_just(work: Work, at: int, actors: Sequence[int]) -> bool:
    """Whether the verb or the words before it say that there is nothing beside it: *just look at*."""
    before = [one for one in actors if one < at]
    if not before:
        return False
    span = work.reading.spans[at]
    near = _gap(work, work.reading.spans[before[-1]].end, span.start) if before[-1] == at - 1 else ""
    return _restricts(f"{near} {work.text(at).lower()}")


def _is_vague(work: Work, at: int) -> bool:
    """Whether *only* stands unread between a verb and a thing, where it may mean the thing or the verb."""
    if at + 1 >= len(work.heads) or work.role(at + 1) not in {"thing", "attr"}:
        return False
    return work.is_change and _restricts(
        _gap(work, work.reading.spans[at].end, work.reading.spans[at + 1].start)
    )


def _is_read_only(work: Work, at: int) -> bool:
    """Whether things are said to be *read only for* somebody, which says nothing of the others."""
    return work.is_change and _READ_ONLY.search(work.sentence(at).lower()) is not None


_READ_ONLY = re.compile(r"\bread[\s-]only\s+(?:for|to)\b")


def _restricts(words: str) -> bool:
    return any(word in listed("restricting") for word in re.findall(r"[a-z]+", words))


def _role(work: Work, at: int, verb: int) -> Role | None:
    """The role that a span names, that a pronoun stands for, or that the message itself brings."""
    words = work.text(at).lower()
    found = role_of(work, at)
    if found is not None and _is_wide(work, words, found):
        found = None
    if found is None and is_in(words, "persons"):
        found = _spoken_of(work, min(at, verb))
    if found is None:
        found = _named_in_part(work, words)
    if found is None:
        told = [
            one for one in work.reading.all("role")
            if singular(work.text(one).lower()) == singular(words)
        ]  # fmt: skip
        if not told and work.is_change and (_is_brought(work, at) or _may_be_new(work, words, verb)):
            told = [at]
        if not told:
            work.fail(at, f"There is no role “{words}”.", (f"Add a role {singular(words)}",))
            return None
        found = add_role(work, told[0])
    if found is not None and found.name == work.spec.permissions.public_role:
        work.fail(at, "What is open to everybody is decided when it is published.")
        return None
    return found


def _may_be_new(work: Work, words: str, verb: int) -> bool:
    """Whether a right is given to people who have no role yet: it is made for them."""
    name = singular(words)
    is_person = profile_of(snake(name)).sense is Sense.PERSON and name not in listed("unspecific")
    return is_person and work.role(verb) == "may"


def _is_brought(work: Work, at: int) -> bool:
    """Whether somebody is spoken of as new: *we need a night porter who …*."""
    end = work.reading.spans[at].end
    is_told = _WHO.match(work.reading.text[end:].lower()) is not None
    return is_told and entity_of(work, at) is None and _NEEDED.search(work.before(at).lower()) is not None


_NEEDED = re.compile(r"\b(?:need|want|have|add|there(?:'s| is| should be))\s+(?:also\s+)?an?\s+(?:new\s+)?$")
_WHO = re.compile(r"\s+(?:role\s+)?(?:who|that|which)\b")


def _named_in_part(work: Work, words: str) -> Role | None:
    """The only role that bears all these words in its name: *the board* for board members."""
    said = {singular(word) for word in _SOMEBODY.sub("", words).split()}
    roles = work.spec.permissions.roles
    found = [role for role in roles if said and said <= _words_of(role)]
    found = found or [
        role for role in roles
        if _words_of(role) < said and said - _words_of(role) <= listed("anybody")
        and entity_named(work, words) is None
    ]  # fmt: skip
    return found[0] if len(found) == 1 and not _is_wide(work, words, found[0]) else None


def _is_wide(work: Work, words: str, role: Role) -> bool:
    """Whether words are a part of a role's name that may mean others, too: *members* for board members."""
    said = {singular(word) for word in words.split()}
    is_part = said < _words_of(role)
    return is_part and (entity_named(work, words) is not None or bool(said & listed("anybody")))


def _words_of(role: Role) -> set[str]:
    return {singular(word) for word in role.label.lower().split()}


def _spoken_of(work: Work, at: int) -> Role | None:
    """The role that was named last before a pronoun; none where the last statement has several."""
    for one in reversed(range(at)):
        if work.role(one) == "role":
            return role_of(work, one) or add_role(work, one)
        if work.role(one) in {"actor", "thing"} and (found := role_of(work, one)) is not None:
            head = work.head(one)
            beside = work.under(head, "actor") if head is not None else []
            return found if len(beside) < 2 else None
    told = work.reading.all("role")
    return add_role(work, told[0]) if len(told) == 1 and work.command(told[0]) in {None, "add"} else None


def add_role(work: Work, at: int) -> Role | None:
    """A new role, or the one of that name."""
    words = singular(work.text(at).lower())
    known = role_of(work, at)
    if known is not None:
        return known
    name = snake(words)[:48].strip("_")
    if not work.do("add", Kind.ROLE, at, element={"name": name, "label": sentence(words)}):
        return None
    work.use(at, *work.under(at, "kind"))
    made = next((one for one in work.spec.permissions.roles if one.name == name), None)
    if made is not None:
        work.fresh.add(made.id)
    return made
