"""How staff are stored and read."""

from app.description import Column, Entity, Kind, Set

STAFF = Entity(
    name="staff",
    collection="staff",
    label="Staff",
    label_plural="Staff",
    table="apps.mod_words_staff",
    view="apps.mod_words_staff_v",
    title=("first_name", "last_name"),
    columns={
        "id": Column(Kind.UUID, "Id", written=False),
        "first_name": Column(Kind.TEXT, "First name"),
        "last_name": Column(Kind.TEXT, "Last name"),
        "member_id": Column(Kind.UUID, "Member", written=False),
        "version": Column(Kind.INTEGER, "Version", written=False),
        "created_at": Column(Kind.DATETIME, "Created", written=False),
        "updated_at": Column(Kind.DATETIME, "Changed", written=False),
    },
    searched=("first_name", "last_name"),
    sets={"history": Set("report", "apps.mod_words_staff_history", "staff_id", "report_id")},
)
