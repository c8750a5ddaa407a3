"""The OpenAPI document of each version of the API: what the framework knows, and what every call has.

The framework describes parameters, bodies and the answer of a call that went well. The table of rules says
who may call; the rest (how to sign in, problem documents, headers) is the same everywhere and written here.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from fastapi.openapi.utils import get_openapi
from fastapi.routing import RouteContext, iter_route_contexts
from pydantic import BaseModel, ConfigDict, Field
from starlette.routing import BaseRoute

from sayso.identity.permissions import Permission
from sayso.web.body_limits import KIBIBYTE, BodyLimit
from sayso.web.guard import GuardedRoute
from sayso.web.limits import Limit
from sayso.web.openapi_text import DESCRIPTION, ELSEWHERE, HEADERS, PARAMETERS, STATUSES, TAGS
from sayso.web.permissions import Rule

_PROBLEM = "#/components/schemas/Problem"
_UNSAFE = frozenset({"post", "put", "patch", "delete"})
_WAYS = ("bearer", "key", "cookie")
_ALLOWANCE = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")


class PlaceOfError(BaseModel):
    """One place in what was sent, and what is wrong with it."""

    field: str
    message: str


class Problem(BaseModel):
    """Why a call was refused (RFC 9457); some codes bring more fields, such as ``plan``."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="`urn:sayso:problem:` and the code.")
    title: str = Field(description="What the status means.")
    status: int
    detail: str = Field(description="What went wrong, for people.")
    code: str = Field(description="What went wrong, for programs; it stays the same.")
    hint: str = Field(description="The way out, for people; may be empty.")
    errors: list[PlaceOfError] = Field(description="Places in what was sent.")


def document_of(every: Sequence[BaseRoute], name: str) -> dict[str, Any]:
    """The document of version ``name``, such as ``v1``, of the API whose routes these are."""
    contexts = list(_routes(every, f"/api/{name}/"))
    document = get_openapi(
        title="Sayso",
        version=f"{name.removeprefix('v')}.0.0",
        summary="Say what you need; get software that runs.",
        description=DESCRIPTION,
        routes=contexts,
        license_info={"name": "Apache 2.0", "identifier": "Apache-2.0"},
    )
    guarded = {
        (context.path_format, method.lower()): context.original_route
        for context in contexts
        if isinstance(context.original_route, GuardedRoute)
        for method in context.methods or ()
    }
    names = {(one.path_format, method.lower()): one.name for one in contexts for method in one.methods or ()}
    tags: set[str] = set()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            tag = _tag(path)
            tags.add(tag)
            _complete(operation, method, path, tag, guarded[path, method])
            operation["operationId"] = names[path, method]
    document["tags"] = [{"name": tag, "description": TAGS[tag]} for tag in TAGS if tag in tags]
    _add_components(document["components"], name)
    return document


