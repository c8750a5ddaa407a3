"""The salon with visitors: people who are not signed in and may do what a test says."""

import json
from pathlib import Path
from typing import Any

from sayso.spec.model import AppSpec

SALON = Path(__file__).parents[1] / "cases" / "salon" / "spec.json"
SEES_SERVICES = {"entity": "service", "actions": ["read"], "fields": ["name", "price"]}
BOOKS = {
    "entity": "appointment",
    "actions": ["create"],
    "fields": ["starts_at", "client", "stylist", "service"],
}


def salon_with_visitors(*rules: dict[str, Any], pages: tuple[str, ...] = ("services",)) -> AppSpec:
    """The salon where these pages name the public role, and these rules are its own."""
    document = json.loads(SALON.read_text())
    document["permissions"]["roles"].append({"id": "rol_visitor", "name": "visitor", "label": "Visitor"})
    document["permissions"]["public_role"] = "visitor"
    for number, rule in enumerate(rules):
        document["permissions"]["rules"].append({"id": f"prm_public{number}", "role": "visitor", **rule})
    for page in document["pages"]:
        if page["name"] in pages:
            page["roles"] = [*page.get("roles", []), "visitor"]
    return AppSpec.model_validate(document)
