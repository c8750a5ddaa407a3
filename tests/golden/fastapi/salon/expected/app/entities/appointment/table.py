"""How appointments are stored and read."""

from app.description import Column, Entity, Flow, Kind, Transition

APPOINTMENT = Entity(
    name="appointment",
    collection="appointments",
    label="Appointment",
    label_plural="Appointments",
    table="apps.mod_salon_appointments",
    view="apps.mod_salon_appointments_v",
    title=("client",),
    columns={
        "id": Column(Kind.UUID, "Id", written=False),
        "starts_at": Column(Kind.DATETIME, "Starts at", required=True),
        "notes": Column(Kind.LONG_TEXT, "Notes"),
        "client_id": Column(Kind.UUID, "Client", parent="client", required=True),
        "stylist_id": Column(Kind.UUID, "Stylist", parent="stylist", required=True),
        "service_id": Column(Kind.UUID, "Service", parent="service", required=True),
        "status": Column(
            Kind.ENUM,
            "Status",
            options={
                "booked": "Booked",
                "confirmed": "Confirmed",
                "done": "Done",
                "cancelled": "Cancelled",
                "no_show": "No-show",
            },
        ),
        "ends_at": Column(Kind.DATETIME, "Ends at", written=False, computed=True),
        "price": Column(Kind.MONEY, "Price", written=False, computed=True),
        "version": Column(Kind.INTEGER, "Version", written=False),
        "created_at": Column(Kind.DATETIME, "Created", written=False),
        "updated_at": Column(Kind.DATETIME, "Changed", written=False),
    },
    searched=("notes", "client", "stylist", "service"),
    flow=Flow(
        "status",
        (
            Transition("confirm", "Confirm", "booked", "confirmed"),
            Transition("finish", "Finish", "confirmed", "done"),
            Transition("cancel", "Cancel", "booked", "cancelled"),
            Transition("cancel", "Cancel", "confirmed", "cancelled"),
            Transition("mark_no_show", "Mark as no-show", "confirmed", "no_show", roles=("owner",)),
        ),
    ),
    rules={"no_double_booking": "This stylist already has an appointment at that time."},
)
