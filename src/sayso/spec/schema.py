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
        "app-spec.v1.json": _text("app-spec.v1.json", "AppSpec, version 1", TypeAdapter(AppSpec)),
        "edits.v1.json": _text("edits.v1.json", "A list of edits of an AppSpec, version 1", EDITS),
    }


def _text(name: str, title: str, adapter: TypeAdapter[Any]) -> str:
    schema = _stated(adapter.json_schema())
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{BASE}/{name}", "title": title}
    return json.dumps({**head, **{key: schema[key] for key in schema if key not in head}}, indent=2) + "\n"


def _stated(schema: Any) -> Any:
    """Without what only repeats the names of properties, or states a default that nothing may be."""
    if isinstance(schema, list):
        return [_stated(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if not _is_noise(schema, key)}
    return {key: _stated(value) for key, value in kept.items()}


def _is_noise(schema: dict[str, Any], key: str) -> bool:
    if key == "title":
        return isinstance(schema[key], str) and schema.get("type") != "object"
    return key == "default" and schema[key] is None
