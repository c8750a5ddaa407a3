"""Renames: another name for one thing that is there."""

import itertools
import re
from collections.abc import Sequence

from sayso.design.name_lookup.likeness import key, likeness
from sayso.kit.words import sentence, singular, snake
from sayso.spec.edits import Kind, change_spec
from sayso.spec.model import (
    Computed,
    Entity,
    Field,
    Relationship,
)

from .aspects import ASPECTS
from .elements import (
    entity_named,
    entity_of,
    member_of,
    owners_of,
    page_named,
    page_of,
    report_of,
    role_of,
)
from .kinds import kind_of
from .values import change_field, owner_of
from .vocabulary import listed
from .work import Work

_MENU = re.compile(r"\bmenu\b|\bpages?\b|\bheading\b|\btitle\b|\bnavigation\b|\bsidebar\b")


_INSTEAD = re.compile(
    r"[\s,'\"]*(?:instead of|rather than|in place of)\s+(?:the\s+|an?\s+)?['\"]?", re.IGNORECASE
)
_BOTH = re.compile(r"\b(?:also|too|both|as well|likewise)\b", re.IGNORECASE)
_NAMED = ("thing", "attr", "page", "option", "state", "role", "actor", "report", "part", "one", "many")


def rename(work: Work, at: int) -> None:
    """Other names for what is named, each for one; what else is said of a value comes after."""
    news = [*work.under(at, "new"), *(n for one in work.below(at) for n in work.under(one, "new"))]
    news = sorted(set(news))
    if not work.under(at):
        return
    if not news and (pair := _instead(work, at)) is not None:
        _rename_one(work, at, [pair[1]], [pair[0]])
        return
    if not news and (pair := _becoming(work, at)) is not None:
        _rename_one(work, at, [pair[0]], [pair[1]])
        return
    if len(news) == 1 and not work.under(at, *_NAMED) and _is_application(work, at, news[0]):
        work.use(at, news[0])
        work.take([change_spec(name=_title(_new(work, news[0]))[:160])], at)
        return
    if len(news) < 2:
        _rename_one(work, at, work.under(at, *_NAMED), news)
        return
    targets = work.under(at, *_NAMED)
    if len(news) == len(targets) and not any(work.below(one) for one in targets):
        for one, new in zip(targets, news, strict=True):
            _rename_one(work, at, [one], [new])
        return
    for new in news:
        target = _target_of(work, new)
        if target is None:
            work.fail(new)
            return
        _rename_one(work, at, [target], [new])


def rename_as(work: Work, at: int, news: Sequence[int]) -> None:
    """Another name that a statement gives without a verb for it: *contact is our sales rep*."""
    inner = [one for one in work.under(at, "attr", "option", "state") if one not in news]
    _rename_one(work, at, inner or [at], list(news))


def _instead(work: Work, at: int) -> tuple[int, int] | None:
    """A new name and what it is for, where both are said as names: *say given instead of held*."""
    for new, old in itertools.pairwise(work.below(at, *_NAMED)):
        between = work.reading.text[work.reading.spans[new].end : work.reading.spans[old].start]
        if work.role(new) == work.role(old) and _INSTEAD.fullmatch(between):
            return new, old
    return None


def _is_application(work: Work, at: int, new: int) -> bool:
    """Whether the words between a verb and a new name say that the application as a whole is meant."""
    spans = work.reading.spans
    said = re.findall(r"[a-z]+", work.reading.text[spans[at].end : spans[new].start].lower())
    return any(word in listed("itself") for word in said) and set(said) <= listed("itself") | listed("idle")


def _becoming(work: Work, at: int) -> tuple[int, int] | None:
    """A name before the verb and one behind it that nothing bears yet: *delivered is called handed over*."""
    spans = work.under(at, "state", "option", "attr")
    if len(spans) != 2 or not spans[0] < at < spans[1] or work.role(spans[0]) != work.role(spans[1]):
        return None
    words = work.text(spans[1])
    known = (
        *owners_of(work, words),
        *(state for flow in work.spec.flows for state in flow.states if _is(state.label, work, spans[1])),
        *(
            option for entity in work.spec.entities for field in entity.fields for option in field.options
            if _is(option.label, work, spans[1])
        ),
    )  # fmt: skip
    return None if known else (spans[0], spans[1])


def _target_of(work: Work, new: int) -> int | None:
    """What one of several new names is for: what it hangs on, or what stands in front of it."""
    head = work.head(new)
    if head is not None and work.role(head) in _NAMED:
        return head
    before = new - 1
    if before >= 0 and work.role(before) == "thing" and before and work.head(before - 1) == before:
        before -= 1
    return before if before >= 0 and work.role(before) in _NAMED else None


