"""OpenAPI 3.1 of a module, from its plan."""

from sayso.kit.words import pascal
from sayso.runtime.plan import CollectionPlan, ModulePlan
from sayso.runtime.schemas import TYPES, Schema, array, body_schema, ref, row_schema
from sayso.spec.endpoints import ServedEndpoint, served
from sayso.spec.model import FieldType, HttpMethod, Operator

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
        schemas[name] = row_schema(plan)
        schemas[f"{name}Create"] = body_schema(plan, required=True)
        schemas[f"{name}Patch"] = body_schema(plan, required=False)
        paths |= _paths(plan, name)
    for report in module.reports.values():
        parameters = [_query("from", TYPES[FieldType.DATE]), _query("to", TYPES[FieldType.DATE])]
        paths[f"/api/reports/{report.name}"] = {
            "get": _call(report.title, {"200": _json({})}, "403", parameters=parameters)
        }
    for one in module.endpoints:
        described = _endpoint(paths, one, module.by_entity[one.entity].collection)
        paths[one.address] = paths.get(one.address, {}) | described
    return {
        "openapi": "3.1.0",
        "info": {
            "title": module.module.name,
            "version": module.module.version,
            "description": module.index.spec.description,
        },
        "x-endpoints": [
            {
                "method": endpoint.method.value,
                "path": endpoint.path,
                "description": endpoint.description,
                "served_at": found.address,
            }
            for endpoint in module.index.spec.endpoints
            if (found := served(module.index, endpoint)) is not None
        ],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {code: _problem(words) for code, words in _ERRORS.items()},
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "sayso_session"},
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "An access token of this application, or an API key of its agency.",
                },
            },
        },
        "security": [{"session": []}, {"token": []}],
    }


def _endpoint(paths: Schema, found: ServedEndpoint, collection: str) -> Schema:
    """An endpoint, described as the call of the data API that answers it."""
    endpoint = found.endpoint
    is_row = found.segments[-1].startswith("{")
    method = "patch" if endpoint.method is HttpMethod.PUT else endpoint.method.value.lower()
    same = paths[f"/api/{collection}/{{id}}" if is_row else f"/api/{collection}"][method]
    call = {**same, "summary": endpoint.description or same["summary"]}
    described: Schema = {endpoint.method.value.lower(): call}
    if is_row:
        described["parameters"] = [{**_ID, "name": found.segments[-1].strip("{}")}]
    return described


