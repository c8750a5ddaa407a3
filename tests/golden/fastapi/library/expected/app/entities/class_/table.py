"""How classes are stored and read."""

from app.description import Column, Entity, Kind, Set

CLASS = Entity(
    name="class",
    collection="classes",
    label="Class",
    label_plural="Classes",
    table="apps.mod_library_classes",
    view="apps.mod_library_classes_v",
    title=("name",),
    columns={
        "id": Column(Kind.UUID, "Id", written=False),
        "name": Column(Kind.TEXT, "Name", required=True),
        "parent_id": Column(Kind.UUID, "Parent", parent="class"),
        "version": Column(Kind.INTEGER, "Version", written=False),
        "created_at": Column(Kind.DATETIME, "Created", written=False),
        "updated_at": Column(Kind.DATETIME, "Changed", written=False),
    },
    searched=("name",),
    sets={"books": Set("book", "apps.mod_library_book_classes", "class_id", "book_id")},
)
