"""How books are stored and read."""

from app.description import Column, Entity, Kind, Set

BOOK = Entity(
    name="book",
    collection="books",
    label="Book",
    label_plural="Books",
    table="apps.mod_library_books",
    view="apps.mod_library_books_v",
    title=("title",),
    columns={
        "id": Column(Kind.UUID, "Id", written=False),
        "title": Column(
            Kind.TEXT,
            'It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀',
            required=True,
        ),
        "isbn": Column(Kind.TEXT, "ISBN"),
        "condition": Column(
            Kind.ENUM,
            "Condition",
            options={
                "new": "New \u202edesrever",
                "good": "Good",
                "worn": 'Worn "out"',
                "lost": "Lost </script>",
            },
            required=True,
        ),
        "tags": Column(Kind.MULTI_ENUM, "Tags", options={"a": "A", "b": "B"}, required=True),
        "shelf": Column(Kind.INTEGER, "Shelf"),
        "weight": Column(Kind.DECIMAL, "Weight"),
        "homepage": Column(Kind.URL, "Homepage"),
        "cover": Column(Kind.IMAGE, "Cover"),
        "extra": Column(Kind.JSON, "Extra"),
        "lent": Column(Kind.BOOLEAN, "Lent", required=True),
        "keeper_id": Column(Kind.UUID, "Keeper", parent="staff"),
        "version": Column(Kind.INTEGER, "Version", written=False),
        "created_at": Column(Kind.DATETIME, "Created", written=False),
        "updated_at": Column(Kind.DATETIME, "Changed", written=False),
    },
    searched=("title",),
    sets={
        "classes": Set("class", "apps.mod_library_book_classes", "book_id", "class_id"),
        "similar": Set("book", "apps.mod_library_book_similar", "book_id", "similar_book_id"),
        "similar_to": Set("book", "apps.mod_library_book_similar", "similar_book_id", "book_id"),
    },
    rules={"worn_is_light": 'A "worn" book is light, it\'s old.'},
)
