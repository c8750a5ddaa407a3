"""Where a component lies among the files, and which pages show it."""

from sayso.compiler.targets.react.components import composed_names
from sayso.compiler.targets.react.pages import laid_out
from sayso.spec.index import SpecIndex
from sayso.spec.model import Component, Page


def place_of(component: Component) -> str:
    """The path of a component's file."""
    return f"src/components/{component.name}.tsx"


def pages_with(index: SpecIndex, component: Component) -> tuple[Page, ...]:
    """The pages that show a component, by themselves or inside a composed one."""
    holders = {component.name}
    while True:
        more = {one.name for one in index.spec.components if holders & {*composed_names(one)}} - holders
        if not more:
            break
        holders |= more
    return tuple(page for page in index.spec.pages if holders & {*laid_out(index, page)})


def is_shown(index: SpecIndex, component: Component) -> bool:
    """Whether any page shows it."""
    return bool(pages_with(index, component))
