"""From the spec to the files of a service: its entities, and what is the same in every one."""

import json
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from sayso.compiler.draft import FileDraft
from sayso.compiler.identifiers import ModuleNames
from sayso.compiler.targets.jinja_environment import templates_of
from sayso.compiler.targets.typescript.elements import elements_of
from sayso.kit.words import kebab, plural
from sayso.spec.index import SpecIndex
from sayso.spec.model import Entity

from .literals import docstring, string
from .models import models
from .module import module_text
from .names import EntityNames, entity_names
from .packages import BELOW, DEVELOPMENT, RUNTIME, pinned
from .python_printer import Call, Raw, Value, imports, signature, statement
from .samples import samples_text
from .tables import set_names, table

_DESCRIPTIONS = frozenset({"Column", "Entity", "Flow", "Kind", "Set", "Transition"})
_VALUE_TYPES = frozenset(
    """
    Between Boolean Date Email Id Ids Integer Json Length LongText Moment Money Number Phone Several Text
    TimeOfDay Titles UNSET Url matching
    """.split()  # noqa: SIM905 - names read better as words
)
_DOTTED = {"env.example": ".env.example", "gitignore": ".gitignore", "dockerignore": ".dockerignore"}


def lower(names: ModuleNames, version: str) -> list[FileDraft]:
    """The whole project without its migrations, by path."""
    drafts = [draft for entity in names.index.spec.entities for draft in _entity(names, entity)]
    drafts += [_entities(names.index), _routers(names.index), _module(names, version), _samples(names.index)]
    drafts += [_pyproject(names.index, version), _readme(names), *_requirements()]
    drafts += [FileDraft(path, text) for path, text in static_files().items()]
    return sorted(drafts, key=lambda draft: draft.path)


@cache
def static_files() -> dict[str, str]:
    """The part of every exported service that is the same, by path."""
    found: dict[str, str] = {}

    def collect(folder: Traversable, prefix: str) -> None:
        for entry in folder.iterdir():
            if entry.name == "__pycache__":
                continue
            if entry.is_dir():
                collect(entry, f"{prefix}{entry.name}/")
            else:
                path = prefix + entry.name
                found[_DOTTED.get(path, path)] = entry.read_text(encoding="utf-8")

    collect(files(__package__).joinpath("static"), "")
    collect(files("sayso.kit.notation"), "app/notation/")
    return dict(sorted(found.items()))


def _entity(names: ModuleNames, entity: Entity) -> list[FileDraft]:
    called = entity_names(entity)
    folder = f"app/entities/{called.package}"
    elements = elements_of(names.index, entity)
    labels = docstring(called.label_plural.lower())
    texts = {
        "__init__.py": f'"""{docstring(called.label_plural)}."""\n',
        "models.py": _models(names.index, entity, labels),
        "table.py": _table(names, entity, labels),
        "routes.py": _routes(names.index, entity, labels),
    }
    return [FileDraft(f"{folder}/{name}", text, elements) for name, text in texts.items()]


def _models(index: SpecIndex, entity: Entity, labels: str) -> str:
    text = models(index, entity)
    used = _words(text)
    foreign = [imports("typing", used & {"Annotated", "Literal"}), imports("pydantic", used & {"Field"})]
    own = [imports("app.bodies", {"Body", "Row"}), imports("app.values.types", used & _VALUE_TYPES)]
    blocks = [*foreign, "\n".join(line for line in own if line)]
    return templates_of("fastapi").get_template("models.py.j2").render(
        labels=labels, imports="\n\n".join(block for block in blocks if block), text=text
    )  # fmt: skip


def _table(names: ModuleNames, entity: Entity, labels: str) -> str:
    text = statement(f"{entity_names(entity).constant} = ", table(names, entity))
    return templates_of("fastapi").get_template("table.py.j2").render(
        labels=labels, imports=imports("app.description", _words(text) & _DESCRIPTIONS), text=text
    )  # fmt: skip


def _words(text: str) -> set[str]:
    """The names in a piece of Python, leaving out what stands in quotes."""
    return set(re.findall(r"\w+", re.sub(r'"(\\.|[^"\\])*"|\'(\\.|[^\'\\])*\'', "", text)))


def _routes(index: SpecIndex, entity: Entity, labels: str) -> str:
    called = entity_names(entity)
    package = f"app.entities.{called.package}"
    has_flow = entity.name in index.flows
    sets = set_names(index, entity.name)
    bodies = {"Items", "Page", *({"LinkedIds"} if sets else ()), *({"Transitions"} if has_flow else ())}
    tags = Raw(f"[{string(called.label_plural)}]")
    router = Call("APIRouter", (), {"prefix": f"/api/{called.collection}", "tags": tags})
    return templates_of("fastapi").get_template("routes.py.j2").render(
        names=called,
        label=docstring(called.label.lower()),
        labels=labels,
        imports={
            "bodies": imports("app.bodies", bodies),
            "models": imports(f"{package}.models", {called.row, called.create, called.patch}),
            "table": imports(f"{package}.table", {called.constant}),
            "rows": imports("app.rows", {"history", *({"flows"} if has_flow else ())}),
        },
        router=statement("router = ", router),
        rows=statement("rows = ", Call("Rows", (Raw(called.constant),))),
        decorators=_decorators(called),
        functions=_functions(called),
        has_flow=has_flow,
        sets=[_set(called, name) for name in sets],
    )  # fmt: skip


