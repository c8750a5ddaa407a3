"""What an answer breaks off before: new parts that say nothing yet."""

from sayso.spec.model import AppSpec

from .object_model import ObjectModel
from .pages import Pages
from .state_flow import StateFlow
from .types import StepShape


def gaps(shape: StepShape, before: AppSpec) -> tuple[str, ...]:
    """Sentences about new entities without fields, pages without components, flows that nobody can follow."""
    match shape:
        case ObjectModel():
            known = {entity.name for entity in before.entities}
            empty = [one for one in shape.entities if not one.fields and not {one.name, one.was} & known]
            return tuple(f"The entity {one.name} has no fields." for one in empty)
        case Pages():
            known = {page.name for page in before.pages}
            bare = [one for one in shape.pages if not one.components and not {one.name, one.was} & known]
            return tuple(f"The page {one.name} shows nothing." for one in bare)
        case StateFlow():
            known = {flow.entity for flow in before.flows}
            stuck = [one for one in shape.flows if not one.transitions and one.entity not in known]
            return tuple(f"No transition leads from one state of {one.entity} to another." for one in stuck)
    return ()
