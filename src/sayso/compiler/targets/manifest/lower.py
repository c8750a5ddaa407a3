"""From the spec and the paths of all other drafts to ``module.json``."""

import json
from collections.abc import Sequence
from typing import Any

from sayso.compiler.draft import FileDraft
from sayso.compiler.identifiers import ModuleNames
from sayso.compiler.targets.typescript.names import entity_names
from sayso.spec.model import Endpoint, Entity, ModuleType

PATH = "module.json"
_CATEGORIES = {
    ModuleType.WIDGET: "component",
    ModuleType.APP: "application",
    ModuleType.INTEGRATION: "connector",
    ModuleType.SYSTEM: "solution",
}


def lower(names: ModuleNames, drafts: Sequence[FileDraft], version: str) -> FileDraft:
    """The manifest. Labels are left out, so that rewording one does not rewrite it."""
    spec = names.index.spec
    manifest = {
        "name": spec.name,
        "slug": spec.slug,
        "version": version,
        "type": spec.type.value,
        "tier": spec.tier.value,
        "category": _CATEGORIES[spec.type],
        "description": spec.description,
        "features": list(spec.features),
        "entities": [_entity(names, entity) for entity in spec.entities],
        "pages": [{"name": page.name, "path": page.path, "roles": list(page.roles)} for page in spec.pages],
        "permissions": {
            "roles": [role.name for role in spec.permissions.roles],
            "default_role": spec.permissions.default_role,
            "rules": [
                {
                    "role": rule.role,
                    "entity": rule.entity,
                    "actions": [action.value for action in rule.actions],
                    "scope": rule.scope.value,
                    **({"fields": list(rule.fields)} if rule.fields is not None else {}),
                }
                for rule in spec.permissions.rules
            ],
        },
        "endpoints": [_endpoint(names, endpoint) for endpoint in spec.endpoints],
        "settings": [
            {"key": one.key, "type": one.type.value, "default": one.default} for one in spec.settings
        ],
        "files": sorted([*(draft.path for draft in drafts), PATH]),
    }
    elements = (
        *(e.id for e in spec.entities),
        *(e.id for e in spec.endpoints),
        *(e.id for e in spec.settings),
    )
    return FileDraft(PATH, json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", elements)


def _endpoint(names: ModuleNames, endpoint: Endpoint) -> dict[str, Any]:
    """An endpoint of the spec; one that serves an entity is answered by the entity's collection."""
    shown = {"method": endpoint.method.value, "path": endpoint.path, "auth": endpoint.auth.value}
    served = names.index.entities.get(endpoint.entity or "")
    if served is None:
        return shown
    return shown | {"entity": served.name, "served_at": f"/api/{entity_names(served).collection}"}


def _entity(names: ModuleNames, entity: Entity) -> dict[str, Any]:
    return {
        "name": entity.name,
        "collection": entity_names(entity).collection,
        "table": names.table(entity.name),
        "fields": {field.name: field.type.value for field in entity.fields},
        "relations": {name: link.parent for name, link in names.index.parents(entity.name).items()},
    }
