"""Entities of modules as questions see them: what can be counted, added up, dated and grouped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sayso.design.knowledge.known import known_thing
from sayso.design.knowledge.load import word_set as known_words
from sayso.devloop.programs.facts import EntityFacts, FieldFacts, ModuleFacts, OptionFacts, RelationFacts
from sayso.kit.words import kebab, plural, sentence

from .formats import Format
from .lists import listed, word_set

DATES = frozenset(("date", "datetime"))
NUMBERS = frozenset(("integer", "decimal", "money"))
TEXTS = frozenset(("text", "long_text", "email", "url", "phone"))
_HIDDEN = frozenset(("long_text", "json", "image", "file", "uuid", "multi_enum"))
_FORMATS = {
    "integer": Format.NUMBER, "decimal": Format.NUMBER, "money": Format.MONEY, "date": Format.DATE,
    "datetime": Format.DATETIME, "url": Format.LINK,
}  # fmt: skip
_OF_PERSONS = frozenset(("birth", "birthday", "birthdate", "dob"))
_LATE = ("due", "deadline", "expir", "return", "end", "until")
CREATED = FieldFacts(name="created_at", label="Created", type="datetime")
_PLACES = frozenset(
    (
        "city",
        "town",
        "country",
        "region",
        "location",
        "place",
        "area",
        "district",
        "state",
        "ort",
        "stadt",
        "land",
    )
)


@dataclass(frozen=True)
class Thing:
    """An entity of a module."""

    module: ModuleFacts
    facts: EntityFacts
    others: Sequence[EntityFacts] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """Its name in the spec."""
        return self.facts["name"]

    @cached_property
    def plural(self) -> str:
        """What several are called: ``Bookings``."""
        return self.facts.get("plural") or sentence(plural(self.name))

    @cached_property
    def collection(self) -> str:
        """Its part of the address of the data API."""
        return self.facts.get("collection") or kebab(plural(self.name))

    @cached_property
    def fields(self) -> list[FieldFacts]:
        """Its values, stored and computed; when a row was made and changed is no value of its own."""
        return [one for one in self.facts["fields"] if one["name"] not in {"created_at", "updated_at"}]

    def of_type(self, kinds: frozenset[str]) -> list[FieldFacts]:
        """Fields of certain types."""
        return [one for one in self.fields if one["type"] in kinds]

    @property
    def state_field(self) -> str:
        """The field of its flow; empty where it has none."""
        return self.facts.get("state_field", "status") if self.facts.get("states") else ""

    @property
    def states(self) -> list[OptionFacts]:
        """The states of its flow, in order."""
        return self.facts.get("states") or []

    @property
    def relations(self) -> list[RelationFacts]:
        """What it belongs to."""
        return self.facts.get("relations") or []

    @cached_property
    def kind(self) -> str:
        """What sort of thing it is in the knowledge of designs, such as ``event`` or ``customer``."""
        known = known_thing(self.name) or known_thing(self.name.rpartition("_")[2])
        return known.kind if known is not None else ""

    def parent(self, name: str) -> "Thing | None":
        """What a relation leads to."""
        wanted = next((one["entity"] for one in self.relations if one["name"] == name), None)
        found = next((one for one in self.others if one["name"] == wanted), None)
        return Thing(self.module, found, self.others) if found is not None else None

    def paths(self, deepest: int = 2) -> "Iterator[tuple[str, Thing]]":
        """Each thing that it belongs to, with the path that leads there, the nearest first."""
        level: list[tuple[str, Thing]] = [("", self)]
        for _ in range(deepest):
            following = []
            for path, thing in level:
                for relation in thing.relations:
                    parent = thing.parent(relation["name"])
                    if parent is not None and parent.name != self.name:
                        following.append((f"{path}.{relation['name']}".lstrip("."), parent))
            yield from following
            level = following

    @cached_property
    def title_field(self) -> str:
        """The field that names a row; empty where a row is named through what it belongs to."""
        if self.facts.get("title_field"):
            return self.facts["title_field"]
        names = [one["name"] for one in self.of_type(frozenset(("text", "email")))]
        preferred = [*listed("prefer", "title"), "first_name", "number", "code"]
        return next((name for name in preferred if name in names), names[0] if names else "")

    @cached_property
    def about(self) -> str:
        """The longer text that tells rows apart which have no name of their own; empty where none does."""
        longer = [one["name"] for one in self.of_type(frozenset(("long_text",)))]
        return longer[0] if longer and not self.title_field else ""

    @cached_property
    def money(self) -> list[FieldFacts]:
        """Amounts of money of its own, the one that is meant where none is named first."""
        order = listed("prefer", "money")

        def rank(one: FieldFacts) -> tuple[int, int]:
            words = one["name"].split("_")
            places = [place for place, name in enumerate(order) if name in {one["name"], *words}]
            return ("deposit" in words or "discount" in words, min(places, default=len(order)))

        return sorted(self.of_type(frozenset(("money",))), key=rank)

    @cached_property
    def places(self) -> list[FieldFacts]:
        """Fields that say where something or somebody is."""
        return [
            one
            for one in self.fields
            if one["type"] in {"text", "enum"} and _PLACES & set(one["name"].split("_"))
        ]

    def date(self) -> FieldFacts:
        """The date that a time without a name is about; when a row was made, where it has none."""
        if self.kind in {"customer", "staff", "catalogue", "place", "group"}:
            return CREATED
        found = [one for one in self.of_type(DATES) if not _OF_PERSONS & set(one["name"].split("_"))]
        early = [one for one in found if not one["name"].startswith(_LATE)]
        return (early or [CREATED])[0]

    def due(self) -> FieldFacts | None:
        """The date by which something has to be done."""
        return next((one for one in self.of_type(DATES) if one["name"].startswith(_LATE[:4])), None)

    @cached_property
    def done_states(self) -> frozenset[str]:
        """States in which nothing remains to be done."""
        done = {
            one["name"]
            for one in self.states
            if one["name"].replace("_", " ") in word_set("states", "closed")
        }
        return frozenset(done | set(self.facts.get("final") or ()) | self.side_states)

    @cached_property
    def side_states(self) -> frozenset[str]:
        """States that take a row out of the ordinary course: cancelled, declined, lost."""
        side = known_words("states", "words", "side")
        found = {
            one["name"] for one in self.states if one["name"].replace("_", " ") in side or one["name"] in side
        }
        return frozenset(found - {self.facts.get("initial", "")})

    def earns(self, *, spent: bool) -> int:
        """How likely money is meant to be this thing's, where only money was spoken of."""
        words = set(self.name.split("_"))
        likely = 3 * bool(self.money) + bool(self.states) + (self.date() is not CREATED)
        likely += 2 * (self.kind in {"event", "document"}) - 4 * (
            self.kind in {"catalogue", "place", "customer", "staff", "thing", "group"}
        )
        likely += bool(words & {"invoice", "order", "payment", "sale"})
        is_cost = bool(words & {"expense", "cost", "purchase", "bill", "spending"})
        return likely + (4 if is_cost == spent else -4) * (is_cost or spent)


def counted(name: str) -> tuple[str, ...]:
    """``player_count`` is also said ``players``."""
    bare = re.sub(r"_(?:count|number|quantity)$|^(?:number_of|count_of|total|monthly|daily)_", "", name)
    return (bare,) if bare != name else ()


def format_of(one: FieldFacts) -> Format:
    """How a value of a field reads."""
    return _FORMATS.get(one["type"], Format.TEXT)


def is_shown(one: FieldFacts) -> bool:
    """Whether a value fits into a cell."""
    return one["type"] not in _HIDDEN


def things_of(modules: Sequence[ModuleFacts]) -> list[Thing]:
    """All entities of modules."""
    return [Thing(module, entity, module["entities"]) for module in modules for entity in module["entities"]]
