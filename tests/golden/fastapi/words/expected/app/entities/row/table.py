"""How rows are stored and read."""

from app.description import Column, Entity, Flow, Kind, Transition

ROW = Entity(
    name="row",
    collection="rows",
    label="Row",
    label_plural="Rows",
    table="apps.mod_words_rows",
    view="apps.mod_words_rows_v",
    title=("class",),
    columns={
        "id": Column(Kind.UUID, "Id", written=False),
        "text": Column(Kind.TEXT, "Text"),
        "due": Column(Kind.DATE, "Due"),
        "price": Column(
            Kind.MONEY,
            "Price of a row of a row of a row of a row of a row of a row of a row of a row of a row of a row of a row of a row ",
            required=True,
        ),
        "class_id": Column(Kind.UUID, "Class", parent="class", required=True),
        "report_id": Column(Kind.UUID, "Report", parent="report"),
        "state": Column(Kind.ENUM, "State", options={"def": "Def", "del": "Del"}),
        "version": Column(Kind.INTEGER, "Version", written=False),
        "created_at": Column(Kind.DATETIME, "Created", written=False),
        "updated_at": Column(Kind.DATETIME, "Changed", written=False),
    },
    searched=("text", "class", "report"),
    flow=Flow(
        "state",
        (
            Transition("yield", "Yield", "def", "del"),
            Transition("raise", "Raise", "del", "def", roles=("admin",)),
        ),
    ),
)
