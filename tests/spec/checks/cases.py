"""Every way in which the salon is spoiled, with the code and the place that must be reported."""

from typing import Any

from .spoiling import (
    Spoil,
    add,
    add_computed,
    add_entity,
    add_field,
    add_link,
    add_rule,
    both,
    change,
    entity,
    field,
    grant,
    new_field,
    new_id,
    props,
    public,
)

FLOW = "flows.appointment"


def state(name: str) -> dict[str, Any]:
    return {"id": new_id("sta"), "name": name, "label": name}


def move(name: str, start: str, end: str, **more: Any) -> dict[str, Any]:
    return {"id": new_id("trn"), "name": name, "from": start, "to": end, **more}


def flow(*, key: str, value: Any) -> Spoil:
    return lambda d: d["flows"][0].update({key: value})


def add_move(name: str, start: str, end: str, **more: Any) -> Spoil:
    return lambda d: d["flows"][0]["transitions"].append(move(name, start, end, **more))


def layout(**values: Any) -> Spoil:
    return lambda d: d["pages"][0].update(layout={"type": "container", **values})


def slot(name: str) -> dict[str, Any]:
    return {"type": "component", "component": name}


def steps(count: int, following: str) -> Spoil:
    """Computed values, each worked out from the one before."""

    def spoil(document: dict[str, Any]) -> None:
        for number in range(count):
            expression = following.format(f"step_{number - 1}" if number else "price")
            add_computed("service", f"step_{number}", "money", expression)(document)

    return spoil


