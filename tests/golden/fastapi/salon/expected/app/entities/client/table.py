"""How clients are stored and read."""

from app.description import Column, Entity, Kind

CLIENT = Entity(
    name="client",
    collection="clients",
    label="Client",
    label_plural="Clients",
    table="apps.mod_salon_clients",
    view="apps.mod_salon_clients_v",
    title=("name",),
    columns={
        "id": Column(Kind.UUID, "Id", written=False),
        "name": Column(Kind.TEXT, "Name", required=True),
        "mobile": Column(Kind.PHONE, "Mobile"),
        "email": Column(Kind.EMAIL, "Email"),
        "birthday": Column(Kind.DATE, "Birthday"),
        "hair_type": Column(
            Kind.ENUM,
            "Hair type",
            options={"straight": "Straight", "wavy": "Wavy", "curly": "Curly"},
        ),
        "colour_notes": Column(Kind.LONG_TEXT, "Colour notes"),
        "appointment_count": Column(Kind.INTEGER, "Appointments", written=False, computed=True),
        "version": Column(Kind.INTEGER, "Version", written=False),
        "created_at": Column(Kind.DATETIME, "Created", written=False),
        "updated_at": Column(Kind.DATETIME, "Changed", written=False),
    },
    searched=("name", "mobile"),
)
