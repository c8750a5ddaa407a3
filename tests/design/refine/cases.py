"""What is said about which application, and what must be true after."""

from sayso.spec.model import AppSpec

from .outcomes import (
    Outcome,
    arranged,
    asks,
    computed,
    decided,
    entity,
    field,
    limited,
    linked,
    may,
    named,
    no_entity,
    no_field,
    no_state,
    page,
    report,
    role,
    rule,
    says,
    shows,
    state,
    transition,
    unchanged,
)  # fmt: skip
from .specs import COURIER, FOOD_BANK, SKI_HIRE, TRANSLATION

Case = tuple[AppSpec, str, tuple[Outcome, ...]]

FIELDS: list[Case] = [
    (
        SKI_HIRE,
        "add email and date of birth to customers",
        (field("customer", "email", "email"), field("customer", "date_of_birth", "date")),
    ),
    (
        SKI_HIRE,
        "Customers should also have an address and a nationality.",
        (field("customer", "address"), field("customer", "nationality")),
    ),
    (TRANSLATION, "translators also need a phone number", (field("translator", "phone", "phone"),)),
    (TRANSLATION, "Please note the source language for every job too", (field("job", "source_language"),)),
    (FOOD_BANK, "for each household we want to record allergies", (field("household", "allergies"),)),
    (FOOD_BANK, "A donation should have a photo", (field("donation", "photo", "image"),)),
    (COURIER, "every parcel must have a recipient name", (field("parcel", "recipient_name", required=True),)),
    (COURIER, "we're missing the fuel cost on routes", (field("route", "fuel_cost", "money"),)),
    (
        COURIER,
        "drivers need emergency contact name and phone",
        (field("driver", "emergency_contact_name"), field("driver", "emergency_contact_phone", "phone")),
    ),
    (
        SKI_HIRE,
        "condition should be a dropdown: new, good, worn",
        (field("ski", "condition", "enum", options="new good worn"),),
    ),
    (
        COURIER,
        "add extra large to the size options",
        (field("parcel", "size", "enum", options="small medium large extra_large"),),
    ),
    (
        TRANSLATION,
        'priority should also include "rush"',
        (field("job", "priority", "enum", options="low normal high rush"),),
    ),
    (
        TRANSLATION,
        "make the language of a translator a multi-select: German, French, Polish",
        (field("translator", "language", "multi_enum", options="german french polish"),),
    ),
    (
        SKI_HIRE,
        "length can only be 150, 160 or 170",
        (field("ski", "length", "enum", options="150 160 170"),),
    ),
    (SKI_HIRE, "phone is mandatory", (field("customer", "phone", required=True),)),
    (COURIER, "the tracking code must be unique", (field("parcel", "tracking_code", unique=True),)),
    (
        COURIER,
        "tracking code and weight are required",
        (field("parcel", "tracking_code", required=True), field("parcel", "weight", required=True)),
    ),
    (TRANSLATION, "The deadline can't be left empty.", (field("job", "deadline", required=True),)),
    (SKI_HIRE, "make the boot size a decimal number", (field("customer", "boot_size", "decimal"),)),
    (FOOD_BANK, "donor should be a long text", (field("donation", "donor", "long_text"),)),
    (FOOD_BANK, "weight can't be negative", (limited("donation", "weight", 0, None),)),
    (FOOD_BANK, "parcel count must be between 1 and 10", (limited("pickup", "parcel_count", 1, 10),)),
    (TRANSLATION, "priority defaults to normal", (field("job", "priority", "enum", default="normal"),)),  # type: ignore[arg-type]
]
NAMES: list[Case] = [
    (
        TRANSLATION,
        "rename job to assignment",
        (entity("assignment"), no_entity("job"), linked("belongs_to", "assignment", "client")),
    ),
    (TRANSLATION, "We call them customers, not clients.", (entity("customer"), no_entity("client"))),
    (
        COURIER,
        "rename licence_number to permit_number",
        (field("driver", "permit_number"), no_field("driver", "licence_number")),
    ),
    (
        COURIER,
        "rename licence_number to permit on the drivers",
        (field("driver", "permit"), no_field("driver", "licence_number")),
    ),
    (FOOD_BANK, "a household should be called family", (entity("family"), no_entity("household"))),
    (SKI_HIRE, "call the app Piste Pal", (named("Piste Pal"),)),
    (
        SKI_HIRE,
        'rename the state "out" to "on the slopes"',
        (state("rental", "on_the_slopes"), no_state("rental", "out")),
    ),
    (COURIER, "the role dispatcher should be called planner", (role("planner"),)),
]
REMOVALS: list[Case] = [
    (TRANSLATION, "remove the contact person", (no_field("client", "contact_person"), entity("client"))),
    (COURIER, "forget about drivers, everyone drives their own van", (no_entity("driver"), entity("route"))),
    (SKI_HIRE, "we don't need the remarks", (no_field("customer", "remarks"),)),
    (
        TRANSLATION,
        "drop the rate and the word count",
        (no_field("job", "rate"), no_field("job", "word_count")),
    ),
    (SKI_HIRE, "get rid of the lost state", (no_state("rental", "lost"),)),
    (FOOD_BANK, "take the address off the household", (no_field("household", "address"),)),
]
LINKS: list[Case] = [
    (TRANSLATION, "a job can have several translators", (linked("many_to_many", "job", "translator"),)),
    (
        SKI_HIRE,
        "brands should be a separate list",
        (entity("brand"), no_field("ski", "brand"), linked("belongs_to", "ski", "brand")),
    ),
    (
        FOOD_BANK,
        "a donation belongs to a donor company",
        (
            entity("donor_company"),
            linked("belongs_to", "donation", "donor_company"),
            decided("new_requirement"),
        ),
    ),
    (FOOD_BANK, "link donations to households", (linked("belongs_to", "donation", "household"),)),
    (
        TRANSLATION,
        "translators can speak several languages",
        (linked("many_to_many", "translator", "language"),),
    ),
    (
        COURIER,
        "also track vans with plate number and mileage",
        (entity("van"), field("van", "mileage"), decided("new_requirement")),
    ),
    (
        SKI_HIRE,
        "We also have lessons, with date and price",
        (entity("lesson"), field("lesson", "date"), field("lesson", "price", "money")),
    ),
    (
        TRANSLATION,
        "log payments for each invoice with date and amount",
        (entity("payment"), linked("belongs_to", "payment", "invoice"), field("payment", "amount", "money")),
    ),
]
FORMULAS: list[Case] = [
    (TRANSLATION, "price is word count times rate", (computed("job", "price", "word_count * rate"),)),
    (
        SKI_HIRE,
        "the total of a rental is days times daily price plus deposit",
        (computed("rental", "total", "days * ski.daily_price + deposit"),),
    ),
    (FOOD_BANK, "people = adults + children", (computed("household", "people", "adults + children"),)),
    (
        TRANSLATION,
        "turnover of a client = sum of their invoices",
        (computed("client", "turnover", "sum(invoices.amount)"),),
    ),
    (
        COURIER,
        "duration: computed from arrival and departure",
        (computed("stop", "duration", "hours_between(arrival, departure)"),),
    ),
    (
        FOOD_BANK,
        "pickup count is the number of pickups of a household",
        (computed("household", "pickup_count", "count(pickups)"),),
    ),
]
STATES: list[Case] = [
    (TRANSLATION, "can we have on hold as a state for jobs?", (state("job", "on_hold", "received"),)),
    (SKI_HIRE, "a returned rental can go back to out", (transition("rental", "returned", "out"),)),
    (COURIER, "add a status returned to parcels", (state("parcel", "returned"),)),
    (
        FOOD_BANK,
        "Pickups go through planned, packed, collected",
        (state("pickup", "planned", "packed", "collected"),),
    ),
    (
        TRANSLATION,
        "When a job is delivered it can go back to in review if the client complains.",
        (unchanged, asks, says("client complains")),
    ),
    (
        TRANSLATION,
        "When a job is delivered it can go back to in review.",
        (transition("job", "delivered", "in_review"),),
    ),
    (
        COURIER,
        "a loaded parcel sometimes gets damaged, can we have that as a state?",
        (state("parcel", "damaged"), transition("parcel", "loaded", "damaged")),
    ),
    (TRANSLATION, "invoice statuses: draft, sent, paid", (state("invoice", "draft", "sent", "paid"),)),
]
ACCESS: list[Case] = [
    (SKI_HIRE, "helpers can't delete rentals", (may("helper", "rental", "create read update"),)),
    (
        TRANSLATION,
        "translators can only see their own jobs",
        (may("translator", "job", "create read update delete", "own"),),
    ),
    (TRANSLATION, "accountants must not see translators at all", (may("accountant", "translator", ""),)),
    (
        FOOD_BANK,
        "only coordinators can edit households",
        (
            may("volunteer", "household", "create read delete"),
            may("coordinator", "household", "create read update delete"),
        ),
    ),
    (
        COURIER,
        "drivers should only see stops, nothing about parcels",
        (may("driver", "parcel", ""), may("driver", "stop", "read")),
    ),
    (
        FOOD_BANK,
        "The auditor can see donations but not change anything",
        (role("auditor"), may("auditor", "donation", "read"), decided("new_requirement")),
    ),
    (
        SKI_HIRE,
        "add a role bookkeeper who can see rentals",
        (role("bookkeeper"), may("bookkeeper", "rental", "read")),
    ),
]
VIEWS: list[Case] = [
    (TRANSLATION, "show jobs as a board by status", (shows("kanban", "job", group_by="status"),)),
    (TRANSLATION, "can I see the deadlines on a calendar?", (shows("calendar", "job", start="deadline"),)),
    (FOOD_BANK, "pickups on a calendar, week view", (shows("calendar", "pickup", "week"),)),
    (SKI_HIRE, "skis as cards please", (shows("cards", "ski"),)),
    (
        TRANSLATION,
        "filters for jobs by client and priority",
        (shows("filters", "job", fields=["client", "priority"]),),
    ),
    (SKI_HIRE, "let me edit customers directly in the table", (shows("table", "customer", "inline-edit"),)),
    (
        SKI_HIRE,
        "show the number of rentals that are out above the table",
        (shows("stats", "rental"), arranged("column", ("stats", "rental"), ("table", "rental"))),
    ),
    (
        TRANSLATION,
        "bar chart of invoice amount per client",
        (report("invoice", "sum:amount", "client"), shows("chart", "invoice", "bar")),
    ),
    (
        TRANSLATION,
        "pie chart of jobs by priority",
        (report("job", "count:", "priority"), shows("chart", "job", "pie")),
    ),
    (
        FOOD_BANK,
        "monthly donations by weight as a line chart",
        (report("donation", "sum:weight", "month"), shows("chart", "donation", "line")),
    ),
    (COURIER, "how many parcels per size", (report("parcel", "count:", "size"),)),
    (COURIER, "average distance per driver", (report("route", "avg:distance", "driver"),)),
]
LAYOUTS: list[Case] = [
    (
        SKI_HIRE,
        "put the rental form on the left and the list on the right",
        (arranged("row", ("form", "rental"), ("table", "rental")),),
    ),
    (
        TRANSLATION,
        "clients on the left, their jobs on the right",
        (arranged("row", ("table", "client"), ("table", "job")),),
    ),
    (
        FOOD_BANK,
        "the household form above the household table",
        (arranged("column", ("form", "household"), ("table", "household")),),
    ),
    (
        COURIER,
        "move the parcel form below the parcel list",
        (arranged("column", ("table", "parcel"), ("form", "parcel")),),
    ),
    (COURIER, "routes and stops side by side", (arranged("row", ("table", "route"), ("table", "stop")),)),
    (
        TRANSLATION,
        "numbers at the top of the invoice page, list below",
        (arranged("column", ("stats", "invoice"), ("table", "invoice")),),
    ),
    (
        TRANSLATION,
        "jobs on a calendar by deadline, next to the list, calendar on the left",
        (arranged("row", ("calendar", "job"), ("table", "job")),),
    ),
    (SKI_HIRE, "give reports their own page", (page("reports"),)),
]
TALK: list[Case] = [
    (SKI_HIRE, "looks good", (unchanged, decided("approval"))),
    (SKI_HIRE, "Perfect, let's go live!", (unchanged, decided("approval"))),
    (SKI_HIRE, "why is there a deposit?", (unchanged, decided("question"), says("their deposit"))),
    (TRANSLATION, "What can accountants do?", (unchanged, decided("question"), says("invoice"))),
    (COURIER, "what's the weather like in Lisbon", (unchanged, decided("off_topic"))),
    (COURIER, "who won the cup final last night?", (unchanged, decided("off_topic"))),
    (FOOD_BANK, "make it nicer", (unchanged, asks)),
    (FOOD_BANK, "!!! 123", (unchanged, asks)),
    (FOOD_BANK, "undo that", (unchanged, decided("undo"))),
    (
        SKI_HIRE,
        "rentals of a ski must not overlap",
        (rule("rental", "no_overlap(start_date, end_date, ski)"),),
    ),
    (SKI_HIRE, "the end date must be after the start date", (rule("rental", "end_date > start_date"),)),
]
SEVERAL: list[Case] = [
    (
        SKI_HIRE,
        "Add an email to customers, rename ski to equipment and make the phone required.",
        (field("customer", "email", "email"), entity("equipment"), field("customer", "phone", required=True)),
    ),
    (
        TRANSLATION,
        "remove the rate and add a fixed price to jobs. Also show jobs as a board.",
        (no_field("job", "rate"), field("job", "fixed_price", "money"), shows("kanban", "job")),
    ),
    (
        COURIER,
        'Drivers need a phone, and size should include "pallet"',
        (field("driver", "phone", "phone"), field("parcel", "size", options="pallet")),
    ),
    (
        FOOD_BANK,
        "Looks good, but add an email to volunteers",
        (field("volunteer", "email", "email"), decided("refinement")),
    ),
]
CASES = [*FIELDS, *NAMES, *REMOVALS, *LINKS, *FORMULAS, *STATES, *ACCESS, *VIEWS, *LAYOUTS, *TALK, *SEVERAL]
