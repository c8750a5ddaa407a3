"""Edits as a model would say them: the way back from ids to names."""

from typing import Any

from sayso.design.agents.language.addresses import Addresses
from sayso.spec.edits import (
    Add,
    Edit,
    MakeFlow,
    MergeFields,
    Move,
    Remove,
    Rename,
    Retype,
    Set,
    SetLayout,
    SetSpec,
    SplitEntity,
    SplitField,
)
from sayso.spec.model import AppSpec

_OWN = {"id", "source", "assumed"}


def said(edit: Edit, spec: AppSpec) -> dict[str, Any]:  # noqa: C901, PLR0912 - one line for each edit
    """The edit in names, without ids."""
    of = Addresses(spec).of
    match edit:
        case Add():
            element = bare(edit.element.to_json())
            if "elements" in element:
                element["about"] = [of(one) for one in element.pop("elements")]
            return {"op": "add", "kind": edit.kind.value, "element": element} | _given(
                of=of(edit.parent) if edit.parent else None, position=edit.position
            )
        case Set():
            values = edit.values.model_dump(mode="json", by_alias=True)
            return {
                "op": "set", "kind": edit.kind.value, "target": of(edit.target),
                "values": {key: value for key, value in values.items() if key not in _OWN},
            }  # fmt: skip
        case Rename():
            return {"op": "rename", "kind": edit.kind.value, "target": of(edit.target)} | _given(
                name=edit.name, label=edit.label, inverse=edit.inverse
            )
        case Remove():
            return {"op": "remove", "kind": edit.kind.value, "target": of(edit.target)}
        case Move():
            return {
                "op": "move",
                "kind": edit.kind.value,
                "target": of(edit.target),
                "position": edit.position,
            }
        case Retype():
            options = None if edit.options is None else [bare(one.to_json()) for one in edit.options]
            return {"op": "retype", "target": of(edit.target), "type": edit.type.value} | _given(
                options=options
            )
        case SetLayout():
            layout = edit.layout.to_json() if edit.layout else None
            return {"op": "set_layout", "target": of(edit.target), "layout": layout}
        case SetSpec():
            return {"op": "set_app", "values": edit.values.model_dump(mode="json")}
        case SplitEntity():
            return {"op": "split", "target": of(edit.target), "multiple": edit.multiple} | _given(
                name=edit.name, label=edit.label
            )
        case SplitField():
            return {
                "op": "split",
                "target": of(edit.target),
                "parts": [part.to_json() for part in edit.parts],
            }
        case MergeFields():
            return {"op": "merge", "targets": [of(one) for one in edit.targets], "name": edit.name}
        case MakeFlow():
            return {"op": "make_flow", "target": of(edit.target), "element": bare(edit.flow.to_json())}
    raise AssertionError(edit)


def bare(data: Any) -> Any:
    """The data without ids, sources and assumptions, at any depth."""
    if isinstance(data, dict):
        return {key: bare(value) for key, value in data.items() if key not in _OWN}
    return [bare(one) for one in data] if isinstance(data, list) else data


def _given(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
