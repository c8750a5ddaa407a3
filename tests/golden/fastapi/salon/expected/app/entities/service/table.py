"""How services are stored and read."""

from app.description import Column, Entity, Kind, Set

SERVICE = Entity(
    name="service",
    collection="services",
    label="Service",
    label_plural="Services",
    table="apps.mod_salon_services",
    view="apps.mod_salon_services_v",
    title=("name",),
    columns={
        "id": Column(Kind.UUID, "Id", written=False),
        "name": Column(Kind.TEXT, "Name", required=True),
        "price": Column(Kind.MONEY, "Price", required=True),
        "duration": Column(Kind.INTEGER, "Duration", required=True),
        "active": Column(Kind.BOOLEAN, "Active"),
        "version": Column(Kind.INTEGER, "Version", written=False),
        "created_at": Column(Kind.DATETIME, "Created", written=False),
        "updated_at": Column(Kind.DATETIME, "Changed", written=False),
    },
    searched=("name",),
    sets={
        "stylists": Set("stylist", "apps.mod_salon_stylist_services", "service_id", "stylist_id"),
    },
)
