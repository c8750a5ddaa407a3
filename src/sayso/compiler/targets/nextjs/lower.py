"""From the spec to the files that an exported project has beyond the application itself."""

import json
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from sayso.compiler.draft import FileDraft
from sayso.compiler.identifiers import ModuleNames
from sayso.compiler.targets.jinja_environment import templates_of
from sayso.compiler.targets.react.pages import page_function
from sayso.compiler.targets.typescript.elements import elements_of
from sayso.compiler.targets.typescript.literals import comment
from sayso.compiler.targets.typescript.names import entity_names
from sayso.compiler.targets.typescript.typescript_printer import Raw, Value, show, statement
from sayso.kit.words import camel
from sayso.spec.audience import told_users
from sayso.spec.index import SpecIndex
from sayso.spec.model import Entity, Page

from .models import entity_model, module_model
from .packages import DEVELOPMENT, SCRIPTS, dependencies

_DOTTED = {
    "env.example": ".env.example",
    "gitignore": ".gitignore",
    "dockerignore": ".dockerignore",
    "app-kit.package.json": "app-kit/package.json",
}
_ROUTES = {
    "": "collectionRoutes",
    "[id]/": "rowRoutes",
    "[id]/[...rest]/": "belowRowRoutes",
    "stats/": "statsRoutes",
    "bulk/": "bulkRoutes",
    "import/": "importRoutes",
    "export.csv/": "exportRoutes",
}
"""Route folders below a collection, and the function that makes their handlers."""

_BESIDE = {
    "files": {"": "filesBesideRoutes", "[id]/": "fileBesideRoutes"},
    "reports": {"[id]/": "reportBesideRoutes"},
}
"""The same for collections that share their address with the files or reports of the data API."""


class Data(StrEnum):
    """How the server of an exported project reaches its tables."""

    POSTGRES = "postgres"
    """A connection of its own to any PostgreSQL."""
    SUPABASE = "supabase"
    """The client of Supabase, over HTTP."""


def lower(names: ModuleNames, version: str, data: Data = Data.POSTGRES) -> list[FileDraft]:
    """Server, routes, pages and project files, by path."""
    spec = names.index.spec
    drafts = [FileDraft(path, text) for path, text in static_files(data).items()]
    drafts += [_server_entity(names, entity) for entity in spec.entities]
    drafts += [route for entity in spec.entities for route in _routes(entity)]
    drafts += [_page(names.index, page) for page in spec.pages]
    drafts += [_module(names, version), _layout(names), _package(names, version, data)]
    drafts.append(_readme(names, data))
    by_path = {draft.path: draft for draft in drafts}
    if "app/api/reports/[id]/route.ts" in by_path:
        del by_path["app/api/reports/[name]/route.ts"]
    return [by_path[path] for path in sorted(by_path)]


def as_client(drafts: Sequence[FileDraft]) -> list[FileDraft]:
    """The application's files where an exported project keeps them.

    Next.js takes ``src/pages`` for pages of its own; and it mounts the application itself.
    """
    kept = [draft for draft in drafts if draft.path != "src/main.tsx"]
    return [replace(draft, path=draft.path.replace("src/", "client/", 1)) for draft in kept]


@cache
def static_files(data: Data = Data.POSTGRES) -> dict[str, str]:
    """The part of every exported project with this access to its data that is the same, by path."""
    found: dict[str, str] = {}

    def collect(folder: Traversable, prefix: str) -> None:
        for entry in folder.iterdir():
            if entry.is_dir():
                collect(entry, f"{prefix}{entry.name}/")
            else:
                path = prefix + entry.name
                found[_DOTTED.get(path, path)] = entry.read_text(encoding="utf-8")

    package = files(__package__)
    collect(package.joinpath("static"), "")
    collect(package.joinpath("data", data.value), "")
    return dict(sorted(found.items()))


