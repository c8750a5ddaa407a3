"""The JSON Schemas that are published, made from the models. Writing them is left to ``scripts``."""

import json
from typing import Any

from pydantic import TypeAdapter

from .edits import EDITS
from .model import AppSpec

BASE = "https://sayso.dev/schema"


def published() -> dict[str, str]:
    """File name to text, for every schema under ``docs/schema``."""
    return {
        "app-spec.v1.json": schema_text("app-spec.v1.json", "AppSpec, version 1", TypeAdapter(AppSpec)),
        "edits.v1.json": schema_text("edits.v1.json", "A list of edits of an AppSpec, version 1", EDITS),
    }


def schema_text(name: str, title: str, adapter: TypeAdapter[Any]) -> str:
    """The JSON Schema of what ``adapter`` reads, as the file of this name below ``BASE``."""
    schema = _stated(adapter.json_schema())
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{BASE}/{name}",
        "title": title,
    }
    return json.dumps({**head, **{key: schema[key] for key in schema if key not in head}}, indent=2) + "\n"


def _stated(schema: Any) -> Any:
    """What a reader needs: no titles that repeat names; ``op`` and ``kind`` required where they decide."""
    if isinstance(schema, list):
        return [_stated(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _stated(value) for key, value in schema.items() if not _is_noise(schema, key)}
    properties = kept.get("properties")
    if isinstance(properties, dict):
        kept["properties"] = {name: part for name, part in properties.items() if part != {"type": "null"}}
        deciding = [name for name in ("op", "kind") if "const" in properties.get(name, {})]
        if required := [*deciding, *(name for name in kept.get("required", ()) if name not in deciding)]:
            kept["required"] = required
    return kept


def _is_noise(schema: dict[str, Any], key: str) -> bool:
    """``discriminator`` belongs to OpenAPI; a null default or one beside ``const`` says nothing."""
    match key:
        case "title":
            return isinstance(schema[key], str) and schema.get("type") != "object"
        case "default":
            return schema[key] is None or "const" in schema
        case "discriminator":
            return "oneOf" in schema
    return False
