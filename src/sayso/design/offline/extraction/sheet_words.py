"""What headers of pasted tables tell by their words alone: whom they reach, what lasts, what stays text."""

from sayso.design.knowledge.known import is_person_word, known_thing, known_things
from sayso.design.offline.fields import FieldGuess
from sayso.spec.model import FieldType

PREPOSITIONS = ("in_", "at_", "for_", "from_", "of_", "to_")
REACHED_BY = frozenset(
    ["phone", "mobile", "email", "address", "contact", "contact_person", "contact_phone", "contact_email"]
)
LASTING = frozenset(
    [
        "name",
        "species",
        "breed",
        "sex",
        "gender",
        "birthday",
        "date_of_birth",
        "year_of_birth",
        "colour",
        "color",
        "make",
        "model",
        "brand",
        "variety",
        "manufacturer",
        "serial_number",
        "race",
        "kind",
        "type",
        "title",
        "author",
    ]
)
TRADED = frozenset(("product", "item", "article", "book", "machine", "vehicle", "song", "course"))
OF_PLACES = frozenset(
    ("city", "address", "contact", "contact_person", "contact_phone", "contact_email", "country")
)
PARTS_OF_A_SHEET = frozenset(
    ("table", "sheet", "spreadsheet", "row", "column", "line", "tab", "logbook", "list")
)
PERSONAL = frozenset(
    ("phone", "mobile", "email", "grade", "class", "birthday", "age", "address", "city", "country")
)
MANY = ("lots of", "many", "several", "different", "various", "multiple")
STAYS_TEXT = frozenset(
    ["city", "country", "region", "location", "address", "category", "phone", "key", "colour"]
)


def is_words(guess: FieldGuess) -> bool:
    return guess.type in {FieldType.TEXT, FieldType.ENUM, FieldType.LONG_TEXT, FieldType.MULTI_ENUM}


def without_preposition(name: str) -> str:
    for preposition in PREPOSITIONS:
        rest = name.removeprefix(preposition)
        if rest != name:
            return rest
    return name


def is_place(name: str) -> bool:
    thing = known_things().get(name)
    return thing is not None and thing.kind == "place" and name not in STAYS_TEXT


def can_be_reached(name: str) -> bool:
    thing = known_thing(name)
    return is_person_word(name) or (thing is not None and thing.kind in {"customer", "staff"})
