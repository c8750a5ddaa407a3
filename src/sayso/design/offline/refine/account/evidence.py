"""What a change touched, in the terms in which people speak of it: kinds, deeds, names, values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sayso.spec.edits import Edit, Kind, Rename
from sayso.spec.edits.kinds import label_of, name_of
from sayso.spec.edits.tree import Spot, walk
from sayso.spec.model import (
    Action,
    AppSpec,
    Component,
    Computed,
    Element,
    Field,
    Flow,
    Option,
    Page,
    PermissionRule,
    Relationship,
    Report,
    State,
    Transition,
)
from sayso.spec.model.permission import Scope

from .leaves import leaves, numbers, slots, ways

_Right = tuple[str, str, str, str, tuple[str, ...] | None]
"""A role, an entity, what may be done, with which rows and with which fields."""
_TELLING = frozenset(["type", "chart", "variant", "op", "kind", "period", "scope"])
"""Attributes whose values words tell apart."""
_CHOSEN = frozenset([Kind.ENTITY, Kind.FIELD, Kind.OPTION, Kind.STATE, Kind.ROLE])
"""Kinds whose names people choose; those of others follow from what they show or say."""
_ALONG = frozenset([Kind.PERMISSION, Kind.ASSUMPTION, Kind.INDEX])
"""Kinds that come and go with what rights say: no deed of their own."""
_DEEDS = {"add", "remove", "rename", "move"}
"""Operations that are deeds only where a thing itself, no right to it, comes or goes."""
_NAMING = frozenset(["name", "label", "display_name", "title"])


@dataclass(frozen=True, slots=True)
class Step:
    """Edits, with the specs between which they lead."""

    before: AppSpec
    after: AppSpec
    edits: tuple[Edit, ...]


@dataclass(slots=True)
class Evidence:
    """What of an application a change touched.

    ``facets`` are kinds (``field``, ``component.calendar``), deeds (``add``, ``remove``, ``rename``, also
    with their kind, ``remove field``), attributes (``field.required``) and rights (``grant.read``,
    ``deny.read``, ``scope.own``). ``names`` are what the things are called that it touched or addresses,
    ``invented`` the names it gave, ``texts`` and ``numbers`` the values it set. ``targets`` holds for each
    thing that was taken out or called otherwise its kind and what it was called.
    """

    facets: set[str] = field(default_factory=set[str])
    names: set[str] = field(default_factory=set[str])
    invented: set[str] = field(default_factory=set[str])
    texts: set[str] = field(default_factory=set[str])
    numbers: set[float] = field(default_factory=set[float])
    targets: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])


def evidence_of(step: Step) -> Evidence:
    """The evidence of what edits did."""
    reader = _Reader(step.before, step.after)
    reader.read(step.edits)
    return reader.found


class _Reader:
    def __init__(self, before: AppSpec, after: AppSpec) -> None:
        self.found = Evidence()
        self._old = {spot.element.id: spot for spot in walk(before)}
        self._new = {spot.element.id: spot for spot in walk(after)}
        self._before, self._after = before, after
        self._public = ""
        self._called: dict[str, set[str]] = {}
        for spot in (*self._old.values(), *self._new.values()):
            name, label = name_of(spot.element), label_of(spot.element)
            if name and label:
                self._called.setdefault(name, set()).add(label)
        self._fields: dict[str, tuple[Field | Computed, ...]] = {
            e.name: (*e.fields, *e.computed) for spec in (before, after) for e in spec.entities
        }
        self._members = {
            entity.name: [*(f.name for f in entity.fields), *(c.name for c in entity.computed)]
            for spec in (before, after)
            for entity in spec.entities
        }
        self._components = {c.name: c for spec in (before, after) for c in spec.components}

    def read(self, edits: Sequence[Edit]) -> None:
        """Compare the two specs, part by part."""
        aimed = {
            str(one)
            for edit in edits
            for one in (getattr(edit, "target", None), *getattr(edit, "targets", ()))
        }
        for key in self._new.keys() - self._old.keys():
            self._came(self._new[key])
        for key in aimed & self._old.keys() - self._new.keys():
            self._touch(self._old[key])
        for key in aimed & self._old.keys() & self._new.keys():
            old, new = self._old[key], self._new[key]
            if old.element != new.element:
                self._differs(old, new)
            elif old.position != new.position and any(getattr(e, "target", None) == key for e in edits):
                self._touch(new)
                self.found.facets |= {"move", f"move {new.kind}"}
        self._count()
        self._spec_differs()
        self._rights_differ()
        for edit in edits:
            self.found.facets |= {edit.op} - _DEEDS
            self._aim(edit)

    def _count(self) -> None:
        """How many parts of a kind came, and how many there are beside them."""
        rows: dict[tuple[Kind, str], int] = {}
        for key in self._new.keys() - self._old.keys():
            spot = self._new[key]
            parent = spot.parent.element.id if spot.parent else ""
            rows[spot.kind, parent] = rows.get((spot.kind, parent), 0) + 1
        for (kind, parent), count in rows.items():
            beside = sum(
                1
                for spot in self._new.values()
                if spot.kind is kind and spot.parent is not None and spot.parent.element.id == parent
            )
            self.found.numbers |= {float(count), float(beside or count)} if max(count, beside) > 1 else set()

    def _came(self, spot: Spot) -> None:
        self._touch(spot)
        if spot.kind not in _ALONG:
            self.found.facets |= {"add", f"add {spot.kind}"}
        given = leaves(spot.element)
        self._take(spot.kind, given)
        self._invent(spot, given)

    def _invent(self, spot: Spot, given: list[tuple[str, Any]]) -> None:
        names = {text for path, text in given if path in _NAMING and isinstance(text, str)}
        if spot.kind in _CHOSEN:
            self.found.invented |= names

    def _differs(self, old: Spot, new: Spot) -> None:
        if isinstance(old.element, Page) and isinstance(new.element, Page):
            self._page_differs(old.element, new.element)
        was, now = self._leaves(old), self._leaves(new)
        gone, come = [one for one in was if one not in now], [one for one in now if one not in was]
        if not gone and not come and was != now:
            come = [one for one, other in zip(now, was, strict=True) if one != other]
        if not gone and not come:
            return
        self._touch(old)
        self._touch(new)
        for path, name in now:
            if path in {"columns", "fields"}:
                self._name(str(name))
        self._take(new.kind, gone)
        self._take(new.kind, come)
        if any(path in _NAMING for path, _ in come):
            self.found.facets |= {"rename", f"rename {new.kind}"}
            self._invent(new, come)

    def _leaves(self, spot: Spot) -> list[tuple[str, Any]]:
        """Values of an element; lists of fields that name none mean all."""
        found = leaves(spot.element)
        if isinstance(spot.element, Component):
            of_entity = self._members.get(spot.element.entity or "", ())
            for path in ("columns", "fields"):
                if not any(one == path for one, _ in found):
                    found += [(path, name) for name in of_entity]
        return found

    def _page_differs(self, old: Page, new: Page) -> None:
        if old.layout != new.layout:
            self.found.facets |= {"layout", "page"}
            for name in (*slots(old.layout), *slots(new.layout)):
                self._show(name)
            self.found.names |= {old.title, new.title}
            self.found.facets |= {f"layout.{way}" for way in ways(old.layout) ^ ways(new.layout)}

    def _show(self, name: str) -> None:
        shown = self._components.get(name)
        if shown is not None:
            self._name(shown.entity)
            self.found.facets.add(f"shown.{shown.type}")

    def _touch(self, spot: Spot) -> None:  # noqa: C901 - one branch a kind of element
        """The thing itself, what it is part of, and what it speaks of."""
        self.found.facets.add(str(spot.kind))
        at: Spot | None = spot
        while at is not None:
            self._call(at.element)
            at = at.parent
        element = spot.element
        match element:
            case Field() | Computed():
                self.found.facets.add(f"of.{element.type}")
            case Option() | State() | Transition() if spot.parent is not None:
                beside = spot.parent.element
                for other in (
                    beside.options
                    if isinstance(beside, Field)
                    else beside.states
                    if isinstance(beside, Flow)
                    else ()
                ):
                    self._call(other)
            case Component():
                self.found.facets.add(f"component.{element.type}")
                self._name(element.entity)
                report = str(element.props.get("report", ""))
                self._name(report)
                for page in (*self._before.pages, *self._after.pages):
                    if element.name in page.components:
                        self.found.names.add(page.title)
            case Relationship():
                self._name(element.from_entity)
                self._name(element.to_entity)
            case Flow() | Report():
                self._name(element.entity)
            case PermissionRule():
                self._name(element.entity)
                self._name(element.role)
            case _:
                pass
        if spot.parent is not None and isinstance(spot.parent.element, Flow):
            self._name(spot.parent.element.entity)

    def _call(self, element: Element) -> None:
        for name in (name_of(element), label_of(element)):
            if name:
                self.found.names.add(name)

    def _name(self, name: str | None) -> None:
        if name:
            self.found.names |= {name, *self._called.get(name, ())}

    def _take(self, kind: Kind, leaves: list[tuple[str, Any]]) -> None:
        for path, value in leaves:
            self.found.facets.add(f"{kind}.{path}")
            if isinstance(value, bool):
                self.found.facets.add(f"{kind}.{path}={value}".lower())
            elif isinstance(value, int | float):
                self.found.numbers |= {
                    float(value),
                    *((value - 1, value + 1) if path in {"min", "max"} else ()),
                }
            elif isinstance(value, str):
                if path.rpartition(".")[2] in _TELLING:
                    self.found.facets.add(f"{kind}.{path}={value}")
                self.found.texts.add(value)
                self.found.numbers |= numbers(value)
                for part in re.findall(r"[A-Za-z_]\w*", value):
                    self._name(part)

    def _spec_differs(self) -> None:
        for name in ("name", "description", "slug"):
            if getattr(self._before, name) != getattr(self._after, name):
                self.found.facets |= {"rename", "application"}
                self.found.texts |= {getattr(self._before, name), getattr(self._after, name)}
        old, new = self._before.permissions, self._after.permissions
        for name in ("public_role", "default_role"):
            if getattr(old, name) != getattr(new, name):
                self.found.facets |= {name, "permission"}
            if name == "public_role" and (role := getattr(new, name) or getattr(old, name)):
                self._public = role

    def _rights_differ(self) -> None:
        called = self._renamed()
        old = {
            (called.get(one[0], one[0]), called.get(one[1], one[1]), *one[2:])
            for one in _rights(self._before)
        }
        new = _rights(self._after)
        known = {entity.name for entity in self._before.entities} | set(called.values())
        for role, entity, action, scope, fields in old ^ new:
            if entity not in known:
                continue
            given = (role, entity, action, scope, fields) in new
            self.found.facets |= {f"{'grant' if given else 'deny'}.{action}", "permission"}
            self.found.facets.add(f"{'grant' if given else 'deny'}")
            self.found.facets.add(f"scope.{scope}")
            self._name(role)
            self._name(entity)
            if role == self._public:
                self.found.facets.add("public_role")
            if fields is not None:
                self._hide(entity, fields)
            self._keep(new, role, entity, action)

    def _hide(self, entity: str, seen: tuple[str, ...]) -> None:
        """Fields of a thing that are not among those a role may see."""
        self.found.facets.add("permission.fields")
        for one in self._fields.get(entity, ()):
            if one.name not in seen:
                self._call(one)
                self.found.facets.add(f"of.{one.type}")

    def _keep(self, rights: set[_Right], role: str, entity: str, action: str) -> None:
        """What a role has beside what changed, and who else has that."""
        for kept in rights:
            if kept[:2] == (role, entity):
                self.found.facets.add(f"keep.{kept[2]}")
            if kept[1:3] == (entity, action):
                self._name(kept[0])
            if kept[0] == role:
                self._name(kept[1])
        held = {kept[2] for kept in rights if kept[:2] == (role, entity)}
        self.found.facets |= {f"lack.{other.value}" for other in Action if other.value not in held}

    def _renamed(self) -> dict[str, str]:
        """New names of things and roles by their old ones."""
        return {
            str(name_of(self._old[key].element)): str(name_of(self._new[key].element))
            for key in self._old.keys() & self._new.keys()
            if self._old[key].kind in {Kind.ENTITY, Kind.ROLE}
        }

    def _aim(self, edit: Edit) -> None:
        target = getattr(edit, "target", None)
        spot = self._old.get(str(target))
        if spot is None:
            return
        if edit.op == "set" and spot.kind is not Kind.COMPONENT:
            self._touch(spot)
            self.found.facets |= {f"{spot.kind}.{name}" for name in edit.values.model_fields_set}
        if edit.op == "remove" and spot.kind not in _ALONG:
            self.found.facets |= {"remove", f"remove {spot.kind}"}
        if edit.op not in {"rename", "remove"} or spot.kind in _ALONG:
            return
        kind = spot.element.type.value if isinstance(spot.element, Component) else str(spot.kind)
        self.found.targets |= {
            (kind, name) for name in (name_of(spot.element), label_of(spot.element)) if name
        }
        if isinstance(edit, Rename):
            self.found.facets.add("rename")


def _rights(spec: AppSpec) -> set[_Right]:
    return {
        (rule.role, rule.entity, action.value, rule.scope.value, rule.fields)
        for rule in spec.permissions.rules
        for action in rule.actions
        if rule.scope is not Scope.NONE
    }
