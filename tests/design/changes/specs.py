"""Applications to change, written as short tables."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from sayso.kit.ids import SeededIds
from sayso.kit.words import pascal, plural, sentence
from sayso.spec.model import (
    Action,
    AppSpec,
    Component,
    ComponentType,
    Container,
    Entity,
    Field,
    FieldType,
    Flow,
    Option,
    Page,
    PermissionRule,
    Permissions,
    Relationship,
    RelationshipKind,
    Role,
    Slot,
    State,
    Transition,
)


def build(
    name: str,
    entities: Mapping[str, str],
    links: Sequence[str] = (),
    flows: Mapping[str, str] | None = None,
    roles: Sequence[str] = ("owner",),
) -> AppSpec:
    """An application with a page, a table and a form for each entity.

    Fields are ``name:type`` or ``name=option/option``; a link ``rental>ski`` means that a rental belongs to
    a ski.
    """
    ids = SeededIds(name)
    flows = flows or {}
    components: list[Component] = []
    pages: list[Page] = []
    for entity in entities:
        table, form = f"{pascal(entity)}Table", f"{pascal(entity)}Form"
        components += [
            Component(id=ids.new("com"), name=table, type=ComponentType.TABLE, entity=entity),
            Component(id=ids.new("com"), name=form, type=ComponentType.FORM, entity=entity),
        ]
        pages.append(
            Page(
                id=ids.new("pag"), name=plural(entity), title=sentence(plural(entity)),
                path=f"/{plural(entity).replace('_', '-')}", components=(table, form),
                layout=Container(children=(Slot(component=table),)),
            )
        )  # fmt: skip
    rules = [
        PermissionRule(id=ids.new("prm"), role=role, entity=entity, actions=tuple(Action))
        for role in roles
        for entity in entities
    ]
    return AppSpec(
        name=name, slug=name.lower().replace(" ", "-"),
        entities=tuple(_entity(entity, fields, ids) for entity, fields in entities.items()),
        relationships=tuple(_link(link, ids) for link in links),
        flows=tuple(_flow(entity, states, ids) for entity, states in flows.items()),
        pages=tuple(pages), components=tuple(components),
        permissions=Permissions(
            roles=tuple(Role(id=ids.new("rol"), name=role, label=sentence(role)) for role in roles),
            default_role=roles[-1], rules=tuple(rules),
        ),
    )  # fmt: skip


def _entity(name: str, fields: str, ids: SeededIds) -> Entity:
    made = []
    for text in fields.split():
        field, _, options = text.partition("=")
        field, _, kind = field.partition(":")
        chosen = tuple(Option(id=ids.new("opt"), name=o, label=sentence(o)) for o in options.split("/") if o)
        made.append(
            Field(
                id=ids.new("fld"), name=field, label=sentence(field), options=chosen, source=f"their {field}",
                type=FieldType.ENUM if chosen else FieldType(kind or "text"),
            )
        )  # fmt: skip
    return Entity(id=ids.new("ent"), name=name, display_name=sentence(name), fields=tuple(made))


def _link(text: str, ids: SeededIds) -> Relationship:
    child, _, parent = text.partition(">")
    return Relationship(
        id=ids.new("rel"), kind=RelationshipKind.BELONGS_TO, from_entity=child, to_entity=parent, name=parent,
        inverse=plural(child),
    )  # fmt: skip


def _flow(entity: str, states: str, ids: SeededIds) -> Flow:
    names = states.split()
    return Flow(
        id=ids.new("flw"), entity=entity, initial=names[0],
        states=tuple(State(id=ids.new("sta"), name=s, label=sentence(s)) for s in names),
        transitions=tuple(
            Transition(id=ids.new("trn"), name=f"to_{b}", from_state=a, to_state=b)
            for a, b in pairwise(names)
        ),
    )  # fmt: skip


SKI_HIRE = build(
    "Ski hire",
    {
        "customer": "name phone:phone boot_size:integer remarks:long_text",
        "ski": "model brand length:integer daily_price:money condition:text",
        "rental": "start_date:date end_date:date days:integer deposit:money",
    },
    ["rental>customer", "rental>ski"],
    {"rental": "reserved out returned lost"},
    ["owner", "helper"],
)
TRANSLATION = build(
    "Translation agency",
    {
        "client": "company contact_person email:email",
        "translator": "name email:email language",
        "job": "title word_count:integer rate:decimal deadline:date priority=low/normal/high",
        "invoice": "number issued_on:date amount:money",
    },
    ["job>client", "job>translator", "invoice>client"],
    {"job": "received in_translation in_review delivered"},
    ["manager", "translator", "accountant"],
)
FOOD_BANK = build(
    "Food bank",
    {
        "household": "name address adults:integer children:integer",
        "donation": "donor weight:decimal received_on:date",
        "pickup": "scheduled_at:datetime parcel_count:integer",
        "volunteer": "name phone:phone",
    },
    ["pickup>household", "pickup>volunteer"],
    {},
    ["coordinator", "volunteer"],
)
COURIER = build(
    "Courier",
    {
        "parcel": "tracking_code weight:decimal declared_value:money size=small/medium/large",
        "driver": "name licence_number",
        "route": "name date:date distance:decimal",
        "stop": "address arrival:datetime departure:datetime",
    },
    ["stop>route", "route>driver", "parcel>stop"],
    {"parcel": "registered loaded delivered"},
    ["dispatcher", "driver"],
)
THEATRE = build(
    "Theatre",
    {
        "production": "title season budget:money",
        "rehearsal": "starts_at:datetime ends_at:datetime room notes:long_text",
        "actor": "name agent phone:phone",
        "costume": "description size price:money condition=new/good/torn",
    },
    ["rehearsal>production", "costume>actor", "costume>production"],
    {"production": "planned rehearsing running closed"},
    ["director", "intern"],
)
LANDSCAPER = build(
    "Landscaper",
    {
        "customer": "name address phone:phone",
        "quote": "number total:money sent_on:date category",
        "visit": "date:date hours:decimal hourly_rate:money photo:image",
        "plant": "name latin_name price:money flowering_month",
    },
    ["quote>customer", "visit>customer"],
    {"quote": "draft sent won lost"},
    ["boss", "gardener"],
)
DANCE_SCHOOL = build(
    "Dance school",
    {
        "student": "name email:email birthday:date level=beginner/advanced",
        "course": "title weekday room price:money capacity:integer",
        "teacher": "name phone:phone",
        "enrolment": "enrolled_on:date paid:boolean",
    },
    ["course>teacher", "enrolment>student", "enrolment>course"],
    {"enrolment": "requested confirmed cancelled"},
    ["office", "teacher", "student"],
)
REPAIR_CAFE = build(
    "Repair cafe",
    {
        "visitor": "name phone:phone",
        "device": "kind brand defect:long_text weight:decimal",
        "repair": "started_at:datetime finished_at:datetime result remark:long_text",
        "helper": "name skills",
    },
    ["device>visitor", "repair>device", "repair>helper"],
    {"repair": "waiting in_progress fixed not_fixable"},
    ["organiser", "helper"],
)
GUEST_HOUSE = build(
    "Guest house",
    {
        "guest": "name email:email passport_number",
        "room": "number floor:integer beds:integer nightly_rate:money",
        "stay": "check_in:date check_out:date persons:integer notes:long_text",
        "extra": "description price:money quantity:integer",
        "payment": "amount:money paid_on:date method=cash/card",
    },
    ["stay>guest", "stay>room", "extra>stay", "payment>stay"],
    {"stay": "booked checked_in checked_out cancelled"},
    ["host", "cleaner"],
)
WATER_LAB = build(
    "Water lab",
    {
        "sample": "code site taken_at:datetime depth:decimal",
        "measurement": "parameter value:decimal unit",
        "analyst": "name email:email",
        "instrument": "model serial_number calibrated_on:date",
    },
    ["measurement>sample", "measurement>instrument", "sample>analyst"],
    {"sample": "collected analysed reported"},
    ["lead", "analyst"],
)
PLUMBER = build(
    "Plumber",
    {
        "customer": "name phone:phone fax address",
        "job": "description date:date price:money urgency",
        "technician": "name van_number",
        "quote": "number total:money sent_on:date",
    },
    ["job>customer", "job>technician", "quote>customer"],
    {"job": "new scheduled done"},
    ["office", "technician"],
)
BAKERY = build(
    "Bakery",
    {
        "customer": "name phone:phone allergies",
        "product": "name price:money supplier",
        "order": "placed_on:date total:money",
        "order_line": "quantity:integer",
    },
    ["order>customer", "order_line>order", "order_line>product"],
    {"order": "open baked collected"},
    ["owner", "baker"],
)
STUDIO = build(
    "Rehearsal studio",
    {
        "band": "name phone:phone genre",
        "room": "name hourly_rate:money",
        "booking": "date:date deposit:money notes:long_text",
    },
    ["booking>band"],
    {},
    ["owner", "guest"],
)
YARD = build(
    "Boatyard",
    {
        "owner": "name phone:phone email:email",
        "boat": "name length:decimal",
        "mechanic": "name hourly_rate:money",
        "job": "description hours:decimal material_cost:money start_date:date end_date:date",
    },
    ["boat>owner", "job>boat", "job>mechanic"],
    {"job": "new approved done invoiced"},
    ["office", "mechanic"],
)
SCHOOL = build(
    "Music school",
    {
        "student": "first_name last_name birth_date:date phone:phone",
        "teacher": "name instrument",
        "lesson": "date:date room price:money paid:boolean",
        "concert": "title date:date place kind=solo/band",
    },
    ["lesson>student", "lesson>teacher"],
)
