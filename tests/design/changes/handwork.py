"""A message done by hand: just what its checks ask for, so that a test can say that each can be done."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sayso.kit.ids import SeededIds
from sayso.kit.words import pascal, snake
from sayso.spec.edits import Edit, apply
from sayso.spec.edits.kinds import Kind
from sayso.spec.edits.language import Remove, Rename
from sayso.spec.model import AppSpec, Element, Field, State

from .application import Application, is_named
from .checks import CHECKS
from .scope import Called
from .scoring import holds

Document = dict[str, Any]
_IDS = SeededIds("by hand")


def by_hand(base: AppSpec, checks: Sequence[Called]) -> AppSpec:
    """The application with all checks done: first what goes or is called otherwise, then what is new."""
    app = Application(base)
    gone = [edit for check in checks for edit in _removals(app, check, checks)]
    result = apply(base, gone)
    assert result.ok, result
    done = Application(result.spec)
    for check in checks:
        if not holds(done, check):
            document = done.spec.to_json()
            _Maker(document, done).make(check)
            done = Application(AppSpec.model_validate(document))
    return done.spec


def first(names: str) -> str:
    return names.partition("|")[0]


def _removals(app: Application, check: Called, checks: Sequence[Called]) -> Iterable[Edit]:
    of, name = check.get(0, "of"), check.get(1, "by")
    new = [one for one in checks if f"no_{one.name}" == check.name]
    match check.name:
        case "no_entity":
            return _renamed(Kind.ENTITY, app.entity(of), first(new[0].get(0, "name")))
        case "no_role":
            return _renamed(Kind.ROLE, app.role(of), first(new[0].get(0, "name")))
        case "no_field":
            return _field_gone(app.field(of, name), [one for one in new if one.get(0, "of") == of])
        case "no_state":
            state = _state_of(app, of, name)
            return (
                _renamed(Kind.STATE, state, snake(new[0].get(1, ""))) if new else _gone(Kind.STATE, [state])
            )
        case "no_page" if new:
            return _renamed(Kind.PAGE, app.page(of), snake(new[0].get(0, "title")), new[0].get(0, "title"))
        case _:
            return _parts_gone(app, check, of, name)


def _parts_gone(app: Application, check: Called, of: str, name: str) -> Iterable[Edit]:
    match check.name:
        case "no_page":
            return _gone(Kind.PAGE, [app.page(of)])
        case "no_option":
            field = app.field(of, name)
            options = field.options if field else ()
            return _gone(Kind.OPTION, [one for one in options if is_named(one.label, check.get(2, ""))])
        case "no_transition":
            return _gone(Kind.TRANSITION, app.transitions(of, name, check.get(2, "after")))
        case "no_link":
            ids = {link.element for link in app.links(of, name)}
            ids |= {junction.element for junction in app.junctions(of, name)}
            return [Remove(kind=Kind.RELATIONSHIP, target=one) for one in sorted(ids)]
        case "no_component":
            return _gone(Kind.COMPONENT, app.components(of, name))
        case "no_report":
            return _gone(Kind.REPORT, [one for one in app.spec.reports if _is_like(app, one.id, check)])
        case _:
            return ()


def _field_gone(field: Field | None, new: Sequence[Called]) -> Iterable[Edit]:
    """A field that goes, or is called otherwise where just one of its type comes."""
    if field is not None and len(new) == 1 and is_named(field.type.value, new[0].get(2, "types")):
        return _renamed(Kind.FIELD, field, first(new[0].get(1, "name")))
    return _gone(Kind.FIELD, [field])


def _state_of(app: Application, of: str, name: str) -> State | None:
    flow = app.flow(of)
    return next((one for one in flow.states if is_named(one.name, name)), None) if flow else None


def _is_like(app: Application, report: str, check: Called) -> bool:
    """Whether a report is of those that a check wants gone."""
    alone = app.spec.model_copy(
        update={"reports": tuple(one for one in app.spec.reports if one.id == report)}
    )
    return not holds(Application(alone), check)


def _renamed(kind: Kind, element: Element | None, name: str, label: str | None = None) -> Iterator[Edit]:
    if element is not None:
        label = label or name.replace("_", " ").capitalize()
        yield Rename(kind=kind, target=element.id, name=name, label=label)


def _gone(kind: Kind, elements: Sequence[Element | None]) -> Iterator[Edit]:
    yield from (Remove(kind=kind, target=one.id) for one in elements if one is not None)


class _Maker:
    """Writes what is new into a document, a method for each check."""

    def __init__(self, document: Document, app: Application) -> None:
        self._document = document
        self._app = app

    def make(self, check: Called) -> None:
        assert check.name in CHECKS
        maker: Callable[..., None] = getattr(self, f"_{check.name}")
        maker(*check.arguments, **dict(check.keywords))

    def _entity_named(self, name: str) -> Document:
        return next(one for one in self._document["entities"] if is_named(one["name"], name))

    def _field_named(self, of: str, name: str) -> Document:
        return next(one for one in self._entity_named(of)["fields"] if is_named(one["name"], name))

    def _flow_of(self, of: str) -> Document:
        flows = self._document.setdefault("flows", [])
        found = next((one for one in flows if is_named(one["entity"], of)), None)
        if found is None:
            found = {
                "id": _IDS.new("flw"),
                "entity": first(of),
                "states": [],
                "initial": "",
                "transitions": [],
            }
            flows.append(found)
        return found

    def _entity(self, name: str) -> None:
        named = {"name": first(name), "display_name": first(name).capitalize()}
        self._document["entities"].append({"id": _IDS.new("ent"), **named, "fields": []})

    def _field(self, of: str, name: str, types: str = "text") -> None:
        if self._app.field(of, name):
            self._field_named(of, name)["type"] = first(types)
        else:
            named = {"id": _IDS.new("fld"), "name": first(name), "label": first(name).capitalize()}
            self._entity_named(of)["fields"].append({**named, "type": first(types), "options": []})

    def _attribute(self, of: str, name: str, key: str, value: object) -> None:
        place = self._field_named(of, name)
        *path, last = key.split(".")
        for part in path:
            place = place.setdefault(part, {})
        place[last] = value

    def _option(self, of: str, name: str, label: str) -> None:
        option = {"id": _IDS.new("opt"), "name": snake(label), "label": label}
        self._field_named(of, name).setdefault("options", []).append(option)

    def _computed(self, of: str, words: str, uses: Sequence[str] = ()) -> None:
        value = {"name": first(words), "label": "X", "type": "decimal", "expression": " + ".join(uses) or "1"}
        self._entity_named(of).setdefault("computed", []).append({"id": _IDS.new("cmp"), **value})

    def _rule(self, of: str, *uses: str) -> None:
        rule = {"id": _IDS.new("rul"), "name": "x", "expression": " >= ".join(uses), "message": "X"}
        self._entity_named(of).setdefault("rules", []).append(rule)

    def _link(self, one: str, other: str, many: str = "one", *_: str) -> None:
        kind = "belongs_to" if many == "one" else "many_to_many"
        named = {"name": f"{first(other)}_x", "inverse": f"{first(one)}_x"}
        link = {"id": _IDS.new("rel"), "kind": kind, "from": first(one), "to": first(other), **named}
        links = self._document.setdefault("relationships", [])
        if many == "many":
            old = {link.element for link in self._app.links(one, other)}
            links[:] = [each for each in links if each["id"] not in old]
        links.append(link)

    def _link_required(self, one: str, other: str, value: bool = True) -> None:
        wanted = {link.element for link in self._app.links(one, other)}
        for link in self._document["relationships"]:
            if link["id"] in wanted:
                link["required"] = value

    def _state(self, of: str, name: str) -> None:
        flow, label = self._flow_of(of), first(name)
        flow["states"].append({"id": _IDS.new("sta"), "name": snake(label), "label": label})
        flow["initial"] = flow["initial"] or snake(label)

    def _initial(self, of: str, name: str) -> None:
        self._flow_of(of)["initial"] = snake(first(name))

    def _transition(self, of: str, before: str, after: str) -> None:
        ends = {"from": snake(first(before)), "to": snake(first(after))}
        move = {"id": _IDS.new("trn"), "name": f"to_{ends['to']}", **ends, "roles": []}
        self._flow_of(of)["transitions"].append(move)

    def _limited(self, of: str, before: str, after: str, roles: Sequence[str]) -> None:
        wanted = {move.id for move in self._app.transitions(of, before, after)}
        for move in self._flow_of(of)["transitions"]:
            if move["id"] in wanted:
                move["roles"] = [*roles]

    def _role(self, name: str) -> None:
        role = {"id": _IDS.new("rol"), "name": first(name), "label": first(name).capitalize()}
        self._document["permissions"]["roles"].append(role)

    def _rules(self, who: str, of: str) -> list[Document]:
        rules = self._document["permissions"]["rules"]
        return [one for one in rules if is_named(one["role"], who) and is_named(one["entity"], of)]

    def _may(self, who: str, of: str, actions: Sequence[str], scope: str = "all") -> None:
        role, entity, old = self._app.role(who), self._app.entity(of), self._rules(who, of)
        assert role is not None
        assert entity is not None
        scope = "own" if any(one["scope"] == "own" for one in old) and scope != "all" else scope
        owner = old[0].get("owner", "created_by") if old else "created_by"
        new = {
            "role": role.name,
            "entity": entity.name,
            "actions": [*actions],
            "scope": scope,
            "owner": owner,
        }
        rules = self._document["permissions"]["rules"]
        rules[:] = [one for one in rules if one not in old or not {*one["actions"]} <= {*actions}]
        rules.append({"id": _IDS.new("prm"), **new})

    def _may_not(self, who: str, of: str, actions: Sequence[str]) -> None:
        rules = self._document["permissions"]["rules"]
        for one in self._rules(who, of):
            one["actions"] = [action for action in one["actions"] if action not in actions]
        rules[:] = [one for one in rules if one["actions"]]

    def _hidden(self, who: str, of: str, name: str) -> None:
        entity = self._app.entity(of)
        assert entity is not None
        for one in self._rules(who, of):
            names = one.get("fields") or [each for _, each in self._app.values(entity)]
            one["fields"] = [each for each in names if not is_named(each, name)]

    def _page(self, title: str) -> None:
        page = {"id": _IDS.new("pag"), "name": snake(title), "title": title, "path": "/x", "components": []}
        self._document["pages"].append(page)

    def _component(self, of: str, kind: str) -> None:
        name = pascal(f"{first(of)}_{kind}_x")
        made = {"id": _IDS.new("com"), "name": name, "type": kind, "entity": first(of)}
        self._document["components"].append(made)
        shown = {page.id for one in self._app.components(of, "table") for page in self._app.pages_of(one)}
        page = next(one for one in self._document["pages"] if one["id"] in shown)
        page["components"].append(name)
        page["layout"]["children"].append({"type": "component", "component": name})

    def _before(self, one: str, other: str) -> None:
        """The parts of a page in a row, the first of both before all others."""
        for page in self._app.spec.pages:
            row = [part.name for part in self._app.order(page)]
            found = [name for name in row if self._is_part(name, one)]
            if found and any(self._is_part(name, other) for name in row):
                row.remove(found[0])
                children = [{"type": "component", "component": name} for name in (found[0], *row)]
                written = next(each for each in self._document["pages"] if each["id"] == page.id)
                written["layout"] = {"type": "container", "children": children}
                return

    def _is_part(self, name: str, wanted: str) -> bool:
        part = self._app.index.components[name]
        return wanted in {name, f"{part.type.value} {self._app.shown_by(part)}"}

    def _column_hidden(self, of: str, name: str) -> None:
        wanted = {one.id for one in self._app.components(of, "table")}
        for one in self._document["components"]:
            if one["id"] in wanted:
                columns = one["props"]["columns"]
                one["props"]["columns"] = [each for each in columns if not is_named(each, name)]

    def _report(self, of: str, by: str, op: str = "count", value: str = "", chart: str = "bar") -> None:
        measure = {"op": op} | ({"field": first(value)} if value else {})
        named = {"id": _IDS.new("rep"), "name": f"{of}_by_{by}_x", "title": "X", "entity": of}
        report = {**named, "group_by": [by], "measures": [measure], "chart": chart}
        self._document["reports"].append(report)

    def _theme(self, key: str, values: str = "#112233") -> None:
        self._document.setdefault("theme", {})[key] = first(values)

    def _pages_in_order(self, *titles: str) -> None:
        self._document["pages"].sort(key=lambda page: [*titles, page["title"]].index(page["title"]))
