"""A valid body for every call, made from its schema; what a schema cannot say stands here by name."""

from typing import Any

from sayso.spec.model import AppSpec

Json = Any


class Examples:
    """Makes bodies for the operations of a document."""

    def __init__(self, document: dict[str, Any], spec: AppSpec) -> None:
        self._schemas = document["components"]["schemas"]
        self._named: dict[str, Json] = {
            "spec": spec.to_json(),
            "email": "new@example.com",
            "text": "A list of clients with name and phone",
            "to": 1,
            "module_role": "owner",
        }
        self._bodies: dict[str, Json] = {
            "POST /modules/{slug}/plan": {"to": "undo"},
            "POST /modules/{slug}/changes": {"text": "By hand", "edits": []},
            "PUT /modules/{slug}/members/{user_id}": {"role": "owner"},
            "POST /bots/{bot_id}/words": {"text": "As a table"},
            "PUT /bots/{bot_id}/code": {"code": "def run(ctx, input):\n    return 1\n"},
            "POST /bots/{bot_id}/triggers": {"spec": {"kind": "manual"}},
            "POST /notices/read": {"all": True},
            "POST /sessions/from-template": {"template": "tool-library"},
        }

    def instead(self, bodies: dict[str, Json]) -> None:
        """Send these bodies, by the method and path of their calls."""
        self._bodies |= bodies

    def of(self, method: str, path: str, operation: dict[str, Any]) -> Json:
        """A body; none where the operation takes none in JSON."""
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if content is None:
            return None
        known = self._bodies.get(f"{method} {path.removeprefix('/api/v1')}")
        return self._value(content["schema"]) if known is None else known

    def query(self, schema: dict[str, Any]) -> str:
        """A value of a parameter of the address."""
        return str(self._value(schema))

    def _value(self, schema: dict[str, Any], name: str = "") -> Json:
        if name in self._named:
            return self._named[name]
        if "$ref" in schema:
            return self._value(self._schemas[schema["$ref"].rpartition("/")[2]], name)
        if "anyOf" in schema:
            return self._value(schema["anyOf"][0], name)
        if "enum" in schema or "const" in schema:
            return schema.get("enum", [schema.get("const")])[0]
        match schema.get("type"):
            case "object":
                required = schema.get("required", ())
                return {one: self._value(schema["properties"][one], one) for one in required}
            case "array":
                least = schema.get("minItems", 0)
                return [self._value(schema["items"], name)] * least
            case "string":
                return "plum harbour violet seventeen"[: schema.get("maxLength", 30)]
            case "boolean":
                return False
            case "integer" | "number":
                return schema.get("minimum", 1)
        raise AssertionError(f"give an example of “{name}” in tests/web/api/examples.py: {schema}")
