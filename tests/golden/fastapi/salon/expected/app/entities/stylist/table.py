"""How stylists are stored and read."""

from app.description import Column, Entity, Kind, Set

STYLIST = Entity(
    name="stylist",
    collection="stylists",
    label="Stylist",
    label_plural="Stylists",
    table="apps.mod_salon_stylists",
    view="apps.mod_salon_stylists_v",
    title=("name",),
    columns={
        "id": Column(Kind.UUID, "Id", written=False),
        "name": Column(Kind.TEXT, "Name", required=True),
        "photo": Column(Kind.IMAGE, "Photo"),
        "works_on": Column(
            Kind.MULTI_ENUM,
            "Works on",
            options={
                "monday": "Monday",
                "tuesday": "Tuesday",
                "wednesday": "Wednesday",
                "thursday": "Thursday",
                "friday": "Friday",
                "saturday": "Saturday",
            },
        ),
        "member_id": Column(Kind.UUID, "Member", written=False),
        "version": Column(Kind.INTEGER, "Version", written=False),
        "created_at": Column(Kind.DATETIME, "Created", written=False),
        "updated_at": Column(Kind.DATETIME, "Changed", written=False),
    },
    searched=("name",),
    sets={
        "services": Set("service", "apps.mod_salon_stylist_services", "stylist_id", "service_id"),
    },
)
