"""How reports are stored and read."""

from app.description import Column, Entity, Kind, Set

REPORT = Entity(
    name="report",
    collection="reports",
    label="Report",
    label_plural="Reports",
    table="apps.mod_words_reports",
    view="apps.mod_words_reports_v",
    title=("title",),
    columns={
        "id": Column(Kind.UUID, "Id", written=False),
        "title": Column(Kind.TEXT, "Title"),
        "version": Column(Kind.INTEGER, "Version", written=False),
        "created_at": Column(Kind.DATETIME, "Created", written=False),
        "updated_at": Column(Kind.DATETIME, "Changed", written=False),
    },
    searched=("title",),
    sets={"authors": Set("staff", "apps.mod_words_staff_history", "report_id", "staff_id")},
)
