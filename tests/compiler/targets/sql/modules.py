"""The modules that the tests of the SQL target try out."""
# ruff: noqa: E501 - a field on a line of its own

from sayso.spec.model import AppSpec
from tests.support.specs import belongs_to, entity, field, matrix, may, spec


def workshop() -> AppSpec:
    """Own rows over two steps (line, job, mechanic), field lists, every on_delete, links to oneself."""
    return spec(
        name="Workshop",
        slug="work-shop",
        entities=[
            entity("mechanic", field("name", required=True), person_role="mechanic"),
            entity("bay", field("name", required=True)),
            entity(
                "job",
                field("title", required=True),
                field("price:money", default=0),
                "secret_note",
                computed=[
                    field("line_count:integer", expression="count(lines)"),
                    field("total:money", expression="sum(lines.amount)"),
                    field("double_price:money", expression="price * 2"),
                ],
                rules=[
                    {
                        "name": "price_is_fair",
                        "expression": "price <= 1000",
                        "message": "It's too dear — “really”.",
                    }
                ],
            ),
            entity(
                "line",
                field("text", required=True),
                field("quantity:integer", default=1),
                field("unit_price:money"),
                computed=[
                    field("amount:money", expression="quantity * unit_price"),
                    field("job_price:money", expression="job.price"),
                ],
            ),
            entity("note", field("text")),
            entity("person", field("email:email", unique=True), field("code", unique=True)),
        ],
        relationships=[
            belongs_to("job", "mechanic", required=True, on_delete="restrict"),
            belongs_to("job", "bay", on_delete="set_null"),
            belongs_to("line", "job", required=True, on_delete="cascade"),
            {"kind": "has_many", "from": "person", "to": "person", "name": "reports", "inverse": "boss"},
            {
                "kind": "many_to_many",
                "from": "person",
                "to": "person",
                "name": "friends",
                "inverse": "friend_of",
            },
            {"kind": "many_to_many", "from": "job", "to": "mechanic", "name": "crew", "inverse": "crew_jobs"},
        ],
        permissions=matrix(
            "owner mechanic clerk guest",
            *(may("owner", name) for name in ("mechanic", "bay", "job", "line", "note", "person")),
            may("mechanic", "mechanic", "read", "update", scope="own", owner="self", fields=["name"]),
            may(
                "mechanic",
                "job",
                "read",
                scope="own",
                owner="mechanic",
                fields=["title", "price", "mechanic", "total"],
            ),
            may("mechanic", "job", "update", scope="own", owner="mechanic", fields=["title"]),
            may("mechanic", "line", scope="own", owner="job.mechanic"),
            may("mechanic", "note", scope="own"),
            may("clerk", "line", "read", fields=["text", "amount"]),
            may("clerk", "bay", "read", "delete"),
            may("clerk", "note", "create", "read", "update", "delete", scope="none"),
        ),
    )


def hostile() -> AppSpec:
    """Names that are reserved or too long, and texts that try to leave their place."""
    long = "a_very_long_name_for_an_entity_that_goes_on_and"
    nasty = "'; drop table x; -- \"$$ $body1$ \\' \n\r\u2028 {{ 7 }} {% raw %} %s ünï – 漢字"
    return spec(
        name=nasty,
        slug="hostile-app",
        entities=[
            entity(
                "order",
                field("user", required=True, default=nasty, label=nasty),
                field("group:enum", options=[{"name": "all", "label": nasty}]),
                field("end:datetime"),
                field("table:integer", validation={"min": 0.5, "max": 1e3}),
                field("new:multi_enum", options=[{"name": "old", "label": "x"}], default=["old"]),
                field("select:json", default={"a": [nasty]}),
                field("where:text", validation={"pattern": "^[^'\"]*$", "max_length": 20}),
                description=nasty,
                rules=[{"name": "table_is_small", "expression": 'table < 100 or user == "it\'s $$ %"', "message": nasty}],
                computed=[field("case", expression='user + "\'$$"')],
            ),
            entity(long, field(f"{long}x"[:48], unique=True), field("from:date"), indexes=[{"fields": ["from"]}]),
            entity(f"{long}s", field("to")),
        ],
        relationships=[
            belongs_to(long, "order", name="desc", inverse="ascs"),
            {"kind": "many_to_many", "from": long, "to": "order", "name": long, "inverse": "both"},
        ],
        flows=[
            {
                "entity": "order", "field": "check", "initial": "all",
                "states": [{"name": "all", "label": nasty}, {"name": "any", "label": "$body$"}],
                "transitions": [{"name": "go", "label": nasty, "from": "all", "to": "any", "guard": "table is not None"}],
            }
        ],
        permissions=matrix("user", *(may("user", name) for name in ("order", long, f"{long}s"))),
    )  # fmt: skip