def published_text(every: Sequence[BaseRoute], name: str) -> str:
    """The document of a version as ``docs/schema`` has it."""
    return json.dumps(document_of(every, name), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _routes(every: Sequence[BaseRoute], prefix: str) -> Iterator[RouteContext]:
    """The routes below a prefix, less those that another one of the same path and method goes before."""
    seen: set[tuple[str | None, str]] = set()
    for context in iter_route_contexts(every):
        keys = {(context.path_format, method) for method in context.methods or ()}
        if (context.path or "").startswith(prefix) and not keys & seen:
            seen |= keys
            yield context


def _complete(operation: dict[str, Any], method: str, path: str, tag: str, route: GuardedRoute) -> None:
    rule = route.rule_for(method.upper())
    said: str = operation.get("description", "")
    first = said.partition("\n\n")[0].replace("\n", " ").strip()
    operation["tags"] = [tag]
    operation["summary"] = first.partition(". ")[0].partition("; ")[0].rstrip(".")
    needs = f"Needs the permission `{rule.needs.value}`." if rule.needs else "Anybody may call this."
    takes = _takes(route.body_limit) if "requestBody" in operation else ""
    operation["description"] = f"{said}\n\n{needs} Counts for the allowance `{rule.limit.value}`.{takes}"
    for parameter in operation.get("parameters", ()):
        parameter.setdefault("description", PARAMETERS.get(parameter["name"], ""))
    if rule.needs is not None:
        operation.setdefault("parameters", []).append({"$ref": "#/components/parameters/Agency"})
        scope = [rule.needs.value] if rule.needs is not Permission.OPERATOR else []
        operation["security"] = [*({way: []} for way in _WAYS), {"password": scope}]
    responses = operation["responses"]
    for answer in responses.values():
        answer.setdefault("headers", {}).update(
            {header: {"$ref": f"#/components/headers/{header}"} for header in _ALLOWANCE}
        )
    responses.pop("422", None)
    for status in sorted(set(_statuses(operation, method, path, rule))):
        if status in responses:
            responses[status].setdefault("content", {}).update(_problem(status)["content"])
        else:
            responses[status] = {"$ref": f"#/components/responses/Problem{status}"}


def _takes(limit: BodyLimit) -> str:
    if limit.takes_file:
        return " Takes a file as large as the server allows, 25 MB unless it is set up otherwise."
    return f" Takes at most {limit.size // KIBIBYTE} kB with {limit.values} values."


def _statuses(operation: dict[str, Any], method: str, path: str, rule: Rule) -> Iterator[str]:
    """The statuses of the problems a call may bring."""
    yield from ("400", "414", "422", "429", "431", "500", "503")
    if rule.needs is not None:
        yield from ("401", "403", "404")
    elif "{" in path:
        yield "404"
    if rule.limit is Limit.SIGN_IN:
        yield from ("401", "404")
    if method in _UNSAFE:
        yield from ("403", "409")
    if "requestBody" in operation:
        yield from ("413", "415")
    yield from (str(status) for status in operation.pop("x-problems", ()))


def _add_components(components: dict[str, Any], name: str) -> None:
    schemas = components["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs")
    schemas["Problem"] = problem
    components["schemas"] = dict(sorted(schemas.items()))
    components["headers"] = HEADERS
    components["parameters"] = {
        "Agency": {
            "name": "Sayso-Agency",
            "in": "header",
            "description": "The slug of the agency that is spoken of, for people who belong to several.",
            "schema": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,62}$"},
        }
    }
    components["responses"] = {f"Problem{status}": _problem(status) for status in STATUSES}
    scopes = {one.value: f"Carries {one.value}." for one in Permission if one is not Permission.OPERATOR}
    components["securitySchemes"] = {
        "bearer": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": f"An access token of `POST /api/{name}/auth/token`.",
        },
        "key": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "sayso_<8 characters>_<secret>",
            "description": "An API key.",
        },
        "cookie": {
            "type": "apiKey",
            "in": "cookie",
            "name": "sayso_session",
            "description": "A browser session; what changes something must come from a page of this address.",
        },
        "password": {
            "type": "oauth2",
            "description": "The password flow of OAuth 2.",
            "flows": {
                "password": {
                    "tokenUrl": f"/api/{name}/auth/token",
                    "refreshUrl": f"/api/{name}/auth/token",
                    "scopes": scopes,
                }
            },
        },
    }


def _problem(status: str) -> dict[str, Any]:
    headers = []
    if status == "401":
        headers = ["WWW-Authenticate"]
    elif status == "429":
        headers = ["Retry-After", *_ALLOWANCE]
    return {
        "description": STATUSES[status],
        "content": {"application/problem+json": {"schema": {"$ref": _PROBLEM}}},
        "headers": {header: {"$ref": f"#/components/headers/{header}"} for header in headers},
    }


def _tag(path: str) -> str:
    """The group that a call belongs to: by the last word in its path that names one."""
    words = [ELSEWHERE.get(word, word) for word in path.split("/")[3:]]
    return next((word for word in (*words[2:0:-1], words[0]) if word in TAGS), "modules")
