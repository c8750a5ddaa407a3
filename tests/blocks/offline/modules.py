"""Applications that the designer makes of a sentence, as facts that a writer is told."""
# ruff: noqa: E501 - descriptions are sentences

from functools import cache
from uuid import UUID

from sayso.design.offline.designer import OfflineDesigner
from sayso.devloop.programs.facts import ModuleFacts
from sayso.identity.types import Site
from sayso.kit.ids import SeededIds
from sayso.runtime.plan import ModulePlan
from sayso.runtime.types import Module
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from sayso.web.programs.facts import facts_of

NOBODY = UUID(int=0)
WORDS = {
    "salon": (
        "A hair salon. Clients have a name, a phone number, an email and a city. Stylists have a name. Services have a "
        "name, a duration and a price. Bookings have a client, a stylist, a service and go from "
        "requested to confirmed to done or cancelled or no-show. Clients book services with stylists."
    ),
    "shop": (
        "An online shop. Customers have a name, an email and a country. Products have a name, a price and a stock quantity. "
        "The kind of a product is book, toy or garden. Orders have a customer, an order date, a total and go from new to paid to shipped "
        "to delivered or cancelled."
    ),
    "vet": (
        "A vet practice. Owners have a name, a phone and a city. Pets have a name, a breed, a weight in kg, a species, an owner and a checkbox vaccinated. "
        "Species have a name. The size of a pet is small, medium or large. "
        "Visits have a date and time, a reason, a fee and a pet."
    ),
    "helpdesk": (
        "A help desk. Agents have a name. Tickets have a subject, a description, a due date, "
        "an agent and go from open to in progress to resolved to closed. The priority of a ticket is low, normal, high or urgent."
    ),
    "billing": (
        "We write invoices. Companies have a name and a city. Invoices have a number, a company, an issue date, a due date, an "
        "amount and go from draft to sent to paid or void. Expenses have a date and an amount. The type of an expense is rent, travel or software."
    ),
    "club": (
        "A sports club. Members have a first name, a last name, a joined date, a monthly fee. "
        "The level of a member is junior, senior or veteran. Members have a checkbox active. Courts have a name. The surface of a court is clay, grass or hard. "
        "Reservations have a court, a member, a date, a number of players and hours."
    ),
}


@cache
def spec_of(name: str) -> AppSpec:
    """The application of these words."""
    return OfflineDesigner().design(WORDS[name], SeededIds(1)).spec


@cache
def plan_of(name: str) -> ModulePlan:
    """The application, ready to be served."""
    spec = spec_of(name)
    module = Module(
        NOBODY,
        Site(NOBODY, NOBODY, "Office"),
        name,
        name.title(),
        "1.0.0",
        "published",
        "m1",
        None,
        {"time_zone": "Europe/Berlin", "currency": "EUR"},
    )
    return ModulePlan(module, SpecIndex(spec))


@cache
def facts(name: str) -> ModuleFacts:
    """What a writer is told of it, in the widest role."""
    plan = plan_of(name)
    role = plan.index.widest_role
    assert role is not None
    return facts_of(plan, role)