def _decorators(called: EntityNames) -> dict[str, str]:
    row = Raw(called.row)
    return {
        "page": _decorator("get", "", Raw(f"Page[{called.row}]")),
        "create": _decorator("post", "", row, 201),
        "create_many": _decorator("post", "/bulk", Raw(f"Items[{called.row}]"), 201),
        "read": _decorator("get", "/{id}", row),
        "change": _decorator("patch", "/{id}", row),
        "restore": _decorator("post", "/{id}/restore", row),
        "move": _decorator("post", "/{id}/transitions/{name}", row),
    }


def _functions(called: EntityNames) -> dict[str, str]:
    one, many, row = called.one, called.many, ("session: Signed", "id: UUID")
    body, several = f"body: {called.create}", f"body: Items[{called.create}]"
    listed = ("session: Signed", "wanted: Wanted")
    return {
        "page": signature(f"list_{many}", *listed),
        "create": signature(f"create_{one}", "session: Signed", body, "key: IdempotencyKey"),
        "create_many": signature(f"create_many_{many}", "session: Signed", several),
        "export": signature(f"export_{many}", *listed, 'columns: str = ""', returns="StreamingResponse"),
        "read": signature(f"get_{one}", *row, "expand: Expanded"),
        "change": signature(f"patch_{one}", *row, f"body: {called.patch}", "version: Version"),
        "delete": signature(f"delete_{one}", *row, "version: Version", returns="None"),
        "restore": signature(f"restore_{one}", *row),
        "move": signature(f"move_{one}", *row, "name: str"),
    }


def _decorator(method: str, path: str, model: Value, status: int | None = None) -> str:
    named: dict[str, Value] = {"status_code": status} if status else {}
    return statement("@", Call(f"router.{method}", (path,), {**named, "response_model": model}))


def _set(called: EntityNames, name: str) -> dict[str, str]:
    return {
        "name": name,
        "label": name.replace("_", " "),
        "function": signature(f"put_{name}", "session: Signed", "id: UUID", "body: LinkedIds"),
        "decorator": _decorator("put", f"/{{id}}/{name}", Raw(called.row)),
        "given": f'{{"{name}_ids": body.ids}}',
    }


def _entities(index: SpecIndex) -> FileDraft:
    called = {entity.name: entity_names(entity) for entity in index.spec.entities}
    every: Value = {name: Raw(one.constant) for name, one in called.items()}
    lines = [
        '"""Every entity of the application, by name."""',
        "",
        "from app.description import Entity",
        *(imports(f"app.entities.{one.package}.table", {one.constant}) for one in _sorted(called)),
        "",
        statement("ENTITIES: dict[str, Entity] = ", every),
        "",
    ]
    return FileDraft("app/entities/__init__.py", "\n".join(lines), _ids(index))


def _routers(index: SpecIndex) -> FileDraft:
    called = {entity.name: entity_names(entity) for entity in index.spec.entities}
    every: Value = tuple(Raw(f"{name}_routes.router") for name in called)
    lines = [
        '"""The routers of all entities."""',
        "",
        "from fastapi import APIRouter",
        "",
        *(imports(f"app.entities.{one.package}", {f"routes as {one.one}_routes"}) for one in _sorted(called)),
        "",
        statement("ROUTERS: tuple[APIRouter, ...] = ", every),
        "",
    ]
    return FileDraft("app/routers.py", "\n".join(lines), _ids(index))


def _sorted(called: dict[str, EntityNames]) -> list[EntityNames]:
    return sorted(called.values(), key=lambda one: one.package)


def _ids(index: SpecIndex) -> tuple[str, ...]:
    return tuple(entity.id for entity in index.spec.entities)


def _module(names: ModuleNames, version: str) -> FileDraft:
    spec = names.index.spec
    parts = [*spec.entities, *spec.permissions.roles, *spec.settings, *spec.reports, *spec.endpoints]
    return FileDraft("app/module.py", module_text(names, version), tuple(part.id for part in parts))


def _samples(index: SpecIndex) -> FileDraft:
    parts = [part for entity in index.spec.entities for part in (entity, *entity.fields)]
    return FileDraft("tests/samples.py", samples_text(index), tuple(part.id for part in parts))


def _pyproject(index: SpecIndex, version: str) -> FileDraft:
    spec = index.spec
    text = templates_of("fastapi").get_template("pyproject.toml.j2").render(
        name=json.dumps(spec.slug),
        version=json.dumps(version),
        description=json.dumps(docstring(spec.description or spec.name), ensure_ascii=False),
        runtime=pinned(RUNTIME),
        development=pinned(DEVELOPMENT),
    )  # fmt: skip
    return FileDraft("pyproject.toml", text)


def _requirements() -> list[FileDraft]:
    runtime = "".join(f"{line}\n" for line in pinned(RUNTIME | BELOW))
    development = "".join(f"{line}\n" for line in ("-r requirements.txt", *pinned(DEVELOPMENT)))
    return [FileDraft("requirements.txt", runtime), FileDraft("requirements-dev.txt", development)]


def _readme(names: ModuleNames) -> FileDraft:
    spec = names.index.spec
    roles = [role.name for role in spec.permissions.roles]
    text = templates_of("fastapi").get_template("README.md.j2").render(
        name=docstring(spec.name),
        description=docstring(spec.description, 400),
        role=names.index.widest_role or "owner",
        roles=roles,
        collections=[kebab(plural(entity.name)) for entity in spec.entities],
        public_role=spec.permissions.public_role,
        people={e.person_role: names.qualified(names.table(e.name)) for e in spec.entities if e.person_role},
    )  # fmt: skip
    return FileDraft("README.md", text)
