"""The step *pages*: screens, the components on them, and how they are laid out."""

from collections.abc import Iterable, Iterator

from pydantic import Field as Described

from sayso.design.spec_edits.layout import shown
from sayso.kit.words import kebab, pascal, sentence
from sayso.spec.edits import Kind
from sayso.spec.edits.tree import changed
from sayso.spec.model import (
    AppSpec,
    Component,
    ComponentType,
    Container,
    Json,
    Page,
    Slot,
)
from sayso.spec.model.base import PascalName, ShortText, SnakeName, Text
from sayso.spec.model.page import PagePath

from .element_match import by_name, merged, paired, renames, unnamed
from .sheet import Sheet
from .types import Part, StepShape, Was, given, halved

IN_DRAWERS = frozenset({ComponentType.FORM, ComponentType.DETAIL})
"""Components that open when a record is added or looked at, and need no place of their own."""
_LONGEST = 60


class ComponentPart(Part):
    """A part of a page. One that another page says in full is shown here by its name alone."""

    name: PascalName | None = Described(
        default=None, description="Such as DealTable; made of entity and type."
    )
    was: PascalName | None = Described(default=None, description="The name it had so far.")
    type: ComponentType | None = None
    entity: SnakeName | None = Described(default=None, description="Whose records it shows.")
    variant: str | None = None
    props: dict[str, Json] = Described(
        default_factory=dict, description="What it shows of them; the reference says which each type takes."
    )
    description: Text = ""


class PagePart(Part):
    """A screen. ``layout`` nests rows, columns, grids and tabs; without one, its components are a column."""

    name: SnakeName
    was: Was = None
    title: ShortText | None = None
    path: PagePath | None = Described(default=None, description="/ is where the application opens.")
    purpose: Text = ""
    icon: str | None = None
    roles: tuple[SnakeName, ...] = Described(default=(), description="Everybody where none is given.")
    components: tuple[ComponentPart, ...] = ()
    layout: Container | None = None


class Pages(StepShape):
    """The pages of the application. ``components`` are those on no page, such as parts of dashboards."""

    pages: tuple[PagePart, ...] = ()
    components: tuple[ComponentPart, ...] = ()


def shape_of(spec: AppSpec) -> Pages:
    """The pages of a spec."""
    components = {one.name: one for one in spec.components}
    said: set[str] = set()

    def part(name: str) -> ComponentPart:
        component = components.get(name)
        if component is None or name in said:
            return ComponentPart(name=name)
        said.add(name)
        return ComponentPart(
            name=name,
            type=component.type,
            entity=component.entity,
            variant=component.variant,
            props=component.props,
            description=component.description,
        )

    pages = tuple(
        PagePart(
            name=page.name,
            title=page.title,
            path=page.path,
            purpose=page.description,
            icon=page.icon,
            roles=page.roles,
            components=tuple(part(name) for name in page.components),
            layout=page.layout,
        )
        for page in spec.pages
    )
    return Pages(
        complete=True, pages=pages, components=tuple(part(name) for name in components if name not in said)
    )


def pieces(shape: Pages) -> Iterator[Pages]:
    """Shapes that say less each: single components, then pages without those that did not fit."""
    if len(shape.pages) + len(shape.components) <= 1:
        if shape.pages and shape.pages[0].components:
            (page,) = shape.pages
            if len(page.components) == 1 and page.model_fields_set == {"name", "components"}:
                return
            yield Pages(pages=(page.model_copy(update={"components": (), "layout": None}),))
            for component in page.components:
                yield Pages(pages=(PagePart(name=page.name, components=(component,)),))
        return
    if shape.pages and shape.components:
        yield Pages(components=shape.components)
        yield Pages(pages=shape.pages)
        return
    yield from (Pages(components=some) for some in halved(shape.components))
    yield from (Pages(pages=some) for some in halved(shape.pages))


def put(sheet: Sheet, shape: Pages) -> None:
    """Work the pages and their components into the spec."""
    sheet.ensure_roles(tuple(role for page in shape.pages for role in page.roles))
    shape = _named(shape)
    parts = _components(shape)
    sheet.rename(
        [
            *renames(Kind.COMPONENT, _found(parts, sheet.spec)),
            *renames(Kind.PAGE, by_name(shape.pages, sheet.spec.pages), "title"),
        ]
    )
    spec = sheet.spec
    settled = [
        _component(sheet, part, old)
        for part, old in paired(parts, spec.components)
        if old is not None or part.type
    ]
    components = merged(spec.components, settled, complete=False)
    kinds = {one.name: one.type for one in components}
    paths = [page.path for page in spec.pages]
    pages = [
        _page(sheet, part, old, kinds, paths, complete=shape.complete)
        for part, old in paired(shape.pages, spec.pages)
    ]
    sheet.become(
        changed(spec, components=components, pages=merged(spec.pages, pages, complete=shape.complete))
    )


