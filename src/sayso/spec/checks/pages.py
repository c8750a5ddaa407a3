"""Pages and their layouts show components that exist, to somebody."""

from collections.abc import Iterator

from sayso.spec.audience import openers, reached_entities, shown_entities, users
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.expressions import did_you_mean
from sayso.spec.index import SpecIndex
from sayso.spec.model import ComponentType, Container, Direction, Page, Slot

from .findings import error, suggestion, warning

_IN_DRAWERS = frozenset({ComponentType.FORM, ComponentType.DETAIL})
"""Components that a page may list without laying them out: they open when a record is added or looked at."""

_TAKEN = ("/api/", "/assets/", "/kit/")
"""Below these no page answers; one may be at ``/assets`` itself, as files are only below it."""


def check(index: SpecIndex) -> Iterator[Diagnostic]:
    """Paths, roles, components and layouts of all pages."""
    pages = index.spec.pages
    if not pages:
        yield warning(
            "no-pages", "pages", "The module has no pages.", "Add one that shows what matters most."
        )
    elif all(page.path != "/" for page in pages):
        yield warning(
            "no-home-page",
            "pages",
            "No page has the path /, where the module opens.",
            f"Give “{pages[0].title}” the path /.",
        )
    roles = [role.name for role in index.spec.permissions.roles]
    for page in pages:
        path = f"pages.{page.name}"
        for role in page.roles:
            if role not in roles:
                yield error(
                    "unknown-role",
                    f"{path}.roles",
                    f"The page “{page.title}” is for the role “{role}”, which does not exist.",
                    did_you_mean(role, roles),
                )
        taken = next((one for one in _TAKEN if page.path.startswith(one) or page.path == "/api"), None)
        if taken is not None:
            yield error(
                "path-taken",
                f"{path}.path",
                f"The page “{page.title}” would never be seen: below {taken} no page answers.",
                f"Choose another path, such as /{page.path.strip('/').replace('/', '-')}-page.",
            )
        for name in page.components:
            if name not in index.components:
                yield error(
                    "unknown-component",
                    f"{path}.components",
                    f"The page “{page.title}” lists “{name}”, which does not exist.",
                    did_you_mean(name, index.components),
                )
        if page.layout is not None:
            yield from _layout(index, page, page.layout)
        yield from _audience(index, page)
    yield from _unreached(index)


def _layout(index: SpecIndex, page: Page, layout: Container) -> Iterator[Diagnostic]:
    path = f"pages.{page.name}.layout"
    placed: set[str] = set()
    waiting: list[tuple[str, Container]] = [(path, layout)]
    while waiting:
        at, container = waiting.pop()
        if not container.children:
            yield warning(
                "empty-container",
                at,
                f"A part of the page “{page.title}” shows nothing.",
                "Fill or remove it.",
            )
        for number, child in enumerate(container.children):
            here = f"{at}.children.{number}"
            if isinstance(child, Slot):
                placed.add(child.component)
                yield from _slot(index, page, child.component, here)
            else:
                waiting.append((here, child))
                if container.direction is Direction.TABS and child.label is None:
                    yield suggestion(
                        "tab-without-label", here, f"A tab of “{page.title}” has no label.", "Give it one."
                    )
    for name in page.components:
        component = index.components.get(name)
        if component is not None and name not in placed and component.type not in _IN_DRAWERS:
            yield warning(
                "component-not-placed",
                f"pages.{page.name}.components",
                f"“{name}” belongs to the page “{page.title}”, but its layout does not show it.",
                "Place it in the layout, or take it off the page.",
            )


def _slot(index: SpecIndex, page: Page, name: str, path: str) -> Iterator[Diagnostic]:
    if name not in index.components:
        yield error(
            "unknown-component",
            path,
            f"The layout of “{page.title}” shows “{name}”, which does not exist.",
            did_you_mean(name, index.components),
        )
    elif name not in page.components:
        yield error(
            "component-not-on-page",
            path,
            f"The layout of “{page.title}” shows “{name}”, which the page does not list.",
            f"Add {name} to the components of the page.",
        )


def _audience(index: SpecIndex, page: Page) -> Iterator[Diagnostic]:
    if openers(index, page) and not users(index, page):
        shown = ", ".join(sorted(shown_entities(index, page)))
        yield warning(
            "page-unseen",
            f"pages.{page.name}.roles",
            f"“{page.title}” stands in nobody's menu: nobody who may open it may see or add what it shows "
            f"({shown}).",
            "Open the page to other roles, let one of them see it, or take the page away.",
        )


def _unreached(index: SpecIndex) -> Iterator[Diagnostic]:
    reached = reached_entities(index)
    for name, entity in index.entities.items():
        if index.spec.pages and name not in reached:
            yield warning(
                "entity-unseen",
                f"entities.{name}",
                f"No page shows “{entity.display_name}” and no form adds any, so nobody can come to it.",
                "Add a page or a form for it, relate it to something that has one, or take it away.",
            )