def _rename_one(work: Work, at: int, targets: list[int], news: list[int]) -> None:
    """Another name for one thing; where two bear the name and no kind is said, it is asked."""
    targets = targets or _spoken_of(work, at)
    if len(news) != 1 or not targets:
        work.fail(news[1] if len(news) > 1 else at)
        return
    new = _new(work, news[0])
    said = " ".join(work.text(one) for one in work.under(at, "where", "part", "kind"))
    is_menu = _MENU.search(said) is not None
    targets += [
        one
        for thing in list(targets)
        if work.role(thing) in {"thing", "attr"}
        for one in work.under(thing, "attr", "option", "state")
        if one not in targets
    ]
    targets = _without_choices(work, targets)
    inner = [one for one in targets if work.role(one) in {"option", "state"}] or [
        one for one in targets if work.role(one) == "attr"
    ]
    target = inner[0] if inner else targets[0]
    if inner:
        work.use(*(one for one in targets if work.role(one) in {"thing", "attr"}))
    if len(inner) > 1 or (not inner and len(targets) > 1):
        pages = [one for one in targets if work.role(one) == "page"]
        if len(pages) != 1:
            work.fail(targets[1])
            return
        target = pages[0]
        things = [one for one in targets if work.role(one) == "thing"]
        if things and _BOTH.search(work.reading.text):
            for one in things:
                _rename_thing(work, one, new)
        elif things:
            work.fail(things[0], f"The page or all {work.text(things[0])}?")
            return
        if any(work.role(one) in {"attr", "state", "option"} for one in targets):
            work.fail(target)
            return
    work.use(
        at,
        news[0],
        *work.under(at, "where", "kind"),
        *work.under(news[0], "kind"),
        *(p for p in work.under(at, "part") if p not in targets),
    )
    kind = kind_of(work, target)
    if is_menu and kind in {"thing", "actor", "role"}:
        kind = "page"
    work.use(target, *work.under(target, "kind"))
    rest = [one for one in targets if one != target]
    _rename_as(work, at, target, kind, new, rest)


def _without_choices(work: Work, targets: list[int]) -> list[int]:
    """What a new name may be for: several choices of the only value are not renamed by one name."""
    choices = [one for one in targets if work.role(one) in {"option", "state"}]
    values = [one for one in targets if work.role(one) == "attr"]
    if len(choices) > 1 and len(values) == 1 and all(work.head(one) == values[0] for one in choices):
        return [one for one in targets if one not in choices]
    return targets


def _rename_as(  # noqa: C901, PLR0917 - one case for each kind of thing
    work: Work, at: int, target: int, kind: str, new: str, rest: Sequence[int] = ()
) -> None:
    """Another name for an element of a kind; ``rest`` are spans that only lead to it."""
    match kind:
        case "page":
            page = page_of(work, target)
            if page is None and (entity := entity_of(work, target)):
                page = page_named(work, entity.display_name)
            if page is None:
                work.fail(target, f"There is no page “{work.text(target)}”.")
                return
            work.use(*rest)
            work.do("rename", Kind.PAGE, target, target=page.path, name=page.name, label=_title(new))
        case "thing" | "one" | "many":
            _rename_thing(work, target, new)
        case "attr":
            _rename_value(work, target, new)
        case "option" | "state":
            _rename_choice(work, target, new, at)
        case "role" | "actor":
            role = role_of(work, target)
            if role is None and entity_of(work, target) is not None:
                _rename_thing(work, target, new)
                return
            if role is None:
                work.fail(target, f"There is no role “{work.text(target)}”.")
                return
            work.do(
                "rename",
                Kind.ROLE,
                target,
                target=role.name,
                name=snake(singular(new.lower())),
                label=sentence(singular(new)),
            )
        case "report":
            report = report_of(work, target)
            if report is None:
                work.fail(target, f"There is no report “{work.text(target)}”.")
                return
            work.do(
                "rename", Kind.REPORT, target, target=report.name, name=snake(new)[:48], label=_title(new)
            )
        case _:
            page, entity = page_of(work, target), entity_of(work, target)
            titles = [f'page "{page.title}"'] if page else []
            titles += [f'entity "{entity.display_name}"'] if entity else []
            asked = f"The page or all {work.text(target)}?" if len(titles) > 1 else ""
            work.fail(target, asked, (f'Rename the {title} to "{new}"' for title in titles))


def _spoken_of(work: Work, at: int) -> list[int]:
    """What *it* is, where an earlier part of the message changed just one named thing."""
    spans = work.reading.spans
    if not _IT.search(work.reading.text[spans[at].start : spans[at].end + _NEAR]):
        return []
    before = [one for one in range(at) if work.role(one) in _NAMED and one in work.used]
    return before if len(before) == 1 else []


_IT = re.compile(r"\b(?:it|that|this|them|these|those)\b", re.IGNORECASE)
_NEAR = 10


