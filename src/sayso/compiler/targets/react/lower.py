"""From the spec to the React files of a module."""

from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.jinja_environment import templates_of
from sayso.compiler.targets.typescript.literals import comment, width
from sayso.compiler.targets.typescript.names import entity_names
from sayso.compiler.targets.typescript.typescript_printer import Jsx, Raw, Value, show
from sayso.compiler.theme.tokens import tokens
from sayso.kit.hue import hue_of
from sayso.kit.words import sentence
from sayso.spec.audience import openers, told_users, users
from sayso.spec.index import SpecIndex
from sayso.spec.model import Component, ComponentType, Page

from .components import component_element, composed_names
from .imports import Import, import_lines
from .pages import page_entity, page_function, page_view

_KIT = "@sayso/app-kit"
_THEME = "THEME"


def lower(index: SpecIndex) -> list[FileDraft]:
    """Components, pages, application, entry and tests, by path."""
    drafts = [_component_file(index, component) for component in index.spec.components]
    drafts += [_page_file(index, page) for page in index.spec.pages]
    drafts += [_app_file(index), _main_file(), *_theme_file(index)]
    drafts += _test_files(index)
    return sorted(drafts, key=lambda draft: draft.path)


def _component_file(index: SpecIndex, component: Component) -> FileDraft:
    element, kit = component_element(index, component)
    imports = [Import(_KIT, tuple(kit.items()))]
    elements = [component.id]
    if component.entity is not None and any(isinstance(v, Raw) for v in element.attributes.values()):
        entity = index.entities[component.entity]
        variable = entity_names(entity).variable
        imports.append(Import(f"../entities/{entity.name}", ((variable, variable),)))
        elements.append(entity.id)
    elements += [r.id for r in index.spec.reports if r.name == component.props.get("report")]
    inner = composed_names(component)
    imports += [Import(f"./{name}", ((name, name),)) for name in inner]
    elements += [index.components[name].id for name in inner if name in index.components]
    text = templates_of("react").get_template("component.tsx.j2").render(
        name=component.name,
        about=_about(index, component),
        imports=import_lines(imports),
        body=_returned(element),
    )  # fmt: skip
    return FileDraft(f"src/components/{component.name}.tsx", text, tuple(elements))


def _about(index: SpecIndex, component: Component) -> str:
    """What a component is; of a custom one only its name, so that its code outlasts other words about it."""
    if component.type is ComponentType.CUSTOM:
        return f"{sentence(component.name)}."
    return comment(component.description) or _describe(index, component)


def _describe(index: SpecIndex, component: Component) -> str:
    if component.entity is None:
        return f"{sentence(component.type.value)} {sentence(component.name).lower()}."
    rows = comment(entity_names(index.entities[component.entity]).label_plural)
    return f"{sentence(component.type.value)} of {rows}."


def _returned(element: Jsx) -> str:
    flat = show(element)
    line = f"  return {flat};"
    if "\n" not in flat and len(line) <= 110 and not element.children:
        return line
    return f"  return (\n    {show(element, 4, 4)}\n  );"


def _page_file(index: SpecIndex, page: Page) -> FileDraft:
    view = page_view(index, page)
    imports = [Import(_KIT, tuple(view.kit.items()))]
    imports += [
        Import(f"../components/{name}", ((name, local),)) for name, local in sorted(view.components.items())
    ]
    text = templates_of("react").get_template("page.tsx.j2").render(
        name=page_function(page),
        title=comment(page.title),
        page=page.name,
        about=comment(page.description) or comment(page.title),
        imports=import_lines(imports),
        body=_returned(view.element),
    )  # fmt: skip
    shown = [index.components[name].id for name in view.components if name in index.components]
    return FileDraft(f"src/pages/{page_function(page)}.tsx", text, (page.id, *shown))


