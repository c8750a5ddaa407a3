"""Custom components whose code no longer fits the application, and what to ask for so that it does again."""

import re
from collections.abc import Iterable

from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.model import AppSpec, ComponentType

from .component_placement import place_of

FITTING = (
    "The application around this component has changed. Make the file fit the names and types as they are "
    "now, and keep everything it shows and does."
)
_PLACE = re.compile(r"^(?P<file>src/components/\w+\.tsx)(?::\d+)*$")


def misfits(spec: AppSpec, diagnostics: Iterable[Diagnostic]) -> dict[str, str]:
    """Custom components that errors are about, by id, each with what to ask ``ComponentWriter`` for."""
    places = {place_of(one): one for one in spec.components if one.type is ComponentType.CUSTOM}
    named = {f"components.{one.name}": one for one in places.values()}
    found: dict[str, str] = {}
    for diagnostic in diagnostics:
        match = _PLACE.match(diagnostic.path)
        component = places.get(match["file"]) if match else named.get(diagnostic.path)
        if component is not None and diagnostic.level is Level.ERROR:
            found[component.id] = FITTING
    return found
