"""Which shapes of replies OpenAI can hold a model to exactly."""

from collections.abc import Mapping
from typing import Any

_KNOWN = {
    *(
        "$defs",
        "$ref",
        "additionalProperties",
        "anyOf",
        "const",
        "description",
        "enum",
        "items",
        "properties",
    ),
    *("required", "title", "type", "format", "pattern", "minimum", "maximum", "exclusiveMinimum"),
    *("exclusiveMaximum", "multipleOf", "minItems", "maxItems"),
}


def is_exact(shape: Mapping[str, Any]) -> bool:
    """Whether a JSON Schema is one of OpenAI's strict mode: closed objects, all of whose keys are required.

    Others are sent as they are, for the model to follow as well as it can.
    https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
    """
    return shape.get("type") == "object" and _is_exact(shape)


def _is_exact(shape: Any) -> bool:
    if not isinstance(shape, Mapping) or not shape or not set(shape) <= _KNOWN:
        return False
    if shape.get("type") == "object" or "properties" in shape:
        keys = set(shape.get("properties", {}))
        if shape.get("additionalProperties") is not False or set(shape.get("required", ())) != keys:
            return False
    parts = [*shape.get("properties", {}).values(), *shape.get("$defs", {}).values(), *shape.get("anyOf", ())]
    if "items" in shape:
        parts.append(shape["items"])
    return all(_is_exact(part) for part in parts)
