"""Salon: what it is called, who uses it and how it is set up."""

from app.description import Condition, Measure, Report, Setting

NAME = "Salon"
SLUG = "salon"
VERSION = "1.0.0"
DESCRIPTION = "Appointments, clients and services of a hair salon."

ROLES: dict[str, str] = {"owner": "Owner", "stylist": "Stylist"}
WIDEST_ROLE = "owner"

HISTORY = "apps.mod_salon_history_v"
RESTORE = "apps.mod_salon_restore"

SETTINGS: tuple[Setting, ...] = (
    Setting("currency", "Currency", "string", "GBP"),
    Setting("time_zone", "Time zone", "string", "Europe/London"),
    Setting("locale", "Language and region", "string", "en"),
)

REPORTS: tuple[Report, ...] = (
    Report(
        name="appointments_per_stylist",
        title="Appointments per stylist",
        entity="appointment",
        measures=(Measure("count", label="Appointments"),),
        group_by=("stylist",),
        chart="bar",
    ),
    Report(
        name="turnover_per_month",
        title="Turnover per month",
        entity="appointment",
        measures=(Measure("sum", "price"),),
        group_by=("month",),
        filters=(Condition("status", "eq", "done"),),
        chart="line",
        date_column="starts_at",
    ),
)

ENDPOINTS: tuple[dict[str, str], ...] = (
    {
        "method": "GET",
        "path": "/appointments",
        "description": "List appointments",
        "served_at": "/api/appointments",
    },
)