def _new(work: Work, at: int) -> str:
    """A new name as it was written, without its quotation marks and what leads to a place behind it."""
    span = work.reading.spans[at]
    words = span.text.strip(" \"'“”‘’")
    return _TO_PLACE.sub("", words) if _PLACE.match(work.reading.text, span.end) else words


_TO_PLACE = re.compile(r"\s+(?:in|on|at|for|to)$")
_PLACE = re.compile(r"\s+(?:the|our|this|all)\b")


def _label(words: str) -> str:
    """A label as it was written where its signs or capitals say something, else in the usual form."""
    is_plain = re.fullmatch(r"[\w ]+", words) and not re.search(r"\b[A-Z]{2,}\b", words)
    return sentence(words) if is_plain else _title(words)


def _title(words: str) -> str:
    """A title as it was written, with a capital."""
    return words[:1].upper() + words[1:]


def _rename_thing(work: Work, at: int, new: str) -> None:
    entity = entity_of(work, at)
    if entity is None:
        role = role_of(work, at)
        having = [
            one
            for e in work.spec.entities
            if (one := member_of(work, work.text(at), e)) is not None
            and isinstance(one.element, Field | Computed)
        ]
        if len(having) == 1 and role is None:
            _rename_value(work, at, new, having[0].entity)
            return
        work.fail(at, f"There is no “{work.text(at)}”.")
        return
    if entity_named(work, new) is not None and entity_named(work, new).id != entity.id:  # type: ignore[union-attr]
        work.fail(at, f"There is “{new}” already.")
        return
    plain = singular(new.lower()) if new == new.lower() or new.istitle() else new
    label = _title(new) if re.search(r"[&/]", new) else _label(plain)
    work.do("rename", Kind.ENTITY, at, target=entity.name, name=singular(snake(new)), label=label)
    work.turn_to(entity)
    role = next((one for one in work.spec.permissions.roles if one.name == entity.name), None)
    if role is not None:
        work.do("rename", Kind.ROLE, at, target=role.name, name=singular(snake(new)), label=label)


def _rename_value(work: Work, at: int, new: str, owner: Entity | None = None) -> None:
    entity = owner or owner_of(work, at)
    if entity is None:
        return
    found = member_of(work, work.text(at), entity)
    if found is None or not isinstance(found.element, Field | Computed):
        if found is not None and isinstance(found.element, Relationship):
            link_ = found.element
            work.do(
                "rename",
                Kind.RELATIONSHIP,
                at,
                target=f"{link_.from_entity}.{link_.name}",
                name=snake(new)[:48],
            )
            return
        work.fail(at, f"{sentence(entity.display_name)} has no “{work.text(at)}”.")
        return
    kind = Kind.FIELD if isinstance(found.element, Field) else Kind.COMPUTED
    work.do("rename", kind, at, target=f"{entity.name}.{found.name}", name=snake(new)[:48], label=_label(new))
    work.turn_to(entity, found.element.id)
    work.renamed.add(found.element.id)
    field = next((f for e in work.spec.entities for f in e.fields if f.id == found.element.id), None)
    if field is not None and work.under(at, *ASPECTS):
        change_field(work, at, entity, field)


def _is(label: str, work: Work, at: int) -> bool:
    """Whether a span names a choice or a state by its label."""
    words = work.text(at)
    return words.lower() == label.lower() or likeness(key(words), key(label)) >= 0.9


def _rename_choice(work: Work, at: int, new: str, command: int) -> None:
    things = [*work.under(command, "thing"), *work.under(at, "thing")]
    head = work.head(at)
    if head is not None and work.role(head) == "thing":
        things.append(head)
    named = [entity for one in things if (entity := entity_of(work, one)) is not None]
    states = [
        (flow, state) for flow in work.spec.flows for state in flow.states
        if _is(state.label, work, at) and (not named or flow.entity in {e.name for e in named})
    ]  # fmt: skip
    options = [
        (entity, field, option) for entity in work.spec.entities
        for field in entity.fields for option in field.options
        if _is(option.label, work, at) and (not named or entity.id in {e.id for e in named})
    ]  # fmt: skip
    if len(states) + len(options) != 1:
        work.fail(
            at,
            f"There is no state or choice “{work.text(at)}”."
            if not states and not options
            else f"There is more than one “{work.text(at)}”. Which one?",
        )
        return
    work.use(at, *things, *(work.under(command, "attr")))
    owner = states[0][0].entity if states else options[0][0].name
    work.turn_to(next((one for one in work.spec.entities if one.name == owner), None))
    if states:
        flow, state = states[0]
        work.do(
            "rename",
            Kind.STATE,
            at,
            target=f"{flow.entity}:{state.name}",
            name=snake(new)[:48],
            label=_label(new),
        )
    else:
        entity, field, option = options[0]
        work.do(
            "rename",
            Kind.OPTION,
            at,
            target=f"{entity.name}.{field.name}:{option.name}",
            name=snake(new)[:64],
            label=_label(new),
        )
