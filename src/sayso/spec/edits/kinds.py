"""The kinds of element an edit can speak of: where they live, what names them, what they consist of."""

from dataclasses import dataclass
from enum import StrEnum

from sayso.spec.model import (
    Assumption,
    Component,
    Computed,
    Element,
    Endpoint,
    Entity,
    Field,
    Flow,
    Index,
    Option,
    Page,
    PermissionRule,
    Relationship,
    Report,
    Role,
    Rule,
    Setting,
    State,
    Transition,
)


class Kind(StrEnum):
    """What an edit is about."""

    ENTITY = "entity"
    FIELD = "field"
    OPTION = "option"
    COMPUTED = "computed"
    INDEX = "index"
    RULE = "rule"
    RELATIONSHIP = "relationship"
    FLOW = "flow"
    STATE = "state"
    TRANSITION = "transition"
    PAGE = "page"
    COMPONENT = "component"
    ENDPOINT = "endpoint"
    ROLE = "role"
    PERMISSION = "permission"
    REPORT = "report"
    SETTING = "setting"
    ASSUMPTION = "assumption"


@dataclass(frozen=True, slots=True)
class Shape:
    """How elements of one kind sit in the document.

    ``attribute`` holds them in their parent (or in the spec, or in ``permissions``); ``name`` and ``label``
    are the attributes that a rename changes; ``fixed`` are those that only other edits may change.
    """

    model: type[Element]
    attribute: str
    parent: Kind | None = None
    in_permissions: bool = False
    name: str | None = None
    label: str | None = None
    fixed: tuple[str, ...] = ()


SHAPES: dict[Kind, Shape] = {
    Kind.ENTITY: Shape(
        Entity,
        "entities",
        name="name",
        label="display_name",
        fixed=("fields", "computed", "indexes", "rules"),
    ),
    Kind.FIELD: Shape(Field, "fields", Kind.ENTITY, name="name", label="label", fixed=("type", "options")),
    Kind.OPTION: Shape(Option, "options", Kind.FIELD, name="name", label="label"),
    Kind.COMPUTED: Shape(Computed, "computed", Kind.ENTITY, name="name", label="label"),
    Kind.INDEX: Shape(Index, "indexes", Kind.ENTITY),
    Kind.RULE: Shape(Rule, "rules", Kind.ENTITY, name="name"),
    Kind.RELATIONSHIP: Shape(Relationship, "relationships", name="name", fixed=("inverse",)),
    Kind.FLOW: Shape(Flow, "flows", name="field", fixed=("states", "transitions")),
    Kind.STATE: Shape(State, "states", Kind.FLOW, name="name", label="label"),
    Kind.TRANSITION: Shape(Transition, "transitions", Kind.FLOW, name="name"),
    Kind.ROLE: Shape(Role, "roles", in_permissions=True, name="name", label="label"),
    Kind.PERMISSION: Shape(PermissionRule, "rules", in_permissions=True),
    Kind.COMPONENT: Shape(Component, "components", name="name"),
    Kind.PAGE: Shape(Page, "pages", name="name", label="title", fixed=("layout",)),
    Kind.ENDPOINT: Shape(Endpoint, "endpoints"),
    Kind.REPORT: Shape(Report, "reports", name="name", label="title"),
    Kind.SETTING: Shape(Setting, "settings", name="key", label="label"),
    Kind.ASSUMPTION: Shape(Assumption, "assumptions"),
}

KIND_OF: dict[type[Element], Kind] = {shape.model: kind for kind, shape in SHAPES.items()}
CHILDREN: dict[Kind | None, tuple[Kind, ...]] = {
    parent: tuple(kind for kind, shape in SHAPES.items() if shape.parent is parent)
    for parent in (None, *Kind)
}
"""Kinds that sit directly in an element of a kind; ``None`` stands for the spec itself."""


def name_of(element: Element) -> str | None:
    """What a rename of this element would change; none for elements without a name."""
    attribute = SHAPES[KIND_OF[type(element)]].name
    return getattr(element, attribute) if attribute else None


def label_of(element: Element) -> str | None:
    """How people call it; none where only the name does."""
    attribute = SHAPES[KIND_OF[type(element)]].label
    return getattr(element, attribute) if attribute else None