def _app_file(index: SpecIndex) -> FileDraft:
    spec = index.spec
    forms = _first_of(index, ComponentType.FORM)
    details = _first_of(index, ComponentType.DETAIL)
    functions = {page.name: page_function(page) for page in spec.pages}
    variables = {entity.name: entity_names(entity).variable for entity in spec.entities}
    taken = {"Application", "defineApp", "app", "App", _THEME, *variables.values(), *functions.values()}
    local = {name: f"{name}View" if name in taken else name for name in (*forms.values(), *details.values())}
    imports = [Import(_KIT, (("Application", "Application"), ("defineApp", "defineApp")))]
    imports += [Import(f"./components/{name}", ((name, local[name]),)) for name in sorted(local)]
    imports += [Import(f"./entities/{name}", ((v, v),)) for name, v in sorted(variables.items())]
    imports += [Import(f"./pages/{name}", ((name, name),)) for name in sorted(functions.values())]
    imports += [Import("./theme", ((_THEME, _THEME),))] if spec.theme is not None else []
    definition: dict[str, Value] = {"name": spec.name, "slug": spec.slug}
    if spec.description:
        definition["description"] = spec.description
    if spec.theme is not None:
        definition["theme"] = Raw(_THEME)
    definition["entities"] = [Raw(variables[entity.name]) for entity in spec.entities]
    definition["pages"] = [_page_entry(index, page) for page in spec.pages]
    if forms:
        definition["forms"] = {entity: Raw(local[name]) for entity, name in forms.items()}
    if details:
        definition["details"] = {entity: Raw(local[name]) for entity, name in details.items()}
    text = templates_of("react").get_template("app.tsx.j2").render(
        name=comment(spec.name),
        imports=import_lines(imports),
        app=show(definition, 0, 29, 2),
    )  # fmt: skip
    elements = [e.id for part in (spec.entities, spec.pages) for e in part]
    elements += [index.components[name].id for name in local]
    return FileDraft("src/app.tsx", text, tuple(elements))


def _page_entry(index: SpecIndex, page: Page) -> Value:
    entry: dict[str, Value] = {"name": page.name, "title": page.title, "path": page.path}
    if page.icon:
        entry["icon"] = page.icon
    roles = told_users(index, page)
    if roles is not None:
        entry["roles"] = list(roles)
    entity = page_entity(index, page)
    if entity is not None:
        entry["entity"] = entity
    entry["component"] = Raw(page_function(page))
    return entry


def _first_of(index: SpecIndex, kind: ComponentType) -> dict[str, str]:
    found: dict[str, str] = {}
    for component in index.spec.components:
        if component.type is kind and component.entity is not None:
            found.setdefault(component.entity, component.name)
    return found


def _theme_file(index: SpecIndex) -> list[FileDraft]:
    """The tokens of the app kit that the application has its own of; none where nothing was chosen."""
    theme = index.spec.theme
    if theme is None:
        return []
    values: Value = dict(tokens(theme, hue_of(index.spec.name)))
    prefix = f"export const {_THEME} = "
    text = templates_of("react").get_template("theme.ts.j2").render(
        constant=_THEME, tokens=show(values, 0, width(prefix), 1)
    )  # fmt: skip
    return [FileDraft("src/theme.ts", text)]


def _main_file() -> FileDraft:
    return FileDraft("src/main.tsx", templates_of("react").get_template("main.tsx.j2").render())


def _viewer(index: SpecIndex, page: Page) -> str | None:
    """The role that a page is tried as, the widest where it can use it; none where nobody can."""
    if not openers(index, page):
        return ""
    found = users(index, page)
    return index.widest_role if index.widest_role in found else next(iter(found), None)


def _test_files(index: SpecIndex) -> list[FileDraft]:
    pages: list[Value] = [
        {"title": " ".join(page.title.split()), "path": page.path, "role": role}
        for page in index.spec.pages
        if (role := _viewer(index, page)) is not None
    ]
    if not pages:
        return []
    environment = templates_of("react")
    prefix = "const pages = "
    text = environment.get_template("app.test.tsx.j2").render(pages=show(pages, 0, width(prefix), 1))
    elements = tuple(page.id for page in index.spec.pages)
    return [
        FileDraft("src/app.test.tsx", text, elements),
        FileDraft("src/test-setup.ts", environment.get_template("test-setup.ts.j2").render()),
    ]
