"""JSON Schema of an entity's rows and of the bodies that create and change them."""

from typing import Any

from sayso.runtime.plan import CollectionPlan, Column
from sayso.spec.model import Field, FieldType

Schema = dict[str, Any]

TYPES: dict[FieldType, Schema] = {
    FieldType.TEXT: {"type": "string"},
    FieldType.LONG_TEXT: {"type": "string"},
    FieldType.EMAIL: {"type": "string", "format": "email"},
    FieldType.URL: {"type": "string", "format": "uri"},
    FieldType.PHONE: {"type": "string"},
    FieldType.INTEGER: {"type": "integer", "format": "int64"},
    FieldType.DECIMAL: {"type": "number"},
    FieldType.MONEY: {"type": "number", "multipleOf": 0.01},
    FieldType.BOOLEAN: {"type": "boolean"},
    FieldType.DATE: {"type": "string", "format": "date"},
    FieldType.DATETIME: {"type": "string", "format": "date-time"},
    FieldType.TIME: {"type": "string", "pattern": r"^\d{2}:\d{2}(:\d{2})?$"},
    FieldType.ENUM: {"type": "string"},
    FieldType.MULTI_ENUM: {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    FieldType.IMAGE: {"type": "string", "format": "uuid", "description": "Id of an uploaded file."},
    FieldType.FILE: {"type": "string", "format": "uuid", "description": "Id of an uploaded file."},
    FieldType.UUID: {"type": "string", "format": "uuid"},
    FieldType.JSON: {},
}


def row_schema(plan: CollectionPlan) -> Schema:
    """A row as it is answered."""
    properties: Schema = {}
    for column in plan.columns.values():
        never_null = column.origin == "system" and column.name != "member_id"
        properties[column.name] = _typed(column) if never_null else _nullable(_typed(column))
        if column.link is not None:
            properties[f"{column.link.name}_title"] = _nullable({"type": "string"})
    for name in plan.sets:
        properties[f"{name}_ids"] = array(TYPES[FieldType.UUID])
        properties[f"{name}_titles"] = array(_nullable({"type": "string"}))
    return {
        "type": "object",
        "required": ["id"],
        "properties": properties,
        "description": plan.entity.description,
    }


def body_schema(plan: CollectionPlan, *, required: bool) -> Schema:
    """The body of create (``required``) or patch."""
    written = plan.written.values()
    properties = {c.name: _limited(c) if c.required else _nullable(_limited(c)) for c in written}
    properties |= {f"{name}_ids": array(TYPES[FieldType.UUID]) for name in plan.sets}
    needed = [c.name for c in written if c.required and (c.field is None or c.field.default is None)]
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema | ({"required": needed} if required and needed else {})


def _typed(column: Column) -> Schema:
    schema = {**TYPES[column.type], "title": column.label}
    names = [name for name, _ in column.options]
    if names and column.type is FieldType.ENUM:
        schema["enum"] = names
    if names and column.type is FieldType.MULTI_ENUM:
        schema["items"] = {"type": "string", "enum": names}
    return schema


def _limited(column: Column) -> Schema:
    schema = _typed(column)
    field: Field | None = column.field
    if field is None:
        return schema
    if field.default is not None:
        schema["default"] = field.default
    limits = field.validation
    given = {
        "minimum": limits and limits.min,
        "maximum": limits and limits.max,
        "minLength": limits and limits.min_length,
        "maxLength": limits and limits.max_length,
        "pattern": limits and limits.pattern,
        "description": field.help,
    }
    return schema | {key: value for key, value in given.items() if value is not None}


def _nullable(schema: Schema) -> Schema:
    if "type" not in schema:
        return schema
    out = {**schema, "type": [schema["type"], "null"]}
    if "enum" in out:
        out["enum"] = [*out["enum"], None]
    return out


def ref(name: str) -> Schema:
    """A schema of the document by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def array(items: Schema) -> Schema:
    """A list of such values."""
    return {"type": "array", "items": items}
