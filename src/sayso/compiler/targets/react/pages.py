"""Pages: the layout tree of the spec as elements of the app kit."""

from dataclasses import dataclass

from sayso.compiler.targets.typescript.names import unlike
from sayso.compiler.targets.typescript.typescript_printer import Jsx, Value
from sayso.kit.words import pascal
from sayso.spec.index import SpecIndex
from sayso.spec.model import (
    ComponentType,
    Container,
    Direction,
    LayoutNode,
    Page,
    Placement,
    Sizing,
    Slot,
)

from .components import COLLECTIONS

_TAGS = {
    Direction.ROW: "Row",
    Direction.COLUMN: "Column",
    Direction.GRID: "Grid",
    Direction.SIDEBAR: "Split",
    Direction.TABS: "Tabs",
}
_IN_DRAWERS = frozenset({ComponentType.FORM, ComponentType.DETAIL})


@dataclass(frozen=True, slots=True)
class PageView:
    """A page ready to print: its element, and what it needs by exported name and local name."""

    element: Jsx
    kit: dict[str, str]
    components: dict[str, str]


def page_function(page: Page) -> str:
    """The name of a page's component."""
    name = pascal(page.name)
    return name if name.endswith("Page") else f"{name}Page"


def page_view(index: SpecIndex, page: Page) -> PageView:
    """The layout of a page; without one, what is not shown in a drawer stands in a column."""
    return _PageWriter(index, page).view()


def laid_out(index: SpecIndex, page: Page) -> tuple[str, ...]:
    """The names of the components a page shows, in order."""
    return tuple(dict.fromkeys(_names(page.layout or _default_layout(index, page))))


def page_entity(index: SpecIndex, page: Page) -> str | None:
    """The entity a page is about: the only one whose rows it lists; none for overviews."""
    shown = [index.components[name] for name in laid_out(index, page) if name in index.components]
    if any(c.type in {ComponentType.CHART, ComponentType.STATS, ComponentType.DASHBOARD} for c in shown):
        return None
    listed = {c.entity for c in shown if c.type in COLLECTIONS and c.entity}
    return listed.pop() if len(listed) == 1 else None


def _names(node: LayoutNode) -> list[str]:
    if isinstance(node, Slot):
        return [node.component]
    return [name for child in node.children for name in _names(child)]


def _default_layout(index: SpecIndex, page: Page) -> Container:
    open_ones = [
        n for n in page.components if n not in index.components or index.components[n].type not in _IN_DRAWERS
    ]
    return Container(children=tuple(Slot(component=name) for name in open_ones or page.components))


class _PageWriter:
    def __init__(self, index: SpecIndex, page: Page) -> None:
        self._page = page
        self._layout = page.layout or _default_layout(index, page)
        function = page_function(page)
        self._components = {name: unlike(name, {function}, "The") for name in laid_out(index, page)}
        self._taken = {function, *self._components.values()}
        self._kit: dict[str, str] = {}
        self._tab_groups = 0

    def view(self) -> PageView:
        plain = self._layout.direction is Direction.COLUMN and not _placement(self._layout)
        children = self._children(self._layout) if plain else (self._node(self._layout),)
        return PageView(
            Jsx(self._tag("Page"), {}, children), dict(sorted(self._kit.items())), self._components
        )

    def _tag(self, name: str) -> str:
        self._kit[name] = unlike(name, self._taken)
        return self._kit[name]

    def _children(self, container: Container) -> tuple[Jsx, ...]:
        return tuple(self._node(child) for child in container.children)

    def _node(self, node: LayoutNode) -> Jsx:
        if isinstance(node, Slot):
            return Jsx(self._tag("Slot"), _placement(node), (Jsx(self._components[node.component]),))
        if node.direction is Direction.TABS:
            return self._tabs(node)
        attributes = _placement(node)
        return Jsx(self._tag(_TAGS[node.direction]), attributes, self._children(node))

    def _tabs(self, container: Container) -> Jsx:
        self._tab_groups += 1
        attributes: dict[str, Value] = {"param": f"tab{self._tab_groups}"} if self._tab_groups > 1 else {}
        tabs = []
        for position, child in enumerate(container.children, start=1):
            label = child.label if isinstance(child, Container) else None
            inside = (
                self._children(child)
                if isinstance(child, Container) and child.direction is Direction.COLUMN
                else (self._node(child),)
            )
            tabs.append(Jsx(self._tag("Tab"), {"label": label or f"View {position}"}, inside))
        return Jsx(self._tag("Tabs"), attributes | _placement(container), tuple(tabs))


def _placement(node: LayoutNode) -> dict[str, Value]:
    placement: dict[str, Value] = dict(_sizing(node.sizing))
    if isinstance(node, Slot):
        if node.sticky:
            placement["sticky"] = True
        if node.order is not None:
            placement["order"] = node.order
    responsive = node.responsive
    if responsive is not None:
        for width in ("mobile", "tablet", "desktop"):
            differs = _differences(getattr(responsive, width))
            if differs:
                placement[width] = differs
    return placement


def _sizing(sizing: Sizing | None) -> dict[str, Value]:
    return dict(sizing.model_dump(exclude_none=True)) if sizing else {}


def _differences(placement: Placement | None) -> dict[str, Value]:
    return (
        dict(placement.model_dump(mode="json", exclude_none=True, exclude_defaults=True)) if placement else {}
    )
