"""New elements put together: an id, the names that follow from each other, and what does not fit left out."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from sayso.kit.words import sentence, snake
from sayso.spec.edits import Kind
from sayso.spec.edits.kinds import SHAPES
from sayso.spec.model import Element

from . import coercion
from .edit_context import Making, Unreadable

_PREFIX = {
    Kind.ENTITY: "ent", Kind.FIELD: "fld", Kind.OPTION: "opt", Kind.COMPUTED: "cmp", Kind.INDEX: "idx",
    Kind.RULE: "rul", Kind.RELATIONSHIP: "rel", Kind.FLOW: "flw", Kind.STATE: "sta", Kind.TRANSITION: "trn",
    Kind.PAGE: "pag", Kind.COMPONENT: "com", Kind.ENDPOINT: "end", Kind.ROLE: "rol", Kind.PERMISSION: "prm",
    Kind.REPORT: "rep", Kind.SETTING: "set", Kind.ASSUMPTION: "asm",
}  # fmt: skip


def new_id(kind: Kind, making: Making) -> str:
    return making.ids.new(_PREFIX[kind])


def built(kind: Kind, data: Mapping[str, Any], said: Mapping[str, Any], making: Making) -> Element:
    """The element; optional attributes that do not fit are left out and noted."""
    model = SHAPES[kind].model
    values = {key: value for key, value in data.items() if value is not None}
    values["id"] = new_id(kind, making)
    source = coercion.text(said.get("source"), 400) or making.source
    values |= (
        {"source": source} if source else {"assumed": coercion.text(said.get("assumed"), 400) or making.why}
    )
    required = {info.alias or name for name, info in model.model_fields.items() if info.is_required()}
    for _ in range(4):
        try:
            return model.model_validate(values)
        except ValidationError as error:
            faults = error.errors()
        for fault in faults:
            key = str(fault["loc"][0]) if fault["loc"] else ""
            problem = _fault(kind, key, fault, said)
            if key in required or key not in values:
                raise problem
            making.note(problem, key)
            values.pop(key)
    raise Unreadable("bad-element", f"This {kind} cannot be read.", "Say it more simply.")


def _fault(kind: Kind, key: str, fault: Any, said: Mapping[str, Any]) -> Unreadable:
    if fault["type"] == "missing":
        return Unreadable("missing-attribute", f"This {kind} has no {key}.", f"Give its {key}.")
    given = str(said.get(key, fault.get("input", "")))[:60]
    return Unreadable("bad-value", f"“{given}” cannot be the {key} of a {kind}.", f"{fault['msg']}.")


def named(data: dict[str, Any], given: dict[str, Any], label: str = "label", name: str = "name") -> None:
    """Of name and label, the one that is missing follows from the other."""
    if not given.get(name) and given.get(label):
        given[name] = snake(str(given[label]))[:48].strip("_")
    if given.get(name) and not given.get(label):
        raw = str(data.get(name) or data.get("name") or given[name])
        given[label] = raw[:160] if " " in raw.strip() and raw[:1].isupper() else sentence(str(given[name]))
