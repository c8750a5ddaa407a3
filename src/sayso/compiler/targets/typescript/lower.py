"""From the spec to the TypeScript files of each entity: schema, definition, service and hooks."""

from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.jinja_environment import templates_of
from sayso.spec.index import SpecIndex
from sayso.spec.model import Entity

from .definition import definition_of
from .elements import elements_of
from .literals import comment, width
from .names import entity_names
from .rows import input_schema, row_members
from .typescript_printer import show


def lower(index: SpecIndex) -> list[FileDraft]:
    """The files of all entities, by path."""
    drafts = [draft for entity in index.spec.entities for draft in _entity_files(index, entity)]
    return sorted(drafts, key=lambda draft: draft.path)


def _entity_files(index: SpecIndex, entity: Entity) -> list[FileDraft]:
    names = entity_names(entity)
    environment = templates_of("typescript")

    def draft(folder: str, elements: tuple[str, ...], **context: object) -> FileDraft:
        template = environment.get_template(f"{folder}.ts.j2")
        text = template.render(names=names, label=comment(entity.display_name), **context)
        return FileDraft(f"src/{folder}/{entity.name}.ts", text, elements)

    definition = show(definition_of(index, entity), 0, 13 + 2 * len(names.type), 2)
    members = row_members(index, entity)
    schema = f"export const {names.schema} = z.object("
    return [
        draft(
            "schemas",
            elements_of(index, entity),
            about=comment(entity.description) or f"{comment(names.label_plural)}, as they are kept.",
            members=[member.lines() for member in members],
            related=sorted({m.related for m in members if m.related and m.related != entity.name}),
            type_of_entity={e.name: entity_names(e).type for e in index.spec.entities},
            schema=schema + show(input_schema(index, entity), 0, width(schema), 2) + ");",
        ),
        draft(
            "entities",
            elements_of(index, entity),
            definition=definition,
            uses_expr="expr.holds(" in definition,
        ),
        draft("services", (entity.id,)),
        draft("hooks", (entity.id,)),
    ]
