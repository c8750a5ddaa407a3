"""How literals are stored and read."""

from app.description import Column, Entity, Kind

LITERAL = Entity(
    name="literal",
    collection="literals",
    label="Literal",
    label_plural="Literals",
    table="apps.mod_words_literals",
    view="apps.mod_words_literals_v",
    title=(),
    columns={
        "id": Column(Kind.UUID, "Id", written=False),
        "id_card": Column(Kind.IMAGE, "Id card", required=True),
        "version": Column(Kind.INTEGER, "Version", written=False),
        "created_at": Column(Kind.DATETIME, "Created", written=False),
        "updated_at": Column(Kind.DATETIME, "Changed", written=False),
    },
    searched=(),
)
