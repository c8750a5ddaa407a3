"""The entities of a module as its own pages know them, for whoever shows its rows elsewhere."""

from typing import Any

from sayso.compiler.targets.typescript.definition import definition_of
from sayso.compiler.targets.typescript.typescript_printer import Raw
from sayso.runtime import revisions
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from sayso.web.guard import api_routes
from sayso.web.ports import KnownDatabase
from sayso.web.v1.access import Target

router = api_routes("/modules/{slug}")

_CODE = frozenset({"schema", "rules"})
"""What only a compiled application has."""


@router.get("/definition")
async def show_definition(database: KnownDatabase, target: Target) -> dict[str, Any]:
    """The entities of a module as the app kit takes them: fields, relations, flow, rights."""
    module = target.module
    async with database.unit(module.site.agency_id) as session:
        index = SpecIndex(AppSpec.model_validate(await revisions.spec_of(session, module)))
    entities = [
        {key: _plain(value) for key, value in definition_of(index, entity).items() if key not in _CODE}
        for entity in index.spec.entities
    ]
    return {"name": index.spec.name, "slug": module.slug, "entities": entities}


def _plain(value: Any) -> Any:
    """Values without those that are code; the one literal among them is ``false``."""
    if isinstance(value, Raw):
        return False
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value
