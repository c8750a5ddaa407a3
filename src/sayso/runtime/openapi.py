"""OpenAPI 3.1 of a module, from its plan."""

from typing import Any

from sayso.kit.words import pascal
from sayso.runtime.plan import CollectionPlan, Column, ModulePlan
from sayso.runtime.query.filters import OPERATORS
from sayso.spec.model import Field, FieldType

Schema = dict[str, Any]

_TYPES: dict[FieldType, Schema] = {
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
_ERRORS = {
    "400": "The request cannot be understood.",
    "401": "Nobody is signed in.",
    "403": "The member's role may not do this.",
    "404": "There is no such row, or the member may not see it.",
    "409": "A rule, a unique value, a transition or a row in use forbids it.",
    "412": "The row is no longer at the version given.",
    "413": "The body is too large.",
    "415": "The body is of a type this call does not read.",
    "422": "Values that the fields do not accept.",
}


def openapi(module: ModulePlan) -> Schema:
    """The document."""
    schemas: Schema = {"Problem": _PROBLEM, "Page": _PAGE}
    paths: Schema = dict(_session_and_files())
    for plan in module.by_entity.values():
        name = pascal(plan.name)
        schemas[name] = _row(plan)
        schemas[f"{name}Create"] = _body(plan, required=True)
        schemas[f"{name}Patch"] = _body(plan, required=False)
        paths |= _paths(plan, name)
    for report in module.reports.values():
        parameters = [_query("from", _TYPES[FieldType.DATE]), _query("to", _TYPES[FieldType.DATE])]
        paths[f"/api/reports/{report.name}"] = {"get": _call(report.title, {"200": _json({})}, "403", parameters=parameters)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": module.module.name,
            "version": module.module.version,
            "description": module.index.spec.description,
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {code: _problem(words) for code, words in _ERRORS.items()},
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "sayso_session"}},
        },
        "security": [{"session": []}],
    }