def remove_unnamed(sheet: Sheet, shape: Pages) -> None:
    """Take out the pages and components that complete pages leave out."""
    shape = _named(shape)
    for page in unnamed(by_name(shape.pages, sheet.spec.pages), sheet.spec.pages):
        sheet.remove(Kind.PAGE, page)
    for component in unnamed(_found(_components(shape), sheet.spec), sheet.spec.components):
        sheet.remove(Kind.COMPONENT, component)


def placed(components: Iterable[str], kinds: dict[str, ComponentType]) -> Container:
    """A column of these components, without those that open by themselves."""
    names = list(components)
    seen = [name for name in names if kinds.get(name) not in IN_DRAWERS]
    return Container(children=tuple(Slot(component=name) for name in seen or names))


class _NamedComponent(ComponentPart):
    name: PascalName


def _named(shape: Pages) -> Pages:
    """The same shape, in which every component has a name."""

    def named(part: ComponentPart) -> ComponentPart:
        if part.name is not None:
            return part
        stem = f"{pascal(part.entity or '')}{pascal(part.type.value if part.type else 'part')}"[:_LONGEST]
        return part.model_copy(update={"name": stem})

    pages = tuple(
        page.model_copy(update={"components": tuple(map(named, page.components))}) for page in shape.pages
    )
    return shape.model_copy(update={"pages": pages, "components": tuple(map(named, shape.components))})


def _components(shape: Pages) -> list[_NamedComponent]:
    """Every component once, where it is said in full."""
    found: dict[str, _NamedComponent] = {}
    for part in (*shape.components, *(one for page in shape.pages for one in page.components)):
        name = part.name or ""
        if name not in found or (part.type and not found[name].type):
            found[name] = _NamedComponent.model_construct(part.model_fields_set, **dict(part))
    return list(found.values())


def _found(parts: list[_NamedComponent], spec: AppSpec) -> list[tuple[_NamedComponent, Component | None]]:
    return by_name(parts, spec.components)


def _component(sheet: Sheet, part: _NamedComponent, old: Component | None) -> Component:
    base = old or Component(
        id=sheet.ids.new("com"), name=part.name, type=part.type or ComponentType.CUSTOM, entity=part.entity
    )
    kind = {"type": part.type} if part.type else {}
    return changed(base, **kind, **given(part, "entity", "variant", "props", "description"))


def _page(
    sheet: Sheet,
    part: PagePart,
    old: Page | None,
    kinds: dict[str, ComponentType],
    paths: list[str],
    *,
    complete: bool,
) -> Page:
    if old is None:
        path = part.path or _free_path(part.name, paths)
        old = Page(
            id=sheet.ids.new("pag"), name=part.name, title=part.title or sentence(part.name), path=path
        )
        paths.append(path)
    wanted = [one.name for one in part.components if one.name in kinds]
    listed = wanted if complete else [*old.components, *wanted]
    layout = part.layout if "layout" in part.model_fields_set and part.layout else old.layout
    if layout is not None:
        listed += [name for name in shown(layout) if name in kinds]
    names = tuple(dict.fromkeys(name for name in listed if name is not None))
    fresh = [name for name in names if name not in old.components]
    own = given(part, "icon", "roles") | ({"path": part.path} if part.path else {})
    if "purpose" in part.model_fields_set:
        own["description"] = part.purpose
    return changed(old, **own, components=names, layout=_layout(layout, names, fresh, kinds))


def _layout(
    layout: Container | None,
    names: tuple[str, ...],
    fresh: list[str],
    kinds: dict[str, ComponentType],
) -> Container | None:
    """The layout with what is new on the page at its end, unless it has a place."""
    if layout is None:
        return placed(names, kinds) if fresh else None
    there = set(shown(layout))
    more = [name for name in fresh if name not in there and kinds[name] not in IN_DRAWERS]
    return changed(layout, children=(*layout.children, *(Slot(component=name) for name in more)))


def _free_path(name: str, paths: list[str]) -> str:
    if "/" not in paths and name in {"overview", "home", "start", "dashboard"}:
        return "/"
    wanted = f"/{kebab(name)}"
    return next(path for path in (wanted, *(f"{wanted}-{i}" for i in range(2, 99))) if path not in paths)
