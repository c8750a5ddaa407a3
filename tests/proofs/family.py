"""A family of small applications: every type of field with all that can show it, and what stands around.

A member is a number. Its type and what shows it follow from the number in turn; whether it has a flow, a
hidden field, own rows and relations is drawn from it, always alike. Several members make one application.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sayso.spec.checks import check
from sayso.spec.diagnostics import Diagnostic, has_errors
from sayso.spec.model import AppSpec, ChartKind, FieldType

TYPES = tuple(FieldType)
CHARTS = tuple((kind.value, by) for kind in ChartKind for by in ("value", "month"))
SHOWN = (
    "table", "sorted table", "list", "cards", "detail", "form", "filters", "kanban", "calendar", "dashboard",
    "count", "sum", "avg", "min", "max", "grouped count", "count of this month", "custom",
    *(f"{kind} chart by {by}" for kind, by in CHARTS),
)  # fmt: skip
MEMBERS = len(TYPES) * len(SHOWN)
NUMBERS = {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY}
DAYS = {FieldType.DATE, FieldType.DATETIME}
UNIQUE = {FieldType.TEXT, FieldType.INTEGER, FieldType.EMAIL}
CHOICES = {FieldType.ENUM, FieldType.MULTI_ENUM}
_FIRST = (
    "bo", "da", "fi", "gu", "ko", "la", "mi", "no", "pa", "ru", "sa", "te", "vo", "zi", "ju", "we", "ha",
    "lo", "ma", "ne", "pe", "ra", "so", "ta",
)  # fmt: skip
_SECOND = (
    "lika", "kovi", "vuno", "tagi", "mori", "ridu", "damo", "nefi", "pazo", "sulo", "gebi", "zuta", "fomi",
    "rako", "bilu", "kemo", "toza", "hodi", "lupe", "jani", "wozu", "nuri", "fige", "dosa",
)  # fmt: skip
_LAST = ("dek", "tug", "vap", "gon", "rup")


@dataclass(frozen=True)
class Member:
    """One small application; ``is_plain`` leaves the typed field out of what it cannot be used for."""

    number: int
    is_plain: bool = False
    draw: random.Random = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "draw", random.Random(self.number))  # noqa: S311 - no secret

    @property
    def type(self) -> FieldType:
        return TYPES[self.number % len(TYPES)]

    @property
    def shown(self) -> str:
        return SHOWN[self.number // len(TYPES)]

    @property
    def entity(self) -> str:
        """A made-up word, of which the designer knows nothing."""
        first, second = self.number % len(_FIRST), self.number // len(_FIRST) % len(_SECOND)
        return _FIRST[first] + _SECOND[second] + _LAST[self.number % len(_LAST)]

    def __str__(self) -> str:
        return f"member {self.number}: {self.type.value} in {self.shown}"


def application(members: Sequence[Member], name: str) -> AppSpec:
    """One application of several members, whose people and places are the same."""
    ids = count(1)
    parts: dict[str, Any] = {"entities": [], "relationships": [], "flows": [], "pages": [], "components": []}
    parts |= {"reports": [], "permissions": {"roles": [], "rules": [], "default_role": "worker"}}
    parts["permissions"]["roles"] = [{"name": "boss", "label": "Boss"}, {"name": "worker", "label": "Worker"}]
    for shared, more in (("depot", {}), ("worker", {"person_role": "worker"})):
        parts["entities"].append(
            _entity(shared, [{"name": "name", "label": "Name", "required": True}], **more)
        )
        parts["permissions"]["rules"] += (
            _rules("boss", shared),
            {**_rules("worker", shared), "actions": ["read"]},
        )
        _add_page(parts, shared, f"{shared.title()}Table", "table", {})
    for one in members:
        _Writer(parts, one).write()
    parts["pages"][0]["path"] = "/"
    slug = "".join(letter if letter.isalnum() else "-" for letter in name.lower())
    data = {"name": name.title(), "slug": slug, **parts}
    return AppSpec.model_validate(_with_ids(data, ids))


def fitting(number: int) -> tuple[Member, tuple[Diagnostic, ...]]:
    """The member of this number as a spec takes it, and what is said where its field does not fit."""
    member = Member(number)
    found = check(application([member], "alone"))
    if not has_errors(found):
        return member, ()
    return Member(number, is_plain=True), tuple(one for one in found if one.level == "error")


class _Writer:
    def __init__(self, parts: dict[str, Any], member: Member) -> None:
        self._parts = parts
        self._member = member
        self._entity = member.entity
        self._draw = random.Random(member.number)  # noqa: S311 - no secret
        self._names: list[str] = []

    def write(self) -> None:
        member, draw = self._member, self._draw
        fields: list[dict[str, Any]] = [
            {"name": "title", "label": "Title", "required": True, "searchable": draw.random() < 0.3}
        ]
        value: dict[str, Any] = {"name": "value", "label": "Value", "type": member.type.value}
        value["required"] = draw.random() < 0.4
        value["unique"] = draw.random() < 0.3 and member.type in UNIQUE
        if member.type in CHOICES:
            value["options"] = [{"name": name, "label": name.title()} for name in ("red", "green", "blue")]
        fields += [
            value,
            {"name": "amount", "label": "Amount", "type": "integer"},
            {"name": "day", "label": "Day", "type": "date"},
            {"name": "size", "label": "Size", "type": "enum", "options": [
                {"name": name, "label": name.title()} for name in ("small", "big")
            ]},
        ]  # fmt: skip
        more: dict[str, Any] = {}
        if draw.random() < 0.4:
            more["computed"] = [
                {"name": "double", "label": "Double", "type": "integer", "expression": "amount * 2"}
            ]
        self._parts["entities"].append(_entity(self._entity, fields, **more))
        self._names = [one["name"] for one in fields] + [one["name"] for one in more.get("computed", [])]
        self._flow()
        self._relations()
        self._permissions(is_required=value["required"])
        self._show()

    def _flow(self) -> None:
        if self._draw.random() < 0.5:
            return
        states = [{"name": name, "label": name.title()} for name in ("open", "doing", "done")]
        moves: list[dict[str, Any]] = [
            {"name": "begin", "from": "open", "to": "doing"},
            {"name": "finish", "from": "doing", "to": "done", "roles": ["boss"]},
        ]
        if self._draw.random() < 0.5:
            moves[0]["guard"] = "amount > 0"
        flow = {"entity": self._entity, "field": "status", "initial": "open"}
        self._parts["flows"].append({**flow, "states": states, "transitions": moves})
        self._names.append("status")

    def _relations(self) -> None:
        kind = self._draw.choice(["none", "belongs_to", "required", "has_many", "many_to_many", "self"])
        link = {"from": self._entity, "inverse": f"{self._entity}s", "name": "depot", "to": "depot"}
        if kind == "self":
            link |= {"to": self._entity, "name": "above", "inverse": "below"}
        if kind == "has_many":
            link |= {"from": "depot", "to": self._entity, "name": f"{self._entity}s", "inverse": "depot"}
        if kind == "many_to_many":
            link |= {"name": "depots"}
        if kind != "none":
            called = kind if kind in {"has_many", "many_to_many"} else "belongs_to"
            self._parts["relationships"].append({**link, "kind": called, "required": kind == "required"})
            self._names.append({"self": "above", "many_to_many": "depots"}.get(kind, "depot"))
        self._owner = self._draw.choice(["", "created_by", "worker"])
        if self._owner == "worker":
            self._parts["relationships"].append(
                {"from": self._entity, "to": "worker", "kind": "belongs_to", "name": "worker",
                 "inverse": f"{self._entity}s"}
            )  # fmt: skip
            self._names.append("worker")

    def _permissions(self, *, is_required: bool) -> None:
        is_hidden = self._draw.random() < 0.5
        rule = _rules("worker", self._entity)
        rule["actions"] = ["read", "update"] if is_hidden and is_required else ["create", "read", "update"]
        if self._owner:
            rule |= {"scope": "own", "owner": self._owner}
        if is_hidden:
            rule["fields"] = [name for name in self._names if name != "value"]
        self._parts["permissions"]["rules"] += _rules("boss", self._entity), rule

    def _show(self) -> None:
        member, shown = self._member, self._member.shown
        name = f"Shown{member.number}"
        fits = not member.is_plain
        if " chart by " in shown:
            self._chart(name, *shown.split(" chart by "))
            return
        number = "value" if member.type in NUMBERS else "amount"
        props: dict[str, Any] = {}
        kind = shown
        match shown:
            case "sorted table":
                kind, props = "table", {"sort": [{"field": "value" if fits else "title", "descending": True}]}
            case "filters":
                props = {"fields": ["value", "size"] if fits else ["size"]}
            case "kanban":
                step = "status" if "status" in self._names else "size"
                by = "value" if member.type is FieldType.ENUM else step
                props = {"group_by": by, "sum": number}
            case "calendar":
                props = {"start": "value" if member.type in DAYS else "day", "end": "day"}
            case "dashboard":
                inner = f"Inner{member.number}"
                self._component(inner, "list", {})
                props = {"components": [inner]}
            case "count" | "sum" | "avg" | "min" | "max" | "grouped count" | "count of this month":
                kind, props = "stats", {"stats": [self._stat(shown, number, fits=fits)]}
            case "custom":
                props = {"wish": ""}
        self._component(name, kind, props)
        form = f"Form{member.number}"
        self._component(form, "form", {})
        self._page([name, form])

    def _stat(self, shown: str, number: str, *, fits: bool) -> dict[str, Any]:
        if shown == "grouped count":
            return {"label": "Each", "op": "count", "group_by": "value" if fits else "size"}
        if shown == "count of this month":
            day = "value" if self._member.type in DAYS else "day"
            return {"label": "Now", "op": "count", "filters": [{"field": day, "op": "this_month"}]}
        ordered = shown in {"min", "max"} and fits and self._member.type in {*NUMBERS, *DAYS, FieldType.TIME}
        measured = {} if shown == "count" else {"field": "value" if ordered else number}
        return {"label": shown.title(), "op": shown, **measured}

    def _chart(self, name: str, kind: str, by: str) -> None:
        member = self._member
        report: dict[str, Any] = {
            "name": f"report_{member.number}", "title": f"Report {member.number}", "entity": self._entity,
            "chart": kind, "measures": [{"op": "count"}],
            "group_by": ["size" if by == "value" and member.is_plain else by],
        }  # fmt: skip
        if by == "month":
            report |= {"date_field": "value" if member.type in DAYS else "day", "period": "year"}
            report["measures"] = [{"op": "sum", "field": "value" if member.type in NUMBERS else "amount"}]
        self._parts["reports"].append(report)
        self._component(name, "chart", {"report": report["name"]}, entity=None)
        self._page([name])

    def _component(self, name: str, kind: str, props: dict[str, Any], **more: Any) -> None:
        made = {"name": name, "type": kind, "entity": self._entity, "props": props, **more}
        self._parts["components"].append({key: value for key, value in made.items() if value is not None})

    def _page(self, components: list[str]) -> None:
        path = f"/{self._entity.replace('_', '-')}"
        self._parts["pages"].append(
            {"name": self._entity, "title": str(self._member), "path": path, "components": components}
        )


def _entity(name: str, fields: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"name": name, "display_name": name.replace("_", " ").capitalize(), "fields": fields, **more}


def _rules(role: str, entity: str) -> dict[str, Any]:
    return {"role": role, "entity": entity, "actions": ["create", "read", "update", "delete"], "scope": "all"}


def _add_page(parts: dict[str, Any], entity: str, name: str, kind: str, props: dict[str, Any]) -> None:
    parts["components"].append({"name": name, "type": kind, "entity": entity, "props": props})
    parts["pages"].append(
        {"name": f"{entity}s", "title": entity.title(), "path": f"/{entity}s", "components": [name]}
    )


_ELEMENTS = {
    "entities": "ent", "fields": "fld", "computed": "cmp", "options": "opt", "relationships": "rel",
    "flows": "flw", "states": "sta", "transitions": "trn", "pages": "pag", "reports": "rep", "roles": "rol",
    "rules": "prm",
}  # fmt: skip


def _with_ids(value: Any, ids: Iterator[int], key: str = "") -> Any:
    if isinstance(value, list):
        return [_with_ids(item, ids, key) for item in value]
    if not isinstance(value, dict):
        return value
    whole = {name: _with_ids(inner, ids, name) for name, inner in value.items() if name != "props"}
    if "props" in value:
        return {"id": f"com_{next(ids):06}", **whole, "props": value["props"]}
    return {"id": f"{_ELEMENTS[key]}_{next(ids):06}", **whole} if key in _ELEMENTS else whole