def _server_entity(names: ModuleNames, entity: Entity) -> FileDraft:
    called = entity_names(entity)
    start = f"export const {_model_name(entity)}: EntityModel = "
    text = templates_of("nextjs").get_template("entity.ts.j2").render(
        names=called,
        label=comment(called.label_plural),
        model=statement(start, entity_model(names, entity)),
    )  # fmt: skip
    return FileDraft(f"server/entities/{entity.name}.ts", text, elements_of(names.index, entity))


def _routes(entity: Entity) -> list[FileDraft]:
    called = entity_names(entity)
    template = templates_of("nextjs").get_template("route.ts.j2")
    drafts = []
    for folder, function in (_ROUTES | _BESIDE.get(called.collection, {})).items():
        path = f"app/api/{called.collection}/{folder}route.ts"
        up = "../" * (path.count("/"))
        text = template.render(model=_model_name(entity), entity=entity.name, up=up, function=function)
        drafts.append(FileDraft(path, text, (entity.id,)))
    return drafts


def _model_name(entity: Entity) -> str:
    return f"{camel(entity.name)}Model"


def _page(index: SpecIndex, page: Page) -> FileDraft:
    """The page; who may not use the first one of all is led on to their own by the application."""
    path = f"app{page.path.rstrip('/')}/page.tsx"
    named = None if page.path == "/" else told_users(index, page)
    roles = "" if named is None else f" roles={{{show(list(named))}}}"
    text = templates_of("nextjs").get_template("page.tsx.j2").render(
        name=page_function(page),
        page=page.name,
        metadata=statement("export const metadata: Metadata = ", {"title": page.title}),
        roles=roles,
        up="../" * (path.count("/") - 1) or "./",
    )  # fmt: skip
    return FileDraft(path, text, (page.id,))


def _module(names: ModuleNames, version: str) -> FileDraft:
    spec = names.index.spec
    models = {entity.name: _model_name(entity) for entity in spec.entities}
    module = module_model(names, version) | {"entities": {name: Raw(model) for name, model in models.items()}}
    text = templates_of("nextjs").get_template("module.ts.j2").render(
        name=comment(spec.name),
        models=dict(sorted(models.items())),
        module=statement("export const appModule: ModuleModel = ", module),
    )  # fmt: skip
    parts = [*spec.entities, *spec.permissions.roles, *spec.settings, *spec.reports, *spec.endpoints]
    if spec.reports:
        parts += [part for entity in spec.entities for part in (*entity.fields, *entity.computed)]
    return FileDraft("server/module.ts", text, tuple(element.id for element in parts))


def _layout(names: ModuleNames) -> FileDraft:
    spec = names.index.spec
    metadata: dict[str, Value] = {"title": spec.name}
    if spec.description:
        metadata["description"] = spec.description
    text = templates_of("nextjs").get_template("layout.tsx.j2").render(
        metadata=statement("export const metadata: Metadata = ", metadata)
    )  # fmt: skip
    return FileDraft("app/layout.tsx", text)


def _package(names: ModuleNames, version: str, data: Data) -> FileDraft:
    package = {
        "name": names.index.spec.slug,
        "version": version,
        "private": True,
        "type": "module",
        "engines": {"node": ">=20.9"},
        "scripts": SCRIPTS,
        "dependencies": dependencies(data.value),
        "devDependencies": DEVELOPMENT,
    }
    return FileDraft("package.json", json.dumps(package, indent=2) + "\n")


def _readme(names: ModuleNames, data: Data) -> FileDraft:
    spec = names.index.spec
    text = templates_of("nextjs").get_template("README.md.j2").render(
        name=comment(spec.name),
        description=comment(spec.description, 400),
        data=data.value,
        roles=[role.name for role in spec.permissions.roles],
        collections=[entity_names(entity).collection for entity in spec.entities],
        public_role=spec.permissions.public_role,
        people={e.person_role: names.qualified(names.table(e.name)) for e in spec.entities if e.person_role},
    )  # fmt: skip
    return FileDraft("README.md", text)
