"""How staff are stored and read."""

from app.description import Column, Entity, Kind

STAFF = Entity(
    name="staff",
    collection="staff",
    label="Staff",
    label_plural="Staff",
    table="apps.mod_library_staff",
    view="apps.mod_library_staff_v",
    title=("full_name",),
    columns={
        "id": Column(Kind.UUID, "Id", written=False),
        "full_name": Column(Kind.TEXT, "Full name", required=True),
        "email": Column(Kind.EMAIL, "Email"),
        "salary": Column(Kind.MONEY, "Salary"),
        "boss_id": Column(Kind.UUID, "Boss", parent="staff"),
        "member_id": Column(Kind.UUID, "Member", written=False),
        "version": Column(Kind.INTEGER, "Version", written=False),
        "created_at": Column(Kind.DATETIME, "Created", written=False),
        "updated_at": Column(Kind.DATETIME, "Changed", written=False),
    },
    searched=("full_name", "email", "boss"),
)
