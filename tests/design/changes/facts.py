"""What an application says, in single facts that stay themselves when something is called otherwise.

Facts go by the ids of elements, so that a rename is one changed fact and not as many as there are mentions.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.spec.edits.kinds import name_of
from sayso.spec.edits.tree import walk
from sayso.spec.model import Action, Element, Entity, Json, Model, Relationship

from .application import Application, is_named

Key = tuple[str, ...]
_TOKEN = re.compile(r"\w+")
_NOTHING = frozenset({"null", "false", "[]"})
"""Values that say no more than that there is no such fact."""
_OF_FIELDS = ("type", "required", "unique", "default", "validation")


@dataclass(frozen=True, slots=True)
class Part:
    """What a fact is about, in names; the same, with ``*`` and ``a|b``, says which facts are meant.

    ``of`` is the entity, ``name`` its field, state or the like, ``detail`` what is told apart in that: the
    option of a field, the state a move leads to, the role of a right, the page of a component.
    """

    kind: str
    of: str = "*"
    name: str = "*"
    detail: str = "*"

    def means(self, part: "Part") -> bool:
        """Whether a fact about ``part`` is one of these."""
        return (
            is_named(part.kind, self.kind)
            and is_named(part.of, self.of)
            and is_named(part.name, self.name)
            and is_named(part.detail, self.detail)
        )


@dataclass(frozen=True, slots=True)
class Fact:
    """A part and what is so about it."""

    part: Part
    value: str


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that differs; ``parts`` are what it is about before and after."""

    parts: frozenset[Part]
    old: str | None
    new: str | None

    def __str__(self) -> str:
        part = min(self.parts, key=str)
        where = " ".join(word for word in (part.of, part.name, part.detail) if word)
        return f"{part.kind} {where}: {self.old} -> {self.new}"


def changes(old: Application, new: Application) -> list[Change]:
    """What differs between two versions of an application."""
    before, after = _Reader(old).facts, _Reader(new).facts
    renamed = _renamed(old, new)
    found = []
    for key in sorted(before.keys() | after.keys()):
        facts = [fact for fact in (before.get(key), after.get(key)) if fact]
        one, other = (fact.value if fact else None for fact in (before.get(key), after.get(key)))
        if not _is_same(one, other, renamed):
            found.append(Change(frozenset(fact.part for fact in facts), one, other))
    return found + _orders(old, new)


def _is_same(one: str | None, other: str | None, renamed: Mapping[str, str]) -> bool:
    if one is None or other is None:
        return (one or other) in _NOTHING
    return one == other or _TOKEN.sub(lambda found: renamed.get(found[0], found[0]), one) == other


def _renamed(old: Application, new: Application) -> dict[str, str]:
    """New names by old ones, of all that stayed but for its name."""
    before = {spot.element.id: _names(spot.element) for spot in walk(old.spec)}
    pairs = [
        pair
        for spot in walk(new.spec)
        for pair in zip(before.get(spot.element.id, ()), _names(spot.element), strict=False)
    ]
    return {name: now for name, now in pairs if name != now}


def _names(element: Element) -> tuple[str, ...]:
    """What others mention an element by."""
    inverse = element.inverse if isinstance(element, Relationship) else None
    return tuple(name for name in (name_of(element), inverse) if name)


def _orders(old: Application, new: Application) -> list[Change]:
    """Rows of pages, and of components on a page, of which those that stayed stand otherwise."""
    pages = Part("order", "", "pages", "")
    rows: list[tuple[Part, Sequence[Element], Sequence[Element]]] = [(pages, old.spec.pages, new.spec.pages)]
    later = {page.id: page for page in new.spec.pages}
    rows += [
        (
            Part("order", _subject(old, page.id), page.title, page.title),
            old.order(page),
            new.order(later[page.id]),
        )
        for page in old.spec.pages
        if page.id in later
    ]
    found = []
    for part, before, after in rows:
        stayed = {one.id for one in before} & {one.id for one in after}
        one, other = ([each.id for each in row if each.id in stayed] for row in (before, after))
        if one != other:
            found.append(Change(frozenset({part}), " ".join(one), " ".join(other)))
    return found


def _subject(app: Application, page: str) -> str:
    """The entity that the first component of a page with one is about."""
    found = next(one for one in app.spec.pages if one.id == page)
    return next((of for of in map(app.shown_by, app.order(found)) if of), "")