def _paths(plan: CollectionPlan, name: str) -> Schema:
    base, one = f"/api/{plan.collection}", f"/api/{plan.collection}/{{id}}"
    row = ref(name)
    many: Schema = {"type": "object", "required": ["items"], "properties": {"items": array(row)}}
    listed = {
        **many,
        "required": ["items", "page"],
        "properties": {**many["properties"], "page": ref("Page")},
    }
    bulk = {"type": "object", "required": ["items"], "properties": {"items": array(ref(f"{name}Create"))}}
    label, labels = plan.label.lower(), plan.label_plural.lower()
    version = [{"name": "If-Match", "in": "header", "schema": {"type": "string"}}]
    key = [{"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 200}}]
    paths: Schema = {
        base: {
            "get": _call(f"List {labels}", {"200": _json(listed)}, "400", parameters=_list_parameters(plan)),
            "post": _call(
                f"Create a {label}",
                {"201": _json(row)},
                "403",
                "409",
                "422",
                body=ref(f"{name}Create"),
                parameters=key,
            ),
        },
        f"{base}/bulk": {
            "post": _call(f"Create several {labels}", {"201": _json(many)}, "403", "409", "422", body=bulk)
        },
        f"{base}/stats": {
            "get": _call(
                f"Figures about {labels}",
                {"200": _json(_OBJECT)},
                "400",
                parameters=[_query("measures", {"type": "string"}), _query("group_by", {"type": "string"})],
            )
        },
        f"{base}/import": {
            "post": _call(f"Import {labels} from CSV", {"200": _json(_OBJECT)}, "400", "413", "415")
        },
        f"{base}/export.csv": {
            "get": _call(
                f"Export {labels}",
                {"200": {"description": "CSV", "content": {"text/csv": {}}}},
                "400",
                parameters=_list_parameters(plan),
            )
        },
        one: {
            "parameters": [_ID],
            "get": _call(f"One {label}", {"200": _json(row)}, "404"),
            "patch": _call(
                f"Change a {label}",
                {"200": _json(row)},
                "403",
                "404",
                "409",
                "412",
                "422",
                body=ref(f"{name}Patch"),
                parameters=version,
            ),
            "delete": _call(
                f"Delete a {label}",
                {"204": {"description": "Deleted"}},
                "403",
                "404",
                "409",
                "412",
                parameters=version,
            ),
        },
        f"{one}/history": {
            "parameters": [_ID],
            "get": _call("What happened to it", {"200": _json(_OBJECT)}, "404"),
        },
        f"{one}/restore": {
            "parameters": [_ID],
            "post": _call("Bring it back", {"200": _json(row)}, "403", "404", "409"),
        },
    }
    if plan.flow is not None:
        names = sorted({transition.name for transition in plan.flow.transitions})
        which = {"name": "name", "in": "path", "required": True, "schema": {"enum": names}}
        paths[f"{one}/transitions"] = {
            "parameters": [_ID],
            "get": _call("Moves", {"200": _json(_OBJECT)}, "404"),
        }
        if names:
            paths[f"{one}/transitions/{{name}}"] = {
                "parameters": [_ID, which],
                "post": _call("Make a move", {"200": _json(row)}, "403", "404", "409"),
            }
    for relation in plan.sets:
        ids = {"type": "object", "required": ["ids"], "properties": {"ids": array(TYPES[FieldType.UUID])}}
        paths[f"{one}/{relation}"] = {
            "parameters": [_ID],
            "put": _call(f"Replace {relation}", {"200": _json(row)}, "403", "404", body=ids),
        }
    return paths


def _call(
    summary: str,
    answers: Schema,
    *errors: str,
    body: Schema | None = None,
    parameters: list[Schema] | None = None,
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
    words = (
        f"filter[field]=value or filter[field][op]=value; op is one of {', '.join(Operator)}. "
        f"Fields: {', '.join(names)}."
    )
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
            "id": TYPES[FieldType.UUID], "name": {"type": "string"}, "size": {"type": "integer"},
            "content_type": {"type": "string"}, "url": {"type": "string"},
        },
    }  # fmt: skip
    form = {
        "type": "object",
        "required": ["file"],
        "properties": {"file": {"type": "string", "format": "binary"}},
    }
    upload = _call("Upload a file", {"201": _json(stored)}, "413", "415")
    upload["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": form}}}
    return {
        "/api/session": {"get": _call("Who is signed in", {"200": _json(_OBJECT)})},
        "/api/session/token": {"post": _token_call()},
        "/api/session/settings": {
            "get": _call("How the application is set up", {"200": _json(_OBJECT)}, "403"),
            "patch": _call("Change settings", {"200": _json(_OBJECT)}, "403", "422", body=_OBJECT),
        },
        "/api/files": {"post": upload},
        "/api/files/{id}": {
            "parameters": [_ID],
            "get": _call("A file", {"200": {"description": "Its bytes"}}, "404"),
        },
    }


def _token_call() -> Schema:
    """How programs sign in: OAuth 2 with the password and refresh grants."""
    fields = ("grant_type", "username", "password", "refresh_token")
    form = {
        "type": "object",
        "required": ["grant_type"],
        "properties": {name: {"type": "string"} for name in fields},
    }
    granted = ("access_token", "token_type", "refresh_token", "scope")
    tokens = {
        "type": "object",
        "required": [*granted, "expires_in"],
        "properties": {**{name: {"type": "string"} for name in granted}, "expires_in": {"type": "integer"}},
    }
    refusal = {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}
    call = _call("Sign a program in", {"200": _json(tokens)})
    call["requestBody"] = {
        "required": True,
        "content": {"application/x-www-form-urlencoded": {"schema": form}},
    }
    call["responses"]["400"] = {**_json(refusal), "description": "Refused, as RFC 6749 words it."}
    return {**call, "security": []}


def _json(schema: Schema) -> Schema:
    return {"description": "Done", "content": {"application/json": {"schema": schema}}}


def _problem(words: str) -> Schema:
    return {"description": words, "content": {"application/problem+json": {"schema": ref("Problem")}}}


def _query(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "schema": schema}


_OBJECT: Schema = {"type": "object"}
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