CASES: list[tuple[str, str, Spoil]] = [
    # the module
    ("unnamed", "name", lambda d: d.update(name=" ")),
    ("no-entities", "entities", lambda d: d.update(entities=[])),
    ("no-pages", "pages", lambda d: d.update(pages=[])),
    ("no-home-page", "pages", change("pages", "overview", path="/start")),
    ("no-roles", "permissions.roles", lambda d: d["permissions"].update(roles=[])),
    ("default-role-missing", "permissions.default_role", lambda d: d["permissions"].pop("default_role")),
    ("default-mismatch", "settings.currency.default", lambda d: d["settings"][0].update(default=3)),
    ("enum-without-options", "settings.currency", lambda d: d["settings"][0].update(type="enum")),
    (
        "unknown-element",
        "assumptions.asm_bs7pgr66",
        lambda d: d["assumptions"][0].update(elements=["fld_gone00"]),
    ),
    ("public-endpoint", "endpoints.GET /appointments", lambda d: d["endpoints"][0].update(auth="public")),
    (
        "endpoint-unserved",
        "endpoints.GET /weather",
        add("endpoints", "end", path="/weather", method="GET"),
    ),
    (
        "endpoint-unserved",
        "endpoints.DELETE /bookings",
        add("endpoints", "end", path="/bookings", method="DELETE", entity="appointment"),
    ),
    (
        "endpoint-taken",
        "endpoints.GET /clients",
        add("endpoints", "end", path="/clients", method="GET", entity="appointment"),
    ),
    (
        "endpoint-closed",
        "endpoints.GET /bookings",
        add("endpoints", "end", path="/bookings", method="GET", entity="appointment", auth="public"),
    ),
    (
        "unknown-entity",
        "endpoints.GET /appointments",
        lambda d: d["endpoints"][0].update(entity="apointment"),
    ),
    (
        "duplicate-endpoint",
        "endpoints.GET /appointments",
        add("endpoints", "end", path="/appointments", method="GET"),
    ),
    # ids and names
    ("duplicate-id", "entities.stylist", lambda d: entity(d, "stylist").update(id="ent_2ku2rdfx")),
    ("duplicate-name", "entities.client", add_entity("client", "name")),
    ("duplicate-name", "entities.client.fields.name", add_field("client", "name")),
    (
        "duplicate-name",
        "permissions.roles.owner",
        lambda d: d["permissions"]["roles"].append({"id": "rol_ownerx", "name": "owner", "label": "Owner"}),
    ),
    (
        "duplicate-name",
        "entities.client.fields.hair_type.options.wavy",
        lambda d: field(d, "client", "hair_type")["options"].append(
            {"id": "opt_wavy02", "name": "wavy", "label": "W"}
        ),
    ),
    ("duplicate-name", f"{FLOW}.transitions.confirm", add_move("confirm", "booked", "done")),
    ("duplicate-path", "pages.clients.path", change("pages", "clients", path="/")),
    (
        "duplicate-relationship",
        "relationships.appointment.client",
        add_link("client", "appointment", "appointments", "client", kind="has_many", required=True),
    ),
    ("name-clash", "entities.people", both(add_entity("person", "name"), add_entity("people", "name"))),
    ("name-clash", "entities.service_input", add_entity("service_input", "name")),
    (
        "name-clash",
        "entities.appointment.fields.client_id",
        add_field("appointment", "client_id", type="uuid"),
    ),
    ("name-clash", "entities.appointment.fields.client_title", add_field("appointment", "client_title")),
    (
        "name-clash",
        "entities.stylist.fields.service_ids",
        both(
            add_field("stylist", "service_ids"),
            lambda d: d["relationships"][3].update(name="service"),
        ),
    ),
    ("name-clash", "relationships.appointment.client", add_field("appointment", "client")),
    ("name-clash", "flows.appointment.field", add_field("appointment", "status")),
    (
        "name-clash",
        "relationships.appointment.service",
        lambda d: d["relationships"][2].update(inverse="name"),
    ),
    ("name-clash", "relationships.stylist.services", add_entity("stylist_service", "name")),
    ("name-clash", "components.CLientTable", add("components", "com", name="CLientTable", type="custom")),
    ("name-clash", "components.Client", add("components", "com", name="Client", type="custom")),
    ("name-clash", "components.ClientsPage", add("components", "com", name="ClientsPage", type="custom")),
    (
        "reserved-word",
        "entities.client.fields.created_at",
        add_field("client", "created_at", type="datetime"),
    ),
    ("reserved-word", "entities.client.fields.not", add_field("client", "not")),
    ("reserved-word", "entities.client.fields.archived_note", add_field("client", "archived_note")),
    (
        "reserved-word",
        "relationships.client.archived_by",
        add_link("client", "stylist", "archived_by", "archived"),
    ),
    ("reserved-word", "entities.file", add_entity("file", "name")),
    ("reserved-word", "entities.object", add_entity("object", "name")),
    ("reserved-word", "components.Object", add("components", "com", name="Object", type="custom")),
    # fields
    (
        "enum-without-options",
        "entities.client.fields.hair_type",
        lambda d: field(d, "client", "hair_type").update(options=[]),
    ),
    (
        "options-ignored",
        "entities.client.fields.hair_type",
        lambda d: field(d, "client", "hair_type").update(type="text"),
    ),
    (
        "unknown-option",
        "entities.client.fields.hair_type.default",
        lambda d: field(d, "client", "hair_type").update(default="curley"),
    ),
    (
        "default-mismatch",
        "entities.service.fields.duration.default",
        lambda d: field(d, "service", "duration").update(default="30"),
    ),
    (
        "default-mismatch",
        "entities.service.fields.duration.default",
        lambda d: field(d, "service", "duration").update(default=1),
    ),
    (
        "default-mismatch",
        "entities.client.fields.birthday.default",
        lambda d: field(d, "client", "birthday").update(default="1st of May"),
    ),
    (
        "validation-mismatch",
        "entities.client.fields.name.validation",
        lambda d: field(d, "client", "name").update(validation={"min": 1}),
    ),
    (
        "validation-mismatch",
        "entities.service.fields.price.validation",
        lambda d: field(d, "service", "price").update(validation={"max_length": 1}),
    ),
    (
        "empty-range",
        "entities.service.fields.price.validation",
        lambda d: field(d, "service", "price").update(validation={"min": 9, "max": 1}),
    ),
    (
        "invalid-pattern",
        "entities.client.fields.name.validation",
        lambda d: field(d, "client", "name").update(validation={"pattern": "(a"}),
    ),
    (
        "unknown-name",
        "entities.appointment.indexes.0",
        lambda d: entity(d, "appointment")["indexes"][0].update(fields=["starts"]),
    ),
    (
        "computed-in-index",
        "entities.appointment.indexes.0",
        lambda d: entity(d, "appointment")["indexes"][0].update(fields=["ends_at"]),
    ),
    # relationships
    ("unknown-entity", "relationships.appointment.room", add_link("appointment", "room", "room", "visits")),
    (
        "required-set-null",
        "relationships.appointment.client",
        lambda d: d["relationships"][0].update(on_delete="set_null"),
    ),
    (
        "circular-required",
        "relationships.appointment.client",
        add_link("client", "appointment", "favourite", "fans", required=True),
    ),
    (
        "circular-required",
        "relationships.client.referrer",
        add_link("client", "client", "referrer", "referred", required=True),
    ),
    # expressions
    (
        "expression-syntax",
        "entities.client.computed.extra",
        add_computed("client", "extra", "integer", "1 +"),
    ),
    ("unknown-name", "entities.client.computed.extra", add_computed("client", "extra", "text", "nam")),
    (
        "many-as-value",
        "entities.client.computed.extra",
        add_computed("client", "extra", "money", "appointments.price"),
    ),
    ("type-mismatch", "entities.client.computed.extra", add_computed("client", "extra", "text", "name + 1")),
    (
        "type-mismatch",
        "entities.client.computed.extra",
        add_computed("client", "extra", "text", "sum(appointments.notes)"),
    ),
    (
        "wrong-argument",
        "entities.client.computed.extra",
        add_computed("client", "extra", "date", "date('soon')"),
    ),
    ("computed-type", "entities.client.computed.extra", add_computed("client", "extra", "date", "1 + 1")),
    (
        "computed-cycle",
        "entities.client.computed.extra",
        both(
            add_computed("client", "extra", "integer", "count(appointments, when=appointments.back > 0)"),
            add_computed("appointment", "back", "integer", "client.extra"),
        ),
    ),
    ("expression-too-large", "entities.service.computed.step_8", steps(30, "{0} + {0}")),
    ("expression-too-large", "entities.service.computed.step_50", steps(300, "{0} + 1")),
    (
        "expression-too-large",
        "entities.service.rules.extra",
        both(steps(8, "{0} + {0}"), add_rule("service", " + ".join(["step_7"] * 3) + " > 1")),
    ),
    (
        "no-overlap-misplaced",
        "entities.appointment.computed.extra",
        add_computed("appointment", "extra", "boolean", "no_overlap(starts_at, ends_at, stylist)"),
    ),
    ("rule-not-boolean", "entities.client.rules.extra", add_rule("client", "name")),
    ("unknown-option", "entities.client.rules.extra", add_rule("client", "hair_type != 'bald'")),
    ("unknown-state", "entities.appointment.rules.extra", add_rule("appointment", "status != 'lost'")),
    (
        "rule-not-boolean",
        f"{FLOW}.transitions.reopen.guard",
        add_move("reopen", "done", "booked", guard="price + 1"),
    ),
    # flows
    ("unknown-entity", "flows.visit", flow(key="entity", value="visit")),
    (
        "duplicate-flow",
        FLOW,
        add("flows", "flw", entity="appointment", field="stage", initial="a", states=[state("a")]),
    ),
    ("unknown-state", f"{FLOW}.initial", flow(key="initial", value="boked")),
    ("unknown-state", f"{FLOW}.transitions.lose.to", add_move("lose", "booked", "lost")),
    ("unknown-role", f"{FLOW}.transitions.x.roles", add_move("x", "booked", "done", roles=["boss"])),
    ("stuck-initial", f"{FLOW}.states.booked", flow(key="transitions", value=[])),
    ("unreachable-state", f"{FLOW}.states.lost", lambda d: d["flows"][0]["states"].append(state("lost"))),
    ("dead-end", f"{FLOW}.states.done", lambda _: None),
    # components
    (
        "unknown-entity",
        "components.ClientTable.entity",
        change("components", "ClientTable", entity="clients"),
    ),
    ("entity-missing", "components.ClientTable", change("components", "ClientTable", entity=None)),
    (
        "unknown-variant",
        "components.ClientTable.variant",
        change("components", "ClientTable", variant="inline"),
    ),
    ("invalid-props", "components.ClientTable.props.colums", props("ClientTable", colums=["name"])),
    ("invalid-props", "components.ClientTable.props.page_size", props("ClientTable", page_size=1)),
    ("unknown-name", "components.ClientTable.props.columns", props("ClientTable", columns=["nme"])),
    (
        "type-mismatch",
        "components.ClientTable.props.sort",
        both(add_field("client", "wishes", type="json"), props("ClientTable", sort=[{"field": "wishes"}])),
    ),
    (
        "type-mismatch",
        "components.AppointmentStats.props.stats.0",
        both(
            add_field("appointment", "scan", type="image"),
            props("AppointmentStats", stats=[{"label": "Scans", "group_by": "scan"}]),
        ),
    ),
    ("unknown-name", "components.ClientTable.props.sort", props("ClientTable", sort=[{"field": "nme"}])),
    ("unknown-name", "components.ClientDetail.props.related", props("ClientDetail", related=["visits"])),
    ("unknown-name", "components.StylistCards.props.image", props("StylistCards", image="picture")),
    (
        "unknown-state",
        "components.AppointmentStats.props.stats.0.filters",
        props(
            "AppointmentStats",
            stats=[{"label": "x", "filters": [{"field": "status", "op": "eq", "value": "boked"}]}],
        ),
    ),
    (
        "type-mismatch",
        "components.AppointmentStats.props.stats.0.filters",
        props("AppointmentStats", stats=[{"label": "x", "filters": [{"field": "status", "op": "today"}]}]),
    ),
    (
        "type-mismatch",
        "components.AppointmentStats.props.stats.0.filters",
        props(
            "AppointmentStats",
            stats=[{"label": "x", "filters": [{"field": "starts_at", "op": "contains", "value": "2026"}]}],
        ),
    ),
    (
        "type-mismatch",
        "components.AppointmentStats.props.stats.0.filters",
        props(
            "AppointmentStats",
            stats=[
                {"label": "x", "filters": [{"field": "starts_at", "op": "between", "value": "2026-01-01"}]}
            ],
        ),
    ),
    (
        "measure-field-missing",
        "components.AppointmentStats.props.stats.0",
        props("AppointmentStats", stats=[{"label": "x", "op": "sum"}]),
    ),
    (
        "unknown-report",
        "components.AppointmentsPerStylistChart.props.report",
        props("AppointmentsPerStylistChart", report="appointments"),
    ),
    (
        "type-mismatch",
        "components.AppointmentBoard.props.group_by",
        props("AppointmentBoard", group_by="starts_at"),
    ),
    (
        "type-mismatch",
        "components.AppointmentCalendar.props.start",
        props("AppointmentCalendar", start="notes"),
    ),
    ("not-editable", "components.AppointmentForm.props.fields", props("AppointmentForm", fields=["ends_at"])),
    (
        "unknown-component",
        "components.Board.props.components",
        add("components", "com", name="Board", type="dashboard", props={"components": ["Bord"]}),
    ),
    (
        "circular-components",
        "components.Board.props.components",
        add("components", "com", name="Board", type="dashboard", props={"components": ["Board"]}),
    ),
    ("component-unused", "components.Lonely", add("components", "com", name="Lonely", type="custom")),
    # pages
    ("path-taken", "pages.clients.path", change("pages", "clients", path="/api/clients")),
    ("path-taken", "pages.clients.path", change("pages", "clients", path="/assets/all")),
    ("path-taken", "pages.clients.path", change("pages", "clients", path="/api")),
    ("unknown-role", "pages.services.roles", change("pages", "services", roles=["boss"])),
    ("unknown-component", "pages.clients.components", change("pages", "clients", components=["ClientTabel"])),
    ("unknown-component", "pages.overview.layout.children.0", layout(children=[slot("Nothing")])),
    ("component-not-on-page", "pages.overview.layout.children.0", layout(children=[slot("ClientTable")])),
    ("component-not-placed", "pages.overview.components", layout(children=[slot("AppointmentStats")])),
    ("empty-container", "pages.overview.layout", layout(children=[])),
    (
        "tab-without-label",
        "pages.overview.layout.children.0",
        layout(direction="tabs", children=[{"type": "container", "children": [slot("AppointmentStats")]}]),
    ),
    (
        "page-unseen",
        "pages.clients.roles",
        lambda d: d["permissions"].update(
            rules=[r for r in d["permissions"]["rules"] if r["entity"] != "client"]
        ),
    ),
    (
        "entity-unseen",
        "entities.towel",
        add("entities", "ent", name="towel", display_name="Towel", fields=[new_field("name")]),
    ),
    # people who are not signed in
    ("unknown-role", "permissions.public_role", lambda d: d["permissions"].update(public_role="visitor")),
    ("public-role-signs-in", "permissions.public_role", public("stylist")),
    ("public-role-signs-in", "entities.stylist.person_role", public("stylist")),
    ("public-role-owns", "permissions.rules.stylist.appointment.scope", public("stylist")),
    (
        "public-role-deletes",
        "permissions.rules.visitor.service.actions",
        public("visitor", actions=["delete"]),
    ),
    ("public-role-without-page", "permissions.public_role", public("visitor")),
    (
        "public-page-empty",
        "pages.clients.components",
        both(public("visitor"), change("pages", "clients", roles=["visitor"])),
    ),
    (
        "public-page-empty",
        "pages.form.components",
        both(
            public("visitor"),
            add(
                "pages",
                "pag",
                name="form",
                title="F",
                path="/f",
                roles=["visitor"],
                components=["ClientForm"],
            ),
        ),
    ),
    (
        "public-page-empty",
        "pages.overview.components",
        both(
            public("visitor"),
            change("pages", "overview", roles=["visitor"], components=["AppointmentsPerStylistChart"]),
        ),
    ),
    # permissions
    ("unknown-role", "permissions.default_role", lambda d: d["permissions"].update(default_role="ownr")),
    (
        "computed-reveals",
        "entities.stylist.computed.income",
        both(
            add_computed("stylist", "income", "money", "sum(appointments.price)"),
            grant("stylist", "stylist", fields=["income"]),
            lambda d: d["permissions"].update(
                rules=[
                    rule
                    for rule in d["permissions"]["rules"]
                    if (rule["role"], rule["entity"]) != ("stylist", "appointment")
                ]
            ),
        ),
    ),
    ("unknown-role", "permissions.rules.boss.client.role", grant("boss", "client")),
    (
        "unknown-role",
        "entities.stylist.person_role",
        lambda d: entity(d, "stylist").update(person_role="hairdresser"),
    ),
    ("unknown-entity", "permissions.rules.owner.customer.entity", grant("owner", "customer")),
    ("unknown-name", "permissions.rules.owner.client.fields", grant("owner", "client", fields=["nme"])),
    (
        "unknown-name",
        "permissions.rules.stylist.client.owner",
        grant("stylist", "client", scope="own", owner="stylist"),
    ),
    (
        "no-owner",
        "permissions.rules.stylist.appointment.owner",
        grant("stylist", "appointment", scope="own", owner="client"),
    ),
    (
        "no-owner",
        "permissions.rules.stylist.client.owner",
        grant("stylist", "client", scope="own", owner="self"),
    ),
    (
        "role-without-rules",
        "permissions.roles.guest",
        lambda d: d["permissions"]["roles"].append({"id": "rol_guest0", "name": "guest", "label": "Guest"}),
    ),
    (
        "unreadable-entity",
        "entities.room",
        lambda d: d["entities"].append(
            {"id": "ent_room00", "name": "room", "display_name": "Room", "fields": [new_field("name")]}
        ),
    ),
    # reports
    (
        "unknown-entity",
        "reports.turnover_per_month.entity",
        change("reports", "turnover_per_month", entity="sale"),
    ),
    (
        "unknown-name",
        "reports.turnover_per_month.group_by",
        change("reports", "turnover_per_month", group_by=["client.city"]),
    ),
    (
        "date-field-missing",
        "reports.turnover_per_month.group_by",
        change("reports", "turnover_per_month", date_field=None),
    ),
    (
        "date-field-missing",
        "reports.appointments_per_stylist.date_field",
        change("reports", "appointments_per_stylist", period="month"),
    ),
    (
        "type-mismatch",
        "reports.turnover_per_month.date_field",
        change("reports", "turnover_per_month", date_field="notes"),
    ),
    (
        "type-mismatch",
        "reports.turnover_per_month.measures.0",
        change("reports", "turnover_per_month", measures=[{"op": "sum", "field": "notes"}]),
    ),
    (
        "measure-field-missing",
        "reports.turnover_per_month.measures.0",
        change("reports", "turnover_per_month", measures=[{"op": "avg"}]),
    ),
    (
        "unknown-state",
        "reports.turnover_per_month.filters",
        change("reports", "turnover_per_month", filters=[{"field": "status", "op": "in", "value": ["dne"]}]),
    ),
]