def _paths(plan: CollectionPlan, name: str) -> Schema:
    base, one = f"/api/{plan.collection}", f"/api/{plan.collection}/{{id}}"
    row, many = _ref(name), {"type": "object", "required": ["items"], "properties": {"items": _array(_ref(name))}}
    listed = {**many, "required": ["items", "page"], "properties": {**many["properties"], "page": _ref("Page")}}
    bulk = {"type": "object", "required": ["items"], "properties": {"items": _array(_ref(f"{name}Create"))}}
    label, labels = plan.label.lower(), plan.label_plural.lower()
    version = [{"name": "If-Match", "in": "header", "schema": {"type": "string"}}]
    key = [{"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 200}}]
    paths: Schema = {
        base: {
            "get": _call(f"List {labels}", {"200": _json(listed)}, "400", parameters=_list_parameters(plan)),
            "post": _call(
                f"Create a {label}", {"201": _json(row)}, "403", "409", "422", body=_ref(f"{name}Create"), parameters=key
            ),
        },
        f"{base}/bulk": {
            "post": _call(f"Create several {labels}", {"201": _json(many)}, "403", "409", "422", body=bulk)
        },
        f"{base}/stats": {
            "get": _call(
                f"Figures about {labels}",
                {"200": _json({"type": "object"})},
                "400",
                parameters=[_query("measures", {"type": "string"}), _query("group_by", {"type": "string"})],
            )
        },
        f"{base}/import": {
            "post": _call(f"Import {labels} from CSV", {"200": _json({"type": "object"})}, "400", "413", "415")
        },
        f"{base}/export.csv": {
            "get": _call(
                f"Export {labels}", {"200": {"description": "CSV", "content": {"text/csv": {}}}}, "400",
                parameters=_list_parameters(plan),
            )
        },
        one: {
            "parameters": [_ID],
            "get": _call(f"One {label}", {"200": _json(row)}, "404"),
            "patch": _call(
                f"Change a {label}", {"200": _json(row)}, "403", "404", "409", "412", "422",
                body=_ref(f"{name}Patch"), parameters=version,
            ),
            "delete": _call(f"Delete a {label}", {"204": {"description": "Deleted"}}, "403", "404", "409", "412", parameters=version),
        },
        f"{one}/history": {"parameters": [_ID], "get": _call("What happened to it", {"200": _json({"type": "object"})}, "404")},
        f"{one}/restore": {"parameters": [_ID], "post": _call("Bring it back", {"200": _json(row)}, "403", "404", "409")},
    }  # fmt: skip
    if plan.flow is not None:
        names = sorted({transition.name for transition in plan.flow.transitions})
        which = {"name": "name", "in": "path", "required": True, "schema": {"enum": names}}
        paths[f"{one}/transitions"] = {"parameters": [_ID], "get": _call("Moves", {"200": _json({"type": "object"})}, "404")}
        if names:
            paths[f"{one}/transitions/{{name}}"] = {
                "parameters": [_ID, which],
                "post": _call("Make a move", {"200": _json(row)}, "403", "404", "409"),
            }
    for relation in plan.sets:
        ids = {"type": "object", "required": ["ids"], "properties": {"ids": _array(_TYPES[FieldType.UUID])}}
        paths[f"{one}/{relation}"] = {
            "parameters": [_ID],
            "put": _call(f"Replace {relation}", {"200": _json(row)}, "403", "404", body=ids),
        }
    return paths


def _row(plan: CollectionPlan) -> Schema:
    properties: Schema = {}
    for column in plan.columns.values():
        never_null = column.origin == "system" and column.name != "member_id"
        properties[column.name] = _typed(column) if never_null else _nullable(_typed(column))
        if column.link is not None:
            properties[f"{column.link.name}_title"] = _nullable({"type": "string"})
    for name in plan.sets:
        properties[f"{name}_ids"] = _array(_TYPES[FieldType.UUID])
        properties[f"{name}_titles"] = _array(_nullable({"type": "string"}))
    return {"type": "object", "required": ["id"], "properties": properties, "description": plan.entity.description}


def _body(plan: CollectionPlan, *, required: bool) -> Schema:
    written = plan.written.values()
    properties = {c.name: _limited(c) if c.required else _nullable(_limited(c)) for c in written}
    properties |= {f"{name}_ids": _array(_TYPES[FieldType.UUID]) for name in plan.sets}
    needed = [c.name for c in written if c.required and (c.field is None or c.field.default is None)]
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema | ({"required": needed} if required and needed else {})


def _typed(column: Column) -> Schema:
    schema = {**_TYPES[column.type], "title": column.label}
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


def _call(
    summary: str, answers: Schema, *errors: str, body: Schema | None = None, parameters: list[Schema] | None = None
) -> Schema:
    responses = answers | {code: {"$ref": f"#/components/responses/{code}"} for code in ("401", *errors)}
    call: Schema = {"summary": summary, "responses": responses}
    if parameters:
        call["parameters"] = parameters
    if body is not None:
        call["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return call


def _list_parameters(plan: CollectionPlan) -> list[Schema]:
    names = [*plan.columns, *plan.sets]
    words = f"filter[field]=value or filter[field][op]=value; op is one of {', '.join(OPERATORS)}. Fields: {', '.join(names)}."
    return [
        _query("page", {"type": "integer", "minimum": 1, "default": 1}),
        _query("page_size", {"type": "integer", "minimum": 1, "maximum": 200, "default": 20}),
        _query("cursor", {"type": "string"}),
        _query("sort", {"type": "string", "default": "-created_at"}),
        _query("q", {"type": "string", "maxLength": 200}),
        _query("expand", {"type": "string"}),
        _query("count", {"type": "boolean", "default": True}),
        {
            "name": "filter", "in": "query", "style": "deepObject", "explode": True, "description": words,
            "schema": {"type": "object", "additionalProperties": True},
        },
    ]  # fmt: skip


def _session_and_files() -> Schema:
    stored = {
        "type": "object",
        "required": ["id", "name", "size", "content_type", "url"],
        "properties": {
            "id": _TYPES[FieldType.UUID], "name": {"type": "string"}, "size": {"type": "integer"},
            "content_type": {"type": "string"}, "url": {"type": "string"},
        },
    }  # fmt: skip
    form = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
    upload = _call("Upload a file", {"201": _json(stored)}, "413", "415")
    upload["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": form}}}
    return {
        "/api/session": {"get": _call("Who is signed in", {"200": _json({"type": "object"})})},
        "/api/files": {"post": upload},
        "/api/files/{id}": {"parameters": [_ID], "get": _call("A file", {"200": {"description": "Its bytes"}}, "404")},
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _json(schema: Schema) -> Schema:
    return {"description": "Done", "content": {"application/json": {"schema": schema}}}


def _problem(words: str) -> Schema:
    return {"description": words, "content": {"application/problem+json": {"schema": _ref("Problem")}}}


def _query(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "schema": schema}


_ID: Schema = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
_PAGE: Schema = {
    "type": "object",
    "required": ["page_size", "next_cursor"],
    "properties": {
        "page": {"type": "integer"},
        "page_size": {"type": "integer"},
        "total": {"type": "integer", "description": "Counted up to 10,000."},
        "total_is_exact": {"type": "boolean"},
        "next_cursor": {"type": ["string", "null"]},
    },
}
_PROBLEM: Schema = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "hint": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
