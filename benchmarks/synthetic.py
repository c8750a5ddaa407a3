"""Made-up specs of any size, for benchmarks and tests: the same numbers give the same spec."""

import itertools

from sayso.kit.ids import SeededIds
from sayso.kit.words import pascal
from sayso.spec.model import AppSpec

_WORDS = ("order", "invoice", "ticket", "asset", "visit", "parcel", "lesson", "recipe", "sensor", "contract")
_TYPES = (
    "text",
    "long_text",
    "integer",
    "decimal",
    "money",
    "boolean",
    "date",
    "datetime",
    "email",
    "phone",
    "url",
)


def synthetic_spec(entities: int, fields: int = 10) -> AppSpec:
    """A valid spec of ``entities`` entities with ``fields`` fields each.

    Every entity belongs to the one before it, has an enum, two computed values, a rule, a flow, a page with a
    filter bar, table, board, form and detail, and rules for two roles; every fifth has a many_to_many.
    """
    ids = SeededIds(entities)
    names = [f"{_WORDS[n % len(_WORDS)]}_{_letters(n // len(_WORDS))}" for n in range(entities)]
    return AppSpec.model_validate(
        {
            "name": f"Synthetic {entities}",
            "slug": f"synthetic-{entities}",
            "entities": [_entity(ids, name, fields, linked=n > 0) for n, name in enumerate(names)],
            "relationships": _relationships(ids, names),
            "flows": [_flow(ids, name) for name in names],
            "pages": [_page(ids, name) for name in names],
            "components": [component for name in names for component in _components(ids, name)],
            "permissions": _permissions(ids, names),
            "reports": [
                {
                    "id": ids.new("rep"),
                    "name": f"{name}_by_state",
                    "title": f"{pascal(name)} by state",
                    "entity": name,
                    "group_by": ["status"],
                    "measures": [{"op": "count"}, {"op": "sum", "field": "amount"}],
                }
                for name in names
            ],
        }
    )


def _letters(number: int) -> str:
    return chr(97 + number // 26 % 26) + chr(97 + number % 26)


def _entity(ids: SeededIds, name: str, fields: int, *, linked: bool) -> dict[str, object]:
    plain = [
        {
            "id": ids.new("fld"),
            "name": f"value_{_letters(n)}",
            "label": f"Value {_letters(n)}",
            "type": _TYPES[n % len(_TYPES)],
            "required": n % 4 == 0,
            "searchable": n % len(_TYPES) == 0,
        }
        for n in range(max(fields - 4, 0))
    ]
    options = [{"id": ids.new("opt"), "name": o, "label": o.capitalize()} for o in ("low", "normal", "high")]
    return {
        "id": ids.new("ent"),
        "name": name,
        "display_name": name.replace("_", " ").capitalize(),
        "icon": "box",
        "fields": [
            {"id": ids.new("fld"), "name": "name", "label": "Name", "required": True, "searchable": True},
            {
                "id": ids.new("fld"),
                "name": "amount",
                "label": "Amount",
                "type": "money",
                "validation": {"min": 0},
            },
            {"id": ids.new("fld"), "name": "tax", "label": "Tax", "type": "decimal", "default": 0},
            {"id": ids.new("fld"), "name": "urgency", "label": "Urgency", "type": "enum", "options": options},
            *plain,
        ],
        "computed": [
            {
                "id": ids.new("cmp"),
                "name": "total",
                "label": "Total",
                "type": "money",
                "expression": "amount * (1 + tax)",
            },
            *(
                [
                    {
                        "id": ids.new("cmp"),
                        "name": "parent_amount",
                        "label": "Parent amount",
                        "type": "money",
                        "expression": "parent.amount",
                    }
                ]
                if linked
                else []
            ),
        ],
        "rules": [
            {
                "id": ids.new("rul"),
                "name": "tax_is_a_share",
                "expression": "tax >= 0 and tax <= 1",
                "message": "Tax lies between 0 and 1.",
            }
        ],
    }


def _relationships(ids: SeededIds, names: list[str]) -> list[dict[str, object]]:
    chain = [
        {
            "id": ids.new("rel"),
            "kind": "belongs_to",
            "from": child,
            "to": parent,
            "name": "parent",
            "inverse": f"{child}_list",
        }
        for parent, child in itertools.pairwise(names)
    ]
    crossed = [
        {
            "id": ids.new("rel"),
            "kind": "many_to_many",
            "from": names[n],
            "to": names[n - 2],
            "name": "friends",
            "inverse": f"friends_{_letters(n)}",
        }
        for n in range(5, len(names), 5)
    ]
    return [*chain, *crossed]


def _flow(ids: SeededIds, entity: str) -> dict[str, object]:
    states = [{"id": ids.new("sta"), "name": s, "label": s.capitalize()} for s in ("open", "doing", "done")]
    moves = [("start", "open", "doing"), ("finish", "doing", "done"), ("reopen", "done", "open")]
    return {
        "id": ids.new("flw"),
        "entity": entity,
        "states": states,
        "initial": "open",
        "transitions": [{"id": ids.new("trn"), "name": n, "from": a, "to": b} for n, a, b in moves],
    }


def _page(ids: SeededIds, entity: str) -> dict[str, object]:
    shown = [{"type": "component", "component": f"{pascal(entity)}{part}"} for part in ("Table", "Board")]
    filters = {"type": "component", "component": f"{pascal(entity)}Filters", "sticky": True}
    return {
        "id": ids.new("pag"),
        "name": entity,
        "title": entity.replace("_", " ").capitalize(),
        "path": f"/{entity.replace('_', '-')}",
        "components": [f"{pascal(entity)}{part}" for part in ("Filters", "Table", "Board", "Form", "Detail")],
        "layout": {"children": [filters, {"type": "container", "direction": "tabs", "children": shown}]},
    }


def _components(ids: SeededIds, entity: str) -> list[dict[str, object]]:
    def component(part: str, kind: str, **props: object) -> dict[str, object]:
        return {
            "id": ids.new("com"),
            "name": f"{pascal(entity)}{part}",
            "type": kind,
            "entity": entity,
            "props": props,
        }

    return [
        component("Filters", "filters", fields=["status", "urgency"]),
        component("Table", "table", columns=["name", "amount", "total", "status"], sort=[{"field": "name"}]),
        component("Board", "kanban", group_by="status", title="name", sum="amount"),
        component("Form", "form"),
        component("Detail", "detail"),
    ]


def _permissions(ids: SeededIds, names: list[str]) -> dict[str, object]:
    everything = ["create", "read", "update", "delete"]
    return {
        "roles": [{"id": ids.new("rol"), "name": r, "label": r.capitalize()} for r in ("admin", "worker")],
        "default_role": "worker",
        "rules": [
            rule
            for name in names
            for rule in (
                {"id": ids.new("prm"), "role": "admin", "entity": name, "actions": everything},
                {"id": ids.new("prm"), "role": "worker", "entity": name, "actions": ["read"]},
                {
                    "id": ids.new("prm"),
                    "role": "worker",
                    "entity": name,
                    "actions": ["update"],
                    "scope": "own",
                },
            )
        ],
    }
