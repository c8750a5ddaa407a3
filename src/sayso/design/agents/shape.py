"""The shapes in which models answer, as JSON Schemas made of classes; short, as each character is paid for.

The classes say which op takes what. The schema of an edit is all of them laid over each other: what does not
belong together is mended or sent back when the reply is read.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from sayso.spec.edits import Kind
from sayso.spec.model import FieldType


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AddSaid(_Said):
    """Adds an element; ``of`` is what it becomes part of."""

    op: Literal["add"]
    kind: Kind
    of: str = ""
    element: dict[str, Any]
    position: int | None = None


class RemoveSaid(_Said):
    """Takes an element out."""

    op: Literal["remove"]
    kind: Kind
    target: str


class RenameSaid(_Said):
    """Gives an element another name."""

    op: Literal["rename"]
    kind: Kind
    target: str
    name: str
    label: str = ""


class SetSaid(_Said):
    """Changes attributes; null clears one."""

    op: Literal["set"]
    kind: Kind
    target: str
    values: dict[str, Any]


class RetypeSaid(_Said):
    """Gives a field another type or other options."""

    op: Literal["retype"]
    target: str
    type: FieldType
    options: list[str] = Field(default_factory=list)


class MoveSaid(_Said):
    """Puts an element before or after one of its siblings."""

    op: Literal["move"]
    kind: Kind
    target: str
    before: str = ""
    after: str = ""


class SplitSaid(_Said):
    """Splits a field into several, or off as an entity called ``name``."""

    op: Literal["split"]
    target: str
    parts: list[str] = Field(default_factory=list)
    name: str = ""
    multiple: bool = False


class MergeSaid(_Said):
    """Makes one field of several."""

    op: Literal["merge"]
    targets: list[str]
    name: str


class MakeFlowSaid(_Said):
    """Makes a choice the state of a flow."""

    op: Literal["make_flow"]
    target: str
    element: dict[str, Any]


class SetLayoutSaid(_Said):
    """Arranges a page anew."""

    op: Literal["set_layout"]
    target: str
    layout: dict[str, Any]


class SetAppSaid(_Said):
    """Changes what the application says of itself."""

    op: Literal["set_app"]
    values: dict[str, Any]


SCHEMA_EDITS: tuple[type[_Said], ...] = (
    AddSaid, RemoveSaid, RenameSaid, SetSaid, RetypeSaid, MoveSaid, SplitSaid, MergeSaid, MakeFlowSaid,
    SetLayoutSaid, SetAppSaid,
)  # fmt: skip
LAYOUT_EDITS: tuple[type[_Said], ...] = (AddSaid, RemoveSaid, RenameSaid, SetSaid, MoveSaid, SetLayoutSaid)
_LAYOUT_KINDS = (Kind.COMPONENT, Kind.PAGE, Kind.REPORT)
_TEXT: dict[str, Any] = {"type": "string"}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}


@cache
def changes_shape() -> Mapping[str, Any]:
    """What the schema designer answers to a wish."""
    return _answer("edits", edits=_list(_edit(SCHEMA_EDITS, tuple(Kind))))


@cache
def layout_shape() -> Mapping[str, Any]:
    """What the layout designer answers to a wish."""
    return _answer("edits", edits=_list(_edit(LAYOUT_EDITS, _LAYOUT_KINDS)))


@cache
def description_shape() -> Mapping[str, Any]:
    """What the schema designer answers to a first description: only what carries meaning."""
    entity = _object(
        name=_TEXT, source=_TEXT, person_role=_TEXT, fields=_TEXTS, links=_TEXTS, flow=_TEXT, steps=_TEXTS,
        computed=_TEXTS, rules=_TEXTS, required=("name", "fields"),
    )  # fmt: skip
    permission = _object(
        role=_TEXT, entities=_TEXTS, actions=_TEXT, scope=_one_of(("all", "own")), owner=_TEXT,
        fields=_TEXTS, source=_TEXT, required=("role", "entities", "actions"),
    )  # fmt: skip
    report = _object(
        title=_TEXT, entity=_TEXT, measures=_TEXTS, group_by=_TEXTS, filters=_TEXTS, chart=_TEXT,
        source=_TEXT, required=("title", "entity"),
    )  # fmt: skip
    return _answer(
        "entities", name=_TEXT, entities=_list(entity), roles=_TEXTS, default_role=_TEXT,
        permissions=_list(permission), reports=_list(report), settings={"type": "object"},
    )  # fmt: skip


def _answer(*required: str, **parts: Any) -> Mapping[str, Any]:
    """What stands beside the parts in every answer; no account of what was done, which nobody would read."""
    question = _object(text=_TEXT, suggestions=_TEXTS, required=("text",))
    assumption = _object(text=_TEXT, about=_TEXTS, alternatives=_TEXTS, required=("text",))
    return _object(
        need=_TEXTS, **parts, reasoning=_TEXT, suggestions=_TEXTS, questions=_list(question),
        assumptions=_list(assumption), required=required,
    )  # fmt: skip


def _object(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required)}


def _one_of(words: Iterable[str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _edit(ways: tuple[type[_Said], ...], kinds: tuple[Kind, ...]) -> dict[str, Any]:
    """All ways of an edit over each other."""
    ops = [
        str(way.model_fields["op"].annotation.__args__[0])
        for way in ways
        if way.model_fields["op"].annotation
    ]
    merged: dict[str, Any] = {"op": _one_of(ops), "kind": _one_of(kind.value for kind in kinds)}
    for way in ways:
        for name, schema in way.model_json_schema()["properties"].items():
            merged[name] = merged.get(name) or _bare(name, schema)
    return _object(("op",), **merged)


def _bare(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema without titles, defaults and what only Python needs."""
    if name == "type":
        return _one_of(kind.value for kind in FieldType)
    if "anyOf" in schema:
        return _bare(name, schema["anyOf"][0])
    if schema.get("type") == "array":
        return {"type": "array", "items": _bare("", schema["items"])}
    return {"type": schema["type"]}
