"""A salon with every kind of permission: all, own by path, by creator and by self, lists of fields."""

from typing import Any

from sayso.spec.model import AppSpec


def _rule(number: int, entity: str, actions: list[str], **more: Any) -> dict[str, Any]:
    return {
        "id": f"prm_trainee{number}",
        "role": "trainee",
        "entity": entity,
        "actions": actions,
        **more,
    }


def strict_salon(salon: AppSpec) -> AppSpec:
    """The salon with a trainee, who may do a little of all, and a senior, who changes less than she sees."""
    data = salon.to_json()
    permissions = data["permissions"]
    permissions["roles"].append({"id": "rol_trainee2", "name": "trainee", "label": "Trainee"})
    permissions["rules"] += [
        _rule(2, "client", ["read"]),
        _rule(3, "client", ["update"], fields=["mobile", "email"]),
        _rule(4, "client", ["create"], fields=["name", "mobile"]),
        _rule(5, "appointment", ["create", "read", "update", "delete"], scope="own", owner="created_by"),
        _rule(6, "stylist", ["read", "update"], scope="own", owner="self", fields=["name", "works_on"]),
    ]
    permissions["roles"].append({"id": "rol_senior22", "name": "senior", "label": "Senior"})
    permissions["rules"] += [
        _rule(7, "appointment", ["read"], role="senior"),
        _rule(8, "appointment", ["update"], role="senior", scope="own", owner="stylist"),
        _rule(9, "client", ["read"], role="senior", scope="own", fields=["name"]),
    ]
    return AppSpec.model_validate(data)