class _Reader:
    """The facts of one application."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._spec = app.spec
        self._ids = {entity.name: entity.id for entity in self._spec.entities}

    @cached_property
    def facts(self) -> dict[Key, Fact]:
        """All of them."""
        return {
            key: fact
            for facts in (self._data(), self._flows(), self._rights(), self._screens(), self._rest())
            for key, fact in facts
        }

    def _data(self) -> Iterator[tuple[Key, Fact]]:
        for entity in self._spec.entities:
            name = entity.name
            yield _fact("entity", entity.id, Part("entity", name, "", ""), [name, entity.display_name])
            yield _fact("person", entity.id, Part("person", name, "", ""), entity.person_role)
            for field in entity.fields:
                yield _fact(
                    "field", field.id, Part("field", name, field.name, "name"), [field.name, field.label]
                )
                for key in _OF_FIELDS:
                    part = Part("field", name, field.name, key)
                    yield _fact("field", f"{field.id} {key}", part, _plain(getattr(field, key)))
                for option in field.options:
                    part = Part("option", name, field.name, option.label)
                    yield _fact("option", option.id, part, [option.name, option.label])
            for value in entity.computed:
                part = Part("computed", name, value.name, "")
                yield _fact("computed", value.id, part, [value.name, value.type.value, value.expression])
            for rule in entity.rules:
                yield _fact("rule", rule.id, Part("rule", name, rule.name, ""), rule.expression)
        for link in self._app.index.links:
            part = Part("link", link.child, link.parent, link.name)
            ends: list[Json] = [self._ids.get(link.child), self._ids.get(link.parent)]
            yield _fact("link", link.element, part, [*ends, link.name, link.required, link.on_delete.value])
        for junction in self._app.index.junctions:
            part = Part("link", junction.left, junction.right, junction.name)
            yield _fact("link", junction.element, part, ["many", junction.name])

    def _flows(self) -> Iterator[tuple[Key, Fact]]:
        for flow in self._spec.flows:
            yield _fact("initial", flow.id, Part("initial", flow.entity, flow.initial, ""), flow.initial)
            for state in flow.states:
                part = Part("state", flow.entity, state.name, "")
                yield _fact("state", state.id, part, [state.name, state.label])
            for move in flow.transitions:
                part = Part("transition", flow.entity, move.from_state, move.to_state)
                ends: list[Json] = [move.from_state, move.to_state, move.guard]
                yield _fact("transition", move.id, part, [*ends, *sorted(move.roles)])

    def _rights(self) -> Iterator[tuple[Key, Fact]]:
        permissions = self._spec.permissions
        for key in ("default_role", "public_role"):
            yield _fact("permissions", key, Part("permissions", "", key, ""), getattr(permissions, key))
        for role in permissions.roles:
            yield _fact("role", role.id, Part("role", "", role.name, role.name), [role.name, role.label])
            for entity in self._spec.entities:
                for action in Action:
                    scopes: list[Json] = [*sorted(self._app.scopes(role.name, entity.name, action))]
                    part = Part("grant", entity.name, action.value, role.name)
                    yield _fact("grant", f"{role.id} {entity.id} {action}", part, scopes)
                for value, name in self._app.values(entity):
                    part = Part("visible", entity.name, name, role.name)
                    veiled = self._veiled(role.name, entity, name)
                    yield _fact("visible", f"{role.id} {value}", part, veiled)

    def _veiled(self, role: str, entity: Entity, field: str) -> Json:
        """The actions that a role may do with rows, but not with this value of them."""
        return [
            action.value
            for action in (Action.READ, Action.UPDATE)
            if self._app.scopes(role, entity.name, action)
            and not self._app.scopes(role, entity.name, action, field)
        ]

    def _screens(self) -> Iterator[tuple[Key, Fact]]:
        for page in self._spec.pages:
            part = Part("page", _subject(self._app, page.id), page.title, page.title)
            yield _fact("page", page.id, part, [page.title, *sorted(page.roles)])
        for component in self._spec.components:
            pages = self._app.pages_of(component)
            shown, kind = self._app.shown_by(component), component.type.value
            title = pages[0].title if pages else ""
            where: list[Json] = [page.id for page in pages]
            yield _fact("component", component.id, Part("component", shown, kind, title), [kind, *where])
            yield _fact(
                "shown", component.id, Part("shown", shown, kind, title), [component.variant, component.props]
            )

    def _rest(self) -> Iterator[tuple[Key, Fact]]:
        spec = self._spec
        for report in spec.reports:
            by = report.group_by[0].rpartition(".")[2] if report.group_by else "nothing"
            part = Part("report", report.entity, by, "")
            measures: list[Json] = [[one.op.value, one.field] for one in report.measures]
            filters = [_plain(one) for one in report.filters]
            value: list[Json] = [*report.group_by, *measures, *filters, report.chart.value, report.date_field]
            yield _fact("report", report.id, part, value)
            yield _fact("title", report.id, Part("title", report.entity, by, ""), report.title)
        for key in ("name", "theme", "type", "tier"):
            yield _fact("app", key, Part("app", "", key, ""), _plain(getattr(spec, key)))
        for one in (*spec.endpoints, *spec.settings):
            yield _fact("other", one.id, Part("other", "", one.id, ""), _plain(one))


def _fact(kind: str, key: str, part: Part, value: Json) -> tuple[Key, Fact]:
    return (kind, key), Fact(part, json.dumps(value, sort_keys=True))


def _plain(value: object) -> Json:
    if isinstance(value, Model):
        return {name: each for name, each in value.to_json().items() if each is not None}
    if isinstance(value, tuple):
        return [*map(_plain, value)]
    return value if value is None or isinstance(value, bool | int | float | list | dict) else str(value)
