"""Short ways to write edits in Python, and to read those that someone wrote as JSON."""

from typing import Any

from pydantic import ValidationError

from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.model import AppSpec, Element

from .kinds import KIND_OF, Kind
from .language import ADDS, EDITS, SETS, Add, Edit, Set, SetSpec, SpecValues


def empty_spec(name: str = "New application", slug: str = "app") -> AppSpec:
    """The spec that every module starts from; designers' edits say its name."""
    return AppSpec(name=name, slug=slug)


def add(element: Element, *, parent: str | None = None, position: int | None = None) -> Add:
    """An edit that adds this element; its kind follows from its class."""
    kind = KIND_OF[type(element)]
    return ADDS[kind](kind=kind, parent=parent, element=element, position=position)


def change(kind: Kind, target: str, /, **values: Any) -> Set:
    """An edit that sets these attributes, under their Python names."""
    return SETS[kind].model_validate({"kind": kind, "target": target, "values": values})


def change_spec(**values: Any) -> SetSpec:
    """An edit that sets what the spec says of itself."""
    return SetSpec(values=SpecValues(**values))


def read_edits(data: Any) -> tuple[tuple[Edit, ...], tuple[Diagnostic, ...]]:
    """Edits from plain JSON data; what cannot be read comes back as Diagnostics, one per place."""
    try:
        return EDITS.validate_python(data), ()
    except ValidationError as error:
        return (), tuple(
            Diagnostic(
                code="unreadable-edit",
                level=Level.ERROR,
                path=".".join(str(step) for step in ("edits", *problem["loc"])),
                message=f"{problem['msg']}.",
                hint="docs/schema/edits.v1.json says what each edit may hold.",
            )
            for problem in error.errors()
        )
